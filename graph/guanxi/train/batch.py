"""Examples → tensors: tags, candidate pairs with their labels, padding; and the order in which sets are read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor

from guanxi.extract.neural.encode import PAD, Encoded, Encoder
from guanxi.extract.neural.lexical import WIDTH, lexical_states
from guanxi.extract.neural.pairs import (
    candidate_pairs,
    joined,
    mention_tags,
    near_pairs,
    pair_features,
    segments,
    type_index,
)
from guanxi.schema import Schema
from guanxi.train.data import NAME_SETS, Example, Fact, Name
from guanxi.train.lessons import Lesson
from guanxi.train.model import MODALITIES

MAX_PAIRS = 320
"""Pairs of one document that are trained on at once; related ones are always among them."""

IGNORE = -100


@dataclass(frozen=True)
class Batch:
    """What the tagger reads, padded; shapes as in `model.Tagger`."""

    pieces: Tensor
    piece_of: Tensor
    place: Tensor
    kind: Tensor
    lexical: Tensor
    padding: Tensor

    def inputs(self) -> tuple[Tensor, ...]:
        """Return the tagger's arguments in order."""
        return self.pieces, self.piece_of, self.place, self.kind, self.lexical


@dataclass(frozen=True)
class PairBatch:
    """What the pair scorer reads, padded, and what it should say; shapes as in `model.PairScorer`."""

    tags: Tensor
    spans: Tensor
    pairs: Tensor
    features: Tensor
    segments: Tensor
    labels: Tensor
    weights: Tensor
    denied: Tensor
    modality: Tensor
    trigger: Tensor

    def inputs(self) -> tuple[Tensor, ...]:
        """Return the pair scorer's arguments after `states` and `padding`."""
        return self.tags, self.spans, self.pairs, self.features, self.segments


class Featuriser:
    """Encodes texts and remembers the lexical analyser's features, in half precision, by example id."""

    def __init__(self, encoder: Encoder, lexical: ort.InferenceSession) -> None:
        self._encoder, self._lexical = encoder, lexical
        self._cache: dict[str, tuple[Encoded, np.ndarray]] = {}

    def features(self, examples: Sequence[Example]) -> list[tuple[Encoded, np.ndarray]]:
        """Return the encoded text and its lexical features for each example; an id with `~` is not remembered."""
        missing = [example for example in examples if example.id not in self._cache]
        fresh = {}
        if missing:
            encoded = [self._encoder.encode(example.text) for example in missing]
            states = lexical_states(self._lexical, encoded)
            for example, window, state in zip(missing, encoded, states, strict=True):
                fresh[example.id] = window, state.astype(np.float16)
                if "~" not in example.id:
                    self._cache[example.id] = fresh[example.id]
        return [fresh.get(example.id) or self._cache[example.id] for example in examples]

    def batch(self, examples: Sequence[Example]) -> Batch:
        """Return the padded tensors of some examples."""
        found = self.features(examples)
        longest = max(len(encoded) for encoded, _ in found)
        most = max(len(encoded.pieces) for encoded, _ in found)
        pieces = np.full((len(found), most), PAD, np.int64)
        chars = np.zeros((3, len(found), longest), np.int64)
        lexical = np.zeros((len(found), longest, WIDTH), np.float32)
        padding = np.ones((len(found), longest), np.float32)
        for row, (encoded, states) in enumerate(found):
            count = len(encoded)
            pieces[row, : len(encoded.pieces)] = encoded.pieces
            chars[:, row, :count] = encoded.piece_of, encoded.place, encoded.kind
            lexical[row, :count] = states
            padding[row, :count] = 0
        return Batch(*map(torch.from_numpy, (pieces, chars[0], chars[1], chars[2], lexical, padding)))


