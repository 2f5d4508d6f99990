"""Writing files so that a reader never sees half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guanxi.errors import OutputError

_LIST = ".guanxi-files"  # in a folder that was written here: the files that may be replaced, one a line


@contextmanager
def replacing(target: str | Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `target` when the block ends well.

    Args:
        target: the file or folder to make, its parents too. A file from before stays as it is until then. In a folder
            from before, what an earlier call wrote is replaced and everything else stays; a folder that holds
            something and was never written to like this is left alone. A device or a pipe (`/dev/stdout`) is written
            to directly.

    Yields:
        Where to write; nothing is there yet.

    Raises:
        OutputError: it can't be written.
    """
    target = Path(target)
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            yield target
            return
        if target.is_dir() and any(target.iterdir()) and not (target / _LIST).is_file():
            raise OutputError(f"{target}: a folder that is not empty is in the way; give another name")
        target.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder, so that the move is one step; inside a folder, so that the umask decides the rights.
        with tempfile.TemporaryDirectory(prefix=".guanxi-", dir=target.parent) as folder:
            written = Path(folder) / "new"
            yield written
            if written.is_dir():
                _note_files(written)
                _move_files(written, target)
            else:
                written.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: can't be written: {os.strerror(error.errno or 0)}") from error


def _note_files(folder: Path) -> None:
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    (folder / _LIST).write_text("".join(f"{file}\n" for file in files), encoding="utf-8", newline="\n")


def _move_files(source: Path, target: Path) -> None:
    """Put the files of a folder in place of those that were written to another one before."""
    if not target.is_dir():
        source.replace(target)
        return
    listed = target / _LIST
    old = listed.read_text(encoding="utf-8", errors="replace").splitlines() if listed.is_file() else []
    for path in source.rglob("*"):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(exist_ok=True)
        else:
            path.replace(place)
    new = set(listed.read_text(encoding="utf-8").splitlines())
    for name in old:
        gone = target / name
        # The list lies among the user's files and may say anything: nothing outside of the folder is touched.
        if name not in new and ".." not in Path(name).parts and target in gone.parents and gone.is_file():
            gone.unlink()
