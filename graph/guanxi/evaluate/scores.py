"""Precision, recall and F1 of mentions, entities and relations against annotated documents.

All counts are micro: summed over documents, then divided. What counts as right:

- mention: a span of the text with exactly the same start, end and type;
- entity: of the same type and with a surface string in common, matched one to one within a document; of all largest
  matchings the one whose pairs share the most places;
- relation: both ends are matched entities, same type and polarity; modality, time and source are not asked here. The
  ends of a symmetric type have no order. Relations of a document that differ only in modality count once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import networkx

from guanxi.evaluate.annotations import Annotated, AnnotatedEntity, AnnotatedRelation
from guanxi.schema import Schema


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, and what follows from them: `correct` of those `predicted`, out of those `expected`."""

    correct: int = 0
    predicted: int = 0
    expected: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.correct + other.correct, self.predicted + other.predicted, self.expected + other.expected)

    @property
    def precision(self) -> float:
        """Share of the predicted that is correct; 0 when nothing is predicted."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the expected that was found; 0 when nothing is expected."""
        return self.correct / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.expected
        return 2 * self.correct / total if total else 0.0


@dataclass
class Tally:
    """Scores of one kind of thing by type."""

    by_type: dict[str, Score] = field(default_factory=dict)

    @property
    def total(self) -> Score:
        """The micro total over all types."""
        return sum(self.by_type.values(), Score())

    def add(self, correct: Iterable[str], predicted: Iterable[str], expected: Iterable[str]) -> None:
        """Count things, each given by its type."""
        counts = [Counter(types) for types in (correct, predicted, expected)]
        for type_ in sorted(set().union(*counts)):
            new = Score(*(count[type_] for count in counts))
            self.by_type[type_] = self.by_type.get(type_, Score()) + new


@dataclass(frozen=True)
class Differences:
    """What one document's prediction got wrong, in words to show: found and not expected, expected and not found."""

    spurious: tuple[tuple[str, ...], ...]
    missing: tuple[tuple[str, ...], ...]


def score_mentions(tally: Tally, gold: Annotated, found: Annotated) -> None:
    """Count one document's mentions into `tally`."""
    expected, predicted = _mentions(gold), _mentions(found)
    tally.add(*([type_ for *_, type_ in kind] for kind in (expected & predicted, predicted, expected)))


def score_entities(tally: Tally, gold: Annotated, found: Annotated, matching: dict[str, str]) -> None:
    """Count one document's entities into `tally`; `matching` as `match_entities` returns it."""
    types = {entity.id: entity.type for entity in found.entities}
    tally.add((types[id] for id in matching), types.values(), (entity.type for entity in gold.entities))


def score_relations(tally: Tally, gold: Annotated, found: Annotated, matching: dict[str, str], schema: Schema) -> None:
    """Count one document's relations into `tally`; `matching` as `match_entities` returns it."""
    expected = relation_keys(gold, schema)
    predicted = relation_keys(found, schema, matching)
    tally.add(*([key[1] for key in kind] for kind in (expected & predicted, predicted, expected)))


def match_entities(gold: Annotated, found: Annotated) -> dict[str, str]:
    """Return which found entity (its id) stands for which annotated one (its id), one to one."""
    graph = networkx.Graph()
    for a, expected in enumerate(gold.entities):
        for b, predicted in enumerate(found.entities):
            if expected.type == predicted.type and expected.mentions & predicted.mentions:
                graph.add_edge(("gold", a), ("found", b), weight=1 + _shared(expected, predicted))
    matching = {}
    for part in sorted(map(sorted, networkx.connected_components(graph))):  # small parts: the algorithm is cubic
        # A graph of its own, built in order: a view's order, and so which of equal matchings is found, changes by run.
        component = networkx.Graph()
        component.add_nodes_from(part)
        component.add_edges_from(edge for edge in graph.edges(part, data=True))
        for pair in networkx.max_weight_matching(component, maxcardinality=True):
            (_, b), (_, a) = sorted(pair)
            matching[found.entities[b].id] = gold.entities[a].id
    return matching


def relation_keys(
    record: Annotated, schema: Schema, matching: dict[str, str] | None = None
) -> set[tuple[Hashable, str, bool]]:
    """Return a record's relations as they are compared: (ends, type, negated).

    With `matching`, ends are named by the annotated entities they stand for; one that stands for none keeps a name that
    equals no other.
    """

    def name(id: str) -> tuple[str, str]:
        if matching is None:
            return ("gold", id)
        return ("gold", matching[id]) if id in matching else ("found", id)

    return {
        (_ends(relation, name(relation.head), name(relation.tail), schema), relation.type, relation.negated)
        for relation in record.relations
    }


def _ends(relation: AnnotatedRelation, head: Hashable, tail: Hashable, schema: Schema) -> Hashable:
    known = schema.relations.get(relation.type)
    return frozenset((head, tail)) if known is not None and known.symmetric else (head, tail)


def _mentions(record: Annotated) -> set[tuple[int, int, str]]:
    return {(start, end, entity.type) for entity in record.entities for start, end in entity.spans}


def _shared(a: AnnotatedEntity, b: AnnotatedEntity) -> int:
    return len(set(a.spans) & set(b.spans))
