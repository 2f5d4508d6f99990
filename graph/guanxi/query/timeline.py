"""What is said of an entity, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from guanxi.model import Claim, Entity, Relation
from guanxi.query.names import find
from guanxi.query.when import When, when


@dataclass(frozen=True)
class Event:
    """A relation at a date.

    Args:
        when: the date, and whether the sentences state it or it is only when they were published.
        relation: the relation.
        claims: those of its claims that have this date, best first.
    """

    when: When
    relation: Relation
    claims: tuple[Claim, ...]


def timeline(graph: nx.MultiDiGraph, entity: str | Entity, *, since: str = "", until: str = "") -> list[Event]:
    """Return the relations of an entity by date, the earliest first and those without any date last.

    A relation that is claimed for several dates stands at each of them. Within a year what is dated by the year alone
    comes first, and what a text dates comes before what is only reported then.

    Args:
        graph: as `guanxi.assemble.assemble` gives it.
        entity: an entity, or its name.
        since, until: only what may have been from and up to this date (ISO 8601 of any precision); what has no date
            is left out then.

    Raises:
        UnknownNameError: the entity does not exist.
    """
    id = (entity if isinstance(entity, Entity) else find(graph, entity)).id
    edges = [*graph.out_edges(id, data="relation"), *graph.in_edges(id, data="relation")]
    events = []
    for *_, relation in edges:
        dated: dict[When, list[Claim]] = {}
        for claim in relation.claims:
            dated.setdefault(when(graph, claim), []).append(claim)
        events += [Event(at, relation, tuple(claims)) for at, claims in dated.items() if _within(at, since, until)]
    return sorted(events, key=_order)


def _within(at: When, since: str, until: str) -> bool:
    first, last, days = When(since).days(), When(until).days(), at.days()
    if first is None and last is None:
        return True
    if days is None:
        return False
    return (first is None or days[1] >= first[0]) and (last is None or days[0] <= last[1])


def _order(event: Event) -> tuple[object, ...]:
    relation = event.relation
    ends = (relation.head, relation.type, relation.tail)
    return not event.when.date, event.when.date, not event.when.stated, -relation.support, -relation.weight, ends
