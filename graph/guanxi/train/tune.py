"""Chooses what is not trained, on the development documents: calibration, thresholds, agreement within a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from guanxi.evaluate import Annotated, extract_all, parse_annotated, read_annotated, sweep, to_record
from guanxi.evaluate.scores import Score, match_entities, relation_keys
from guanxi.extract.neural.extractor import Neural
from guanxi.extract.neural.network import Network
from guanxi.model import Document, Extraction
from guanxi.schema import Schema, load_schema

TRUSTED = dict.fromkeys(
    ("founded", "competes_with", "opposes", "acts_against", "derived_from", "met_with", "associated_with"), 0.3
)
"""Types with fewer than 250 training examples whose trigger words are right half of the time or more on the training
documents; and the least probability that these words give a claim."""

START: dict[str, Any] = {
    "mention_least": 0.3,
    "name_certain": 0.9,
    "name_elsewhere": 0.3,
    "relation_scale": 1.0,
    "relation_shift": 0.0,
    "relation_stated": 0.0,
    "relation_least": 0.005,
    "trusted": {},
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


def tune(weights: Path, dev: Path) -> tuple[dict[str, Any], list[tuple[float, float]], list[Bin]]:
    """Choose and write `tuning.json` in `weights`; return it, F1 of relations by threshold, and the reliability.

    The scale and shift of the relations' logits are a logistic regression (Platt, 1999) of "is it annotated" on the
    logit, over the claims of the development documents, end to end with found names.
    """
    schema = load_schema()
    path = weights / "tuning.json"
    path.write_text(json.dumps(START), encoding="utf-8")
    records = read_annotated(dev)
    network = Network(weights)
    tuning: dict[str, Any] = network.tuning
    tuning |= _agreement(Neural(schema, network=network), records)
    extractions = list(extract_all(records, Neural(schema, network=network)))
    logits, stated, right = _judged(records, extractions, schema)
    scale, shift, bonus = _platt(np.stack([logits, np.ones_like(logits), stated], axis=1), right)
    chosen = {"relation_scale": scale, "relation_shift": shift, "relation_stated": bonus, "relation_least": 0.1}
    tuning |= {name: round(value, 4) for name, value in chosen.items()}
    tuning["trusted"] = TRUSTED
    path.write_text(json.dumps(tuning, indent=1) + "\n", encoding="utf-8")
    extractions = list(extract_all(records, Neural(schema, network=network)))
    thresholds = [at / 50 for at in range(3, 31)]
    curve = [(at, report.relations.total.f1) for at, report in sweep(records, extractions, schema, thresholds)]
    return tuning, curve, _bins(1 / (1 + np.exp(-(logits * scale + shift + stated * bonus))), right)


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
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the logit of each relation that the model found, whether a trigger word says the same, and whether it is
    annotated; what only the exact rules say is left out."""
    logits, stated, right = [], [], []
    for record, extraction in zip(records, extractions, strict=True):
        own = tuple(claim for claim in extraction.claims if claim.extractor.startswith("neural"))
        found = parse_annotated(to_record(replace(extraction, claims=own), schema), text=record.text)
        entity = {span: entity.id for entity in found.entities for span in entity.spans}
        ends = ((c, (c.head.start, c.head.end), (c.tail.start, c.tail.end)) for c in own if "+" in c.extractor)
        said = {(entity.get(head), claim.type, entity.get(tail)) for claim, head, tail in ends}
        matching, gold = match_entities(record, found), relation_keys(record, schema)
        for relation in found.relations:
            (key,) = relation_keys(replace(found, relations=(relation,)), schema, matching)
            score = min(max(relation.score, 1e-4), 1 - 1e-4)
            logits.append(np.log(score / (1 - score)))
            stated.append(float((relation.head, relation.type, relation.tail) in said))
            right.append(key in gold)
    return np.array(logits), np.array(stated), np.array(right, float)


def _platt(x: np.ndarray, right: np.ndarray, steps: int = 40) -> list[float]:
    """Fit right ~ sigmoid(x · w) by Newton's method and return w."""
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-4 * np.eye(x.shape[1])
        w = w + np.linalg.solve(hessian, x.T @ (right - p) - 1e-4 * w)
    return [float(value) for value in w]


def _bins(scores: np.ndarray, right: np.ndarray) -> list[Bin]:
    found = []
    for tenth in range(10):
        inside = (scores >= tenth / 10) & (scores < (tenth + 1) / 10)
        if inside.any():
            found.append(Bin(int(inside.sum()), float(scores[inside].mean()), float(right[inside].mean())))
    return found
