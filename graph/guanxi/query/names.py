"""Finds entities by what people call them."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

import networkx as nx

from guanxi.errors import UnknownNameError
from guanxi.model import Entity
from guanxi.text.nearest import nearest
from guanxi.text.normalise import fold, fold_all


class Names:
    """Every name and alias of a graph's entities, folded: width, case and script make no difference.

    Args:
        graph: as `guanxi.assemble.assemble` gives it.
    """

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        self._graph = graph
        ids, names = [], []
        for id, entity in graph.nodes(data="entity"):
            ids.append(id)
            names.append(entity.name)
        first = len(names)
        for id, entity in graph.nodes(data="entity"):
            for alias in entity.aliases:
                ids.append(id)
                names.append(alias)
        # Names come before aliases, so that an entity's own name wins over another's alias.
        self._found: dict[str, list[str]] = {}
        self._shown: dict[str, str] = {}
        own: dict[str, int] = {}
        for at, (id, name, key) in enumerate(zip(ids, names, fold_all(names), strict=True)):
            found = self._found.setdefault(key, [])
            if id not in found:
                found.append(id)
            self._shown.setdefault(key, name)
            if at < first:
                own[key] = own.get(key, 0) + 1
        for key, found in self._found.items():
            if len(found) > 1:
                count = own.get(key, 0)
                found[:] = [*self._ranked(found[:count]), *self._ranked(found[count:])]

    def find_all(self, name: str) -> list[Entity]:
        """Return the entities that a name may mean, the likeliest first; an entity's id is a name too."""
        ids = self._found.get(fold(name), [])
        if not ids and name in self._graph:
            ids = [name]
        return [self._graph.nodes[id]["entity"] for id in ids]

    def find(self, name: str) -> Entity:
        """Return the entity that a name means most likely: by its own name, else by alias, the best connected first.

        Raises:
            UnknownNameError: there is none; the error holds the nearest names.
        """
        found = self.find_all(name)
        if not found:
            raise UnknownNameError(name, self.nearest(name))
        return found[0]

    def nearest(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """Return the names that look most like `name`, best first."""
        return tuple(dict.fromkeys(self._shown[key] for key in nearest(name, self._found, limit)))

    def knows(self, key: str) -> bool:
        """Tell whether some entity has this folded name."""
        return key in self._found

    def shown(self, key: str) -> str:
        """Return a folded name as it is written."""
        return self._shown[key]

    def items(self) -> Iterable[tuple[str, list[str]]]:
        """Return every folded name with the ids of its entities."""
        return self._found.items()

    def all(self) -> Iterable[str]:
        """Return every name and alias as it is shown, for completion."""
        return self._shown.values()

    def _ranked(self, ids: list[str]) -> list[str]:
        nodes, degree = self._graph.nodes, self._graph.degree
        return sorted(ids, key=lambda id: (-degree(id), -len(nodes[id]["entity"].mentions), id))


_names: WeakKeyDictionary[nx.MultiDiGraph, Names] = WeakKeyDictionary()


def names(graph: nx.MultiDiGraph) -> Names:
    """Return the names of a graph, gathered once; the graph must not change afterwards."""
    if graph not in _names:
        _names[graph] = Names(graph)
    return _names[graph]


def find(graph: nx.MultiDiGraph, name: str) -> Entity:
    """Return the entity of a name, an alias or an id (see `Names.find`)."""
    return names(graph).find(name)