def tag_labels(examples: Sequence[Example], length: int) -> Tensor:
    """Return BIOES tags (batch, length) of each example's own label set, `IGNORE` on padding."""
    labels = np.full((len(examples), length), IGNORE, np.int64)
    for row, example in enumerate(examples):
        labels[row, : len(example.text)] = 0
        types = {type_: index for index, type_ in enumerate(NAME_SETS[example.names])}
        for span in example.spans:
            first = 1 + 4 * types[span.type]
            labels[row, span.start : span.end] = first + 1
            labels[row, span.start], labels[row, span.end - 1] = first, first + 2
            if span.end - span.start == 1:
                labels[row, span.start] = first + 3
    return torch.from_numpy(labels)


def pair_batch(
    examples: Sequence[Example], length: int, labels: Sequence[str], schema: Schema, rng: random.Random
) -> PairBatch | None:
    """Return the candidate pairs of examples of one pair set; None when there is no pair at all.

    Args:
        examples: with their mentions in `spans`; a mention with an empty entity is a wrong one, related to nothing.
        length: characters of the longest example.
        labels: the pair set's relation labels.
        schema: says which types may be joined (own set only).
        rng: picks the unrelated pairs when there are too many.
    """
    index = {label: at for at, label in enumerate(labels)}
    rows = [_rows(example, index, schema, rng) for example in examples]
    return _padded(examples, rows, length, rng)


def lesson_batch(examples: Sequence[Example], lessons: Sequence[Lesson], length: int) -> PairBatch | None:
    """Return the pairs of names that an earlier model finds, with its probabilities as labels; None without any."""
    named = [replace(example, spans=lesson.names()) for example, lesson in zip(examples, lessons, strict=True)]
    rows = [_lesson_rows(lesson) for lesson in lessons]
    return _padded(named, rows, length, random.Random(0))


def _lesson_rows(lesson: Lesson) -> _Rows:
    target = lesson.relations[:MAX_PAIRS].astype(np.float32)
    none = np.full(len(target), IGNORE, np.int64)
    return _Rows(lesson.pairs[:MAX_PAIRS].astype(np.int64), target, np.ones_like(target), none, none, {})


def _padded(examples: Sequence[Example], rows: Sequence[_Rows], length: int, rng: random.Random) -> PairBatch | None:
    most = max(len(row.pairs) for row in rows)
    if not most:
        return None
    labels = rows[0].target.shape[1]
    mentions = max(len(example.spans) for example in examples)
    count = len(examples)
    tags, spans = np.zeros((count, length), np.int64), np.zeros((count, mentions, 2), np.int64)
    spans[..., 1] = 1
    pairs, features = np.zeros((count, most, 2), np.int64), np.zeros((count, most, 5), np.int64)
    where = np.zeros((count, most, length), np.int64)
    where[..., 0] = 1
    target, weight = np.zeros((count, most, labels), np.float32), np.zeros((count, most, labels), np.float32)
    denied, modality = np.full((count, most), IGNORE, np.int64), np.full((count, most), IGNORE, np.int64)
    trigger = np.zeros((count, most, length), np.float32)
    for at, (example, row) in enumerate(zip(examples, rows, strict=True)):
        n, size = len(row.pairs), len(example.text)
        if not n:
            continue
        places = np.array([(span.start, span.end) for span in example.spans], np.int64)
        types = type_index([span.type for span in example.spans])
        if rng.random() < 0.05:
            types = np.zeros_like(types)
        tags[at, :size] = mention_tags(size, places, types)
        spans[at, : len(places)] = places
        pairs[at, :n] = row.pairs
        features[at, :n] = pair_features(example.text, places, types, row.pairs)
        where[at, :n] = 0
        where[at, :n, :size] = segments(size, places, row.pairs)
        target[at, :n], weight[at, :n] = row.target, row.weight
        denied[at, :n], modality[at, :n] = row.denied, row.modality
        for pair, (start, end) in row.triggers.items():
            trigger[at, pair, start:end] = 1 / (end - start)
    arrays = (tags, spans, pairs, features, where, target, weight, denied, modality, trigger)
    return PairBatch(*map(torch.from_numpy, arrays))


@dataclass
class _Rows:
    pairs: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    denied: np.ndarray
    modality: np.ndarray
    triggers: dict[int, tuple[int, int]]


