"""Loads and checks a schema: the entity and relation types, their labels, and the words that state them."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from guanxi.errors import SchemaError


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of entity: `id` in code and data, `zh` and `en` for people, `synonyms` for what users type."""

    id: str
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation, which entity types it joins (`head`, `tail`), and its trigger words."""

    id: str
    zh: str
    en: str
    head: frozenset[str]
    tail: frozenset[str]
    synonyms: tuple[str, ...] = ()
    symmetric: bool = False
    triggers: tuple[str, ...] = ()
    inverse_triggers: tuple[str, ...] = ()

    def joins(self, head: str, tail: str) -> bool:
        """Tell whether the relation may run from entity type `head` to entity type `tail`."""
        return head in self.head and tail in self.tail


@dataclass(frozen=True)
class Schema:
    """The inventory of entity and relation types, each by its id, in the file's order."""

    entities: dict[str, EntityType]
    relations: dict[str, RelationType]

    @cached_property
    def _entity_words(self) -> dict[str, str]:
        return _index(self.entities.values())

    @cached_property
    def _relation_words(self) -> dict[str, str]:
        # A trigger is the weakest name of a relation: a label or synonym of another relation wins over it.
        words = _index(self.relations.values())
        for relation in self.relations.values():
            for trigger in relation.triggers:
                words.setdefault(trigger.casefold(), relation.id)
        return words

    def entity_type(self, word: str) -> EntityType | None:
        """Return the entity type that a user means by an id, a label or a synonym; None when there is none."""
        found = self._entity_words.get(word.strip().casefold())
        return self.entities[found] if found else None

    def relation_type(self, word: str) -> RelationType | None:
        """Return the relation type that a user means by an id, a label, a synonym or a trigger; None when none."""
        found = self._relation_words.get(word.strip().casefold())
        return self.relations[found] if found else None


def load_schema(path: str | Path | None = None) -> Schema:
    """Read a schema file; without `path`, the one in the package.

    Raises:
        SchemaError: the file can't be read, is no TOML, lacks a field, or joins unknown entity types.
    """
    if path is None:
        return _default()
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"{path}: can't read the schema: {error}") from error
    return _parse(text, str(path))


@cache
def _default() -> Schema:
    text = resources.files("guanxi").joinpath("schema.toml").read_text(encoding="utf-8")
    return _parse(text, "schema.toml")


def dump_schema(schema: Schema) -> str:
    """Return a schema as JSON text, equal for equal schemas, for `restore_schema`."""
    return json.dumps(asdict(schema), default=sorted, ensure_ascii=False)


def restore_schema(text: str) -> Schema:
    """Return the schema that `dump_schema` wrote.

    Raises:
        SchemaError: the text is no such schema.
    """
    try:
        data = json.loads(text)
        entities = {id: EntityType(**_tuples(table)) for id, table in data["entities"].items()}
        relations = {
            id: RelationType(**_tuples(table) | {end: frozenset(table[end]) for end in ("head", "tail")})
            for id, table in data["relations"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SchemaError("the schema in the database makes no sense; build again into a new file") from error
    return Schema(entities, relations)


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _parse(text: str, where: str) -> Schema:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SchemaError(f"{where}: not TOML: {error}") from error
    entities = {
        id: EntityType(id, *_labels(table, where, f"entities.{id}"), synonyms=_words(table, "synonyms", where, id))
        for id, table in _tables(data, "entities", where).items()
    }
    relations = {}
    for id, table in _tables(data, "relations", where).items():
        head, tail = (frozenset(_words(table, end, where, id)) for end in ("head", "tail"))
        unknown = sorted((head | tail) - entities.keys())
        if unknown or not head or not tail:
            what = f"unknown entity types {', '.join(unknown)}" if unknown else "head and tail must each name a type"
            raise SchemaError(f"{where}: [relations.{id}]: {what}; known: {', '.join(entities)}")
        relations[id] = RelationType(
            id,
            *_labels(table, where, f"relations.{id}"),
            head=head,
            tail=tail,
            synonyms=_words(table, "synonyms", where, id),
            symmetric=bool(table.get("symmetric", False)),
            triggers=_words(table, "triggers", where, id),
            inverse_triggers=_words(table, "inverse_triggers", where, id),
        )
    return Schema(entities, relations)


def _tables(data: dict[str, Any], key: str, where: str) -> dict[str, dict[str, Any]]:
    tables = data.get(key)
    if not isinstance(tables, dict) or not tables or not all(isinstance(table, dict) for table in tables.values()):
        raise SchemaError(f"{where}: needs at least one [{key}.ID] table")
    return tables


def _labels(table: dict[str, Any], where: str, place: str) -> tuple[str, str]:
    labels = table.get("zh"), table.get("en")
    if not all(isinstance(label, str) and label for label in labels):
        raise SchemaError(f"{where}: [{place}] needs the labels zh and en, both text")
    return str(labels[0]), str(labels[1])


def _words(table: dict[str, Any], key: str, where: str, id: str) -> tuple[str, ...]:
    words = table.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise SchemaError(f"{where}: {id}: {key} must be a list of words")
    return tuple(words)


def _index(types: Any) -> dict[str, str]:
    words: dict[str, str] = {}
    listed = list(types)
    for pick in (lambda t: [t.id, t.zh, t.en], lambda t: t.synonyms):
        for type_ in listed:
            for word in pick(type_):
                words.setdefault(word.casefold(), type_.id)
    return words
