"""GraphML as Gephi, yEd, Cytoscape and networkx read it, written as a stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from guanxi.export.records import (
    ENTITY_FIELDS,
    RELATION_FIELDS,
    Value,
    entities,
    entity_record,
    relation_record,
    relations,
)
from guanxi.export.xml import escape

if TYPE_CHECKING:
    import networkx as nx

_TYPES: dict[type[Value], str] = {str: "string", int: "long", float: "double", bool: "boolean"}


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write GraphML: unique edge ids, scalar attributes, `label`, `type` and `weight` on nodes and edges."""
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns"')
    out.write(' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"')
    out.write(' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns')
    out.write(' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n')
    for kind, fields in (("node", ENTITY_FIELDS), ("edge", RELATION_FIELDS)):
        for name, type_ in fields.items():
            out.write(f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>\n')
    out.write('<graph id="guanxi" edgedefault="directed">\n')
    for entity in entities(graph):
        out.write(f'<node id="{escape(entity.id)}">{_data("node", entity_record(entity, schema))}</node>\n')
    for number, relation in enumerate(relations(graph)):
        ends = f'source="{escape(relation.head)}" target="{escape(relation.tail)}"'
        data = _data("edge", relation_record(relation, schema, documents))
        out.write(f'<edge id="e{number}" {ends}>{data}</edge>\n')
    out.write("</graph>\n</graphml>\n")


def _data(kind: str, record: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{kind}-{name}">{_text(value)}</data>' for name, value in record.items() if value != "")


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(value) if isinstance(value, str) else str(value)
