"""Graphviz DOT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from guanxi.export.records import entities, label, quote, relations, status
from guanxi.export.xml import clean

if TYPE_CHECKING:
    import networkx as nx

_SHAPES = ("box", "ellipse", "hexagon", "diamond", "octagon", "house")
_STYLES = {"denied": "dotted", "plan": "dashed", "rumour": "dashed", "opinion": "dashed"}


def write(graph: nx.MultiDiGraph, out: TextIO) -> None:
    """Write a directed graph; plans, rumours and opinions are dashed, what is only denied is dotted and red."""
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    shapes = {id: _SHAPES[at % len(_SHAPES)] for at, id in enumerate(schema.entities)}
    out.write('digraph guanxi {\n  graph [rankdir=LR];\n  node [fontname="Noto Sans CJK SC"];\n')
    out.write('  edge [fontname="Noto Sans CJK SC"];\n')
    for one in entities(graph):
        out.write(f"  {_text(one.id)} [label={_text(one.name)}, type={_text(one.type)}, shape={shapes[one.type]}];\n")
    for relation in relations(graph):
        how = status(relation)
        attributes = [
            f"label={_text(label(relation, schema))}",
            f"type={_text(relation.type)}",
            f"status={how}",
            f"weight={max(1, round(relation.weight))}",
            f"tooltip={_text(quote(relation.best, documents))}",
        ]
        attributes += [f"style={_STYLES[how]}"] if how in _STYLES else []
        attributes += ["color=red"] if how == "denied" else []
        attributes += ["dir=none"] if schema.relations[relation.type].symmetric else []
        out.write(f"  {_text(relation.head)} -> {_text(relation.tail)} [{', '.join(attributes)}];\n")
    out.write("}\n")


def _text(text: str) -> str:
    """Return a quoted string that Graphviz shows as it is: it would read `\\N` and `\\n` as commands."""
    plain = re.sub(r"\s+", " ", clean(text))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
