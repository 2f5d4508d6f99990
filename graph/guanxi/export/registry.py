"""Which formats there are, and writing a graph in one of them."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from guanxi.errors import OutputError
from guanxi.files import replacing

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Format:
    """A format to export to.

    Args:
        name: what the user types.
        suffix: of its files; empty for a folder.
        description: what it is for, one line.
        kind: `text` (one text file, streams to stdout too), `file` (one binary file) or `folder`.
        extra: the optional dependencies it needs (`pip install guanxi[extra]`); empty for none.
    """

    name: str
    suffix: str
    description: str
    kind: Literal["text", "file", "folder"] = "text"
    extra: str = ""


# In the order of `guanxi export --list`. Each is written by `write(graph, out)` in the module of its name.
_FORMATS = {
    format.name: format
    for format in [
        Format("graphml", ".graphml", "GraphML for Gephi, yEd, Cytoscape and networkx"),
        Format("gexf", ".gexf", "GEXF 1.3 with the dates of relations, for Gephi's timeline"),
        Format("json", ".json", "node-link JSON with every claim, for networkx and D3"),
        Format("cytoscape", ".cyjs", "JSON for Cytoscape and Cytoscape.js"),
        Format("neo4j", "", "CSV of nodes and relationships for Neo4j's bulk import", "folder"),
        Format("cypher", ".cypher", "Cypher script for Neo4j, Memgraph and the like"),
        Format("turtle", ".ttl", "RDF as Turtle, with PROV evidence", extra="rdf"),
        Format("jsonld", ".jsonld", "RDF as JSON-LD, with PROV evidence", extra="rdf"),
        Format("parquet", "", "Parquet tables of entities, relations, claims, documents", "folder", "parquet"),
        Format("dot", ".dot", "Graphviz DOT"),
        Format("obsidian", "", "Markdown vault for Obsidian, a note for each entity", "folder"),
        Format("triples", ".tsv", "head, relation, tail: plain tab-separated triples"),
    ]
}


def formats() -> tuple[Format, ...]:
    """Return the formats there are."""
    return tuple(_FORMATS.values())


def export(graph: nx.MultiDiGraph, format: str, target: str | Path | TextIO) -> None:
    """Write a graph.

    Args:
        graph: as `guanxi.assemble.assemble` gives it.
        format: the name of a format.
        target: a file or folder, `-` for stdout, or an open text file. A file appears when it is complete.

    Raises:
        OutputError: there is no such format, it needs a library that is not installed, or it can't be written there.
    """
    chosen = _FORMATS.get(format.casefold())
    if chosen is None:
        raise OutputError(f"no format is called “{format}”; known: {', '.join(_FORMATS)}")
    try:
        write = import_module(f"guanxi.export.{chosen.name}").write
    except ModuleNotFoundError as error:
        if not chosen.extra:
            raise
        raise OutputError(
            f"{chosen.name} needs {error.name}, which is not installed; pip install 'guanxi[{chosen.extra}]'"
        ) from error
    if target == "-":
        target = sys.stdout
    if isinstance(target, str | Path):
        with replacing(target) as path:
            if chosen.kind == "text":
                with path.open("w", encoding="utf-8", newline="\n") as out:
                    write(graph, out)
            else:
                write(graph, path)
    elif chosen.kind == "text":
        write(graph, target)
        if isinstance(target, io.TextIOBase):
            target.flush()
    else:
        raise OutputError(f"{chosen.name} is a {chosen.kind} and can't go to stdout; give it a name with --out")
