"""GEXF 1.3, with the dates of claims as spells, for Gephi's timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from guanxi.export.dates import days, days_of
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
from guanxi.model import Document, Relation

if TYPE_CHECKING:
    import networkx as nx

_TYPES: dict[type[Value], str] = {str: "string", int: "long", float: "double", bool: "boolean"}
_OWN = ("label", "weight")  # attributes that the format has itself


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write GEXF; a relation exists on the days of its claims, an entity from the first day that is known of it."""
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    spells = {id(relation): _spells(relation, documents) for relation in relations(graph)}
    starts = _starts(graph, spells)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write('<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"')
    out.write(' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n')
    out.write('<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n')
    for kind, fields in (("node", ENTITY_FIELDS), ("edge", RELATION_FIELDS)):
        out.write(f'<attributes class="{kind}" mode="static">\n')
        for name, type_ in fields.items():
            if kind == "node" or name not in _OWN:
                out.write(f'<attribute id="{name}" title="{name}" type="{_TYPES[type_]}"/>\n')
        out.write("</attributes>\n")
    out.write("<nodes>\n")
    for entity in entities(graph):
        record = entity_record(entity, schema)
        start = f' start="{starts[entity.id]}"' if starts.get(entity.id) else ""
        head = f'<node id="{escape(entity.id)}" label="{escape(entity.name)}"{start}>'
        out.write(f"{head}{_values(record, ())}</node>\n")
    out.write("</nodes>\n<edges>\n")
    for number, relation in enumerate(relations(graph)):
        record = relation_record(relation, schema, documents)
        ends = f'source="{escape(relation.head)}" target="{escape(relation.tail)}"'
        said = f'label="{escape(str(record["label"]))}" weight="{relation.weight}"'
        times = "".join(f'<spell start="{start}" end="{end}"/>' for start, end in spells[id(relation)])
        inside = _values(record, _OWN) + (f"<spells>{times}</spells>" if times else "")
        out.write(f'<edge id="e{number}" {ends} {said}>{inside}</edge>\n')
    out.write("</edges>\n</graph>\n</gexf>\n")


def _spells(relation: Relation, documents: dict[str, Document]) -> list[tuple[str, str]]:
    """Return the days of a relation's claims, in order, joined where they overlap.

    Denials place a relation in time only when nobody asserts it.
    """
    asserted = [claim for claim in relation.claims if claim.polarity == "asserted"]
    found = sorted({spell for claim in asserted or relation.claims if (spell := days_of(claim, documents))})
    joined: list[tuple[str, str]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _starts(graph: nx.MultiDiGraph, spells: Mapping[int, list[tuple[str, str]]]) -> dict[str, str]:
    """Return the first day that is known of each entity: of a document that names it, or of one of its relations."""
    starts: dict[str, str] = {}
    for entity in entities(graph):
        dates = (days(graph.graph["documents"][document].date) for document in entity.documents)
        known = [start for start, _ in filter(None, dates)]
        if known:
            starts[entity.id] = min(known)
    for relation in relations(graph):
        for start, _ in spells[id(relation)][:1]:
            for end in (relation.head, relation.tail):
                starts[end] = min(start, starts.get(end, start))
    return starts


def _values(record: Mapping[str, Value], without: tuple[str, ...]) -> str:
    values = "".join(
        f'<attvalue for="{name}" value="{_text(value)}"/>'
        for name, value in record.items()
        if value != "" and name not in without
    )
    return f"<attvalues>{values}</attvalues>" if values else ""


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(value) if isinstance(value, str) else str(value)
