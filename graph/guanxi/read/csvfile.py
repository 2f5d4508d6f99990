"""Comma or tab separated values: a header line, then one document a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from guanxi.errors import InputError
from guanxi.read.lines import text_lines
from guanxi.read.records import from_record
from guanxi.read.source import MAX_RECORD, Item, Skipped, Source

_DELIMITERS = ",\t;|"
_PROSE = re.compile("[。！？；]|.{60}")


def read_csv(source: Source, text_field: str | None = None) -> Iterator[Item]:
    """Yield the documents of a CSV or TSV file, named by the line that their row begins on.

    The delimiter is the one of comma, tab, semicolon and bar that the first line has most of. When the first row holds
    sentences there is no header, and the fields are called `1`, `2`, ….

    Raises:
        InputError: empty, of unknown encoding, or nothing but a header.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD))
    broken: list[Skipped] = []
    lines = _strings(source, broken)
    first = next(lines, None)
    if first is None:
        yield from broken
        if not broken:
            raise InputError("empty")
        return
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(_with(first, lines), delimiter=delimiter)
    header: list[str] | None = None
    begins, empty = 1, True
    try:
        for row in rows:
            empty = empty and not broken
            yield from broken
            broken.clear()
            if any(cell.strip() for cell in row):
                if header is None:
                    header = _header(row)
                    if header != row:
                        empty = False
                        yield _row(row, header, source, begins, text_field)
                else:
                    empty = False
                    yield _row(row, header, source, begins, text_field)
            begins = rows.line_num + 1
    except csv.Error as error:
        empty = False
        yield Skipped(source.at(begins), f"not CSV: {error}; the rest of the file is not read")
    yield from broken
    if empty and not broken:
        raise InputError("no rows under the header")


def _row(row: list[str], header: list[str], source: Source, line: int, text_field: str | None) -> Item:
    if any(cell.strip() for cell in row[len(header) :]):
        return Skipped(source.at(line), f"{len(row)} fields where the header has {len(header)}; is the text quoted?")
    return from_record(dict(zip(header, row, strict=False)), source, line, text_field)


def _header(row: list[str]) -> list[str]:
    if any(_PROSE.search(cell) for cell in row):
        return [str(number) for number in range(1, len(row) + 1)]
    return row


def _strings(source: Source, broken: list[Skipped]) -> Iterator[str]:
    """Yield lines for the CSV reader; what can't be read is put aside, as an empty line to keep the count."""
    for number, line in text_lines(source):
        if isinstance(line, Skipped):
            broken.append(line)
            yield "\n"
        elif "\0" in line:
            broken.append(Skipped(source.at(number), "binary, not text"))
            yield "\n"
        else:
            yield line


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
