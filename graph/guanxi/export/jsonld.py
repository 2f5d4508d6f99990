"""RDF as JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from guanxi.export.json import to_json
from guanxi.export.rdf import triples

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write expanded JSON-LD, one node a line, sorted (see `guanxi.export.rdf.triples`)."""
    nodes = json.loads(triples(graph).serialize(format="json-ld", encoding=None))
    for node in nodes:
        for values in node.values():
            if isinstance(values, list):
                values.sort(key=to_json)
    nodes.sort(key=lambda node: node.get("@id", ""))
    lines = (to_json(dict(sorted(node.items()))) for node in nodes)
    out.write("[\n" + ",\n".join(lines) + "\n]\n")
