"""Which part of the graph a reader sees first: how important each entity is, and who belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from guanxi.errors import UnknownNameError
from guanxi.model import Entity, Relation

NODES = 240
EDGES = 900


@dataclass(frozen=True)
class Ranking:
    """The entities, most important first, and the relations, as arrays that large graphs can afford.

    Args:
        entities: by falling importance; ties by id. An entity's place here is its number in the page.
        scores: PageRank of each, 1.0 for the first.
        relations: ordered by the numbers of their ends, then by type.
        ends: for each relation the numbers of its head and tail, shape (relations, 2).
    """

    entities: tuple[Entity, ...]
    scores: np.ndarray
    relations: tuple[Relation, ...]
    ends: np.ndarray


def rank(graph: nx.MultiDiGraph) -> Ranking:
    """Order a graph's entities by PageRank over its undirected, weighted edges (Brin and Page 1998; damping 0.85).

    Written out with numpy because `networkx.pagerank` needs scipy, which networkx does not bring along.
    """
    entities = [graph.nodes[node]["entity"] for node in sorted(graph)]
    place = {entity.id: number for number, entity in enumerate(entities)}
    relations: list[Relation] = [data["relation"] for *_, data in graph.edges(data=True)]
    ends = np.array([(place[r.head], place[r.tail]) for r in relations], dtype=np.int64).reshape(-1, 2)
    weights = np.array([max(r.weight, 1e-6) for r in relations], dtype=float)
    scores = _pagerank(ends, weights, len(entities))
    mentions = [len(entity.mentions) for entity in entities]
    order = sorted(range(len(entities)), key=lambda n: (-round(float(scores[n]), 9), -mentions[n], entities[n].id))
    number = np.empty(len(entities), dtype=np.int64)
    number[order] = np.arange(len(entities))
    ends = number[ends]
    sequence = sorted(range(len(relations)), key=lambda r: (ends[r, 0], ends[r, 1], relations[r].type))
    return Ranking(
        tuple(entities[n] for n in order),
        scores[order] / scores.max() if len(entities) else scores,
        tuple(relations[r] for r in sequence),
        ends[sequence].reshape(-1, 2),
    )


def _pagerank(ends: np.ndarray, weights: np.ndarray, count: int, damping: float = 0.85) -> np.ndarray:
    if not count:
        return np.zeros(0)
    source, target = np.concatenate([ends, ends[:, ::-1]]).T
    weight = np.concatenate([weights, weights])
    out = np.bincount(source, weight, count)
    share = weight / out[source] if len(source) else weight
    scores = np.full(count, 1 / count)
    for _ in range(60):
        lost = scores[out == 0].sum()
        flow = np.bincount(target, scores[source] * share, count)
        following = (1 - damping + damping * lost) / count + damping * flow
        if np.abs(following - scores).sum() < 1e-10:
            break
        scores = following
    return scores


def focus_number(ranking: Ranking, focus: str) -> int:
    """Return the number of the entity that `focus` names: its id, its name, or one of its aliases.

    Raises:
        UnknownNameError: no entity has it.
    """
    word = focus.strip().casefold()
    for names in (lambda e: (e.id,), lambda e: (e.name,), lambda e: e.aliases):
        for number, entity in enumerate(ranking.entities):
            if any(name.casefold() == word for name in names(entity)):
                return number
    near = [e.name for e in ranking.entities if word and (word in e.name.casefold() or e.name.casefold() in word)]
    raise UnknownNameError(focus, tuple(near[:3]))


def choose(ranking: Ranking, focus: int | None = None, hops: int = 1, top: int | None = None) -> list[int]:
    """Return the numbers of the entities to open on, ascending: the most important, or those around `focus`.

    Args:
        ranking: the whole graph.
        focus: the number of an entity; only what is at most `hops` relations away from it is chosen.
        hops: how far to go from `focus`.
        top: how many entities at most; without it, as many as stay readable (240 entities and about 900 relations).
    """
    count = len(ranking.entities)
    limit = max(1, top if top is not None else NODES)
    if focus is None:
        chosen = _leading(ranking, limit) if top is None else list(range(min(count, limit)))
    else:
        chosen = _around(ranking, focus, hops)[:limit]
        if focus not in chosen:
            chosen = sorted([focus, *chosen[: limit - 1]])
    if top is not None or count <= limit:
        return chosen
    # Hubs of a large graph are joined to each other so densely that the first few hundred would be a black ball.
    while len(chosen) > 60 and _inner_edges(ranking, chosen) > EDGES:
        kept = chosen[: int(len(chosen) * 0.9)]
        chosen = kept if focus is None or focus in kept else sorted([focus, *kept[:-1]])
    return chosen


def inner(ranking: Ranking, chosen: Iterable[int]) -> np.ndarray:
    """Return the indices of the relations with both ends in `chosen`."""
    mask = np.zeros(len(ranking.entities) + 1, dtype=bool)
    mask[list(chosen)] = True
    return np.flatnonzero(mask[ranking.ends[:, 0]] & mask[ranking.ends[:, 1]])


def _leading(ranking: Ranking, limit: int, company: int = 6) -> list[int]:
    """The most important entities, each with the most important of its neighbours: alone it would say nothing."""
    count = len(ranking.entities)
    if count <= limit:
        return list(range(count))
    source, target = np.concatenate([ranking.ends, ranking.ends[:, ::-1]]).T
    order = np.lexsort((target, source))
    source, target = source[order], target[order]
    start = np.searchsorted(source, np.arange(count + 1))
    chosen: dict[int, None] = {}
    for number in range(count):
        near = dict.fromkeys(target[start[number] : start[number + 1]].tolist())
        for each in [number, *list(near)[:company]]:
            chosen[each] = None
            if len(chosen) == limit:
                return sorted(chosen)
    return sorted(chosen)


def _inner_edges(ranking: Ranking, chosen: Iterable[int]) -> int:
    return len(inner(ranking, chosen))


def _around(ranking: Ranking, focus: int, hops: int) -> list[int]:
    seen = np.zeros(len(ranking.entities), dtype=bool)
    seen[focus] = True
    head, tail = ranking.ends.T
    for _ in range(max(0, hops)):
        found = seen.copy()
        found[tail[seen[head]]] = True
        found[head[seen[tail]]] = True
        if (found == seen).all():
            break
        seen = found
    return [int(number) for number in np.flatnonzero(seen)]


def communities(ranking: Ranking, chosen: list[int]) -> dict[int, int]:
    """Group the chosen entities by the Louvain method (Blondel et al. 2008, fixed seed); singles get no group.

    Returns:
        entity number → group number; groups by size, largest first.
    """
    graph = nx.Graph()
    graph.add_nodes_from(chosen)
    for index in inner(ranking, chosen):
        head, tail = (int(end) for end in ranking.ends[index])
        weight = graph.get_edge_data(head, tail, {}).get("weight", 0.0) + ranking.relations[index].weight
        graph.add_edge(head, tail, weight=weight)
    if not graph.number_of_edges():
        return {}
    groups = nx.community.louvain_communities(graph, weight="weight", resolution=0.9, seed=20130619)
    ordered = sorted((sorted(group) for group in groups if len(group) > 2), key=lambda g: (-len(g), g))
    return {node: number for number, group in enumerate(ordered) for node in group}
