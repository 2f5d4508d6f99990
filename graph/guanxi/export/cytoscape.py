"""JSON for Cytoscape and Cytoscape.js."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from guanxi.export.json import write_list
from guanxi.export.records import entities, entity_record, relation_record, relations
from guanxi.model import Document, Relation
from guanxi.schema import Schema

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write elements with plain attributes; `interaction` of an edge is its label, `key` its relation type."""
    schema, documents = graph.graph["schema"], graph.graph["documents"]

    nodes = (
        {"data": {"id": one.id, "value": one.id, "name": one.name, **entity_record(one, schema)}}
        for one in entities(graph)
    )
    edges = ({"data": _edge(at, one, schema, documents)} for at, one in enumerate(relations(graph)))
    out.write('{\n"format_version": "1.0",\n"generated_by": "guanxi",\n"directed": true,\n"multigraph": true,\n')
    out.write('"data": [],\n"elements": {\n"nodes": ')
    write_list(nodes, out)
    out.write(',\n"edges": ')
    write_list(edges, out)
    out.write("\n}\n}\n")


def _edge(number: int, relation: Relation, schema: Schema, documents: dict[str, Document]) -> dict[str, Any]:
    record: dict[str, Any] = relation_record(relation, schema, documents)
    said_by = record.pop("source")  # the name means the head here
    ends = {"id": f"e{number}", "source": relation.head, "target": relation.tail, "key": relation.type}
    return {**ends, "interaction": record["label"], "said_by": said_by, **record}
