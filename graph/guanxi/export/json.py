"""Node-link JSON as networkx and D3 read it, with every claim and document; and the writer for JSON in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from guanxi.export.records import entities, entity_record, relation_record, relations

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write what `networkx.node_link_graph(data, edges="edges")` reads; `key` of an edge is its relation type."""
    from guanxi.records import claim_record, document_record

    schema, documents = graph.graph["schema"], graph.graph["documents"]
    nodes = (
        {"id": one.id, **entity_record(one, schema), "name": one.name, "aliases": list(one.aliases)}
        for one in entities(graph)
    )
    edges = (
        {
            "source": one.head,
            "target": one.tail,
            "key": one.type,
            **_without_source(relation_record(one, schema, documents)),
            "claims": [claim_record(graph, claim) for claim in one.claims],
        }
        for one in relations(graph)
    )
    listed = (document_record(graph, documents[id]) for id in sorted(documents))
    out.write('{\n"directed": true,\n"multigraph": true,\n"graph": {"documents": ')
    write_list(listed, out)
    out.write('},\n"nodes": ')
    write_list(nodes, out)
    out.write(',\n"edges": ')
    write_list(edges, out)
    out.write("\n}\n")


def write_list(items: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write a JSON list, one item a line, without holding it in memory."""
    separator = "[\n"
    for item in items:
        out.write(separator + to_json(item))
        separator = ",\n"
    out.write("[]" if separator == "[\n" else "\n]")


def to_json(value: Any) -> str:
    """Return JSON that keeps Chinese as it is; lone surrogates, which UTF-8 can't hold, stay escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _without_source(record: dict[str, Any]) -> dict[str, Any]:
    """Rename who says it: `source` is the head in this format."""
    return {("said_by" if name == "source" else name): value for name, value in record.items()}
