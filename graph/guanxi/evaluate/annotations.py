"""Annotated documents: the record form, read and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guanxi.errors import InputError


@dataclass(frozen=True, slots=True)
class AnnotatedEntity:
    """An entity of one document: its id there, its type, its surface strings and its places."""

    id: str
    type: str
    name: str
    mentions: frozenset[str]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class AnnotatedRelation:
    """A relation between two entities of one document; `evidence` is a span or None when the record has none."""

    head: str
    type: str
    tail: str
    negated: bool = False
    modality: str = "fact"
    trigger: str | None = None
    evidence: tuple[int, int] | None = None
    time: str | None = None
    source: str | None = None
    role: str | None = None
    former: bool = False
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with what it says."""

    id: str
    text: str
    entities: tuple[AnnotatedEntity, ...]
    relations: tuple[AnnotatedRelation, ...]


def read_annotated(path: str | Path) -> list[Annotated]:
    """Read a JSON lines file of annotated records.

    Raises:
        InputError: the file can't be read, has no records, or a line is no record of the annotated form; the message
            names file, line and field.
    """
    try:
        data = Path(path).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: not UTF-8 at byte {error.start}; annotated records are JSON lines in UTF-8"
        ) from error
    records = [_read_line(line, f"{path}:{number}") for number, line in _lines(text)]
    if not records:
        raise InputError(f"{path}: no records; expected JSON lines with id, text, entities and relations")
    return records


def parse_annotated(record: object, *, text: str | None = None) -> Annotated:
    """Check one record and return it.

    Args:
        record: as decoded from JSON. `spans` may be missing: then every place of an entity's strings counts where no
            longer string of the record covers it. `evidence` may be `[start, end]` or a string of the text.
        text: the document's text when the record does not carry it.

    Raises:
        InputError: the record is not of that form; the message names the field.
    """
    body = _object(record, "the record")
    own = body.get("text", text)
    if not isinstance(own, str):
        raise InputError("text: missing or not a string")
    listed = [_object(entity, f"entities[{at}]") for at, entity in enumerate(_list(body, "entities"))]
    places = find_places(own, [string for entity in listed for string in _strings(entity)])
    entities = tuple(_entity(entity, own, f"entities[{at}]", places) for at, entity in enumerate(listed))
    known = {entity.id for entity in entities}
    if len(known) < len(entities):
        raise InputError("entities: two have the same id")
    relations = tuple(
        _relation(_object(relation, f"relations[{at}]"), own, known, f"relations[{at}]")
        for at, relation in enumerate(_list(body, "relations"))
    )
    return Annotated(str(body.get("id", "")), own, entities, relations)


def find_places(text: str, strings: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Return where each string stands in `text`, read from left to right, the longest string first."""
    wanted = sorted({string for string in strings if string}, key=lambda string: (-len(string), string))
    places: dict[str, list[tuple[int, int]]] = {string: [] for string in wanted}
    if wanted:
        for found in re.finditer("|".join(map(re.escape, wanted)), text):
            places[found[0]].append(found.span())
    return places


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: JSON strings may hold U+2028
        if line.strip():
            yield number, line


def _read_line(line: str, where: str) -> Annotated:
    try:
        return parse_annotated(json.loads(line))
    except InputError as error:
        raise InputError(f"{where}: {error}; see `guanxi evaluate --help` for the form") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON: {error}") from error


def _object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise InputError(f"{where}: not an object")
    return value


def _list(record: Mapping[str, object], field: str) -> list[object]:
    value = record.get(field)
    if not isinstance(value, list):
        raise InputError(f"{field}: missing or not a list")
    return value


def _strings(entity: Mapping[str, object]) -> list[str]:
    mentions = entity.get("mentions") or [entity.get("name")]
    return [string for string in mentions if isinstance(string, str)] if isinstance(mentions, list) else []


def _entity(
    entity: Mapping[str, object], text: str, where: str, places: dict[str, list[tuple[int, int]]]
) -> AnnotatedEntity:
    id, type_, strings = entity.get("id"), entity.get("type"), _strings(entity)
    if not isinstance(id, str) or not isinstance(type_, str) or not strings:
        raise InputError(f"{where}: needs id, type and mentions (a list of strings)")
    given = entity.get("spans")
    if given is None:
        spans = sorted(place for string in set(strings) for place in places.get(string, ()))
    elif isinstance(given, list):
        spans = [_span(span, text, f"{where}.spans") for span in given]
    else:
        raise InputError(f"{where}.spans: not a list")
    return AnnotatedEntity(id, type_, str(entity.get("name") or strings[0]), frozenset(strings), tuple(spans))


def _relation(relation: Mapping[str, object], text: str, known: set[str], where: str) -> AnnotatedRelation:
    head, type_, tail = (relation.get(field) for field in ("head", "type", "tail"))
    if not isinstance(head, str) or not isinstance(type_, str) or not isinstance(tail, str):
        raise InputError(f"{where}: needs head, type and tail")
    if head not in known or tail not in known:
        raise InputError(f"{where}: {head if head not in known else tail} is no entity of the record")
    score = relation.get("score", 1.0)
    return AnnotatedRelation(
        head,
        type_,
        tail,
        bool(relation.get("negated", False)),
        str(relation.get("modality") or "fact"),
        _word(relation, "trigger"),
        _evidence(relation, text, where),
        _word(relation, "time"),
        _word(relation, "source"),
        _word(relation, "role"),
        bool(relation.get("former", False)),
        float(score) if isinstance(score, int | float) else 1.0,
    )


def _evidence(relation: Mapping[str, object], text: str, where: str) -> tuple[int, int] | None:
    evidence = relation.get("evidence")
    if isinstance(evidence, str) and "evidence_span" in relation:
        evidence = relation["evidence_span"]
    if evidence is None:
        return None
    if isinstance(evidence, str):
        start = text.find(evidence)
        if start < 0 or not evidence:
            raise InputError(f"{where}.evidence: not a string of the text")
        return start, start + len(evidence)
    return _span(evidence, text, f"{where}.evidence")


def _span(value: object, text: str, where: str) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2 and all(type(end) is int for end in value):
        start, end = value
        if 0 <= start < end <= len(text):
            return start, end
    raise InputError(f"{where}: {value} is no [start, end] within the text")


def _word(relation: Mapping[str, object], field: str) -> str | None:
    value = relation.get(field)
    return value if isinstance(value, str) and value else None
