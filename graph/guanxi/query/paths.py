"""The shortest chains between two entities, and the surroundings of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

import networkx as nx

from guanxi.model import Entity, Relation
from guanxi.query.chains import Chain, Step
from guanxi.query.names import find

LONGEST = 8
"""Chains of more relations than this say nothing, and are not looked for."""

_LOOKED_AT = 1000  # of equally short chains, from which the best are taken


def paths(
    graph: nx.MultiDiGraph,
    a: str | Entity,
    b: str | Entity,
    *,
    limit: int = 5,
    longest: int = LONGEST,
    denied: bool = False,
) -> list[Chain]:
    """Return the shortest chains between two entities, whichever way their relations point, the best supported first.

    Args:
        graph: as `guanxi.assemble.assemble` gives it.
        a, b: entities, or their names.
        limit: how many at most.
        longest: the most relations that a chain may have.
        denied: whether relations that are only denied may be part of a chain.

    Returns:
        Chains of equal length, each entity pair by its best relation; none when the two are not connected.

    Raises:
        UnknownNameError: an entity does not exist.
    """
    start, end = (one if isinstance(one, Entity) else find(graph, one) for one in (a, b))
    if start.id == end.id:
        return []
    found = []
    for ids in islice(_shortest(graph, start.id, end.id, longest, denied), _LOOKED_AT):
        steps = [_best(graph, *pair, denied) for pair in pairwise(ids)]
        found.append((-min(step.support for step in steps), -sum(step.weight for step in steps), ids, steps))
    found.sort(key=lambda item: item[:3])
    return [
        Chain(tuple(graph.nodes[id]["entity"] for id in ids), tuple(Step(step, step.claims) for step in steps))
        for _, _, ids, steps in found[:limit]
    ]


def ego(graph: nx.MultiDiGraph, entity: str | Entity, hops: int = 1) -> nx.MultiDiGraph:
    """Return the part of the graph within `hops` relations of an entity, in either direction, as a graph of its own.

    Raises:
        UnknownNameError: the entity does not exist.
    """
    centre = entity if isinstance(entity, Entity) else find(graph, entity)
    near, edge = {centre.id}, {centre.id}
    for _ in range(hops):
        edge = {other for id in edge for other in _around(graph, id)} - near
        near |= edge
    return graph.subgraph(near).copy()


def neighbours(graph: nx.MultiDiGraph, entity: str | Entity) -> list[tuple[Entity, tuple[Relation, ...]]]:
    """Return the entities next to one, each with the relations that join them, the best supported first.

    Raises:
        UnknownNameError: the entity does not exist.
    """
    centre = (entity if isinstance(entity, Entity) else find(graph, entity)).id
    found = [(graph.nodes[id]["entity"], tuple(_between(graph, centre, id))) for id in _around(graph, centre)]
    return sorted(found, key=lambda item: (-sum(one.support for one in item[1]), -len(item[1]), item[0].id))


def _shortest(graph: nx.MultiDiGraph, start: str, end: str, longest: int, denied: bool) -> Iterator[tuple[str, ...]]:
    """Yield the shortest walks of ids, by breadth-first search; nothing when there is none of the length asked for."""
    before: dict[str, list[str]] = {start: []}
    level = [start]
    for _ in range(longest):
        reached: dict[str, list[str]] = {}
        for id in level:
            for other in _around(graph, id):
                if other not in before and _joined(graph, id, other, denied):
                    reached.setdefault(other, []).append(id)
        before.update(reached)
        if end in reached:
            yield from _walks(before, start, end)
            return
        level = sorted(reached)


def _walks(before: dict[str, list[str]], start: str, end: str) -> Iterator[tuple[str, ...]]:
    stack: list[tuple[str, ...]] = [(end,)]
    while stack:
        walk = stack.pop()
        if walk[0] == start:
            yield walk
        else:
            stack.extend((id, *walk) for id in reversed(before[walk[0]]))


def _around(graph: nx.MultiDiGraph, id: str) -> dict[str, None]:
    return dict.fromkeys([*graph.succ[id], *graph.pred[id]])


def _between(graph: nx.MultiDiGraph, a: str, b: str) -> list[Relation]:
    both = [*graph.succ[a].get(b, {}).values(), *graph.succ[b].get(a, {}).values()]
    found = (data["relation"] for data in both)
    return sorted(found, key=lambda one: (one.support == 0, -one.support, -one.weight, one.type, one.head))


def _joined(graph: nx.MultiDiGraph, a: str, b: str, denied: bool) -> bool:
    return denied or any(relation.support for relation in _between(graph, a, b))


def _best(graph: nx.MultiDiGraph, a: str, b: str, denied: bool) -> Relation:
    return next(relation for relation in _between(graph, a, b) if denied or relation.support)
