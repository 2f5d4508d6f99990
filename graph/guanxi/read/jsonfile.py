"""JSON that is one value: an array of records, one record, or an object that wraps either."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator, Mapping

from guanxi.errors import InputError
from guanxi.read.encoding import decode, detect
from guanxi.read.jsonlines import read_jsonlines
from guanxi.read.records import ID_NAMES, decode_json, from_record, has_text_field
from guanxi.read.source import MAX_JSON, SAMPLE, Item, Source


def read_json(source: Source, text_field: str | None = None) -> Iterator[Item]:
    """Yield the documents of a JSON file; a file of that name which holds JSON lines is read as such.

    Records count from 1, in the file's order: `news.json:12` is the twelfth.

    Raises:
        InputError: empty, too large, not JSON, or without any record.
    """
    head, stream = source.peek(SAMPLE)
    source = dataclasses.replace(source, stream=stream)
    if is_jsonlines(head):
        yield from read_jsonlines(source, text_field)
        return
    data = source.read_all(MAX_JSON)
    try:
        value = decode_json(decode(data))
    except InputError as error:
        # JSON lines whose first line is longer than what was looked at.
        if "Extra data" not in str(error):
            raise
        yield from read_jsonlines(dataclasses.replace(source, stream=io.BytesIO(data)), text_field)
        return
    if isinstance(value, Mapping) and has_text_field(value, text_field):
        yield from_record(value, source, None, text_field)
        return
    records = _records(value)
    if records is not None:
        for number, record in enumerate(records, 1):
            yield from_record(record, source, number, text_field)
    elif isinstance(value, Mapping):
        yield from_record(value, source, None, text_field)
    else:
        raise InputError("no records; expected an array of objects")


def is_jsonlines(head: bytes) -> bool:
    """Tell whether a file that begins so holds a JSON object a line: two lines or more, some of them complete."""
    try:
        text = head.decode(detect(head, complete=False), "ignore").removeprefix("\ufeff")
    except InputError:
        return False
    lines = [line for line in text.split("\n") if line.strip()][:20]
    return len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines) and any(map(_is_object, lines))


def _is_object(line: str) -> bool:
    try:
        return isinstance(decode_json(line), Mapping)
    except InputError:
        return False


def _records(value: object, depth: int = 0) -> list[object] | None:
    """Find the records in an array, in the longest array of objects that an object holds, or in its named objects."""
    if isinstance(value, list):
        return value if depth == 0 or any(isinstance(item, Mapping) for item in value) else None
    if not isinstance(value, Mapping) or depth > 2:
        return None
    inner = [records for item in value.values() if (records := _records(item, depth + 1))]
    if inner:
        return max(inner, key=len)
    if depth == 0 and value and all(isinstance(item, Mapping) for item in value.values()):
        return [_named(str(name), item) for name, item in value.items()]
    return None


def _named(name: str, record: Mapping[str, object]) -> Mapping[str, object]:
    return record if any(id in record for id in ID_NAMES) else {"id": name, **record}
