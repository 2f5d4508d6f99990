"""From what a user names (files, folders, patterns) to the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from guanxi.read.source import Skipped


def find(paths: Sequence[str | Path], suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    """Yield each file once: in the order of `paths`, those of a folder or pattern sorted by name.

    Folders are searched to the bottom, through links too; hidden files and files of other kinds are passed over there.
    A file named on its own is yielded whatever its kind.

    Args:
        paths: files, folders, or patterns such as `news/*.md` and `**/*.txt`; a path that exists is never a pattern.
        suffixes: the kinds of files to take from folders and patterns, in lower case, with the dot.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for found in _expand(path, suffixes):
            if isinstance(found, Skipped):
                yield found
                continue
            try:
                status = found.stat()
            except OSError as error:
                yield Skipped(found.as_posix(), _why(error))
                continue
            if (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                yield found


def _expand(path: str | Path, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    named = Path(path)
    try:
        if named.is_dir():
            yield from _walk(named, suffixes)
        elif named.exists() or not glob.has_magic(str(path)):
            yield named
        else:
            yield from _matches(str(path), suffixes)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield Skipped(str(path), _why(error))


def _matches(pattern: str, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not found:
        yield Skipped(pattern, "no file matches")
    for name in found:
        path = Path(name)
        if path.is_dir():
            if not pattern.endswith("**"):  # `**` lists every file below by itself
                yield from _walk(path, suffixes)
        elif path.suffix.lower() in suffixes:
            yield path


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    problems: list[OSError] = []
    visited: set[tuple[int, int]] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=problems.append):
        status = Path(place).stat()
        if (status.st_dev, status.st_ino) in visited:  # a link back up
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield Path(place, name)
    for problem in problems:
        yield Skipped(str(problem.filename), _why(problem))


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror if isinstance(error, OSError) else str(error)) or "can't be read"
