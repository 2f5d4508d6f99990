"""Text inside XML."""

from __future__ import annotations

import re

# What XML 1.0 can't hold, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\"'\t\n\r]|" + _ILLEGAL.pattern)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def escape(text: str) -> str:
    """Return `text` for use as content or in quotes of an attribute; line ends survive, illegal characters go."""
    return _SPECIAL.sub(_replace, text)


def clean(text: str) -> str:
    """Return `text` without the characters that XML can't hold."""
    return _ILLEGAL.sub("", text)


def _replace(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\t\n\r":
        return f"&#{ord(character)};"
    return _ENTITIES.get(character, "")
