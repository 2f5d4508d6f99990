"""Head, relation, tail: one line each, for programs that learn from or count triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from guanxi.export.records import label, relations

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write names and the Chinese label, which says when a relation is planned, rumoured, an opinion or denied."""
    schema = graph.graph["schema"]
    for relation in relations(graph):
        head, tail = (graph.nodes[id]["entity"].name for id in (relation.head, relation.tail))
        out.write("\t".join(_field(text) for text in (head, label(relation, schema), tail)) + "\n")


def _field(text: str) -> str:
    """Return text without what separates fields and lines."""
    return " ".join("".join(" " if ord(c) < 32 or c in "\x7f\x85\u2028\u2029" else c for c in text).split())
