"""What is drawn at first, on the page and in a still picture: which entities, where, how large, in what communities."""

from __future__ import annotations

import networkx as nx
import numpy as np

from guanxi.view import opening, safe
from guanxi.view.layout import label_box, place


class View:
    """What is drawn at first: which entities, where, in which communities."""

    def __init__(self, ranking: opening.Ranking, chosen: list[int], focus: int | None, title: str) -> None:
        self.ranking = ranking
        self.chosen = chosen
        self.focus = focus
        self.title = title
        self.edges = opening.inner(ranking, chosen)
        self.groups = opening.communities(ranking, chosen)
        local = {number: place for place, number in enumerate(chosen)}
        ends = [(local[int(a)], local[int(b)]) for a, b in ranking.ends[self.edges]]
        boxes = [label_box(safe.label(ranking.entities[n].name), self.size(n)) for n in chosen]
        self.positions = place(
            len(chosen),
            np.array(ends, dtype=np.int64).reshape(-1, 2),
            np.array(boxes, dtype=float).reshape(-1, 2),
            [self.groups.get(number, -1) for number in chosen],
        )

    def size(self, number: int) -> float:
        """Return the radius an entity is drawn with: its area grows with its importance."""
        return float(round(7 + 17 * float(self.ranking.scores[number]) ** 0.5, 1))


def open_view(graph: nx.MultiDiGraph, *, focus: str | None, hops: int, top: int | None) -> View:
    """Choose and place what is drawn at first; arguments as for `write_page`."""
    ranking = opening.rank(graph)
    number = None if focus is None else opening.focus_number(ranking, focus)
    chosen = opening.choose(ranking, number, hops, top)
    return View(ranking, chosen, number, _title(graph, ranking, number))


def _title(graph: nx.MultiDiGraph, ranking: opening.Ranking, focus: int | None) -> str:
    if focus is not None:
        return safe.label(ranking.entities[focus].name, 60)
    documents = list(graph.graph.get("documents", {}).values())
    if len(documents) == 1 and documents[0].title:
        return safe.label(documents[0].title, 60)
    return safe.label(" · ".join(safe.label(e.name, 16) for e in ranking.entities[:3]) or "关系", 60)
