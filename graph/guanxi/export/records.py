"""Entities and relations as flat records of plain values: what the formats have in common.

A relation that is only denied, planned, rumoured or held as an opinion says so in its label and in attributes of
its own, so that no reader of an export can take it for a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guanxi.marks import mark
from guanxi.model import Claim, Document, Entity, Relation
from guanxi.schema import Schema

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float | bool

ENTITY_FIELDS: dict[str, type[Value]] = {
    "label": str,
    "type": str,
    "type_label": str,
    "weight": float,
    "aliases": str,
    "mentions": int,
    "documents": int,
}
"""Name and kind of each attribute of a node; `weight` is the number of mentions."""

RELATION_FIELDS: dict[str, type[Value]] = {
    "label": str,
    "type": str,
    "weight": float,
    "status": str,
    "symmetric": bool,
    "support": int,
    "asserted": int,
    "planned": int,
    "denied": int,
    "score": float,
    "evidence": str,
    "source": str,
    "time": str,
    "published": str,
    "document": str,
    "title": str,
    "url": str,
}
"""Name and kind of each attribute of an edge; from `score` on they are those of its best claim."""


def status(relation: Relation) -> str:
    """Return how a relation stands: the modality of its best assertion, or `denied` when there is none."""
    best = relation.best
    return best.modality if best.polarity == "asserted" else "denied"


def label(relation: Relation, schema: Schema) -> str:
    """Return the Chinese label of a relation, marked unless it is stated as a fact: `推出`, `收购（否认）`."""
    return schema.relations[relation.type].zh + mark(relation.best)


def kind(relation: Relation, schema: Schema) -> str:
    """Return the type of a relation for formats whose readers ask by type: a denial is of another type."""
    name = schema.relations[relation.type].zh
    return name + mark(relation.best) if status(relation) == "denied" else name


def entity_record(entity: Entity, schema: Schema) -> dict[str, Value]:
    """Return the attributes of a node; aliases are joined by `、`."""
    return {
        "label": entity.name,
        "type": entity.type,
        "type_label": schema.entities[entity.type].zh,
        "weight": float(len(entity.mentions)),
        "aliases": "、".join(entity.aliases),
        "mentions": len(entity.mentions),
        "documents": len(entity.documents),
    }


def relation_record(relation: Relation, schema: Schema, documents: dict[str, Document]) -> dict[str, Value]:
    """Return the attributes of an edge; those of the best claim are empty when its document is not at hand."""
    best = relation.best
    document = documents.get(best.document, Document(""))
    return {
        "label": label(relation, schema),
        "type": relation.type,
        "weight": relation.weight,
        "status": status(relation),
        "symmetric": schema.relations[relation.type].symmetric,
        "support": relation.support,
        "asserted": relation.count("asserted"),
        "planned": relation.count("planned"),
        "denied": relation.count("denied"),
        "score": round(best.score, 4),
        "evidence": quote(best, documents),
        "source": best.source.text if best.source else "",
        "time": best.date,
        "published": document.date,
        "document": best.document,
        "title": document.title,
        "url": document.url,
    }


def quote(claim: Claim, documents: dict[str, Document]) -> str:
    """Return the sentence that states a claim, exactly as it stands in the document."""
    document = documents.get(claim.document)
    return claim.evidence.of(document.text) if document else ""


def entities(graph: nx.MultiDiGraph) -> Iterator[Entity]:
    """Yield the entities in the order of the graph."""
    for _, entity in graph.nodes(data="entity"):
        yield entity


def relations(graph: nx.MultiDiGraph) -> Iterator[Relation]:
    """Yield the relations by head, type and tail."""
    for head in graph:
        found = (
            (type_, tail, relation) for _, tail, type_, relation in graph.out_edges(head, keys=True, data="relation")
        )
        for _, _, relation in sorted(found, key=lambda item: item[:2]):
            yield relation
