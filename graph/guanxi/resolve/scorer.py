"""Weighs the signs of a pair: logistic regression with the weights of `weights.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from guanxi.resolve.signs import details, relation

Signs = Mapping[str, float]


@cache
def weights() -> dict[str, float]:
    """Read the shipped weights, fitted by `guanxi.train.names`."""
    text = resources.files(__package__).joinpath("data", "weights.json").read_text(encoding="utf-8")
    return {str(sign): float(weight) for sign, weight in json.loads(text).items()}


def probability(signs: Signs, table: Mapping[str, float] | None = None) -> float:
    """Return how certain it is that a pair with these signs is one entity, 0–1."""
    table = weights() if table is None else table
    return 1 / (1 + math.exp(-sum(value * table.get(sign, 0.0) for sign, value in signs.items())))


def plain(a: str, b: str, type: str) -> float:
    """Return how certain two folded names are one entity by their strings alone."""
    short, full = sorted((a, b), key=lambda key: (len(key), key))
    shape = relation(short, full, type)
    if not shape:
        return 0.0
    coarse = shape.split(":")[0]
    words = [coarse, shape, f"{coarse}:length:{min(len(short), 5)}"]
    words += [f"{coarse}:{detail}" for detail in details(short, full, type, coarse)]
    return probability({type: 1.0, **{f"{type}:{word}": 1.0 for word in words}})
