"""The graph of a database as it was built: with the schema and the threshold that the build noted, and its reprints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx

from guanxi.assemble import MIN_SCORE, assemble
from guanxi.schema import Schema, dump_schema, load_schema, restore_schema
from guanxi.store import Store
from guanxi.voices import clusters_of, links_of

_SCHEMA, _MIN_SCORE = "schema", "min_score"
_State = tuple[int, ...]  # of a database file: another one after each change of it
_kept: dict[tuple[str, float], tuple[_State, nx.MultiDiGraph]] | None = None


@contextmanager
def keeping() -> Iterator[None]:
    """Keep the graphs that `graph_of` makes in this block, so that a database that did not change is read once."""
    global _kept
    before, _kept = _kept, {}
    try:
        yield
    finally:
        _kept = before


def remember(store: Store, schema: Schema, min_score: float | None) -> None:
    """Note in a database how its graph is to be made.

    Args:
        store: open for writing.
        schema: the types there are.
        min_score: the least score of claims and mentions, 0–1; None is the program's own.
    """
    store.set_property(_SCHEMA, dump_schema(schema))
    store.set_property(_MIN_SCORE, "" if min_score is None else repr(min_score))


def schema_of(store: Store) -> Schema:
    """Return the schema that a database was last built with."""
    stored = store.property(_SCHEMA)
    return restore_schema(stored) if stored else load_schema()


def min_score_of(store: Store) -> float:
    """Return the least score of claims and mentions that a database was last built with, 0–1."""
    return float(store.property(_MIN_SCORE) or MIN_SCORE)


def _state(store: Store) -> _State:
    status = Path(store.path).stat()
    with Path(store.path).open("rb") as file:
        counter = int.from_bytes(file.read(28)[24:], "big")  # SQLite counts its transactions there
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, counter


def graph_of(store: Store, *, schema: Schema | None = None, min_score: float | None = None) -> nx.MultiDiGraph:
    """Return the graph of a database (see `guanxi.assemble`); `graph.graph["reprints"]` holds the links of reprints.

    Args:
        store: what was built.
        schema: another one than it was built with; types that this one does not know are left out.
        min_score: another threshold than it was built with, 0–1.
    """
    if min_score is None:
        min_score = min_score_of(store)
    if _kept is None or schema is not None:
        return _assembled(store, schema, min_score)
    # The state comes first: of a change in between, the graph is too new for it and made again the next time.
    key, state = (str(Path(store.path).absolute()), min_score), _state(store)
    if key not in _kept or _kept[key][0] != state:
        _kept[key] = state, _assembled(store, None, min_score)
    return _kept[key][1]


def _assembled(store: Store, schema: Schema | None, min_score: float) -> nx.MultiDiGraph:
    graph = assemble(store, schema or schema_of(store), min_score=min_score, clusters=clusters_of(store))
    graph.graph["reprints"] = links_of(store)
    return graph
