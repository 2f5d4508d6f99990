"""Sentences of Chinese text: they tile the text but for white space, and dialogue turns know their speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from guanxi.model import Sentence, Span
from guanxi.text.dialogue import Turn, turns

_LINE = re.compile(r"[^\n\r\u2028\u2029\v\f\x85]+")
_CLOSERS = "”’」』\"'）)】〕］]"
# ASCII marks end a sentence only after Chinese (`Yahoo!`, `a?b=1` and `&amp;` do not).
_END = re.compile(
    rf"(?:[。！？；]|…+|\.{{3,}}|(?<=[\u4e00-\u9fff”’」』）\)\"])[!?;](?![!?;]*=)|(?<=[\u4e00-\u9fff])\.(?=\s|$))"
    rf"[。！？；!?…~～]*[{re.escape(_CLOSERS)}]*"
)
# After a closing quote the sentence goes on: a comma, a particle, or who says it.
_GOES_ON = re.compile(
    r"[，,、：:的》〉]|[^\s，。！？；：“”\"]{0,12}?(?:说|称|表示|问|道|认为|指出|感慨|强调)(?![^，。！？；：]{30})"
)
_ITEM = re.compile(
    r"(?:(?<=[\s：:。；;！？!?）)”])|^)(?:\d{1,2}[、．](?!\d)|\d{1,2}\.(?=[\s\u4e00-\u9fff“])|[（(]\d{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]{1,3}、)"
)
_LONGEST = 1500


def sentences(text: str) -> list[Sentence]:
    """Split a text into its sentences, in order.

    A sentence ends at 。！？；… with whatever quotes and brackets close there, at a line break, before a numbered item,
    and before a speaker's label. Together the sentences cover every character that is not white space, none twice.
    A run of more than 1,500 characters without an end is cut at its last comma.
    """
    spoken = turns(text)
    starts = [turn.start for turn in spoken]
    edges = {edge for turn in spoken for edge in (turn.start, turn.end)}
    found: list[Sentence] = []
    for line in _LINE.finditer(text):
        cuts = sorted({*_cuts(text, line.start(), line.end()), *_within(edges, line.start(), line.end())})
        for start, end in zip([line.start(), *cuts], [*cuts, line.end()], strict=True):
            for piece in _pieces(text, start, end):
                found.append(Sentence(piece.start, piece.end, _speaker(spoken, starts, piece)))
    return found


def _within(edges: set[int], start: int, end: int) -> list[int]:
    if end - start > len(edges):
        return [edge for edge in edges if start < edge < end]
    return [offset for offset in range(start + 1, end) if offset in edges]


def _cuts(text: str, start: int, end: int) -> list[int]:
    line = text[start:end]
    cuts = []
    place = 0
    while found := _END.search(line, place):
        place = found.end()
        closed = line[found.end() - 1] in _CLOSERS
        title = line.startswith(("》", "〉"), place)
        if place < len(line) and not title and not (closed and _GOES_ON.match(line, place)):
            cuts.append(start + place)
    cuts.extend(start + item.start() for item in _ITEM.finditer(line) if item.start())
    return cuts


def _pieces(text: str, start: int, end: int) -> list[Span]:
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    pieces = []
    while end - start > _LONGEST:
        comma = max(text.rfind(mark, start + 1, start + _LONGEST) for mark in "，、, ")
        cut = comma + 1 if comma > start else start + _LONGEST
        pieces.extend(_pieces(text, start, cut))
        start = cut
        while start < end and _blank(text[start]):
            start += 1
    if start < end:
        pieces.append(Span(start, end))
    return pieces


def _blank(character: str) -> bool:
    return character.isspace() or character in "\u200b\ufeff"


def _speaker(spoken: Sequence[Turn], starts: list[int], piece: Span) -> Span | None:
    index = bisect_right(starts, piece.start) - 1
    return spoken[index].label if index >= 0 and piece.end <= spoken[index].end else None
