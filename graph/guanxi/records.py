"""Plain rows for entities, relations, claims and documents: what `--format json`, pandas and other programs get.

The keys are a stable contract; new ones may be added. Offsets are characters of the document's text, ends exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from guanxi.export.records import status
from guanxi.marks import kinds
from guanxi.model import Claim, Document, Entity, Relation, Span
from guanxi.resolve.reprints import Link, originals
from guanxi.text.shingles import common_passage

if TYPE_CHECKING:
    from guanxi.query import Answer, Chain, Conflict, Event, Step

Record = dict[str, Any]


def entity_record(graph: nx.MultiDiGraph, entity: Entity) -> Record:
    """Return one entity: id, name, type, label, aliases, and how many relations, mentions and documents it has."""
    type_ = graph.graph["schema"].entities.get(entity.type)
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "label": type_.zh if type_ else entity.type,
        "aliases": list(entity.aliases),
        "relations": graph.degree(entity.id),
        "mentions": len(entity.mentions),
        "documents": len(entity.documents),
    }


def relation_record(graph: nx.MultiDiGraph, relation: Relation) -> Record:
    """Return one relation: both ends, type, how it is claimed, and its best sentence."""
    type_ = graph.graph["schema"].relations.get(relation.type)
    best = relation.best
    document: Document = graph.graph["documents"][best.document]
    return {
        "head": name_of(graph, relation.head),
        "type": relation.type,
        "label": type_.zh if type_ else relation.type,
        "tail": name_of(graph, relation.tail),
        "head_id": relation.head,
        "tail_id": relation.tail,
        "status": status(relation),
        "kinds": kinds(relation.claims),
        "support": relation.support,
        "weight": relation.weight,
        "asserted": relation.count("asserted"),
        "planned": relation.count("planned"),
        "denied": relation.count("denied"),
        "sentence": best.evidence.of(document.text),
        "document": document.title or document.name,
        "date": document.date,
    }


def claim_record(graph: nx.MultiDiGraph, claim: Claim) -> Record:
    """Return one claim: the sentence, where it stands, who says it, when, and how certain it is."""
    document: Document = graph.graph["documents"][claim.document]
    schema = graph.graph["schema"]
    type_ = schema.relations.get(claim.type)
    return {
        "head": name_of(graph, claim.head_id) or claim.head.text,
        "type": claim.type,
        "label": type_.zh if type_ else claim.type,
        "tail": name_of(graph, claim.tail_id) or claim.tail.text,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "source": name_of(graph, claim.source_id) or (claim.source.text if claim.source else None),
        "time": claim.time.of(document.text) if claim.time else None,
        "date": claim.date or None,
        "role": claim.role or None,
        "former": claim.former,
        "score": round(claim.score, 4),
        "extractor": claim.extractor,
        "sentence": claim.evidence.of(document.text),
        "document": claim.document,
        "title": document.title or document.name,
        "published": document.date or None,
        "spans": {
            "sentence": _pair(claim.evidence),
            "head": _pair(claim.head.span),
            "tail": _pair(claim.tail.span),
            "trigger": _pair(claim.trigger),
            "time": _pair(claim.time),
        },
    }


def step_record(graph: nx.MultiDiGraph, step: Step) -> Record:
    """Return one relation of a chain, with the claims that speak for it, best first."""
    claims = [claim_record(graph, claim) for claim in step.claims]
    return relation_record(graph, step.relation) | {"claims": claims}


def chain_record(graph: nx.MultiDiGraph, chain: Chain) -> Record:
    """Return a chain: as text, its entities' names, its relations, and the best sentence of the first."""
    schema = graph.graph["schema"]
    return {
        "chain": chain.text(schema),
        "entities": [entity.name for entity in chain.entities],
        **_best(graph, chain.steps),
        "steps": [step_record(graph, step) for step in chain.steps],
    }


def answer_record(graph: nx.MultiDiGraph, answer: Answer) -> Record:
    """Return an answer: what it selects; without a selection, its chains, variables, best sentence and steps."""
    if answer.values:
        return dict(answer.values)
    schema = graph.graph["schema"]
    return {
        "answer": ", ".join(chain.text(schema) for chain in answer.chains),
        **{f"?{name}": entity.name for name, entity in answer.variables.items()},
        "kinds": "；".join(kinds(step.claims) for step in answer.steps),
        **_best(graph, answer.steps),
        "steps": [step_record(graph, step) for step in answer.steps],
    }


