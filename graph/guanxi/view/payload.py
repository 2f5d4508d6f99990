"""Packs a graph for the page: columns of numbers and names at once, sentences in parts that are unpacked when read.

Everything a document wrote passes through `guanxi.view.safe` here, so no later step sees a harmful character.
Offsets count UTF-16 units, as JavaScript does.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import networkx as nx

from guanxi.model import Claim, Document, Span
from guanxi.schema import Schema
from guanxi.view import safe
from guanxi.view.opening import Ranking

KINDS = ("asserted", "planned", "denied")
MODALITIES = ("fact", "plan", "rumour", "opinion")
PART = 400_000
ALIASES = 12
# A relation that a thousand articles repeat shows its best evidence; the page says how many there are in all.
CLAIMS = 60


@dataclass(frozen=True)
class Payload:
    """What the page embeds: `core` is decoded when it loads, each of `parts` (sentences) when one is looked at."""

    core: str
    parts: tuple[str, ...]


def pack(graph: nx.MultiDiGraph, ranking: Ranking, meta: dict[str, Any]) -> Payload:
    """Return the whole graph, compressed.

    Args:
        graph: as `guanxi.assemble` makes it.
        ranking: the same graph in the page's order.
        meta: further things the page needs to know (opening view, palette); scalars, lists and dicts.
    """
    documents: dict[str, Document] = graph.graph.get("documents", {})
    schema: Schema = graph.graph["schema"]
    doc_ids = sorted(documents, key=lambda id: (documents[id].date, id))
    doc_number = {id: number for number, id in enumerate(doc_ids)}
    number = {entity.id: place for place, entity in enumerate(ranking.entities)}
    types = {id: place for place, id in enumerate(schema.entities)}
    kinds = {id: place for place, id in enumerate(schema.relations)}
    kept = [relation.claims[:CLAIMS] for relation in ranking.relations]
    claims = [claim for group in kept for claim in group]
    dates = sorted({_date(claim, documents) for claim in claims})
    date_number = {date: place for place, date in enumerate(dates)}
    parts, sentence_of, starts = _sentences(claims, documents, doc_number, number)
    core = {
        "meta": meta,
        "schema": {
            "entities": [
                {"id": t.id, "zh": safe.label(t.zh), "en": safe.label(t.en)} for t in schema.entities.values()
            ],
            "relations": [
                {"id": t.id, "zh": safe.label(t.zh), "en": safe.label(t.en), "symmetric": t.symmetric}
                for t in schema.relations.values()
            ],
        },
        "documents": {
            "id": doc_ids,
            "title": [safe.label(documents[id].title or documents[id].name, safe.TITLE) for id in doc_ids],
            "date": [safe.label(documents[id].date[:10], 10) for id in doc_ids],
            "author": [safe.label(documents[id].author) for id in doc_ids],
            "url": [safe.link(documents[id].url) for id in doc_ids],
        },
        "dates": dates,
        "entities": {
            "id": [safe.label(e.id) for e in ranking.entities],
            "name": [safe.label(e.name) or "�" for e in ranking.entities],
            "type": [types.get(e.type, 0) for e in ranking.entities],
            "aliases": [[safe.label(a) for a in e.aliases[:ALIASES]] for e in ranking.entities],
            "rank": [round(float(score) * 1000) for score in ranking.scores],
            "mentions": [len(e.mentions) for e in ranking.entities],
            "documents": [len(e.documents) for e in ranking.entities],
        },
        "relations": {
            "head": ranking.ends[:, 0].tolist(),
            "tail": ranking.ends[:, 1].tolist(),
            "type": [kinds.get(r.type, 0) for r in ranking.relations],
            "support": [r.support for r in ranking.relations],
            "weight": [round(r.weight, 2) for r in ranking.relations],
            "claims": [len(group) for group in kept],
            "all": [len(r.claims) for r in ranking.relations],
        },
        "claims": {
            "document": [doc_number.get(c.document, -1) for c in claims],
            "kind": [_kind(c) for c in claims],
            "modality": [MODALITIES.index(c.modality) if c.modality in MODALITIES else 0 for c in claims],
            "date": [date_number[_date(c, documents)] for c in claims],
            "score": [round(c.score * 100) for c in claims],
            "sentence": sentence_of,
        },
        "parts": starts,
        "simplified": _simplified(),
    }
    return Payload(_squeeze(core), tuple(_squeeze(part) for part in parts))


def _kind(claim: Claim) -> int:
    if claim.polarity == "denied":
        return 2
    return 1 if claim.modality == "plan" else 0


def _date(claim: Claim, documents: dict[str, Document]) -> str:
    """When the claim holds, else when it was published: `2008`, `2008-11`, `2008-11-05`, or empty."""
    document = documents.get(claim.document)
    return _plain_date(claim.date or (document.date if document else ""))


@lru_cache(maxsize=65536)
def _plain_date(date: str) -> str:
    parts = date[:10].split("-")
    sizes = [len(part) for part in parts]
    fits = sizes in ([4], [4, 2], [4, 2, 2]) and all(part.isascii() and part.isdigit() for part in parts)
    real = fits and int(parts[0]) >= 1 and all(1 <= int(p) <= top for p, top in zip(parts[1:], (12, 31), strict=False))
    return "-".join(parts) if real else ""


def _sentences(
    claims: list[Claim], documents: dict[str, Document], doc_number: dict[str, int], number: dict[str, int]
) -> tuple[list[list[Any]], list[int], list[int]]:
    """Return the parts, the sentence number of each claim, and the first sentence number of each part.

    A part is a list of sentences; a sentence is its text followed by one list for each claim it carries.
    """
    by_sentence: dict[tuple[int, int, int], list[int]] = {}
    for index, claim in enumerate(claims):
        key = (doc_number.get(claim.document, -1), claim.evidence.start, claim.evidence.end)
        by_sentence.setdefault(key, []).append(index)
    parts: list[list[Any]] = []
    starts: list[int] = []
    sentence_of = [0] * len(claims)
    size = PART
    for place, key in enumerate(sorted(by_sentence)):
        group = [(index, claims[index]) for index in by_sentence[key]]
        document = documents.get(group[0][1].document)
        window = _window(group[0][1], len(document.text) if document else 0)
        sentence = Clip(document.text if document else "", window)
        if size >= PART:
            parts.append([])
            starts.append(place)
            size = 0
        parts[-1].append([sentence.text, *(_claim(index, claim, sentence, number) for index, claim in group)])
        size += 3 * len(sentence.text) + 40 * len(group)
        for index, _ in group:
            sentence_of[index] = place
    return parts, sentence_of, starts


def _window(claim: Claim, length: int) -> Span:
    """The evidence, or of an endless one the stretch around the claim's words."""
    start, end = max(0, claim.evidence.start), min(length, claim.evidence.end)
    if end - start <= safe.SENTENCE:
        return Span(start, end)
    first = min(claim.head.start, claim.tail.start)
    middle = max(start, min(first - 200, end - safe.SENTENCE))
    return Span(middle, middle + safe.SENTENCE)


