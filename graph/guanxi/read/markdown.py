"""Markdown with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from frontmatter.default_handlers import YAMLHandler

from guanxi.read.encoding import decode
from guanxi.read.fields import document
from guanxi.read.source import MAX_FILE, Item, Source

_ENTRY = re.compile(r"([\w\u4e00-\u9fff][\w\u4e00-\u9fff -]{0,40}?)\s*[:：]\s*(.*)")
# In front matter `name` is who wrote the post; in records it may be anything.
_MORE = {"author": ("name",)}


def read_markdown(source: Source) -> Iterator[Item]:
    """Yield the one document of a Markdown file.

    Raises:
        InputError: empty, too large, binary or of unknown encoding.
    """
    fields, body = split(decode(source.read_all(MAX_FILE)))
    yield document(body.strip("\r\n"), name=source.stem, path=source.path, fields=fields, more=_MORE)


def split(text: str) -> tuple[dict[str, object], str]:
    """Return the front matter's fields and the body.

    Broken YAML is read line by line as `key: value`; a block that is no front matter at all stays in the body.
    """
    handler = YAMLHandler()
    start = text.lstrip()
    if not handler.detect(start):
        return {}, text
    try:
        block, body = handler.split(start)
    except ValueError:  # it never closes
        return {}, text
    fields = _load(block)
    return (fields, body) if fields or not block.strip() else ({}, text)


def _load(block: str) -> dict[str, object]:
    try:
        # Values stay text: YAML would make numbers and times of `001` and `16:07`.
        loaded = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = None
    if isinstance(loaded, dict):
        return {str(name): value for name, value in loaded.items()}
    lines = [line for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    entries = [entry for line in lines if (entry := _ENTRY.fullmatch(line.strip()))]
    if 2 * len(entries) < len(lines):
        return {}
    return {entry[1]: entry[2].strip().strip("\"'") for entry in entries}
