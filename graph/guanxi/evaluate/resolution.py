"""How well names are joined to entities inside a document, given the annotated mentions themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from guanxi.evaluate.annotations import Annotated
from guanxi.evaluate.clusters import ClusterScore, b_cubed, ceaf_e
from guanxi.evaluate.scores import Score
from guanxi.extract.reading import Reading
from guanxi.extract.rules.extractor import exact_aliases
from guanxi.model import Document, Entity, Extraction, Mention
from guanxi.resolve import resolve_document
from guanxi.schema import Schema

Resolver = Callable[[Extraction, Schema], Sequence[Entity]]


@dataclass
class ResolutionReport:
    """What was counted.

    Args:
        documents, mentions: how many.
        b_cubed, ceaf_e: over all mentions; see `guanxi.evaluate.clusters`.
        names: pairs of different surface strings of one document that are one entity; those of one string are no feat.
    """

    documents: int = 0
    mentions: int = 0
    b_cubed: ClusterScore = field(default_factory=ClusterScore)
    ceaf_e: ClusterScore = field(default_factory=ClusterScore)
    names: Score = field(default_factory=Score)

    def rows(self) -> Iterator[dict[str, str | int | float]]:
        """Yield one row for each measure."""
        for name, score in (("B³", self.b_cubed), ("CEAF-e", self.ceaf_e), ("name pairs", self.names)):
            yield {
                "of": "resolution",
                "type": name,
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
            }


def evaluate_resolution(
    gold: Iterable[Annotated], schema: Schema, *, resolver: Resolver = resolve_document
) -> ResolutionReport:
    """Resolve the annotated mentions of each document, alone, and compare the entities.

    The resolver also gets the aliases that the text states, as the rules read them off the annotated mentions.

    Args:
        gold: annotated documents.
        schema: passed to the resolver.
        resolver: what to measure.
    """
    report = ResolutionReport()
    for record in gold:
        extraction = annotated_mentions(record)
        true = [{(*span, entity.type) for span in entity.spans} for entity in record.entities if entity.spans]
        found = [{(m.start, m.end, m.type) for m in entity.mentions} for entity in resolver(extraction, schema)]
        report.documents += 1
        report.mentions += len(extraction.mentions)
        report.b_cubed += b_cubed(true, found)
        report.ceaf_e += ceaf_e(true, found)
        expected, predicted = (_name_pairs(clusters, record.text) for clusters in (true, found))
        report.names += Score(len(expected & predicted), len(predicted), len(expected))
    return report


def annotated_mentions(record: Annotated) -> Extraction:
    """Return an extraction with a document's annotated mentions, and the aliases that its text states of them."""
    document = Document(record.text, name=record.id)
    mentions = sorted(
        {
            Mention(document.id, start, end, record.text[start:end], entity.type, extractor="annotated")
            for entity in record.entities
            for start, end in entity.spans
        }
    )
    aliases = exact_aliases(Reading.of(document, mentions))
    return Extraction(document, tuple(mentions), aliases=tuple(aliases))


def _name_pairs(
    clusters: Iterable[Collection[tuple[int, int, str]]], text: str
) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    pairs: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for cluster in clusters:
        names = sorted({(type_, text[start:end]) for start, end, type_ in cluster})
        pairs.update(combinations(names, 2))
    return pairs
