"""Trains the modality model: `python -m guanxi.train.modality TRAIN.jsonl …` writes its weights into the package.

Multinomial logistic regression with L2 over binary features, by Adam on the whole data; numpy alone. With `--cross` it
prints the F1 of each kind by five-fold cross-validation over documents instead, the rules of `modality_of` included.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guanxi.evaluate.annotations import Annotated, read_annotated
from guanxi.evaluate.claims import claims_of
from guanxi.evaluate.scores import Score
from guanxi.extract import attributes
from guanxi.extract.attributes import modality
from guanxi.extract.attributes.cues import features
from guanxi.extract.attributes.scope import scope_of
from guanxi.extract.reading import Reading
from guanxi.model import Claim
from guanxi.schema import load_schema

LEAST_SEEN = 3
L2 = 1e-4
STEPS = 120
RATE = 0.05
# Plans and claims are rare.
BALANCE = (1.0, 1.3, 2.0)
OUT = Path(attributes.__file__).with_name("modality.json")

Example = tuple[int, Reading, Claim, frozenset[str], int]


def examples(records: Sequence[Annotated]) -> list[Example]:
    """Return an example for each annotated relation: document, reading, claim, features, kind."""
    schema = load_schema()
    found = []
    for number, record in enumerate(records):
        reading, pairs = claims_of(record, schema)
        for claim, relation in pairs:
            seen = frozenset(features(claim, scope_of(reading, claim)))
            found.append((number, reading, claim, seen, modality.KINDS.index(relation.modality)))
    return found


def train(data: Sequence[Example]) -> dict[str, list[float]]:
    """Return the weights of each feature for each of the kinds."""
    counts = Counter(name for *_, seen, _ in data for name in seen)
    names = sorted(name for name, count in counts.items() if count >= LEAST_SEEN)
    index = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(data), len(names)), np.float32)
    for row, (*_, seen, _) in enumerate(data):
        matrix[row, [index[name] for name in seen if name in index]] = 1
    kinds = np.array([kind for *_, kind in data])
    weights = _fit(matrix, kinds)
    return {
        name: [round(float(weight), 3) for weight in weights[place]]
        for name, place in index.items()
        if np.abs(weights[place]).max() >= 0.02
    }


def _fit(matrix: NDArray[np.float32], kinds: NDArray[np.int64]) -> NDArray[np.float32]:
    weights = np.zeros((matrix.shape[1], len(modality.KINDS)), np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    wanted = np.eye(len(modality.KINDS), dtype=np.float32)[kinds]
    balance = np.array(BALANCE, np.float32)[kinds][:, None]
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        likely = np.exp(scores - scores.max(1, keepdims=True))
        likely /= likely.sum(1, keepdims=True)
        slope = matrix.T @ ((likely - wanted) * balance) / len(matrix) + L2 * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def cross(data: Sequence[Example], folds: int = 5) -> dict[str, Score]:
    """Return each kind's score by cross-validation over documents: `modality_of` with weights that never saw them."""
    scores = {kind: Score() for kind in modality.KINDS}
    for fold in range(folds):
        weights = train([example for example in data if fold_of(example[0], folds) != fold])
        with modality.weighed(weights):
            for number, reading, claim, _, kind in data:
                if fold_of(number, folds) == fold:
                    said = modality.modality_of(reading, claim)
                    said_kind = "claim" if said in ("rumour", "opinion") else said
                    for name in modality.KINDS:
                        predicted, expected = said_kind == name, modality.KINDS[kind] == name
                        scores[name] += Score(int(predicted and expected), int(predicted), int(expected))
    return scores


def fold_of(number: int, folds: int) -> int:
    """Return the fold of the document with a number; neighbours are mostly in different ones."""
    return number * 2654435761 % 2**32 % folds


def main(arguments: Sequence[str]) -> None:
    """Train on the annotated files named, or cross-validate on them."""
    paths = [argument for argument in arguments if not argument.startswith("--")]
    data = examples([record for path in paths for record in read_annotated(path)])
    if "--cross" in arguments:
        scores = cross(data)
        for kind, score in scores.items():
            print(f"{kind:6} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f} of {score.expected}")
        print(f"macro F1 {sum(score.f1 for score in scores.values()) / len(scores):.3f}")
        return
    weights = train(data)
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(weights[name])}" for name in sorted(weights)
    )
    OUT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{OUT}: {len(weights)} features")


if __name__ == "__main__":
    main(sys.argv[1:])
