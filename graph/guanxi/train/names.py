"""Fits the pair scorer of `guanxi.resolve`: `python -m guanxi.train.names ../shared/corpus`.

Logistic regression with a ridge penalty, by Newton's method, over the signs of `guanxi.resolve.pairs`. It learns
from the annotated documents of the training set (every pair of names that `pairs` proposes; one entity or two) and, at
half weight, from the training file of the public financial relations (pairs of firms of one sentence; `自己` is one).
The outcome is `resolve/data/weights.json`: a weight for every sign seen three times, sorted, the same in every run.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from guanxi.evaluate import read_annotated
from guanxi.evaluate.names import SAME_ENTITY, labelled_sentences, occurrences
from guanxi.model import Document, Mention
from guanxi.resolve.names import gather
from guanxi.resolve.pairs import pairs

LEAST = 3
RIDGE = 0.5
PUBLIC_WEIGHT = 0.5
PLACES = 3


@dataclass(frozen=True)
class Example:
    """The signs of one pair, whether it is one entity, and how much it counts."""

    signs: Mapping[str, float]
    same: bool
    weight: float = 1.0


def annotated_examples(path: Path) -> Iterator[Example]:
    """Yield the pairs of annotated documents."""
    for record in read_annotated(path):
        document = Document(record.text)
        owner = {
            Mention(document.id, *span, record.text[slice(*span)], entity.type): entity.id
            for entity in record.entities
            for span in entity.spans
        }
        names = gather(owner)
        of = {name.key: owner[name.mentions[0]] for name in names}
        for pair in pairs(record.text, names):
            yield Example(pair.signs, of[pair.short] == of[pair.full])


def sentence_examples(paths: Sequence[Path]) -> Iterator[Example]:
    """Yield the labelled pairs of sentences (`{text, head, tail, relation}` lines)."""
    for text, labels in labelled_sentences(paths):
        extraction = occurrences(text, {name for pair in labels for name in pair})
        for pair in pairs(text, gather(extraction.mentions)):
            ends = tuple(sorted((pair.short, pair.full)))
            if ends in labels:
                yield Example(pair.signs, SAME_ENTITY in labels[ends[0], ends[1]], PUBLIC_WEIGHT)


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights."""
    counts = Counter(sign for example in examples for sign in example.signs)
    signs = sorted(sign for sign, count in counts.items() if count >= LEAST)
    place = {sign: at for at, sign in enumerate(signs)}
    x = np.zeros((len(examples), len(signs)))
    for row, example in enumerate(examples):
        for sign, value in example.signs.items():
            if sign in place:
                x[row, place[sign]] = value
    y = np.array([float(example.same) for example in examples])
    share = np.array([example.weight for example in examples])
    weights = np.zeros(len(signs))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share * (y - p)) - RIDGE * weights
        bend = (x * (share * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(signs))
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {sign: round(float(weight), PLACES) for sign, weight in zip(signs, weights, strict=True)}


def main(corpus: str) -> None:
    """Fit on the corpus folder and write the weights into the package."""
    folder = Path(corpus)
    examples = [
        *annotated_examples(folder / "annotated" / "train.jsonl"),
        *sentence_examples([folder / "public" / "re" / "finre.train.jsonl"]),
    ]
    weights = fit(examples)
    target = Path(str(resources.files("guanxi.resolve").joinpath("data", "weights.json")))
    target.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(examples)} pairs, {len(weights)} signs: {target}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:2] or ["../shared/corpus"])
