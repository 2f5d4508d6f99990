"""A small graph made by hand, without reading or extracting anything."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from guanxi.assemble import relations
from guanxi.library import KnowledgeGraph
from guanxi.model import Claim, Document, Entity, Mention, Span
from guanxi.schema import load_schema


def mention(document: Document, text: str, type: str) -> Mention:
    start = document.text.index(text)
    return Mention(document.id, start, start + len(text), text, type)


def claim(document: Document, head: str, type: str, tail: str, types: str = "ORG PRODUCT", **other) -> Claim:
    """A claim whose evidence is the whole document; `trigger` and `source` are given by their text."""
    head_type, tail_type = types.split()
    trigger = other.pop("trigger", None)
    source = other.pop("source", None)
    if trigger:
        start = document.text.index(trigger)
        other["trigger"] = Span(start, start + len(trigger))
    if source:
        other["source"] = mention(document, source, "PERSON")
        other["source_id"] = f"id-{source}"
    return Claim(
        document.id,
        mention(document, head, head_type),
        type,
        mention(document, tail, tail_type),
        Span(0, len(document.text)),
        head_id=f"id-{head}",
        tail_id=f"id-{tail}",
        **other,
    )


def graph(documents: Iterable[Document], claims: Iterable[Claim]) -> KnowledgeGraph:
    schema = load_schema()
    listed, known = list(claims), {document.id: document for document in documents}
    made = nx.MultiDiGraph(schema=schema, documents=known)
    mentions: dict[str, set[Mention]] = {}
    for one in listed:
        for id, found in ((one.head_id, one.head), (one.tail_id, one.tail), (one.source_id, one.source)):
            if found is not None:
                mentions.setdefault(id, set()).add(found)
    for id, places in sorted(mentions.items()):
        first = min(places)
        made.add_node(id, entity=Entity(id, first.type, first.text, (), tuple(sorted(places))))
    for relation in relations(listed, schema, known):
        made.add_edge(relation.head, relation.tail, key=relation.type, relation=relation)
    return KnowledgeGraph(made)
