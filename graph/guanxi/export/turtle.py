"""RDF as Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from guanxi.export.rdf import triples

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write Turtle, sorted (see `guanxi.export.rdf.triples`)."""
    out.write(triples(graph).serialize(format="turtle", encoding=None))
