"""Markdown with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guanxi.errors import InputError
from guanxi.read.encoding import decode
from guanxi.read.fields import document
from guanxi.read.frontmatter import split
from guanxi.read.prose import first_heading, strip_markup
from guanxi.read.source import MAX_FILE, Item, Source

# In front matter `name` is who wrote the post; in records it may be anything.
_MORE = {"author": ("name",)}
_BLANK_LINES = re.compile(r"(?:[^\S\r\n]*\r?\n)+")


def read_markdown(source: Source) -> Iterator[Item]:
    """Yield the one document of a Markdown file.

    Its text is the body without markup. Without a title above it, a first heading is the title and stays in the text.

    Raises:
        InputError: empty, too large, binary, of unknown encoding, or nothing but front matter.
    """
    fields, body = split(decode(source.read_all(MAX_FILE)))
    text = strip_markup(body).rstrip()
    if blank := _BLANK_LINES.match(text):
        text = text[blank.end() :]
    if not text.strip():
        raise InputError("nothing but front matter" if fields else "empty")
    made = document(text, name=source.stem, path=source.path, fields=fields, more=_MORE)
    if not made.title and (heading := first_heading(body)):
        made = document(text, name=source.stem, path=source.path, fields={**fields, "title": heading}, more=_MORE)
    yield made
