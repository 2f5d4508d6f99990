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
import os
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from guanxi.view import opening, safe
from guanxi.view.layout import label_box, place
from guanxi.view.payload import pack

SCRIPTS = (
    "i18n.js", "dom.js", "data.js", "state.js", "filter.js", "style.js", "place.js", "labels.js", "canvas.js",
    "search.js", "evidence.js", "paths.js", "filters.js", "timeline.js", "walk.js", "takeaway.js", "main.js",
)  # fmt: skip

OPTIONS: dict[str, Any] = {
    "autoResize": True,
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
        path: the file to write; its folder must exist. An existing file is replaced in one step.
        focus: open on what is around this entity (id, name or alias) instead of the most important part.
        hops: how many relations away from `focus` to go.
        top: open on at most this many entities; the others stay reachable by search and expansion.

    Raises:
        UnknownNameError: no entity is called `focus`.
        OSError: the file can't be written.
    """
    html = render(graph, focus=focus, hops=hops, top=top)
    target = Path(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(html)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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


class View:
    """What is drawn at first: which entities, where, in which communities."""

    def __init__(self, ranking: opening.Ranking, chosen: list[int], focus: int | None, title: str) -> None:
        self.ranking = ranking
        self.chosen = chosen
        self.focus = focus
        self.title = title
        self.edges = opening.inner(ranking, chosen)
        self.groups = opening.communities(ranking, chosen)
        local = {number: place for place, number in enumerate(chosen)}
        ends = [(local[int(a)], local[int(b)]) for a, b in ranking.ends[self.edges]]
        boxes = [label_box(safe.label(ranking.entities[n].name), self.size(n)) for n in chosen]
        self.positions = place(
            len(chosen),
            np.array(ends, dtype=np.int64).reshape(-1, 2),
            np.array(boxes, dtype=float).reshape(-1, 2),
            [self.groups.get(number, -1) for number in chosen],
        )

    def size(self, number: int) -> float:
        """Return the radius an entity is drawn with: its area grows with its importance."""
        return float(round(7 + 17 * float(self.ranking.scores[number]) ** 0.5, 1))


def open_view(graph: nx.MultiDiGraph, *, focus: str | None, hops: int, top: int | None) -> View:
    """Choose and place what is drawn at first; arguments as for `write_page`."""
    ranking = opening.rank(graph)
    number = None if focus is None else opening.focus_number(ranking, focus)
    chosen = opening.choose(ranking, number, hops, top)
    return View(ranking, chosen, number, _title(graph, ranking, number))


def _title(graph: nx.MultiDiGraph, ranking: opening.Ranking, focus: int | None) -> str:
    if focus is not None:
        return safe.label(ranking.entities[focus].name, 60)
    documents = list(graph.graph.get("documents", {}).values())
    if len(documents) == 1 and documents[0].title:
        return safe.label(documents[0].title, 60)
    return safe.label(" · ".join(safe.label(e.name, 16) for e in ranking.entities[:3]) or "关系", 60)


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
