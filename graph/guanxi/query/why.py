"""Why a relation is in the graph, and why another one is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import networkx as nx

from guanxi.assemble import assemble
from guanxi.errors import PatternError, UnknownNameError
from guanxi.model import Claim, Document, Entity, Relation, Span
from guanxi.query.names import find, names
from guanxi.schema import RelationType, Schema
from guanxi.store import Store

Cause = Literal["there", "unknown", "weak", "denied", "reversed", "types", "other", "together", "apart"]
_SHOWN = 3  # sentences that name both


@dataclass(frozen=True)
class Reason:
    """One reason why a relation is not in the graph.

    Args:
        cause: `there` (it is in the graph), `unknown` (no such entity), `weak` (claims below the threshold), `denied`
            (only denied), `reversed` (the other way round), `types` (the schema joins no such entities), `other`
            (another relation joins the two), `together` (only named together) or `apart` (never named together).
        text: the reason in words, one line.
        claims: what speaks for it, best first.
        sentences: for `together`, places where both are named: the document and the span.
    """

    cause: Cause
    text: str
    claims: tuple[Claim, ...] = ()
    sentences: tuple[tuple[Document, Span], ...] = ()


def relation_type(schema: Schema, word: str) -> RelationType:
    """Return the relation type of a label, id, synonym or trigger.

    Raises:
        PatternError: there is none.
    """
    found = schema.relation_type(word)
    if found is None:
        known = "、".join(type_.zh for type_ in schema.relations.values())
        raise PatternError(f"no relation is called “{word}”; there are: {known}")
    return found


def why(graph: nx.MultiDiGraph, a: str, relation: str, b: str) -> Relation | None:
    """Return the relation between two entities, with all its claims; None when the graph has none.

    Args:
        graph: as `guanxi.assemble.assemble` gives it.
        a, b: names of the head and the tail; a symmetric relation is found either way.
        relation: label, id, synonym or trigger of the relation.

    Raises:
        UnknownNameError: an entity does not exist.
        PatternError: no such relation is known.
    """
    type_ = relation_type(graph.graph["schema"], relation)
    heads, tails = (_all(graph, name) for name in (a, b))
    for head in heads:
        for tail in tails:
            for one, other in ((head, tail), (tail, head)) if type_.symmetric else ((head, tail),):
                if graph.has_edge(one.id, other.id, type_.id):
                    found: Relation = graph.edges[one.id, other.id, type_.id]["relation"]
                    return found
    return None


def why_not(store: Store, schema: Schema, a: str, relation: str, b: str, *, min_score: float) -> list[Reason]:
    """Say why a relation is not in the graph, the most telling reason first.

    Args:
        store: the database, which keeps the claims below the threshold too.
        schema: what the graph was built with.
        a, relation, b: as for `why`.
        min_score: the threshold of the graph, 0–1.

    Raises:
        PatternError: no such relation is known.
    """
    type_ = relation_type(schema, relation)
    graph = assemble(store, schema, min_score=0.0)
    reasons = [_unknown(error) for name in (a, b) if (error := _missing(graph, name))]
    if reasons:
        return reasons
    found = why(graph, a, relation, b)
    head, tail = find(graph, a), find(graph, b)
    if found is not None:
        strong = [claim for claim in found.claims if claim.score >= min_score]
        said = [claim for claim in strong if claim.polarity == "asserted"]
        if said:
            reasons.append(Reason("there", "it is in the graph", tuple(said)))
        elif strong:
            reasons.append(Reason("denied", "it is only denied", tuple(strong)))
        weak = tuple(claim for claim in found.claims if claim.score < min_score)
        if weak:
            best = max(claim.score for claim in weak)
            text = f"claims below the threshold of {min_score:g}; the best one scores {best:.2f}"
            reasons.append(Reason("weak", text, weak))
    if not type_.symmetric and (back := why(graph, b, relation, a)):
        text = f"it is the other way round: {tail.name} —{type_.zh}→ {head.name}"
        reasons.append(Reason("reversed", text, back.claims))
    if not (type_.joins(head.type, tail.type) or (type_.symmetric and type_.joins(tail.type, head.type))):
        ends = " and ".join(f"{one.name} ({schema.entities[one.type].zh})" for one in (head, tail))
        reasons.append(Reason("types", f"the schema does not join {ends} by {type_.zh}"))
    for one in _between(graph, head, tail):
        if one.type != type_.id:
            text = f"another relation joins them: {schema.relations[one.type].zh}"
            reasons.append(Reason("other", text, one.claims))
    if not any(reason.claims for reason in reasons):
        reasons.append(_together(store, head, tail))
    return reasons


def _missing(graph: nx.MultiDiGraph, name: str) -> UnknownNameError | None:
    try:
        find(graph, name)
    except UnknownNameError as error:
        return error
    return None


def _unknown(error: UnknownNameError) -> Reason:
    return Reason("unknown", str(error))


def _all(graph: nx.MultiDiGraph, name: str) -> list[Entity]:
    return names(graph).find_all(name) or [find(graph, name)]


def _between(graph: nx.MultiDiGraph, a: Entity, b: Entity) -> list[Relation]:
    both = [*graph.succ[a.id].get(b.id, {}).values(), *graph.succ[b.id].get(a.id, {}).values()]
    return sorted((data["relation"] for data in both), key=lambda one: (-one.support, -one.weight, one.type, one.head))


def _together(store: Store, a: Entity, b: Entity) -> Reason:
    """Return where two entities stand in one passage, for nothing says more of them."""
    found = list(islice(_passages(store, a, b), _SHOWN))
    if not found:
        return Reason("apart", f"no sentence names both {a.name} and {b.name}")
    return Reason("together", "sentences name both, but none was read as stating it", sentences=tuple(found))


def _passages(store: Store, a: Entity, b: Entity) -> Iterator[tuple[Document, Span]]:
    for id in sorted({*a.documents} & {*b.documents}):
        document = store.document(id)
        if document is None:
            continue
        for span in store.passages(id):
            if all(any(place.document == id and span.contains(place) for place in one.mentions) for one in (a, b)):
                yield document, span
