"""The figures of the shipped weights on public name sets, through the same code that users run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from guanxi.evaluate.scores import Score
from guanxi.extract.neural.decode import decode
from guanxi.extract.neural.network import Network
from guanxi.train.data import NAME_SETS, Example, read_names

SETS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("cluener.dev", "cluener", {}),
    ("msra.test", "news", {}),
    ("boson.test", "boson", {}),
    ("finner.test", "finance", {}),
    ("finann.test", "announcement", {}),
    ("resume.test", "career", {}),
)
"""Evaluation file, label set, and labels renamed."""


def name_scores(network: Network, examples: Sequence[Example], label_set: str) -> dict[str, Score]:
    """Return exact-span scores by type, and their sum under `all`."""
    types = NAME_SETS[label_set]
    found: dict[str, Score] = {type_: Score() for type_ in types}
    for example in examples:
        said = set(_names(network, example.text, label_set))
        gold = {(span.start, span.end, span.type) for span in example.spans}
        for type_ in types:
            mine = {span for span in said if span[2] == type_}
            theirs = {span for span in gold if span[2] == type_}
            found[type_] += Score(len(mine & theirs), len(mine), len(theirs))
    return found | {"all": _total(found.values())}


def _names(network: Network, text: str, label_set: str) -> Iterable[tuple[int, int, str]]:
    types = NAME_SETS[label_set]
    if text:
        for start, end, type_, _ in decode(network.tags(network.read(text)[0], label_set)):
            yield start, end, types[type_]


def _total(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        total += score
    return total


def public_figures(network: Network, corpus: Path, limit: int | None = None) -> Iterable[tuple[str, str, Score]]:
    """Yield (file, type, score) for every public name set that is kept out of training; the first `limit` texts."""
    for name, label_set, rename in SETS:
        examples = read_names(corpus / "public" / "ner" / f"{name}.jsonl", label_set, rename)
        for type_, score in name_scores(network, examples[:limit], label_set).items():
            yield name, type_, score