def _rows(example: Example, index: dict[str, int], schema: Schema, rng: random.Random) -> _Rows:
    names = example.spans
    own = example.pairs == "own"
    spans = np.array([(name.start, name.end) for name in names], np.int64).reshape(-1, 2)
    pairs = (
        near_pairs(example.text, spans, allowed(names, schema))
        if own
        else candidate_pairs(spans, ~np.eye(len(names), dtype=bool))
    )
    target = np.zeros((len(pairs), len(index)), np.float32)
    weight = np.ones_like(target)
    denied, modality = np.full(len(pairs), IGNORE, np.int64), np.full(len(pairs), IGNORE, np.int64)
    triggers: dict[int, tuple[int, int]] = {}
    for fact in example.facts:
        if fact.type not in index:
            continue
        symmetric = own and schema.relations[fact.type].symmetric
        for head, tail in ((fact.head, fact.tail), (fact.tail, fact.head))[: 2 if symmetric else 1]:
            which = [at for at, (h, t) in enumerate(pairs) if _is(names, h, head, own) and _is(names, t, tail, own)]
            weight[which, index[fact.type]] = 0
            best = _best(which, spans, pairs, fact)
            if best is not None:
                target[best, index[fact.type]] = weight[best, index[fact.type]] = 1
                denied[best], modality[best] = int(fact.negated), MODALITIES.index(fact.modality)
                if fact.trigger:
                    triggers[best] = fact.trigger
    keep = np.arange(len(pairs))
    if len(pairs) > MAX_PAIRS:
        related = np.flatnonzero(target.any(axis=1))
        others = np.setdiff1d(keep, related)
        chosen = rng.sample(others.tolist(), max(0, MAX_PAIRS - len(related)))
        keep = np.sort(np.concatenate([related, np.array(chosen, np.int64)]))
    place = {int(old): new for new, old in enumerate(keep)}
    kept_triggers = {place[old]: span for old, span in triggers.items() if old in place}
    return _Rows(pairs[keep], target[keep], weight[keep], denied[keep], modality[keep], kept_triggers)


def allowed(names: Sequence[Name], schema: Schema) -> np.ndarray:
    """Return which ordered pairs of mentions some relation may join: fitting types, different entities."""
    count = len(names)
    same = np.array([[a is b or (bool(a.entity) and a.entity == b.entity) for b in names] for a in names], bool)
    return joined([name.type for name in names], schema.relations.values()) & ~same.reshape(count, count)


def _is(names: Sequence[Name], at: int, wanted: str, own: bool) -> bool:
    return names[at].entity == wanted if own else str(at) == wanted


def _best(which: list[int], spans: np.ndarray, pairs: np.ndarray, fact: Fact) -> int | None:
    """Return the pair that stands closest together, trigger included, within the evidence."""
    best, least = None, 1 << 30
    for at in which:
        (h0, h1), (t0, t1) = spans[pairs[at, 0]], spans[pairs[at, 1]]
        start, end = min(h0, t0), max(h1, t1)
        if start < fact.evidence[0] or end > fact.evidence[1]:
            continue
        if fact.trigger:
            start, end = min(start, fact.trigger[0]), max(end, fact.trigger[1])
        if end - start < least:
            best, least = at, end - start
    return best


class Reader:
    """Yields the examples of one set again and again, in batches of like length, shuffled anew each time."""

    def __init__(self, examples: Sequence[Example], characters: int, seed: int) -> None:
        self._examples, self._characters, self._rng = list(examples), characters, random.Random(seed)

    def __iter__(self) -> Iterator[list[Example]]:
        while True:
            order = self._examples[:]
            self._rng.shuffle(order)
            for pool in range(0, len(order), 400):
                yield from self._pool(order[pool : pool + 400])

    def _pool(self, examples: list[Example]) -> list[list[Example]]:
        batches: list[list[Example]] = [[]]
        for example in sorted(examples, key=lambda example: len(example.text)):
            if batches[-1] and len(example.text) * (len(batches[-1]) + 1) > self._characters:
                batches.append([])
            batches[-1].append(example)
        self._rng.shuffle(batches)
        return batches
