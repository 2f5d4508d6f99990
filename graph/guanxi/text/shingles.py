"""Texts as sets of short strings, to tell which of them say the same in nearly the same words."""

from __future__ import annotations

import re
from itertools import pairwise

from guanxi.model import Span
from guanxi.text.normalise import fold_all, fold_with_offsets

SIZE = 5
"""Characters of a shingle: five Chinese characters in a row are seldom shared by chance but for names."""

_END = re.compile(r"[。!?;]|\.{3,}")  # as folding leaves them
_NO_LETTER = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return the letters and digits of a text, folded: width, script, spaces and punctuation make no difference."""
    return _NO_LETTER.sub("", fold_all([text])[0])


def sentences(text: str) -> list[str]:
    """Return the letters of each sentence of a text; those without a letter are left out.

    Rougher and much faster than `guanxi.text.sentences`: only to compare whole documents.
    """
    pieces = (piece for line in fold_all(text.splitlines()) for piece in _END.split(line))
    return [piece for piece in (_NO_LETTER.sub("", piece) for piece in pieces) if piece]


def shingles(text: str, size: int = SIZE) -> frozenset[str]:
    """Return every run of `size` characters of a text; of a shorter text the text itself."""
    return frozenset(text[at : at + size] for at in range(max(1, len(text) - size + 1))) if text else frozenset()


def common_passage(text: str, other: str) -> Span | None:
    """Return the longest stretch of `text` all of whose shingles stand in `other`; None when there is none.

    Returns:
        A span of `text`, from its first letter to its last.
    """
    folded = fold_with_offsets(text)
    places = [at for at, character in enumerate(folded.text) if character.isalnum()]
    words = "".join(folded.text[at] for at in places)
    known = shingles(letters(other))
    ends = [-1, *(at for at in range(len(words) - SIZE + 1) if words[at : at + SIZE] not in known)]
    ends.append(max(len(words) - SIZE + 1, 0))
    length, start = max(((end - begin - 1, -begin - 1) for begin, end in pairwise(ends)), default=(0, 0))
    if length <= 0:
        return None
    start = -start
    return Span(*folded.original(places[start], places[start + length + SIZE - 2] + 1))
