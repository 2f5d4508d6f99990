"""Tells what a stream without a file name holds: JSON lines, JSON, HTML, Markdown with front matter, or plain text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from guanxi.errors import InputError
from guanxi.read.encoding import detect
from guanxi.read.jsonfile import is_jsonlines, read_json
from guanxi.read.jsonlines import read_jsonlines
from guanxi.read.markdown import read_markdown
from guanxi.read.plain import read_plain
from guanxi.read.source import SAMPLE, Item, Source
from guanxi.read.webpage import read_webpage

_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b[^<]*>",
    re.I | re.S,
)
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*\r?$", re.S | re.M)


def read_unnamed(source: Source, text_field: str | None = None) -> Iterator[Item]:
    """Yield the documents of a stream whose format only its content tells.

    Raises:
        InputError: as the format's own reader does.
    """
    head, stream = source.peek(SAMPLE)
    source = dataclasses.replace(source, stream=stream)
    kind = kind_of(head)
    if kind == "jsonl":
        return read_jsonlines(source, text_field)
    if kind == "json":
        return read_json(source, text_field)
    return {"html": read_webpage, "markdown": read_markdown}.get(kind, read_plain)(source)


def kind_of(head: bytes) -> str:
    """Return `jsonl`, `json`, `html`, `markdown` or `text`, by the first bytes of a stream."""
    try:
        text = head.decode(detect(head, complete=len(head) < SAMPLE), "ignore").lstrip("\ufeff \t\r\n")
    except InputError:
        return "text"  # whose reader says what is wrong
    if text.startswith("{"):
        if is_jsonlines(head):
            return "jsonl"
        return "json" if re.match(r"\{\s*[\"}]", text) else "text"
    if text.startswith("["):
        return "json" if re.match(r"\[\s*(?:[\[{\"\d\]-]|true|false|null)", text) and len(text) > 1 else "text"
    if _HTML.match(text):
        return "html"
    return "markdown" if _FRONT_MATTER.match(text) else "text"
