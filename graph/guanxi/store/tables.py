"""The tables of the database, and how mentions, claims and aliases become rows and come back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from guanxi.model import Alias, Claim, Document, Extraction, Mention, Span

APPLICATION_ID = 0x67786B67  # "gxkg": says that the file is ours
VERSION = 2

# A document is kept once, by content; `sources` says where it was read from (the same article may lie in two files).
# A passage is a sentence, or the title where `end` is 0; `terms` has its words, separated by spaces, under the same id.
# `mentions.listed` is 0 for a name that only a claim refers to; `seq` keeps the extractor's order.
TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL, date TEXT NOT NULL, author TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL,
    fingerprint TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sources (
    path TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    name TEXT NOT NULL,
    meta TEXT NOT NULL,
    PRIMARY KEY (path, document)
) WITHOUT ROWID;
CREATE INDEX sources_document ON sources (document);
CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    type TEXT NOT NULL, score REAL NOT NULL, extractor TEXT NOT NULL,
    listed INTEGER NOT NULL,
    entity TEXT REFERENCES entities ON DELETE SET NULL,
    PRIMARY KEY (document, seq)
) WITHOUT ROWID;
CREATE INDEX mentions_entity ON mentions (entity);
CREATE TABLE claims (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    head INTEGER NOT NULL, type TEXT NOT NULL, tail INTEGER NOT NULL,
    evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL,
    trigger_start INTEGER, trigger_end INTEGER,
    polarity TEXT NOT NULL CHECK (polarity IN ('asserted', 'denied')),
    modality TEXT NOT NULL CHECK (modality IN ('fact', 'plan', 'rumour', 'opinion')),
    source INTEGER, time_start INTEGER, time_end INTEGER, date TEXT NOT NULL,
    score REAL NOT NULL, role TEXT NOT NULL, former INTEGER NOT NULL, extractor TEXT NOT NULL,
    PRIMARY KEY (document, seq),
    FOREIGN KEY (document, head) REFERENCES mentions ON DELETE CASCADE,
    FOREIGN KEY (document, tail) REFERENCES mentions ON DELETE CASCADE,
    FOREIGN KEY (document, source) REFERENCES mentions ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE aliases (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    a INTEGER NOT NULL, b INTEGER NOT NULL, rule TEXT NOT NULL,
    evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, score REAL NOT NULL,
    PRIMARY KEY (document, seq),
    FOREIGN KEY (document, a) REFERENCES mentions ON DELETE CASCADE,
    FOREIGN KEY (document, b) REFERENCES mentions ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE merges (
    seq INTEGER PRIMARY KEY,
    a TEXT NOT NULL, b TEXT NOT NULL, type TEXT NOT NULL, rule TEXT NOT NULL, score REAL NOT NULL,
    document TEXT NOT NULL, evidence TEXT NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX passages_document ON passages (document);
CREATE VIRTUAL TABLE terms USING fts5(words, tokenize = "unicode61 remove_diacritics 0");
CREATE TABLE properties (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass
class Rows:
    """One extraction as rows, each ready to be bound."""

    mentions: list[tuple[Any, ...]] = field(default_factory=list)
    claims: list[tuple[Any, ...]] = field(default_factory=list)
    aliases: list[tuple[Any, ...]] = field(default_factory=list)


def to_rows(extraction: Extraction) -> Rows:
    """Turn an extraction into rows; claims and aliases refer to mentions by their place in the list."""
    document = extraction.document.id
    rows = Rows()
    # By every field: two equal mentions of different score are two rows, so that each comes back as it was.
    places: dict[tuple[Any, ...], int] = {}

    def add(mention: Mention, listed: bool) -> int:
        fields = (mention.start, mention.end, mention.text, mention.type, mention.score, mention.extractor)
        seq = len(rows.mentions)
        rows.mentions.append((document, seq, *fields, int(listed)))
        places.setdefault(fields, seq)
        return seq

    def place(mention: Mention | None) -> int | None:
        if mention is None:
            return None
        fields = (mention.start, mention.end, mention.text, mention.type, mention.score, mention.extractor)
        return places[fields] if fields in places else add(mention, listed=False)

    for mention in extraction.mentions:
        add(mention, listed=True)
    for seq, claim in enumerate(extraction.claims):
        row = (document, seq, place(claim.head), claim.type, place(claim.tail), *_ends(claim.evidence))
        said = (*_ends(claim.trigger), claim.polarity, claim.modality, place(claim.source), *_ends(claim.time))
        rows.claims.append((*row, *said, claim.date, claim.score, claim.role, int(claim.former), claim.extractor))
    for seq, alias in enumerate(extraction.aliases):
        ends = (place(alias.a), place(alias.b))
        rows.aliases.append((document, seq, *ends, alias.rule, *_ends(alias.evidence), alias.score))
    return rows


def from_rows(
    document: Document, mentions: Sequence[sqlite3.Row], claims: Sequence[sqlite3.Row], aliases: Sequence[sqlite3.Row]
) -> Extraction:
    """Build the extraction again; claims carry the entity ids of their mentions where these are known."""
    places: dict[int, Mention] = {}
    entities: dict[int, str] = {}
    listed = []
    for row in mentions:
        mention = Mention(
            document.id, row["start"], row["end"], row["text"], row["type"], row["score"], row["extractor"]
        )
        places[row["seq"]] = mention
        entities[row["seq"]] = row["entity"] or ""
        if row["listed"]:
            listed.append(mention)
    return Extraction(
        document,
        tuple(listed),
        tuple(_claim(document.id, row, places, entities) for row in claims),
        tuple(
            Alias(
                places[row["a"]],
                places[row["b"]],
                row["rule"],
                Span(row["evidence_start"], row["evidence_end"]),
                row["score"],
            )
            for row in aliases
        ),
    )


def _claim(document: str, row: sqlite3.Row, places: dict[int, Mention], entities: dict[int, str]) -> Claim:
    source = row["source"]
    return Claim(
        document,
        places[row["head"]],
        row["type"],
        places[row["tail"]],
        Span(row["evidence_start"], row["evidence_end"]),
        trigger=_span(row["trigger_start"], row["trigger_end"]),
        polarity=row["polarity"],
        modality=row["modality"],
        source=None if source is None else places[source],
        time=_span(row["time_start"], row["time_end"]),
        date=row["date"],
        score=row["score"],
        role=row["role"],
        former=bool(row["former"]),
        extractor=row["extractor"],
        head_id=entities[row["head"]],
        tail_id=entities[row["tail"]],
        source_id="" if source is None else entities[source],
    )


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)
