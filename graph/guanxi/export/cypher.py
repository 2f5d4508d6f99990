"""A Cypher script that builds the graph in Neo4j, Memgraph and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from guanxi.export.records import Value, entities, entity_record, kind, relation_record, relations

if TYPE_CHECKING:
    import networkx as nx

_BATCH = 500  # rows of one statement: few enough for the memory of a transaction
_SPECIAL = re.compile("[\\\\'\"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write statements that may be run again: they add what is missing and update the rest.

    Labels and relationship types are the Chinese ones in backticks; one that is only denied is of a type of its own.
    """
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    out.write("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;\n")
    for type_ in schema.entities.values():
        rows = [
            {"id": one.id, "properties": {"name": one.name, **entity_record(one, schema), "aliases": list(one.aliases)}}
            for one in entities(graph)
            if one.type == type_.id
        ]
        for start in range(0, len(rows), _BATCH):
            out.write(f"UNWIND {_value(rows[start : start + _BATCH])} AS row\n")
            out.write("MERGE (e:Entity {id: row.id})\n")
            out.write(f"SET e += row.properties, e:{_name(type_.zh)};\n")
    kinds: dict[str, list[dict[str, object]]] = {}
    for one in relations(graph):
        properties = relation_record(one, schema, documents)
        kinds.setdefault(kind(one, schema), []).append({"head": one.head, "tail": one.tail, "properties": properties})
    for name, edges in sorted(kinds.items()):
        for start in range(0, len(edges), _BATCH):
            out.write(f"UNWIND {_value(edges[start : start + _BATCH])} AS row\n")
            out.write("MATCH (h:Entity {id: row.head}), (t:Entity {id: row.tail})\n")
            out.write(f"MERGE (h)-[r:{_name(name)}]->(t)\n")
            out.write("SET r += row.properties;\n")


def _name(text: str) -> str:
    """Return a label or type in backticks."""
    return f"`{text.replace('`', '``')}`"


def _value(value: Value | list[object] | Mapping[str, object] | object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case Mapping():
            return "{" + ", ".join(f"{name}: {_value(one)}" for name, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(_value(one) for one in value) + "]"
        case _:
            return "'" + _SPECIAL.sub(_escape, str(value)) + "'"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return "\\" + character if character in "\\'\"" else f"\\u{ord(character):04x}"
