"""JSON lines: one object a line, read line by line, so that a file may be larger than memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from guanxi.errors import InputError
from guanxi.read.encoding import decode, detect
from guanxi.read.records import from_record
from guanxi.read.source import MAX_RECORD, SAMPLE, Item, Skipped, Source


def read_jsonlines(source: Source, text_field: str | None = None) -> Iterator[Item]:
    """Yield the documents of a JSON lines file, and what is wrong with the lines that give none.

    Raises:
        InputError: empty, or of unknown encoding.
    """
    found = False
    for number, line in _lines(source):
        if isinstance(line, Skipped):
            found = True
            yield line
        elif line.strip():
            found = True
            yield _one(line, source, number, text_field)
    if not found:
        raise InputError("empty")


def _one(line: str, source: Source, number: int, text_field: str | None) -> Item:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return Skipped(source.at(number), f"not JSON: {error.msg} (column {error.colno})")
    except (ValueError, RecursionError):
        return Skipped(source.at(number), "not JSON that can be read: nested too deep or a number too long")
    return from_record(record, source, number, text_field)


def _lines(source: Source) -> Iterator[tuple[int, str | Skipped]]:
    head = source.stream.read(SAMPLE)
    codec = detect(head, complete=len(head) < SAMPLE)
    stream = io.BufferedReader(Chained(head, source.stream))
    if codec.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(source, io.TextIOWrapper(stream, codec, newline="\n"))
        return
    number = 0
    while line := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(line) > MAX_RECORD:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_RECORD)
            yield number, Skipped(source.at(number), f"record larger than {MAX_RECORD // 1_000_000} MB")
            continue
        try:
            # A file that began in plain ASCII has not shown its encoding yet.
            yield number, decode(line) if head.isascii() else line.decode(codec)
        except (UnicodeDecodeError, InputError):
            yield number, Skipped(source.at(number), f"not valid {codec.upper()}")


def _wide_lines(source: Source, stream: io.TextIOWrapper) -> Iterator[tuple[int, str | Skipped]]:
    number = 0
    try:
        while line := stream.readline(MAX_RECORD + 1):
            number += 1
            if len(line) > MAX_RECORD:
                while line and not line.endswith("\n"):
                    line = stream.readline(MAX_RECORD)
                yield number, Skipped(source.at(number), f"record larger than {MAX_RECORD // 1_000_000} MB")
            else:
                yield number, line.removeprefix("\ufeff")
    except UnicodeDecodeError:
        yield number + 1, Skipped(source.at(number + 1), "broken UTF-16; the rest of the file is not read")


class Chained(io.RawIOBase):
    """Bytes that were already taken from a stream, then the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer`; return how many bytes it got."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._head:
            part, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            part = self._rest.read(len(view))
        view[: len(part)] = part
        return len(part)
