"""Text with its offsets kept: sentences, dialogue turns, jieba words, folding for matching."""

from guanxi.text.normalise import fold
from guanxi.text.sentences import sentences
from guanxi.text.words import cut

__all__ = ["cut", "fold", "sentences"]
