"""What full-text search goes by: the sentences and the title of a document, as words."""

from __future__ import annotations

from collections.abc import Iterator

from guanxi.model import Document
from guanxi.text import fold, sentences
from guanxi.text.words import cutter


def passages(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield the places to search in a document with their words; the title has the place 0 to 0."""
    if document.title:
        yield 0, 0, terms(document.title)
    for sentence in sentences(document.text):
        words = terms(sentence.span.of(document.text))
        if words:
            yield sentence.start, sentence.end, words


def terms(text: str) -> str:
    """Return the words of a text, folded, separated by spaces: jieba's, and the shorter ones inside them."""
    return " ".join(word for word in cutter().terms(fold(text)) if any(character.isalnum() for character in word))
