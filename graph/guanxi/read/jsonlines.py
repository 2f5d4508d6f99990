"""JSON lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterator

from guanxi.errors import InputError
from guanxi.read.lines import text_lines
from guanxi.read.records import decode_json, from_record
from guanxi.read.source import Item, Skipped, Source


def read_jsonlines(source: Source, text_field: str | None = None) -> Iterator[Item]:
    """Yield the documents of a JSON lines file, and what is wrong with the lines that give none.

    Raises:
        InputError: empty, or of unknown encoding.
    """
    found = False
    for number, line in text_lines(source):
        if isinstance(line, str) and not line.strip():
            continue
        found = True
        if isinstance(line, Skipped):
            yield line
            continue
        try:
            yield from_record(decode_json(line), source, number, text_field)
        except InputError as error:
            yield Skipped(source.at(number), str(error))
    if not found:
        raise InputError("empty")
