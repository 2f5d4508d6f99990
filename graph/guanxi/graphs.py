"""The graph of a database as it was built: with the schema, the threshold and the reprints that the build noted."""

from __future__ import annotations

import json
from collections.abc import Mapping

import networkx as nx

from guanxi.assemble import MIN_SCORE, assemble
from guanxi.errors import StoreError
from guanxi.schema import Schema, dump_schema, load_schema, restore_schema
from guanxi.store import Store

_SCHEMA, _MIN_SCORE, _CLUSTERS = "schema", "min_score", "clusters"


def remember(store: Store, schema: Schema, min_score: float | None, clusters: Mapping[str, str]) -> None:
    """Note in a database how its graph is to be made.

    Args:
        store: open for writing.
        schema: the types there are.
        min_score: the least score of claims and mentions, 0–1; None is the program's own.
        clusters: which documents are one voice: a document id and the id of its cluster of reprints.
    """
    store.set_property(_SCHEMA, dump_schema(schema))
    store.set_property(_MIN_SCORE, "" if min_score is None else repr(min_score))
    store.set_property(_CLUSTERS, json.dumps(dict(sorted(clusters.items()))))


def schema_of(store: Store) -> Schema:
    """Return the schema that a database was last built with."""
    stored = store.property(_SCHEMA)
    return restore_schema(stored) if stored else load_schema()


def clusters_of(store: Store) -> dict[str, str]:
    """Return the reprints of a database: a document id and the id of its cluster."""
    try:
        clusters = json.loads(store.property(_CLUSTERS) or "{}")
        return {str(id): str(cluster) for id, cluster in clusters.items()}
    except (ValueError, AttributeError) as error:
        raise StoreError(
            f"{store.path}: the clusters of reprints make no sense; build again into a new file"
        ) from error


def graph_of(store: Store, *, schema: Schema | None = None, min_score: float | None = None) -> nx.MultiDiGraph:
    """Return the graph of a database (see `guanxi.assemble`).

    Args:
        store: what was built.
        schema: another one than it was built with; types that this one does not know are left out.
        min_score: another threshold than it was built with, 0–1.
    """
    if min_score is None:
        min_score = float(store.property(_MIN_SCORE) or MIN_SCORE)
    return assemble(store, schema or schema_of(store), min_score=min_score, clusters=clusters_of(store))
