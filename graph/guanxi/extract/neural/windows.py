"""Cuts long text into overlapping windows that fit the encoder, at sentence ends, without seams."""

from __future__ import annotations

from dataclasses import dataclass

from guanxi.extract.neural.encode import MAX_PIECES, Encoder, chunks

PIECES = 360
"""Pieces a window aims at: attention grows with the square of it, and relations rarely reach further."""

OVERLAP = 160
"""Characters that two neighbouring windows share, at least: a pair of mentions near a seam is whole in one of them."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text that is read at once, and the part of it (`own_start` to `own_end`) whose tags count."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(text: str, encoder: Encoder) -> list[Window]:
    """Return windows that cover the text; their own parts tile it."""
    if not text:
        return []
    if len(text) <= 4 * MAX_PIECES and encoder.fits(text):
        return [Window(0, len(text), 0, len(text))]
    cuts = chunks(text)
    sizes = [min(count, MAX_PIECES) for count in encoder.counts([text[start:end] for start, end in cuts])]
    spans: list[tuple[int, int]] = []
    first = 0
    while True:
        last, total = first, 0
        while last < len(cuts) and (last == first or total + sizes[last] <= PIECES):
            total += sizes[last]
            last += 1
        spans.append((cuts[first][0], cuts[last - 1][1]))
        if last == len(cuts):
            break
        end = cuts[last - 1][1]
        back = last
        while back > first + 1 and end - cuts[back - 1][0] <= OVERLAP:
            back -= 1
        first = max(back if back < last else last - 1, first + 1)
    found, own = [], 0
    for index, (start, end) in enumerate(spans):
        until = len(text) if index == len(spans) - 1 else (spans[index + 1][0] + end) // 2
        found.append(Window(start, end, own, until))
        own = until
    return found
