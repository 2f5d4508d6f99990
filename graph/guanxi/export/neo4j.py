"""CSV files for Neo4j's bulk import.

neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv --multiline-fields=true neo4j
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from guanxi.export.records import (
    ENTITY_FIELDS,
    RELATION_FIELDS,
    Value,
    entities,
    entity_record,
    kind,
    relation_record,
    relations,
)
from guanxi.model import Entity
from guanxi.schema import Schema

if TYPE_CHECKING:
    import networkx as nx

_TYPES: dict[type[Value], str] = {str: "string", int: "long", float: "double", bool: "boolean"}


def write(graph: nx.MultiDiGraph, folder: Path) -> None:
    """Write `nodes.csv` and `relationships.csv`; the labels are `Entity` and the Chinese label of the type.

    The type of a relationship that is only denied says so, for `MATCH ()-[:收购]->()` must not find it.
    """
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    folder.mkdir()
    fields: dict[str, type[Value]] = {"name": str}
    fields |= {name: type_ for name, type_ in ENTITY_FIELDS.items() if name not in ("label", "aliases")}
    header = ["id:ID", *(f"{name}:{_TYPES[type_]}" for name, type_ in fields.items()), "aliases:string[]", ":LABEL"]
    _write(folder / "nodes.csv", header, (_node(one, schema, fields) for one in entities(graph)))
    header = [":START_ID", *(f"{name}:{_TYPES[type_]}" for name, type_ in RELATION_FIELDS.items()), ":END_ID", ":TYPE"]
    _write(
        folder / "relationships.csv",
        header,
        (
            [one.head, *map(_text, relation_record(one, schema, documents).values()), one.tail, kind(one, schema)]
            for one in relations(graph)
        ),
    )


def _node(entity: Entity, schema: Schema, fields: Iterable[str]) -> list[str]:
    record = entity_record(entity, schema) | {"name": entity.name}
    # Neo4j splits lists at the semicolon and knows no way to escape it.
    aliases = ";".join(alias.replace(";", "；") for alias in entity.aliases)
    labels = f"Entity;{schema.entities[entity.type].zh.replace(';', '；')}"
    return [entity.id, *(_text(record[name]) for name in fields), aliases, labels]


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(rows)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\0", "")
