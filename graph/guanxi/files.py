"""Writing files so that a reader never sees half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guanxi.errors import OutputError


@contextmanager
def replacing(target: str | Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `target` when the block ends well.

    Args:
        target: the file or folder to make, its parents too. A file from before stays as it is until then. A folder
            that holds something is never replaced. A device or a pipe (`/dev/stdout`) is written to directly.

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
        if target.is_dir() and any(target.iterdir()):
            raise OutputError(f"{target}: a folder that is not empty is in the way; give another name")
        target.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder, so that the move is one step; inside a folder, so that the umask decides the rights.
        with tempfile.TemporaryDirectory(prefix=".guanxi-", dir=target.parent) as folder:
            written = Path(folder) / "new"
            yield written
            if target.is_dir():
                target.rmdir()
            written.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: can't be written: {os.strerror(error.errno or 0)}") from error
