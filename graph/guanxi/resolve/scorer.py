"""Weighs the signs of a pair: logistic regression with the weights of `weights.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

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
