"""Lines of a stream in any encoding that can be told, one at a time, so that a file may be larger than memory."""

from __future__ import annotations

import io
from collections.abc import Iterator

from guanxi.errors import InputError
from guanxi.read.encoding import detect
from guanxi.read.source import MAX_RECORD, SAMPLE, Skipped, Source

Line = tuple[int, str | Skipped]


def text_lines(source: Source) -> Iterator[Line]:
    """Yield (number, line with its end), counting from 1; a `Skipped` stands for a line that can't be read.

    Raises:
        InputError: the first bytes are in no encoding that can be told.
    """
    head, stream = source.peek(SAMPLE)
    codec = detect(head, complete=len(head) < SAMPLE)
    if codec.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(source, io.TextIOWrapper(stream, codec, newline="\n"))
    else:
        yield from _byte_lines(source, stream, codec, certain=not head.isascii())


def _byte_lines(source: Source, stream: io.BufferedReader, codec: str, certain: bool) -> Iterator[Line]:
    """Split before decoding: in UTF-8, GB18030 and Big5 the byte of a line feed is never part of another character."""
    number = 0
    while line := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(line) > MAX_RECORD:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_RECORD)
            yield number, _too_large(source, number)
            continue
        try:
            if not certain and not line.isascii():  # a file that began in plain ASCII shows its encoding only here
                codec, certain = detect(line), True
            yield number, line.decode(codec)
        except (UnicodeDecodeError, InputError):
            yield number, Skipped(source.at(number), f"broken {codec.removesuffix('-sig').upper()}")


def _wide_lines(source: Source, stream: io.TextIOWrapper) -> Iterator[Line]:
    number = 0
    try:
        while line := stream.readline(MAX_RECORD + 1):
            number += 1
            if len(line) > MAX_RECORD:
                while line and not line.endswith("\n"):
                    line = stream.readline(MAX_RECORD)
                yield number, _too_large(source, number)
            else:
                yield number, line
    except UnicodeDecodeError:
        yield number + 1, Skipped(source.at(number + 1), "broken UTF-16; the rest of the file is not read")


def _too_large(source: Source, number: int) -> Skipped:
    return Skipped(source.at(number), f"record larger than {MAX_RECORD // 1_000_000} MB")
