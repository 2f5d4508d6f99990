"""Writes the page: pyvis holds the opening view, our own template draws it, and the whole graph travels along.

pyvis is used as a thin adapter: its `Network` collects nodes, edges and options and renders a template that we give
it. Of its own template nothing is used, since that one loads scripts from the web, turns tooltips into HTML and
marks options as safe; and the file is written here, because pyvis writes without naming an encoding. The network is
directed, because pyvis drops parallel edges of an undirected one. No node gets a `title`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from guanxi.files import replacing
from guanxi.view import safe
from guanxi.view.first import View, open_view
from guanxi.view.payload import pack

# One subject each, in an order in which a file only runs what stands before it.
SCRIPTS = (
    "i18n.js", "dom.js", "data.js", "state.js", "filter.js", "style.js", "place.js", "labels.js", "regions.js",
    "camera.js", "canvas.js", "search.js", "quote.js", "pieces.js", "relation-panel.js", "entity-panel.js",
    "path-panel.js", "evidence.js", "paths.js", "list.js", "filters.js", "timeline.js", "walk.js", "takeaway.js",
    "controls.js", "main.js",
)  # fmt: skip

OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "tooltipDelay": 3600000},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 1.5, "hoverWidth": 1},
}


def write_page(
    graph: nx.MultiDiGraph, path: str | Path, *, focus: str | None = None, hops: int = 1, top: int | None = None
) -> None:
    """Draw `graph` as one HTML file that needs nothing else, no network and no server.

    Args:
        graph: as `guanxi.assemble` makes it: nodes carry `entity`, edges `relation`, the graph itself `documents` and
            `schema`.
        path: the file to write. An existing file is replaced in one step.
        focus: open on what is around this entity (id, name or alias) instead of the most important part.
        hops: how many relations away from `focus` to go.
        top: open on at most this many entities; the others stay reachable by search and expansion.

    Raises:
        UnknownNameError: no entity is called `focus`.
        OutputError: the file can't be written.
    """
    html = render(graph, focus=focus, hops=hops, top=top)
    with replacing(path) as file:
        file.write_text(html, encoding="utf-8", newline="\n")


def render(graph: nx.MultiDiGraph, *, focus: str | None = None, hops: int = 1, top: int | None = None) -> str:
    """Return the page as text; arguments as for `write_page`. The same graph gives the same bytes."""
    view = open_view(graph, focus=focus, hops=hops, top=top)
    meta = {
        "opening": view.chosen,
        "x": view.positions[:, 0].astype(int).tolist(),
        "y": view.positions[:, 1].astype(int).tolist(),
        "community": [view.groups.get(number, -1) for number in view.chosen],
        "focus": view.focus,
        "title": view.title,
        "palette": json.loads(_asset("palette.json")),
    }
    payload = pack(graph, view.ranking, meta)
    app = '"use strict";\n(() => {\n' + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();\n"
    style = _asset("page.css")
    library = vis_network()
    network = _network(view)
    network.templateEnv.globals.update(
        title=view.title,
        style=Markup(style),
        library=Markup(library),
        app=Markup(app),
        policy=_policy([library, app], [style]),
        settings=OPTIONS,
        payload=payload,
    )
    html: str = network.generate_html("graph.html")
    return html


def _network(view: View) -> Any:
    from pyvis.network import Network  # brings IPython along, which takes a second to import

    network = Network(directed=True, cdn_resources="in_line")
    network.templateEnv = Environment(
        loader=PackageLoader("guanxi.view", "assets"), autoescape=True, undefined=StrictUndefined
    )
    network.path = "template.html.j2"
    network.options = OPTIONS
    for number, (x, y) in zip(view.chosen, view.positions.astype(int).tolist(), strict=True):
        network.add_node(number, label=safe.label(view.ranking.entities[number].name), x=x, y=y, size=view.size(number))
    for index in view.edges.tolist():
        head, tail = view.ranking.ends[index].tolist()
        network.add_edge(head, tail, id=index)
    return network


def _asset(name: str) -> str:
    text = resources.files("guanxi.view").joinpath("assets", name).read_text(encoding="utf-8")
    if "</script" in text.lower() or "</style" in text.lower():
        raise ValueError(f"{name} would end the element it is put into")
    return text


def vis_network() -> str:
    """Return the minified vis-network 9.1.2 (MIT or Apache 2.0) that pyvis 0.3.2 carries."""
    text = resources.files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    # The browser reads line ends as \n before it compares hashes, and must not look for a source map.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _policy(scripts: list[str], styles: list[str]) -> str:
    """A Content-Security-Policy that lets run what we put in, by hash, and forbids every connection."""

    def hashes(texts: list[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashes(scripts)}",
            f"style-src {hashes(styles)}",
            "img-src data: blob:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        ]
    )
