"""What may reach a terminal: text without control characters, in UTF-8, coloured only where that is wanted."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

# Cc: control (ESC starts ANSI sequences); Cf: bidi overrides, zero width; Cs: lone surrogates; Zl, Zp: line ends.
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SPACES = re.compile(r"\s+")


@cache
def _safe(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSAFE else character


def plain(text: str) -> str:
    """Return text that is safe on a terminal and stands on one line.

    Control, bidi and zero-width characters go, so an ANSI sequence of a document shows as its harmless letters;
    line ends and runs of spaces become one space.
    """
    return _SPACES.sub(" ", "".join(map(_safe, text)))


def plain_lines(text: str) -> str:
    """Return text of several lines that is safe on a terminal; its spaces stay, for what they line up."""
    return "\n".join("".join(map(_safe, line)) for line in text.split("\n"))


def speak_utf8() -> None:
    """Write UTF-8 to stdout and stderr whatever the locale says; what can't be encoded shows as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def console(*, stderr: bool = False) -> Console:
    """Return a console for stdout or stderr.

    On a terminal it is as wide as that. Elsewhere it has no colours and never breaks or cuts a line, unless `COLUMNS`
    says how wide. `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are obeyed.
    """
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not made.is_terminal and not os.environ.get("COLUMNS"):
        made.width = 1_000_000
    return made


def note(message: str) -> None:
    """Say something to the user on stderr, out of the way of the data."""
    print(plain(message), file=sys.stderr)
