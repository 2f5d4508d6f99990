"""From what a user names (files, folders, patterns) to the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from guanxi.read.source import Skipped


def find(paths: Sequence[str | Path], suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    """Yield each file once: in the order of `paths`, those of a folder or pattern sorted by name.

    Folders are searched to the bottom, through links too; hidden files and files of other kinds are passed over there.
    A file named on its own is yielded whatever its kind, and `-` as it is.

    Args:
        paths: files, folders, or patterns such as `news/*.md` and `**/*.txt`; a path that exists is never a pattern.
        suffixes: the kinds of files to take from folders and patterns, in lower case, with the dot.
    """
    seen: set[tuple[int, int] | str] = set()
    for path in paths:
        for found in _expand(path, suffixes):
            if isinstance(found, Skipped):
                yield found
                continue
            try:
                same = "-" if str(found) == "-" else _identity(found)
            except (OSError, ValueError) as error:  # ValueError: a NUL in the name
                yield Skipped(found.as_posix(), why_not(error))
                continue
            if same not in seen:
                seen.add(same)
                yield found


def why_not(error: OSError | ValueError) -> str:
    """Return why a path can't be read, in words for a user."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"can't be read: {error.strerror}"
    return f"can't be read: {error}"


def _expand(path: str | Path, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    named = Path(path)
    if str(path) == "-":
        yield named
        return
    try:
        if named.is_dir():
            yield from _folder(named, suffixes)
        elif named.exists() or named.is_symlink() or not glob.has_magic(str(path)):
            yield named
        else:
            yield from _matches(str(path), suffixes)
    except (OSError, ValueError) as error:
        yield Skipped(str(path), why_not(error))


def _matches(pattern: str, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    empty = True
    for path in map(Path, sorted(glob.glob(pattern, recursive=True))):  # noqa: PTH207 (Path.glob takes no absolute ones)
        if path.is_dir():
            if "**" not in pattern:  # which lists what is below by itself
                empty = False
                yield from _folder(path, suffixes)
        elif path.suffix.lower() in suffixes:
            empty = False
            yield path
    if empty:
        yield Skipped(pattern, "no file of a known kind matches")


def _folder(folder: Path, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    empty = True
    for found in _walk(folder, suffixes):
        empty = False
        yield found
    if empty:
        yield Skipped(folder.as_posix(), f"no file in it is of a known kind: {' '.join(suffixes)}")


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    problems: list[OSError] = []
    visited: set[tuple[int, int]] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=problems.append):
        try:
            same = _identity(Path(place))
        except OSError as error:
            yield Skipped(place, why_not(error))
            continue
        if same in visited:  # a link back up
            folders.clear()
            continue
        visited.add(same)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in suffixes and not _is_special(path):
                yield path
    for problem in problems:
        yield Skipped(str(problem.filename), why_not(problem))


def _is_special(path: Path) -> bool:
    """Tell whether a path is a pipe, socket or device, which reading could wait on for ever."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # reported when it is opened
    return not stat.S_ISREG(mode)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
