"""Makes text of documents harmless to show: nothing a document says can steer a page, a picture or a terminal."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Controls but tab and newline, lone surrogates, line separators, and the marks that reorder text.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")
_NOT_IN_LINKS = re.compile(r"""[\s"'<>`\\{}|^]""")

NAME = 120
TITLE = 300
URL = 2000
SENTENCE = 1200


def visible(text: str) -> str:
    """Return `text` with every steering character replaced by U+FFFD; the length stays, so offsets hold."""
    return _STEERING.sub("\ufffd", text)


def label(text: str, limit: int = NAME) -> str:
    """Return `text` as one short line: no steering characters, single spaces, at most `limit` characters."""
    if len(text) > 4 * limit:
        text = text[: 4 * limit]
    line = _SPACES.sub(" ", _STEERING.sub("", text)).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


def link(url: str) -> str:
    """Return `url` when it is an ordinary web address, else an empty string (`javascript:`, `data:`, files …)."""
    url = url.strip()
    if len(url) > URL or _STEERING.search(url) or _NOT_IN_LINKS.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
