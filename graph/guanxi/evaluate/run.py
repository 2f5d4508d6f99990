"""Runs an extractor over annotated documents and scores what it finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from guanxi.evaluate.annotations import Annotated, parse_annotated, read_annotated
from guanxi.evaluate.records import to_record
from guanxi.evaluate.scores import Tally, match_entities, score_entities, score_mentions, score_relations
from guanxi.extract.many import each, threads
from guanxi.extract.protocol import Extractor
from guanxi.model import Document, Extraction
from guanxi.schema import Schema


@dataclass
class Report:
    """The scores of one run.

    Args:
        documents: how many were scored.
        mentions, entities, relations: scores by type; `.total` is the micro total.
    """

    documents: int = 0
    mentions: Tally = field(default_factory=Tally)
    entities: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)

    def rows(self) -> Iterator[dict[str, str | int | float]]:
        """Yield one row for each kind of thing and type, the total (`type` is `all`) first."""
        for kind, tally in (("mention", self.mentions), ("entity", self.entities), ("relation", self.relations)):
            for type_, score in [("all", tally.total), *sorted(tally.by_type.items())]:
                yield {
                    "of": kind,
                    "type": type_,
                    "precision": round(score.precision, 4),
                    "recall": round(score.recall, 4),
                    "f1": round(score.f1, 4),
                    "correct": score.correct,
                    "predicted": score.predicted,
                    "expected": score.expected,
                }


def evaluate(
    gold: str | Path | Iterable[Annotated],
    extractor: Extractor,
    schema: Schema,
    *,
    min_score: float = 0.0,
    min_mention_score: float = 0.0,
) -> Report:
    """Extract from the texts of annotated records and score the result.

    Args:
        gold: a JSON lines file of annotated records, or the records.
        extractor: what to measure.
        schema: tells which relations are symmetric.
        min_score: claims below it are left out.
        min_mention_score: mentions below it are left out, and the claims between them.

    Raises:
        InputError: a record is not of the annotated form.
    """
    records = read_annotated(gold) if isinstance(gold, str | Path) else list(gold)
    extractions = list(extract_all(records, extractor))
    return score(records, extractions, schema, min_score=min_score, min_mention_score=min_mention_score)


def extract_all(gold: Iterable[Annotated], extractor: Extractor) -> Iterator[Extraction]:
    """Extract from the texts of annotated records, in their order."""
    documents = (Document(record.text, name=record.id) for record in gold)
    return each(extractor.extract, documents, threads(extractor))


def score(
    gold: Sequence[Annotated],
    extractions: Sequence[Extraction],
    schema: Schema,
    *,
    min_score: float = 0.0,
    min_mention_score: float = 0.0,
) -> Report:
    """Score extractions of the texts of annotated records, in the same order; thresholds as in `evaluate`."""
    report = Report()
    for record, extraction in zip(gold, extractions, strict=True):
        kept = at_least(extraction, min_score=min_score, min_mention_score=min_mention_score)
        found = parse_annotated(to_record(kept, schema), text=record.text)
        matching = match_entities(record, found)
        report.documents += 1
        score_mentions(report.mentions, record, found)
        score_entities(report.entities, record, found, matching)
        score_relations(report.relations, record, found, matching, schema)
    return report


def sweep(
    gold: Sequence[Annotated],
    extractions: Sequence[Extraction],
    schema: Schema,
    thresholds: Iterable[float],
    *,
    of: str = "relations",
) -> Iterator[tuple[float, Report]]:
    """Yield the scores at each threshold, to choose one on a development set.

    Args:
        gold, extractions: as for `score`.
        schema: tells which relations are symmetric.
        thresholds: least scores to try.
        of: `relations` varies the least score of claims, `mentions` that of mentions.
    """
    for threshold in thresholds:
        least = {"min_score": threshold} if of == "relations" else {"min_mention_score": threshold}
        yield threshold, score(gold, extractions, schema, **least)


def at_least(extraction: Extraction, *, min_score: float = 0.0, min_mention_score: float = 0.0) -> Extraction:
    """Return an extraction without the mentions and claims below a score, and without what hangs on them."""
    mentions = tuple(mention for mention in extraction.mentions if mention.score >= min_mention_score)
    kept = set(mentions)
    claims = tuple(
        claim if claim.source is None or claim.source in kept else dataclasses.replace(claim, source=None)
        for claim in extraction.claims
        if claim.score >= min_score and claim.head in kept and claim.tail in kept
    )
    aliases = tuple(alias for alias in extraction.aliases if alias.a in kept and alias.b in kept)
    return Extraction(extraction.document, mentions, claims, aliases)
