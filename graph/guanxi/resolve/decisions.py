"""What the user decided by hand: a small TOML file, applied at every build, kept by git.

    [[merge]]
    names = ["中国移动", "CMCC"]
    type = "ORG"                 # optional
    note = "年报用英文名"          # optional, for people

    [[split]]
    name = "李伟"
    surfaces = ["李伟"]          # these surfaces are somebody else …
    documents = ["news-12"]      # … optional: only in these documents (id or name)
    into = "李伟（证监会）"        # optional: the name of the new entity
    type = "PERSON"              # optional

Decisions are applied in the file's order, after everything the program decides itself. A name is an entity's shown name
or, when no entity is shown so, an alias. A decision that matches nothing, or more than one entity, is reported and left
out.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guanxi.errors import InputError
from guanxi.model import Entity, Mention, Merge
from guanxi.resolve import entities as making
from guanxi.text.normalise import fold

_KEYS = {"merge": {"names", "type", "note"}, "split": {"name", "surfaces", "documents", "into", "type", "note"}}


@dataclass(frozen=True)
class Join:
    """The entities called by these names are one; the first name is shown."""

    names: tuple[str, ...]
    type: str = ""
    note: str = ""


@dataclass(frozen=True)
class Split:
    """These surfaces of the entity called `name` are another entity (in these documents, when any are given)."""

    name: str
    surfaces: tuple[str, ...]
    documents: tuple[str, ...] = ()
    into: str = ""
    type: str = ""
    note: str = ""


Decision = Join | Split


@dataclass(frozen=True)
class Decisions:
    """The decisions of a file, in its order; `where` is the file, for messages."""

    items: tuple[Decision, ...] = ()
    where: str = "decisions"

    def apply(
        self, entities: Sequence[Entity], documents: Mapping[str, str] | None = None
    ) -> tuple[list[Entity], list[Merge], list[str]]:
        """Carry the decisions out.

        Args:
            entities: what the program decided.
            documents: the name of each document by its id, for splits that name documents.

        Returns:
            The entities, the merges that were made, and a line for every decision that could not be carried out.
        """
        state = _State(entities, documents or {})
        for number, item in enumerate(self.items, 1):
            problem = state.merge(item) if isinstance(item, Join) else state.split(item)
            if problem:
                state.notices.append(f"{self.where}: decision {number} ({_title(item)}): {problem}")
        return state.entities, state.merges, state.notices


def read_decisions(path: str | Path) -> Decisions:
    """Read a decisions file; a file that is not there holds no decisions.

    Raises:
        InputError: the file can't be read, is no TOML, or holds something that is no decision.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Decisions(where=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't read the decisions: {error}") from error
    return parse_decisions(text, str(path))


