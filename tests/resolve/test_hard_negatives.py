"""False merges on look-alikes: each pair stands in a small text of its own, first apart, then in one sentence."""

from collections import Counter
from pathlib import Path

from guanxi.resolve import resolve_document
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction

SCHEMA = load_schema()
TEXTS = (
    "{a}昨日发布消息。市场反应平静。{b}没有回应记者的提问。",
    "{b}的消息引起关注。分析人士表示，{a}的情况有所不同。",
)
LINES = Path(__file__).with_name("hard_negatives.tsv").read_text(encoding="utf-8").splitlines()
PAIRS = [line.split("\t") for line in LINES if not line.startswith("#")][1:]


def merged(a, b, type):
    """Return how many of the texts make one entity of the pair."""
    return sum(
        len(resolve_document(extraction(text.format(a=a, b=b), {a: type, b: type}), SCHEMA)) == 1 for text in TEXTS
    )


def test_there_are_enough_of_each_kind():
    kinds = Counter(pair[3] for pair in PAIRS)
    assert len(PAIRS) >= 300
    assert all(count >= 50 for count in kinds.values())


def test_false_merges_are_at_most_one_percent():
    wrong = {(a, b): count for a, b, type, _ in PAIRS if (count := merged(a, b, type))}
    assert sum(wrong.values()) <= 0.01 * len(TEXTS) * len(PAIRS), wrong
