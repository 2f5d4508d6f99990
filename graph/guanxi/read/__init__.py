"""Reads articles: files, folders, patterns and standard input, to `Document`s; one module per source format."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from guanxi.errors import InputError
from guanxi.read.csvfile import read_csv
from guanxi.read.files import find, why_not
from guanxi.read.jsonfile import read_json
from guanxi.read.jsonlines import read_jsonlines
from guanxi.read.markdown import read_markdown
from guanxi.read.plain import read_plain
from guanxi.read.sniff import read_unnamed
from guanxi.read.source import Item, Skipped, Source
from guanxi.read.webpage import read_webpage

__all__ = ["SUFFIXES", "Item", "Skipped", "read"]

_PROSE: dict[str, Callable[[Source], Iterator[Item]]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
    ".text": read_plain,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".xhtml": read_webpage,
}
_RECORDS: dict[str, Callable[[Source, str | None], Iterator[Item]]] = {
    ".jsonl": read_jsonlines,
    ".ndjson": read_jsonlines,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
}
#: The kinds of files that are read, by suffix.
SUFFIXES = (*_PROSE, *_RECORDS)


def read(paths: Sequence[str | Path], *, text_field: str | None = None) -> Iterator[Item]:
    """Read articles, one after the other; nothing in them raises.

    Args:
        paths: files; folders, searched to the bottom; patterns such as `news/**/*.md`; `-` for standard input, whose
            format its content tells.
        text_field: in files of records, the field that holds the text; None guesses it.

    Yields:
        Documents, in the order of `paths` and by name within folders, and a `Skipped` for each file or record that
        could not be read.
    """
    for found in find(paths, SUFFIXES):
        if isinstance(found, Skipped):
            yield found
        elif found == Path("-"):
            yield from _guarded(Source("-", sys.stdin.buffer, "stdin"), read_unnamed, text_field)
        else:
            yield from _read_file(found, text_field)


def _read_file(path: Path, text_field: str | None) -> Iterator[Item]:
    suffix = path.suffix.lower()
    try:
        # A name without a suffix, or a pipe such as the shell's <(…), does not tell the format.
        unnamed = not suffix or not stat.S_ISREG(path.stat().st_mode)
        if not unnamed and suffix not in SUFFIXES:
            yield Skipped(path.as_posix(), f"files of kind {suffix} are not read; known: {' '.join(SUFFIXES)}")
            return
        source = Source.of_file(path)
    except OSError as error:
        yield Skipped(path.as_posix(), why_not(error))
        return
    reader = read_unnamed if unnamed else _PROSE.get(suffix) or _RECORDS[suffix]
    with source.stream:
        yield from _guarded(source, reader, text_field)


def _guarded(source: Source, reader: Callable[..., Iterator[Item]], text_field: str | None) -> Iterator[Item]:
    """Pass on what a reader yields; its errors become a `Skipped`."""
    try:
        yield from reader(source) if reader in _PROSE.values() else reader(source, text_field)
    except InputError as error:
        yield Skipped(source.path, str(error))
    except OSError as error:
        yield Skipped(source.path, why_not(error))
