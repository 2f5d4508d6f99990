"""What the readers share: the report of what could not be read, the limits, and a source of bytes."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from guanxi.errors import InputError
from guanxi.model import Document

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Largest file of prose (Markdown, text, HTML) that is read, in bytes.
MAX_FILE = 20_000_000
#: Largest single record of a JSON lines or CSV file, in bytes (JSON lines) or characters a field (CSV).
MAX_RECORD = 20_000_000
#: Largest JSON document that is not JSON lines; it has to be held in memory as a whole.
MAX_JSON = 100_000_000
#: How much of a stream is looked at to tell its encoding and format, in bytes.
SAMPLE = 1 << 16


_UNWRITABLE = re.compile("[\ud800-\udfff\0]")


def sound(text: str) -> str:
    """Return `text` with what no file or database can hold (lone surrogates, NUL) as U+FFFD, so that offsets stay."""
    return _UNWRITABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read.

    Args:
        path: the file, `file:line` for one record, or `-`.
        reason: why, as one line that a user can act on.
    """

    path: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", sound(self.path))
        object.__setattr__(self, "reason", sound(" ".join(self.reason.split())))

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class _Chained(io.RawIOBase):
    """Bytes that were already taken from a stream, then the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        if self._head:
            part, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            part = memoryview(self._rest.read(len(view)))
        view[: len(part)] = part
        return len(part)


Item = Document | Skipped


@dataclass(frozen=True)
class Source:
    """An open stream of bytes and what it is called.

    Args:
        path: as the user wrote it, `-` for standard input.
        stream: buffered and binary.
        stem: what a document without an id of its own is called.
    """

    path: str
    stream: BinaryIO
    stem: str

    @classmethod
    def of_bytes(cls, data: bytes, path: str = "-") -> Source:
        """Return a source that reads from memory."""
        return cls(path, io.BytesIO(data), PurePath(path).stem if path != "-" else "stdin")

    @classmethod
    def of_file(cls, path: Path, shown: str | None = None) -> Source:
        """Open a file; the caller closes `stream`.

        Raises:
            OSError: the file can't be opened.
        """
        return cls(shown or path.as_posix(), path.open("rb"), path.stem)

    def at(self, line: int) -> str:
        """Return the name of a line or record, for `Document.path` and `Skipped.path`."""
        return f"{self.path}:{line}"

    def peek(self, size: int) -> tuple[bytes, io.BufferedReader]:
        """Return the first `size` bytes, or all when there are fewer, and a stream that begins with them again."""
        head = self.stream.read(size)
        return head, io.BufferedReader(_Chained(head, self.stream))

    def read_all(self, limit: int) -> bytes:
        """Return all bytes.

        Raises:
            InputError: there are more than `limit`, or none.
        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise InputError(
                f"larger than {limit // 1_000_000} MB; split it into one file an article or into JSON lines"
            )
        if not data.strip():
            raise InputError("empty")
        return data
