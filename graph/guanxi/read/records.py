"""One record (a JSON object, a CSV row) to one document; shared by the formats that hold many."""

from __future__ import annotations

import json
from collections.abc import Mapping

from guanxi.errors import InputError
from guanxi.read.fields import NAMES, document, key
from guanxi.read.source import Item, Skipped, Source

#: Names of the field that holds the article, the most telling first; compared as `fields.key` does.
TEXT_NAMES = (
    *(
        "text",
        "正文",
        "content",
        "内容",
        "內容",
        "body",
        "文本",
        "articlebody",
        "fulltext",
        "article",
        "newscontent",
        "maintext",
    ),
)
ID_NAMES = ("id", "docid", "documentid", "articleid", "newsid", "uid", "编号")
_ABOUT = frozenset(name for names in NAMES.values() for name in names).union(ID_NAMES)


def decode_json(text: str) -> object:
    """Return the value that JSON text states.

    Raises:
        InputError: it is not JSON, or nested too deep, or has a number of thousands of digits.
    """
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise InputError(f"not JSON: {error.msg} ({line}column {error.colno})") from error
    except (ValueError, RecursionError) as error:
        raise InputError("not JSON that can be read: nested too deep or a number too long") from error


def from_record(record: object, source: Source, line: int | None, text_field: str | None) -> Item:
    """Return the document of a record, or why there is none.

    Args:
        record: an object; a bare string counts as one that has only a text.
        source: where it comes from.
        line: its place there, from 1; None when it is all there is.
        text_field: the field that holds the text; None guesses: a common name, else the longest text.
    """
    where = source.path if line is None else source.at(line)
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        return Skipped(where, "not an object with fields")
    field = text_field if text_field is not None else guess_text_field(record)
    if field is None:
        return Skipped(where, f"no field with text; name one of: {_names(record)}")
    if field not in record:
        return Skipped(where, f"no field {field}; it has: {_names(record)}")
    text = record[field]
    if not isinstance(text, str):
        return Skipped(where, f"the field {field} is not text")
    if not text.strip():
        return Skipped(where, f"the field {field} is empty")
    keys = {key(str(name)): name for name in record}
    own = next((record[keys[wanted]] for wanted in ID_NAMES if wanted in keys), None)
    id = str(own).strip() if isinstance(own, str | int) and not isinstance(own, bool) else ""
    fields = {name: value for name, value in record.items() if name != field and not (id and value is own)}
    return document(
        text, name=id or (source.stem if line is None else f"{source.stem}:{line}"), path=where, fields=fields
    )


def has_text_field(record: Mapping[str, object], text_field: str | None) -> bool:
    """Tell whether a record has the named field, or one of a common name, with text in it."""
    names = {text_field} if text_field is not None else {name for name in record if key(name) in TEXT_NAMES}
    return any(isinstance(value := record.get(name), str) and bool(value.strip()) for name in names)


def guess_text_field(record: Mapping[str, object]) -> str | None:
    """Return the field that holds the article: the first of `TEXT_NAMES`, else the longest text, a title last."""
    texts = {name: value for name, value in record.items() if isinstance(value, str) and value.strip()}
    keys = {key(name): name for name in reversed(texts)}
    for wanted in TEXT_NAMES:
        if wanted in keys:
            return keys[wanted]
    others = {name: value for name, value in texts.items() if key(name) not in _ABOUT}
    titles = {name: value for name, value in texts.items() if key(name) in NAMES["title"]}
    for choice in (others, titles):
        if choice:
            return max(choice, key=lambda name: len(choice[name]))
    return None


def _names(record: Mapping[str, object]) -> str:
    names = [str(name) for name in record]
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "") if names else "nothing"
