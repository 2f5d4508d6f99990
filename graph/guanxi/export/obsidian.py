"""A vault of Markdown notes for Obsidian: one for each entity, linked, with the sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from guanxi.export.json import to_json
from guanxi.export.records import entities, label, quote, relations
from guanxi.marks import mark
from guanxi.model import Document, Entity, Relation
from guanxi.schema import Schema

if TYPE_CHECKING:
    import networkx as nx

_QUOTES = 3  # sentences shown for a relation
# What some file system, or a link of Obsidian, can't have in a name; controls and marks of direction too.
_UNSAFE = re.compile(
    '[\\\\/:*?"<>|#^\\[\\]\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]'
)
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|~>$%=^])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


def write(graph: nx.MultiDiGraph, folder: Path) -> None:
    """Write a folder for each entity type, and in it a note for each entity: aliases, relations out and in, quotes."""
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    names = file_names(entities(graph))
    out, into = defaultdict(list), defaultdict(list)
    for relation in relations(graph):
        out[relation.head].append(relation)
        into[relation.tail].append(relation)
    folder.mkdir()
    folders = {id: _safe(type_.zh) for id, type_ in schema.entities.items()}
    for name in sorted(set(folders.values())):
        (folder / name).mkdir()
    for entity in entities(graph):
        lines = [*_front(entity, schema), f"# {_plain(entity.name)}", ""]
        for relation, arrow, other in (
            *((one, "→", one.tail) for one in out[entity.id]),
            *((one, "←", one.head) for one in into[entity.id]),
        ):
            sign = "—" if schema.relations[relation.type].symmetric else arrow
            shown = _link_text(graph.nodes[other]["entity"].name)
            lines.append(f"- {label(relation, schema)} {sign} [[{names[other]}|{shown}]]")
            lines += [f"    - {line}" for line in _quotes(relation, documents)]
        path = folder / folders[entity.type] / f"{names[entity.id]}.md"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def file_names(found: Iterable[Entity]) -> dict[str, str]:
    """Return a file name (without suffix) for each entity id: safe on every system, and unique whatever the case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for entity in found:
        name = base = _safe(entity.name)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        names[entity.id] = name
    return names


def _safe(text: str) -> str:
    name = " ".join(_UNSAFE.sub(" ", text).split()).strip(". ")
    name = name.encode()[:120].decode(errors="ignore").strip(". ")  # file systems count bytes
    return f"{name}_" if not name or _RESERVED.fullmatch(name) else name


def _front(entity: Entity, schema: Schema) -> list[str]:
    # A JSON string is a YAML string: nothing of a name is read as YAML.
    aliases = to_json([_CONTROL.sub(" ", alias) for alias in entity.aliases])
    type_ = schema.entities[entity.type].zh
    return ["---", f"id: {to_json(entity.id)}", f"type: {to_json(type_)}", f"aliases: {aliases}", "---", ""]


def _quotes(relation: Relation, documents: dict[str, Document]) -> list[str]:
    lines = []
    for claim in relation.claims[:_QUOTES]:
        document = documents.get(claim.document, Document(""))
        title = document.title or document.name
        where = "，".join(
            filter(
                None, [_plain(claim.source.text) if claim.source else "", f"《{_plain(title)}》", document.date[:10]]
            )
        )
        lines.append(f"{mark(claim)}“{_plain(quote(claim, documents))}” —— {where}")
    rest = len(relation.claims) - _QUOTES
    return [*lines, f"… {rest}"] if rest > 0 else lines


def _plain(text: str) -> str:
    """Return text that Markdown and Obsidian show as it is, on one line."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return _MARKDOWN.sub(r"\\\1", line).replace("&", "&amp;").replace("<", "&lt;")


def _link_text(text: str) -> str:
    """Return text for the inside of a link, which knows no escapes: what it can't hold is left out."""
    return " ".join(_UNSAFE.sub(" ", text).split()) or "…"