class Clip:
    """A stretch of a text made safe to show, which knows where spans of the text lie in it in UTF-16 units."""

    def __init__(self, text: str, window: Span) -> None:
        self.window = window
        raw = safe.visible(window.of(text))
        trimmed = raw.lstrip()
        self._skip = len(raw) - len(trimmed)
        self._plain = trimmed.rstrip()
        self.text = self._plain
        self._narrow = max(self._plain, default="") < "\U00010000"

    def find(self, span: Span | None) -> tuple[int, int]:
        """Return start and length of `span` within the clip; (-1, 0) when it lies outside."""
        if span is None:
            return -1, 0
        start, end = (place - self.window.start - self._skip for place in (span.start, span.end))
        if start < 0 or end > len(self._plain) or end <= start:
            return -1, 0
        if self._narrow:
            return start, end - start
        return _units(self._plain[:start]), _units(self._plain[start:end])


def _units(text: str) -> int:
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def _claim(index: int, claim: Claim, sentence: Clip, number: dict[str, int]) -> list[Any]:
    source: Any = number.get(claim.source_id, -1) if claim.source else -1
    if claim.source and source == -1:
        source = safe.label(claim.source.text)
    spans = [claim.head.span, claim.tail.span, claim.trigger, claim.time]
    row = [index, *(value for span in spans for value in sentence.find(span)), source]
    extra = [safe.label(claim.role, 40), int(claim.former), safe.label(claim.extractor, 40)]
    return [*row, *extra]


@cache
def _simplified() -> str:
    """Every traditional character followed by its simplified one, for searching in the page."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    letters = [chr(code) for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]]
    pairs: Iterator[tuple[str, str]] = zip(letters, convert("\n".join(letters)).split("\n"), strict=True)
    return "".join(old + new for old, new in pairs if old != new and len(new) == 1)


def _squeeze(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 7, mtime=0)).decode("ascii")
