"""Graphs made by hand for tests: documents, mentions and claims without any extractor."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import networkx as nx

from guanxi.assemble import relations
from guanxi.model import Claim, Document, Entity, Extraction, Mention, Relation, Span
from guanxi.schema import load_schema

SCHEMA = load_schema()


def mention(document: Document, text: str, type: str = "ORG", **fields: Any) -> Mention:
    """Return the mention of the first place where `text` stands."""
    start = document.text.index(text)
    return Mention(document.id, start, start + len(text), text, type, **fields)


def claim(document: Document, head: Mention, type: str, tail: Mention, trigger: str = "", **fields: Any) -> Claim:
    """Return a claim whose evidence is the sentence around the head."""
    text = document.text
    start = max(text.rfind(mark, 0, head.start) for mark in "。！？\n") + 1
    end = text.find("。", head.end) + 1 or len(text)
    at = text.index(trigger, start) if trigger else -1
    span = Span(at, at + len(trigger)) if trigger else None
    return Claim(document.id, head, type, tail, Span(start, end), trigger=span, **fields)


def extraction(
    text: str, *said: tuple[str, str, str], types: dict[str, str] | None = None, **fields: Any
) -> Extraction:
    """Return an extraction of `text` with claims given as (head, type, tail); names not in `types` are `ORG`."""
    document = Document(text, **fields)
    names = dict.fromkeys([name for head, _, tail in said for name in (head, tail)])
    mentions = {name: mention(document, name, (types or {}).get(name, "ORG")) for name in [*names, *(types or {})]}
    claims = tuple(claim(document, mentions[head], type_, mentions[tail]) for head, type_, tail in said)
    return Extraction(document, tuple(sorted(mentions.values())), claims)


def graph(extractions: Iterable[Extraction], aliases: dict[str, str] | None = None) -> nx.MultiDiGraph:
    """Return the graph of extractions in which equal names (and the `aliases` of a name) are one entity.

    Entity ids are the names, so that tests can be read.
    """
    found = list(extractions)
    same = aliases or {}
    places: dict[str, list[Mention]] = {}
    for one in found:
        for place in one.mentions:
            places.setdefault(same.get(place.text, place.text), []).append(place)
    documents = {one.document.id: one.document for one in found}
    made = nx.MultiDiGraph(documents=documents, schema=SCHEMA)
    for name, mentions in sorted(places.items()):
        others = tuple(sorted({place.text for place in mentions} - {name}))
        made.add_node(name, entity=Entity(name, mentions[0].type, name, others, tuple(sorted(mentions))))
    claims = [_resolved(claim, same) for one in found for claim in one.claims]
    for relation in relations(claims, SCHEMA, documents):
        made.add_edge(relation.head, relation.tail, key=relation.type, relation=relation)
    return made


def _resolved(claim: Claim, same: dict[str, str]) -> Claim:
    ids = {
        f"{end}_id": same.get(place.text, place.text)
        for end in ("head", "tail", "source")
        if (place := getattr(claim, end))
    }
    return replace(claim, **ids)


def large(nodes: int, edges: int, *, seed: int = 7) -> nx.MultiDiGraph:
    """Return a made-up graph of a given size, with hubs as real ones have them; the same for the same arguments."""
    chance = random.Random(seed)
    documents = [
        Document(f"第{at}篇：甲推出了乙，丙质疑乙。" * 3, title=f"新闻{at}", date=f"20{at % 20:02}-0{at % 9 + 1}-11")
        for at in range(max(1, nodes // 20))
    ]
    made = nx.MultiDiGraph(documents={document.id: document for document in documents}, schema=SCHEMA)
    types = list(SCHEMA.entities)
    for at in range(nodes):
        document = documents[at % len(documents)]
        places = (Mention(document.id, 4, 5, "甲", types[at % 3]), Mention(document.id, 8, 9, "乙", types[at % 3]))
        id = f"{types[at % 3]}-{at:012x}"
        made.add_node(id, entity=Entity(id, types[at % 3], f"名称{at}", (f"别名{at}",) * (at % 2), places))
    ids = list(made)
    kinds = list(SCHEMA.relations)
    count = 0
    while count < edges:
        # The smaller a number, the more relations it has.
        head, tail = (ids[int(nodes * chance.random() ** power)] for power in (2, 1))
        type_ = chance.choice(kinds)
        if head != tail and not made.has_edge(head, tail, type_):
            document = chance.choice(documents)
            ends = Mention(document.id, 4, 5, "甲", "ORG"), Mention(document.id, 8, 9, "乙", "PRODUCT")
            polarity = "denied" if chance.random() < 0.02 else "asserted"
            said = Claim(document.id, ends[0], type_, ends[1], Span(0, 10), polarity=polarity, score=0.8)  # type: ignore[arg-type]
            count += 1
            made.add_edge(head, tail, key=type_, relation=Relation(head, type_, tail, (said,), chance.randint(1, 9)))
    return made
