"""Folding: the form of a name that is compared, never shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

# What may stand around a name without being part of it.
_EDGE = " \t\r\n\v\f\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff'\"“”‘’「」『』《》〈〉【】`´"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the matching key of a name.

    NFKC (full-width to half-width), casefold, traditional to simplified script (OpenCC's `t2s`), runs of white space to
    one space, and quotes, title marks and spaces at the edges removed. Equal keys are equal names.
    """
    key = _simplified(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(key.strip(_EDGE).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return `[fold(text) for text in texts]`, many times faster: the converter is called once for all of them."""
    # No phrase of OpenCC holds a line end, so lines are converted as if each stood alone.
    lines = "\n".join(" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in texts)
    if not lines:
        return [fold(text) for text in texts]
    return [" ".join(line.strip(_EDGE).split()) for line in _simplified(lines).split("\n")]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that still knows where each of its characters came from.

    Args:
        text: the folded text.
        offsets: for each character of `text` its offset in the original, and one more for the end.
    """

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the folded span `start` to `end` came from (whole characters)."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        # One character may fold to several (ﬁ → fi): the end is the first offset after the last character's own.
        last = self.offsets[end - 1]
        stop = end
        while self.offsets[stop] == last and stop < len(self.text):
            stop += 1
        return self.offsets[start], self.offsets[stop] if self.offsets[stop] > last else last + 1


def fold_with_offsets(text: str) -> Folded:
    """Fold a running text for search: as `fold`, but white space and edges stay and every offset can be traced back."""
    pieces: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        piece = unicodedata.normalize("NFKC", character).casefold()
        pieces.append(piece)
        offsets.extend([offset] * len(piece))
    folded = "".join(pieces)
    simplified = _simplified(folded)
    if len(simplified) != len(folded):
        # OpenCC's phrases keep their length but for a handful; then character by character is right enough for search.
        singles = [_simplified(character) for character in folded]
        simplified = "".join(new if len(new) == 1 else old for new, old in zip(singles, folded, strict=True))
    return Folded(simplified, (*offsets, len(text)))


def _simplified(text: str) -> str:
    return text if text.isascii() else str(_converter().convert(text))


@cache
def _converter() -> Any:
    import opencc  # slow to import; many commands never need it

    return opencc.OpenCC("t2s")
