"""How well polarity, modality, source and time are read, given the annotated relations themselves.

Each annotated relation is handed to the pass over claims with its ends, its trigger and its evidence, and nothing else;
what the pass says of it is compared with the annotation. So these figures depend on no extractor of names or relations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guanxi.evaluate.annotations import Annotated, AnnotatedEntity, AnnotatedRelation
from guanxi.evaluate.scores import Score
from guanxi.extract.attributes import fill
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Document, Mention, Span
from guanxi.schema import Schema

WANTED = {
    "denied": "F1 of denied ≥ 0.70",
    "modality": "mean F1 ≥ 0.70",
    "source": "recall ≥ 0.75",
    "time": "recall ≥ 0.80",
}
"""What the project asks of each figure."""

MODALITIES = ("fact", "plan", "claim")


@dataclass
class ClaimsReport:
    """What was counted.

    Args:
        relations: how many annotated relations were judged.
        denied: relations said to be denied.
        modality: relations of each modality; `rumour` and `opinion` are both the annotation's `claim`.
        source: relations with a source; right is the same entity. Recall is the accuracy on relations that have one.
        time: relations with a time; right is exactly the annotated expression. Recall is the accuracy.
        source_marked, time_marked: the same in documents of which the annotation names a source (a time) at all. Most
            name none where the text does, so precision over all documents says little.
    """

    relations: int = 0
    denied: Score = field(default_factory=Score)
    modality: dict[str, Score] = field(default_factory=lambda: {modality: Score() for modality in MODALITIES})
    source: Score = field(default_factory=Score)
    time: Score = field(default_factory=Score)
    source_marked: Score = field(default_factory=Score)
    time_marked: Score = field(default_factory=Score)

    @property
    def modality_f1(self) -> float:
        """The mean of the modalities' F1."""
        return sum(score.f1 for score in self.modality.values()) / len(self.modality)

    @property
    def source_accuracy(self) -> float:
        """Share of the relations with a source whose source is found."""
        return self.source.recall

    @property
    def time_accuracy(self) -> float:
        """Share of the relations with a time whose time is found exactly."""
        return self.time.recall

    def rows(self) -> Iterator[dict[str, str | int | float]]:
        """Yield a row for each thing judged; the modality's total (`type` is `macro`) has the mean F1 alone."""
        yield _row("polarity", "denied", self.denied, WANTED["denied"])
        for modality, score in self.modality.items():
            yield _row("modality", modality, score)
        yield {"of": "modality", "type": "macro", "f1": round(self.modality_f1, 4), "wanted": WANTED["modality"]}
        yield _row("source", "all", self.source, WANTED["source"])
        yield _row("source", "marked documents", self.source_marked)
        yield _row("time", "all", self.time, WANTED["time"])
        yield _row("time", "marked documents", self.time_marked)

    def figures(self) -> dict[str, float]:
        """Return the four figures that `WANTED` speaks of, by its keys."""
        return {
            "denied": self.denied.f1,
            "modality": self.modality_f1,
            "source": self.source_accuracy,
            "time": self.time_accuracy,
        }


def evaluate_claims(records: Iterable[Annotated], schema: Schema) -> ClaimsReport:
    """Judge polarity, modality, source and time of the annotated relations of records.

    Args:
        records: as `read_annotated` gives them.
        schema: relations of types it does not have are left out.
    """
    report = ClaimsReport()
    for record in records:
        reading, pairs = claims_of(record, schema)
        filled = fill(reading, [claim for claim, _ in pairs])
        sources = {span: entity.id for entity in record.entities for span in entity.spans}
        for claim, (_, relation) in zip(filled, pairs, strict=True):
            source = sources.get((claim.source.start, claim.source.end)) if claim.source else None
            time = claim.time.of(record.text) if claim.time else None
            modality = "claim" if claim.modality in ("rumour", "opinion") else claim.modality
            report.relations += 1
            report.denied += _hit(claim.polarity == "denied" or None, relation.negated or None)
            for name in MODALITIES:
                report.modality[name] += _hit(modality == name or None, relation.modality == name or None)
            report.source += _hit(source, relation.source)
            report.time += _hit(time, relation.time)
            if any(other.source for _, other in pairs):
                report.source_marked += _hit(source, relation.source)
            if any(other.time for _, other in pairs):
                report.time_marked += _hit(time, relation.time)
    return report


def claims_of(record: Annotated, schema: Schema) -> tuple[Reading, list[tuple[Claim, AnnotatedRelation]]]:
    """Return the reading of an annotated document and its relations as bare claims: ends, type, trigger, evidence."""
    document = Document(record.text, name=record.id)
    mentions = {entity.id: [_mention(document, entity, span) for span in entity.spans] for entity in record.entities}
    reading = Reading.of(document, [mention for places in mentions.values() for mention in places])
    pairs = []
    for relation in record.relations:
        heads, tails = mentions[relation.head], mentions[relation.tail]
        if relation.type not in schema.relations or not heads or not tails or relation.evidence is None:
            continue
        evidence = Span(*relation.evidence)
        trigger = _trigger(record.text, relation.trigger, evidence, heads + tails)
        anchor = trigger or evidence
        head, tail = (_nearest(places, evidence, anchor) for places in (heads, tails))
        pairs.append((Claim(document.id, head, relation.type, tail, evidence, trigger), relation))
    return reading, pairs


def _mention(document: Document, entity: AnnotatedEntity, span: tuple[int, int]) -> Mention:
    start, end = span
    return Mention(document.id, start, end, document.text[start:end], entity.type)


def _trigger(text: str, trigger: str | None, evidence: Span, ends: list[Mention]) -> Span | None:
    """Return the occurrence of the trigger in the evidence that is nearest to the relation's ends."""
    if not trigger:
        return None
    inside = [mention.start for mention in ends if evidence.contains(mention)] or [evidence.start]
    places = []
    place = text.find(trigger, evidence.start, evidence.end)
    while place >= 0:
        places.append(place)
        place = text.find(trigger, place + 1, evidence.end)
    if not places:
        return None
    nearest = min(places, key=lambda place: (sum(abs(place - start) for start in inside), place))
    return Span(nearest, nearest + len(trigger))


def _nearest(places: list[Mention], evidence: Span, anchor: Span) -> Mention:
    return min(places, key=lambda m: (not evidence.contains(m), abs(m.start - anchor.start), m.start))


def _hit(predicted: object, expected: object) -> Score:
    correct = predicted is not None and predicted == expected
    return Score(int(correct), int(predicted is not None), int(expected is not None))


def _row(of: str, type: str, score: Score, wanted: str = "") -> dict[str, str | int | float]:
    return {
        "of": of,
        "type": type,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "correct": score.correct,
        "predicted": score.predicted,
        "expected": score.expected,
        "wanted": wanted,
    }
