"""Reads articles: files, folders, patterns and standard input, to `Document`s; one module per source format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from guanxi.errors import InputError
from guanxi.read.files import find
from guanxi.read.jsonlines import read_jsonlines
from guanxi.read.markdown import read_markdown
from guanxi.read.plain import read_plain
from guanxi.read.source import Item, Skipped, Source

__all__ = ["SUFFIXES", "Skipped", "read"]

_PROSE: dict[str, Callable[[Source], Iterator[Item]]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
}
_RECORDS: dict[str, Callable[[Source, str | None], Iterator[Item]]] = {".jsonl": read_jsonlines}
#: The kinds of files that are read, by suffix.
SUFFIXES = (*_PROSE, *_RECORDS)


def read(paths: Sequence[str | Path], *, text_field: str | None = None) -> Iterator[Item]:
    """Read articles, one after the other.

    Args:
        paths: files, folders (searched to the bottom), patterns, or `-` for standard input.
        text_field: in files of records, the field that holds the text; None guesses it.

    Yields:
        Documents in a fixed order, and a `Skipped` for each file or record that could not be read.
    """
    for found in find(paths, SUFFIXES):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _read_file(found, text_field)


def _read_file(path: Path, text_field: str | None) -> Iterator[Item]:
    suffix = path.suffix.lower()
    shown = path.as_posix()
    if suffix not in SUFFIXES:
        yield Skipped(shown, f"can't read {suffix or 'files without a suffix'}; known: {' '.join(SUFFIXES)}")
        return
    try:
        source = Source.of_file(path)
        with source.stream:
            yield from _PROSE[suffix](source) if suffix in _PROSE else _RECORDS[suffix](source, text_field)
    except InputError as error:
        yield Skipped(shown, str(error))
    except PermissionError:
        yield Skipped(shown, "no permission to read it")
    except OSError as error:
        yield Skipped(shown, f"can't be read: {error.strerror or error}")
