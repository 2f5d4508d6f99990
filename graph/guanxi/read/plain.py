"""Plain text: the text is the file, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guanxi.read.encoding import decode
from guanxi.read.fields import document
from guanxi.read.source import MAX_FILE, Item, Source

_LABEL = re.compile(
    r"(标题|題目|标 题|作者|来源|來源|日期|时间|发布时间|链接|网址|title|author|source|date|url)\s*[:：]\s*(\S.*)", re.I
)
_SENTENCE = re.compile(r"[。！？；，,!?;]")
_LONGEST_TITLE = 60


def read_plain(source: Source) -> Iterator[Item]:
    """Yield the one document of a text file.

    Lines at the top of the form `标题：…`, `作者：…`, `时间：…` give its fields. A first line that stands alone above a
    blank line, without any punctuation of a sentence, is the title. Both stay part of the text.

    Raises:
        InputError: empty, too large, binary or of unknown encoding.
    """
    text = decode(source.read_all(MAX_FILE))
    yield document(text, name=source.stem, path=source.path, fields=_fields(text))


def _fields(text: str) -> dict[str, object]:
    lines = text[:20_000].lstrip().splitlines()
    fields: dict[str, object] = {}
    for line in lines[:8]:
        labelled = _LABEL.fullmatch(line.strip())
        if not labelled:
            break
        fields.setdefault(labelled[1].replace(" ", ""), labelled[2].strip())
    if not fields and len(lines) > 2 and not lines[1].strip():
        first, body = lines[0].strip(), " ".join(lines[2:])
        if 2 <= len(first) <= _LONGEST_TITLE and not _SENTENCE.search(first) and re.search("[。！？]", body):
            fields["title"] = first
    return fields