def parse_decisions(text: str, where: str = "decisions") -> Decisions:
    """Read decisions from the text of a file; see `read_decisions`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: not TOML: {error}") from error
    unknown = sorted(data.keys() - _KEYS.keys())
    if unknown:
        raise InputError(f"{where}: unknown section {unknown[0]!r}; there are [[merge]] and [[split]]")
    # TOML keeps the order inside each kind only; merges first, then splits, is an order people can rely on.
    items: list[Decision] = []
    for number, table in enumerate(_tables(data, "merge", where), 1):
        place = f"{where}: [[merge]] {number}"
        names = _texts(table, "names", place)
        if len(names) < 2:
            raise InputError(f"{place}: names needs at least two names")
        items.append(Join(names, _text(table, "type", place), _text(table, "note", place)))
    for number, table in enumerate(_tables(data, "split", where), 1):
        place = f"{where}: [[split]] {number}"
        name, surfaces = _text(table, "name", place), _texts(table, "surfaces", place)
        if not name or not surfaces:
            raise InputError(f"{place}: needs name and surfaces")
        rest = (_text(table, key, place) for key in ("into", "type", "note"))
        items.append(Split(name, surfaces, _texts(table, "documents", place), *rest))
    return Decisions(tuple(items), where)


def add_decision(path: str | Path, decision: Decision) -> None:
    """Append a decision to a file, which is made when it is missing; what stands in it stays as it is.

    Raises:
        InputError: the file can't be written, or does not hold decisions.
    """
    read_decisions(path)
    block = format_decision(decision)
    try:
        file = Path(path)
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        file.write_text(before + gap + block, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: can't write the decisions: {error}") from error


def format_decision(decision: Decision) -> str:
    """Return a decision as a block of the file."""
    kind = "merge" if isinstance(decision, Join) else "split"
    lines = [f"[[{kind}]]"]
    for key in ("names", "name", "surfaces", "documents", "into", "type", "note"):
        value = getattr(decision, key, None)
        if value:
            lines.append(f"{key} = {_toml(value)}")
    return "\n".join(lines) + "\n"


class _State:
    def __init__(self, entities: Sequence[Entity], documents: Mapping[str, str]) -> None:
        self.entities = list(entities)
        self.documents = documents
        self.merges: list[Merge] = []
        self.notices: list[str] = []

    def find(self, name: str, type: str) -> list[Entity]:
        key = fold(name)
        shown = [e for e in self.entities if fold(e.name) == key and type in ("", e.type)]
        return shown or [
            e for e in self.entities if type in ("", e.type) and any(fold(alias) == key for alias in e.aliases)
        ]

    def one(self, name: str, type: str) -> Entity | str:
        found = self.find(name, type)
        if len(found) == 1:
            return found[0]
        if not found:
            return f"no entity is called “{name}”"
        return f"“{name}” means several entities: {'、'.join(sorted(f'{e.name} ({e.type})' for e in found))}"

    def merge(self, item: Join) -> str:
        parts: list[Entity] = []
        for name in item.names:
            found = self.one(name, item.type)
            if isinstance(found, str):
                return found
            if found not in parts:
                parts.append(found)
        if len(parts) < 2:
            return ""  # The program has come to the same opinion.
        first = parts[0]
        mentions = [mention for part in parts for mention in part.mentions]
        self.entities = [entity for entity in self.entities if entity not in parts]
        self.entities.append(making.make(item.type or first.type, mentions, name=first.name))
        self.merges += [Merge(part.name, first.name, first.type, _rule(item), 1.0) for part in parts[1:]]
        return ""

    def split(self, item: Split) -> str:
        found = self.one(item.name, item.type)
        if isinstance(found, str):
            return found
        surfaces = {fold(surface) for surface in item.surfaces}
        gone = tuple(m for m in found.mentions if fold(m.text) in surfaces and self._in(m, item.documents))
        if not gone:
            return f"“{found.name}” has no such surface there"
        stays = tuple(mention for mention in found.mentions if mention not in set(gone))
        if not stays:
            return f"“{found.name}” would be left without a name"
        name = item.into or max(sorted({m.text for m in gone}), key=lambda text: sum(m.text == text for m in gone))
        self.entities.remove(found)
        kept = found.name if any(found.name == m.text for m in stays) or found.name not in item.surfaces else ""
        self._add(found.type, stays, kept)
        self._add(found.type, gone, name)
        return ""

    def _add(self, type: str, mentions: Sequence[Mention], name: str) -> None:
        """Add an entity; one that is shown by the same name already takes the mentions in."""
        made = making.make(type, mentions, name=name)
        same = [entity for entity in self.entities if entity.type == type and fold(entity.name) == fold(made.name)]
        if len(same) == 1:
            self.entities.remove(same[0])
            self.merges.append(Merge(made.name, same[0].name, type, "decision: split", 1.0))
            made = making.make(type, [*same[0].mentions, *mentions], name=same[0].name)
        self.entities.append(made)

    def _in(self, mention: Mention, documents: Sequence[str]) -> bool:
        return not documents or mention.document in documents or self.documents.get(mention.document) in documents


def _rule(item: Decision) -> str:
    return f"decision: {item.note}" if item.note else "decision"


def _title(item: Decision) -> str:
    if isinstance(item, Join):
        return f"merge {' = '.join(item.names)}"
    return f"split {'、'.join(item.surfaces)} from {item.name}"


def _toml(value: str | Sequence[str]) -> str:
    # JSON's strings and lists of strings are TOML's.
    return json.dumps(value, ensure_ascii=False)


def _tables(data: Mapping[str, Any], kind: str, where: str) -> list[dict[str, Any]]:
    tables = data.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InputError(f"{where}: write [[{kind}]], with two brackets")
    for number, table in enumerate(tables, 1):
        unknown = sorted(table.keys() - _KEYS[kind])
        if unknown:
            known = ", ".join(sorted(_KEYS[kind]))
            raise InputError(f"{where}: [[{kind}]] {number}: unknown key {unknown[0]!r}; known: {known}")
    return tables


def _text(table: Mapping[str, Any], key: str, place: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise InputError(f"{place}: {key} must be text")
    return value


def _texts(table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise InputError(f"{place}: {key} must be a list of names")
    return tuple(value)
