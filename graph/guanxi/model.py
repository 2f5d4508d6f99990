"""The words of the project as frozen dataclasses; no behaviour beyond themselves.

All offsets are Unicode character offsets into `Document.text`; ends are exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Polarity = Literal["asserted", "denied"]
Modality = Literal["fact", "plan", "rumour", "opinion"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, `start` to `end` (exclusive)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span | Mention) -> bool:
        """Tell whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Document:
    """One article.

    Args:
        text: what is read for entities and claims, exactly as in the source (no normalising); a title that the
            source keeps apart from the article is its first line.
        name: the file's stem, or the record's own id; for people, not unique.
        title, author, url: as the source gives them; empty when it does not.
        date: when it was published, ISO 8601 (`2013-06-19` or `2013-06-19T16:07`); empty when unknown.
        path: where it was read from (`seeds/jego.md`, `news.jsonl:12`, `-`).
        meta: everything else the source said, as text.
    """

    text: str
    name: str = ""
    title: str = ""
    date: str = ""
    author: str = ""
    url: str = ""
    path: str = field(default="", compare=False)
    meta: Mapping[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def id(self) -> str:
        """The hash of the content (16 hex digits): the same article has the same id wherever it lies."""
        content = [self.text, self.title, self.date, self.author, self.url]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document; in a dialogue turn, `speaker` is the span of the turn's label."""

    start: int
    end: int
    speaker: Span | None = None

    @property
    def span(self) -> Span:
        """The sentence as a plain span."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in a document: a span with an entity type.

    Args:
        document: the document's id.
        start, end: where it stands.
        text: its characters, exactly `document.text[start:end]`.
        type: entity type id of the schema (`ORG`, `PRODUCT`, `PERSON`).
        score: probability that the span is a mention of this type, 0–1.
        extractor: who found it (`neural`, `rules`, `userdict`, …).
    """

    document: str
    start: int
    end: int
    text: str
    type: str
    score: float = field(default=1.0, compare=False)
    extractor: str = field(default="", compare=False)

    @property
    def span(self) -> Span:
        """The mention's place as a plain span."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Alias:
    """The text itself says that two mentions name one entity (`以下简称`, `被称作`, a bracketed title and name).

    Args:
        a, b: the two mentions, both of one document.
        rule: which construction says so (`defined-short-name`, `nickname`, `apposition`, …).
        evidence: the sentence that says it.
        score: how certain, 0–1.
    """

    a: Mention
    b: Mention
    rule: str
    evidence: Span
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence states: `head` —type→ `tail`. The head is the doer.

    Args:
        document: the document's id.
        head, tail: the two mentions.
        type: relation type id of the schema (`launched`, `works_for`, …).
        evidence: whole sentence(s) of the document that state it.
        trigger: the word that expresses the relation; None when only juxtaposition does (`腾讯微信`).
        polarity: `asserted` or `denied`.
        modality: `fact`, `plan`, `rumour` or `opinion`.
        source: who says so; None when it is the document's own voice.
        time: the expression in the evidence that dates the claim.
        date: `time` normalised to ISO 8601 at its own precision (`2008`, `2008-11`, `2012-12-05`); empty when unknown.
        score: probability that the claim is stated, 0–1.
        role: for `works_for`, the post (`总裁`).
        former: for `works_for`, True when the post is past.
        extractor: who found it (`neural`, `rules:dialogue`, …).
        head_id, tail_id, source_id: entity ids; empty before resolution.
    """

    document: str
    head: Mention
    type: str
    tail: Mention
    evidence: Span
    trigger: Span | None = None
    polarity: Polarity = "asserted"
    modality: Modality = "fact"
    source: Mention | None = None
    time: Span | None = None
    date: str = ""
    score: float = 1.0
    role: str = ""
    former: bool = False
    extractor: str = ""
    head_id: str = ""
    tail_id: str = ""
    source_id: str = ""


@dataclass(frozen=True)
class Extraction:
    """All that was read out of one document; mentions and claims in order of their place."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two names are one entity: kept in the store, shown to the user, undone by a decision.

    Args:
        a, b: the two surfaces that were joined.
        type: their entity type.
        rule: which rule, model or decision joined them.
        score: how certain, 0–1.
        document: id of the document it was decided in; for a join across documents, of one that uses both names; empty
            when there is none.
        evidence: the sentence(s) that speak for it, when there are any.
    """

    a: str
    b: str
    type: str
    rule: str
    score: float = 1.0
    document: str = ""
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Entity:
    """What mentions refer to after resolution.

    Args:
        id: stable, made from the entity's content only, so the same in every build of the same articles.
        type: entity type id.
        name: the name to show.
        aliases: every other surface, most frequent first.
        mentions: all places, ordered by document id and offset.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that mention it, sorted."""
        return tuple(sorted({mention.document for mention in self.mentions}))


@dataclass(frozen=True)
class Relation:
    """An edge of the graph: all claims with the same head entity, type and tail entity.

    Args:
        head, tail: entity ids. For a symmetric type the smaller id is the head.
        type: relation type id.
        claims: best evidence first; a sentence said twice in one document counts once.
        support: number of independent documents (clusters of reprints) that assert it.
        weight: for drawing and ranking, grows with support and scores.
    """

    head: str
    type: str
    tail: str
    claims: tuple[Claim, ...]
    support: int = 1
    weight: float = 1.0

    @property
    def best(self) -> Claim:
        """The claim whose sentence is shown first."""
        return self.claims[0]

    def count(self, kind: Literal["asserted", "planned", "denied"]) -> int:
        """Return the number of claims of a kind; `planned` are the asserted ones of modality `plan`."""
        if kind == "denied":
            return sum(claim.polarity == "denied" for claim in self.claims)
        planned = kind == "planned"
        return sum(claim.polarity == "asserted" and (claim.modality == "plan") == planned for claim in self.claims)
