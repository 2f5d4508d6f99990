"""A small corpus of claims that agree and disagree, made by hand; each story is dated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx as nx

from guanxi.model import Document, Extraction, Span
from tests.graphs import claim, graph, mention

TYPES = {"飞鱼软件": "PRODUCT", "王小明": "PERSON", "李小红": "PERSON", "赵敏": "PERSON", "新华社": "ORG"}


def said(
    text: str,
    head: str,
    type: str,
    tail: str,
    *,
    published: str = "2013-06-19",
    when: str = "",
    source: str = "",
    **fields: Any,
) -> Extraction:
    """Return what one document of one sentence says; names are `ORG` unless `TYPES` knows better."""
    document = Document(text, title=text[:8], date=published)
    names = dict.fromkeys(filter(None, [head, tail, source]))
    places = {name: mention(document, name, TYPES.get(name, "ORG")) for name in names}
    stated = claim(document, places[head], type, places[tail], date=when, **fields)
    if source:
        stated = replace(stated, source=places[source])
    stated = replace(stated, evidence=Span(0, len(text)))
    return Extraction(document, tuple(sorted(places.values())), (stated,))


def stories(*extractions: Extraction) -> nx.MultiDiGraph:
    """Return the graph of some documents; equal names are one entity."""
    return graph(extractions)
