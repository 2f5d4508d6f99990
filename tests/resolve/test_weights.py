import json
import random
from importlib import resources

import pytest

from guanxi.resolve import scorer
from guanxi.train.names import Example, fit


def test_the_weights_are_sorted_and_finite():
    text = resources.files("guanxi.resolve").joinpath("data", "weights.json").read_text(encoding="utf-8")
    weights = json.loads(text)
    assert list(weights) == sorted(weights)
    assert all(isinstance(weight, float) and abs(weight) < 20 for weight in weights.values())


def test_fitting_learns_which_sign_speaks_for_a_pair():
    dice = random.Random(1)
    examples = []
    for _ in range(400):
        good, noise = dice.random() < 0.5, dice.random() < 0.5
        signs = {"base": 1.0, **({"good": 1.0} if good else {}), **({"noise": 1.0} if noise else {})}
        examples.append(Example(signs, good if dice.random() < 0.95 else not good))
    weights = fit(examples)
    assert weights["good"] > 3
    assert abs(weights["noise"]) < 1
    assert scorer.probability({"base": 1.0, "good": 1.0}, weights) > 0.9
    assert scorer.probability({"base": 1.0}, weights) < 0.1


def test_a_sign_never_seen_says_nothing():
    assert scorer.probability({"no such sign": 1.0}) == pytest.approx(0.5)
