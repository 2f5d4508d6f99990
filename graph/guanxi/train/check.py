"""Quick figures while training: mentions, and relations as if names were resolved perfectly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F

from guanxi.extract.neural.decode import decode
from guanxi.extract.neural.pairs import mention_tags, near_pairs, pair_features, segments, type_index
from guanxi.train.batch import allowed
from guanxi.train.data import NAME_SETS, Example, Name

if TYPE_CHECKING:
    from guanxi.train.fit import Trainer

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)


def quick_scores(trainer: Trainer, examples: list[Example]) -> dict[str, float]:
    """Return F1 of mentions, and of relations at each threshold with predicted mentions and with the annotated ones."""
    counts: Counter[str] = Counter()
    device = trainer.settings.device
    for at in range(0, len(examples), 8):
        part = sorted(examples, key=lambda example: len(example.text))[at : at + 8]
        batch = trainer.featuriser.batch(part)
        states, scores = trainer.tagger(*(tensor.to(device) for tensor in batch.inputs()))
        log = F.log_softmax(scores[..., trainer.tagger.slices()["own"]], -1).cpu().numpy()
        for row, example in enumerate(part):
            size = len(example.text)
            entities = {(e.type, example.text[e.start : e.end]): e.entity for e in example.spans}
            spans = [
                Name(start, end, type_, entities.get((type_, example.text[start:end]), f"?{example.text[start:end]}"))
                for start, end, index, _ in decode(log[row, :size])
                for type_ in [NAME_SETS["own"][index]]
            ]
            gold = {(e.start, e.end, e.type) for e in example.spans}
            counts["mentions"] += len(spans)
            counts["gold"] += len(gold)
            counts["right"] += len(gold & {(e.start, e.end, e.type) for e in spans})
            for kind, names in (("end", spans), ("given", example.spans)):
                found = _relations(trainer, example, names, states[row : row + 1, :size])
                wanted = {_key(trainer, f.head, f.type, f.tail) for f in example.facts}
                counts[f"{kind} gold"] += len(wanted)
                for threshold in THRESHOLDS:
                    said = {key for key, score in found.items() if score >= threshold}
                    counts[f"{kind} {threshold}"] += len(said)
                    counts[f"{kind} {threshold} right"] += len(said & wanted)
    figures = {"mentions": _f1(counts["right"], counts["mentions"], counts["gold"])}
    for kind in ("end", "given"):
        for threshold in THRESHOLDS:
            name = f"{kind} {threshold}"
            figures[name] = _f1(counts[f"{name} right"], counts[name], counts[f"{kind} gold"])
    return figures


def _relations(trainer: Trainer, example: Example, names: list[Name], states: torch.Tensor) -> dict[tuple, float]:
    spans = np.array([(name.start, name.end) for name in names], np.int64).reshape(-1, 2)
    pairs = near_pairs(example.text, spans, allowed(names, trainer.schema))
    if not len(pairs):
        return {}
    types = type_index([name.type for name in names])
    size = len(example.text)
    arrays = (
        mention_tags(size, spans, types),
        spans,
        pairs,
        pair_features(example.text, spans, types, pairs),
        segments(size, spans, pairs),
    )
    inputs = (torch.from_numpy(array)[None].to(states.device) for array in arrays)
    scores, _ = trainer.scorer(states, torch.zeros(1, size, device=states.device), *inputs)
    scores = scores[0, :, trainer.scorer.slices()["own"]].sigmoid().cpu().numpy()
    found: dict[tuple, float] = {}
    for pair, row in zip(pairs, scores, strict=True):
        head, tail = names[pair[0]], names[pair[1]]
        for index, relation in enumerate(trainer.schema.relations.values()):
            if relation.joins(head.type, tail.type):
                key = _key(trainer, head.entity, relation.id, tail.entity)
                found[key] = max(found.get(key, 0.0), float(row[index]))
    return found


def _key(trainer: Trainer, head: str, type_: str, tail: str) -> tuple[str, str, str]:
    if trainer.schema.relations[type_].symmetric and tail < head:
        head, tail = tail, head
    return head, type_, tail


def _f1(right: int, said: int, wanted: int) -> float:
    return 2 * right / max(1, said + wanted)