def document_record(graph: nx.MultiDiGraph, document: Document) -> Record:
    """Return one document without its text."""
    return {
        "id": document.id,
        "title": document.title or document.name,
        "date": document.date,
        "author": document.author,
        "url": document.url,
        "path": document.path,
        "characters": len(document.text),
    }


def conflict_record(graph: nx.MultiDiGraph, conflict: Conflict) -> Record:
    """Return a conflict: both sides as text, with their support, their best sentences and all of their claims."""
    from guanxi.query.conflicts import LABELS

    row: Record = {"kind": conflict.kind, "label": LABELS[conflict.kind]}
    for name, side in (("left", conflict.left), ("right", conflict.right)):
        best = claim_record(graph, side.step.best)
        row |= {
            name: side.chain.text(graph.graph["schema"]),
            f"{name}_support": side.support,
            f"{name}_source": best["source"],
            f"{name}_sentence": best["sentence"],
            f"{name}_document": best["title"],
            f"{name}_published": best["published"],
            f"{name}_claims": [claim_record(graph, claim) for claim in side.step.claims],
        }
    return row


def event_record(graph: nx.MultiDiGraph, event: Event) -> Record:
    """Return an event: its date and whether the text states it, the relation as text, and its sentences."""
    from guanxi.query import Chain, Step

    relation = event.relation
    ends = tuple(graph.nodes[id]["entity"] for id in (relation.head, relation.tail))
    chain = Chain(ends, (Step(relation, event.claims),))
    best = claim_record(graph, event.claims[0])
    return {
        "date": event.when.date or None,
        "dated": ("stated" if event.when.stated else "reported") if event.when.date else None,
        "event": chain.text(graph.graph["schema"]),
        "source": best["source"],
        "sentence": best["sentence"],
        "document": best["title"],
        "published": best["published"],
        "claims": [claim_record(graph, claim) for claim in event.claims],
    }


def reprint_records(graph: nx.MultiDiGraph) -> list[Record]:
    """Return the documents that are one story with another one, cluster by cluster, the first published of each first.

    `share` is how much of the shorter of the two the other one (`like`) has too, 0–1, `share_of_longer` the same of
    the longer one, `passage` the longest stretch they have in common; all of them are empty for the first document.
    """
    documents: dict[str, Document] = graph.graph["documents"]
    rows = []
    for number, (first, others) in enumerate(originals(graph.graph.get("reprints", ()), documents), 1):
        rows.append(_reprint(number, first, None, None))
        for document, link in others:
            like = documents[link.other if link.document == document.id else link.document]
            rows.append(_reprint(number, document, like, link))
    return rows


def _reprint(number: int, document: Document, like: Document | None, link: Link | None) -> Record:
    passage = common_passage(document.text, like.text) if like else None
    return {
        "cluster": number,
        "date": document.date,
        "title": document.title or document.name,
        "share": link.shorter if link else None,
        "share_of_longer": link.longer if link else None,
        "like": (like.title or like.name) if like else None,
        "hint": link.hint or None if link else None,
        "passage": passage.of(document.text) if passage else None,
        "path": document.path,
        "id": document.id,
        "like_id": like.id if like else None,
        "span": _pair(passage),
    }


def name_of(graph: nx.MultiDiGraph, id: str) -> str:
    """Return the name to show for an entity id; empty when the graph has no such entity."""
    return graph.nodes[id]["entity"].name if id in graph else ""


def _best(graph: nx.MultiDiGraph, steps: tuple[Step, ...]) -> Record:
    if not steps:
        return {"sentence": None, "source": None, "document": None, "date": None}
    best = steps[0].best
    document: Document = graph.graph["documents"][best.document]
    return {
        "sentence": best.evidence.of(document.text),
        "source": name_of(graph, best.source_id) or (best.source.text if best.source else None),
        "document": document.title or document.name,
        "date": document.date,
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
