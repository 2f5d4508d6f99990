"""Scores of pairs → claims, each with its trigger and the sentences that state it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanxi.extract.neural.network import PairScores
from guanxi.extract.neural.pairs import joined
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention, Span
from guanxi.schema import Schema
from guanxi.text.words import Cutter, Word

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

EXTRACTOR = "neural"

Stated = Mapping[tuple[Mention, str, Mention], Claim]
"""Claims by rule, by their ends and type."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Makes a logit a probability: sigmoid(scale · logit + shift).

    Args:
        scale, shift: of every logit.
        stated: added when a trigger word says the same.
        trusted: relation types that the model has seen too rarely, with the probability that their trigger words give
            a claim at least.
    """

    scale: float
    shift: float
    stated: float
    trusted: Mapping[str, float]


_TRIGGER_SHARE = 0.3
"""A word next to the best one belongs to the trigger when its characters get this share of the best one's mass."""

_NO_TRIGGER = 0.08
"""Below this probability of its best character, a trigger is not there: juxtaposition states the relation."""

_JUXTAPOSED = frozenset(["", " ", "的", "·", "之"])
"""Between two names, these leave nothing else that could state their relation (`腾讯微信`, `苹果的Siri`)."""

_AROUND = 12
"""Characters around the best one that are cut into words."""


def sigmoid(x: Floats) -> Floats:
    """Return 1 / (1 + e^−x)."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def types_allowed(mentions: Sequence[Mention], schema: Schema, known: Sequence[str]) -> NDArray[np.bool_]:
    """Return which ordered pairs of mentions some relation that the model knows may join, by their types.

    Two mentions of the same name are never paired. Shape (mentions, mentions).
    """
    relations = [schema.relations[id] for id in known if id in schema.relations]
    names: dict[str, int] = {}
    name = np.array([names.setdefault(mention.text, len(names)) for mention in mentions], np.int64)
    return joined([mention.type for mention in mentions], relations) & (name[:, None] != name[None, :])


def claims_of(
    reading: Reading,
    mentions: Sequence[Mention],
    pairs: Ints,
    scores: PairScores,
    offset: int,
    schema: Schema,
    known: Sequence[str],
    calibration: Calibration,
    least: float,
    cutter: Cutter,
    stated: Stated,
) -> list[Claim]:
    """Return the claims of one window.

    Args:
        reading: the document.
        mentions: of the window, as paired.
        pairs: indices of heads and tails, shape (pairs, 2).
        scores: what the network says of the pairs.
        offset: where the window begins in the document.
        schema: which types a relation may join, and whether it has a direction.
        known: relation types in the order of the scores.
        calibration: makes logits probabilities.
        least: claims below this probability are left out.
        cutter: jieba's words: a trigger is whole words.
        stated: what the schema's trigger words state by the rules: it makes the same claim of the model more probable.
    """
    logits = scores.relations * calibration.scale + calibration.shift
    index = {(mentions[head], mentions[tail]): pair for pair, (head, tail) in enumerate(pairs)} if stated else {}
    columns = {id: column for column, id in enumerate(known)}
    for head, type_, tail in stated:
        if type_ in columns and (head, tail) in index:
            logits[index[head, tail], columns[type_]] += calibration.stated
    probability = sigmoid(logits)
    for head, type_, tail in stated:
        if type_ in calibration.trusted and (head, tail) in index:
            at = index[head, tail], columns[type_]
            probability[at] = max(probability[at], calibration.trusted[type_])
    found = []
    triggers = _Triggers(reading, offset, cutter)
    for pair, column in zip(*np.nonzero(probability >= least), strict=True):
        relation = schema.relations.get(known[column])
        head, tail = mentions[pairs[pair, 0]], mentions[pairs[pair, 1]]
        if relation is None or not relation.joins(head.type, tail.type):
            continue
        reach = Span(min(head.start, tail.start), max(head.end, tail.end))
        ruled = stated.get((head, relation.id, tail))
        trigger = ruled.trigger if ruled else triggers.of(scores.trigger[pair], (head, tail))
        if trigger is not None:
            reach = Span(min(reach.start, trigger.start), max(reach.end, trigger.end))
        found.append(
            Claim(
                document=reading.document.id,
                head=head,
                type=relation.id,
                tail=tail,
                evidence=reading.whole(reach),
                trigger=trigger,
                score=round(float(probability[pair, column]), 4),
                role=trigger.of(reading.text) if trigger and relation.id == "works_for" else "",
                extractor=f"{EXTRACTOR}+{ruled.extractor}" if ruled else EXTRACTOR,
            )
        )
    return found


class _Triggers:
    """Finds the words of one window that pairs' attention points at."""

    def __init__(self, reading: Reading, offset: int, cutter: Cutter) -> None:
        self._reading, self._offset, self._cutter = reading, offset, cutter
        self._words: dict[int, list[Word]] = {}

    def of(self, scores: Floats, ends: tuple[Mention, Mention]) -> Span | None:
        """Return the words that a pair's attention points at, or None when it points nowhere near the pair.

        Args:
            scores: of the window's characters, shape (characters,).
            ends: the pair.
        """
        offset = self._offset
        first, second = sorted(ends)
        if self._reading.text[first.end : second.start] in _JUXTAPOSED:
            return None
        mass = np.exp(scores - scores.max())
        mass /= mass.sum()
        for end in ends:
            mass[end.start - offset : end.end - offset] = 0
        best = int(mass.argmax())
        sentence = self._reading.sentence_at(offset + best)
        if mass[best] < _NO_TRIGGER or sentence is None or not any(sentence.span.contains(end) for end in ends):
            return None
        words = self._around(best, sentence.span, len(mass))
        at = next((i for i, word in enumerate(words) if word.start <= offset + best < word.end), None)
        if at is None or not _states(words[at]):
            return None
        sums = np.concatenate([[0], mass.cumsum()])
        weight = [(sums[w.end - offset] - sums[w.start - offset]) / (w.end - w.start) for w in words]
        begin = last = at
        while begin and weight[begin - 1] >= _TRIGGER_SHARE * weight[at]:
            begin -= 1
        while last + 1 < len(words) and weight[last + 1] >= _TRIGGER_SHARE * weight[at]:
            last += 1
        while not _states(words[begin]):
            begin += 1
        while not _states(words[last]):
            last -= 1
        return Span(words[begin].start, words[last].end)

    def _around(self, best: int, sentence: Span, size: int) -> list[Word]:
        """Return the words around a character: those far from it can't belong to a trigger, and cutting takes time."""
        if best not in self._words:
            left = max(sentence.start, self._offset + best - _AROUND)
            right = min(sentence.end, self._offset + best + _AROUND)
            self._words[best] = [
                word
                for word in self._cutter.segment(self._reading.text[left:right], left)
                if word.start >= self._offset and word.end <= self._offset + size
            ]
        return self._words[best]


def _states(word: Word) -> bool:
    """Tell whether a word can begin or end a trigger: no particle, no punctuation."""
    return any(char.isalnum() for char in word.text) and not word.tag.startswith("u")
