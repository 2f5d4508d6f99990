"""Resolution across documents: the clusters of single documents become the entities of the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from guanxi.model import Extraction, Merge
from guanxi.resolve import entities
from guanxi.resolve.document import clusters
from guanxi.resolve.names import Name
from guanxi.resolve.resolution import Resolution, collect
from guanxi.resolve.unions import Unions
from guanxi.schema import Schema
from guanxi.text.normalise import fold


def resolve(extractions: Iterable[Extraction], schema: Schema) -> Resolution:
    """Decide who is who in a set of documents.

    Clusters of two documents are one entity when their fullest names agree; a cluster that only has a short name
    joins the one entity that is known by it, and stays apart when there are several.
    """
    local: dict[tuple[str, int], list[Name]] = {}
    merges: list[Merge] = []
    for extraction in sorted(extractions, key=lambda extraction: extraction.document.id):
        found, reasons = clusters(extraction)
        merges += reasons
        for at, cluster in enumerate(found):
            local[extraction.document.id, at] = cluster
    unions: Unions[tuple[str, int]] = Unions(local)
    by_name: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    full: dict[tuple[str, int], tuple[str, str]] = {}
    for place, cluster in local.items():
        type = entities.type_of(cluster)
        full[place] = type, fold(entities.best_name(type, entities.count(cluster)))
        by_name[full[place]].append(place)
    for places in by_name.values():
        for other in places[1:]:
            unions.join(places[0], other)
    known: defaultdict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    for place, cluster in local.items():
        for name in cluster:
            if (full[place][0], name.key) != full[place]:
                known[full[place][0], name.key].add(unions.find(place))
    for key, places in by_name.items():
        holders = {unions.find(place) for place in known.get(key, ())} - {unions.find(places[0])}
        if len(holders) == 1 and all(len(local[place]) == 1 for place in places):
            unions.join(places[0], holders.pop())
    made = [entities.from_names([name for place in group for name in local[place]]) for group in unions.clusters()]
    return collect(made, merges)
