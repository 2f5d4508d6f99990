"""Chooses what is not trained, on the development documents: calibration, thresholds, agreement within a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from guanxi.evaluate import Annotated, extract_all, parse_annotated, read_annotated, sweep, to_record
from guanxi.evaluate.scores import Score, match_entities, relation_keys
from guanxi.extract.neural.extractor import Neural
from guanxi.extract.neural.network import Network
from guanxi.model import Document, Extraction
from guanxi.schema import Schema, load_schema

START = {
    "mention_least": 0.3,
    "name_certain": 0.9,
    "name_elsewhere": 0.3,
    "relation_scale": 1.0,
    "relation_shift": 0.0,
    "relation_least": 0.02,
}

_GRID = {
    "mention_least": (0.0, 0.4, 0.5, 0.6),
    "name_certain": (0.8, 0.9, 0.97),
    "name_elsewhere": (0.1, 0.3, 0.5, 0.8),
}


@dataclass(frozen=True)
class Bin:
    """Claims whose score lies in one tenth: how many, their mean score, and the share that is right."""

    count: int
    mean: float
    right: float


def tune(weights: Path, dev: Path) -> tuple[dict[str, float], list[tuple[float, float]], list[Bin]]:
    """Choose and write `tuning.json` in `weights`; return it, F1 of relations by threshold, and the reliability.

    The scale and shift of the relations' logits are a logistic regression (Platt, 1999) of "is it annotated" on the
    logit, over the claims of the development documents, end to end with found names.
    """
    schema = load_schema()
    path = weights / "tuning.json"
    path.write_text(json.dumps(START), encoding="utf-8")
    records = read_annotated(dev)
    network = Network(weights)
    tuning: dict[str, float] = network.tuning
    tuning |= _agreement(Neural(schema, network=network), records)
    extractions = list(extract_all(records, Neural(schema, network=network)))
    logits, right = _judged(records, extractions, schema)
    scale, shift = _platt(logits, right)
    tuning |= {"relation_scale": round(scale, 4), "relation_shift": round(shift, 4), "relation_least": 0.05}
    path.write_text(json.dumps(tuning, indent=1) + "\n", encoding="utf-8")
    extractions = list(extract_all(records, Neural(schema, network=network)))
    thresholds = [at / 50 for at in range(3, 31)]
    curve = [(at, report.relations.total.f1) for at, report in sweep(records, extractions, schema, thresholds)]
    return tuning, curve, _bins(1 / (1 + np.exp(-(logits * scale + shift))), right)


def _agreement(extractor: Neural, records: Sequence[Annotated]) -> dict[str, float]:
    """Return the mention thresholds with the best F1 of mentions."""
    tagged = []
    for record in records:
        document = Document(record.text, name=record.id)
        gold = {(*span, entity.type) for entity in record.entities for span in entity.spans}
        tagged.append((document, extractor.tag(document), gold))

    def f1(chosen: dict[str, float]) -> float:
        total = Score()
        for document, log, gold in tagged:
            found = {(m.start, m.end, m.type) for m in extractor.mentions(document, log, chosen)}
            total += Score(len(found & gold), len(found), len(gold))
        return total.f1

    best = {name: START[name] for name in _GRID}
    for name, values in _GRID.items():  # one after the other: they hardly touch each other
        best[name] = max(values, key=lambda value: f1(best | {name: value}))
    return best


def _judged(
    records: Iterable[Annotated], extractions: Iterable[Extraction], schema: Schema
) -> tuple[np.ndarray, np.ndarray]:
    """Return the logit of each relation that the model found, and whether it is annotated."""
    logits, right = [], []
    for record, extraction in zip(records, extractions, strict=True):
        found = parse_annotated(to_record(extraction, schema), text=record.text)
        matching = match_entities(record, found)
        gold = relation_keys(record, schema)
        for relation in found.relations:
            single = Annotated(found.id, found.text, found.entities, (relation,))
            (key,) = relation_keys(single, schema, matching)
            score = min(max(relation.score, 1e-4), 1 - 1e-4)
            logits.append(np.log(score / (1 - score)))
            right.append(key in gold)
    return np.array(logits), np.array(right, float)


def _platt(logits: np.ndarray, right: np.ndarray, steps: int = 60) -> tuple[float, float]:
    """Fit right ~ sigmoid(scale·logit + shift) by Newton's method."""
    x = np.stack([logits, np.ones_like(logits)], axis=1)
    w = np.array([1.0, 0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        w = w - np.linalg.solve(hessian, x.T @ (p - right))
    return float(w[0]), float(w[1])


def _bins(scores: np.ndarray, right: np.ndarray) -> list[Bin]:
    found = []
    for tenth in range(10):
        inside = (scores >= tenth / 10) & (scores < (tenth + 1) / 10)
        if inside.any():
            found.append(Bin(int(inside.sum()), float(scores[inside].mean()), float(right[inside].mean())))
    return found
