"""Cuts long text into overlapping windows, at sentence ends, in which mentions are paired."""

from __future__ import annotations

from guanxi.extract.neural.encode import chunks
from guanxi.model import Span

LONGEST = 560
"""Characters of a text that is one window."""

WINDOW = 420
"""Characters a window of a longer text aims at: relations rarely reach further."""

OVERLAP = 160
"""Characters that two neighbouring windows share, at least: a pair of mentions near a seam is whole in one of them."""


def windows(text: str) -> list[Span]:
    """Return windows that cover the text, in order."""
    if len(text) <= LONGEST:
        return [Span(0, len(text))] if text else []
    cuts = chunks(text)
    found: list[Span] = []
    first = 0
    while True:
        last = first + 1
        while last < len(cuts) and cuts[last][1] - cuts[first][0] <= WINDOW:
            last += 1
        end = cuts[last - 1][1]
        found.append(Span(cuts[first][0], end))
        if last == len(cuts):
            return found
        back = last
        while back > first + 1 and end - cuts[back - 1][0] <= OVERLAP:
            back -= 1
        first = max(back if back < last else last - 1, first + 1)
