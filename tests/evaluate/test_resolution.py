"""Scoring a resolver on annotated mentions."""

import pytest

from guanxi.evaluate import parse_annotated
from guanxi.evaluate.resolution import annotated_mentions, evaluate_resolution
from guanxi.model import Entity
from guanxi.schema import load_schema

GOLD = parse_annotated(
    {
        "id": "x",
        "text": "甲公司（以下简称“甲”）收购乙，甲与乙均未回应。",
        "entities": [
            {"id": "e1", "type": "ORG", "mentions": ["甲公司", "甲"]},
            {"id": "e2", "type": "ORG", "mentions": ["乙"]},
        ],
        "relations": [],
    }
)


def same_string(extraction, schema):
    names = sorted({mention.text for mention in extraction.mentions})
    return [
        Entity(name, "ORG", name, mentions=tuple(m for m in extraction.mentions if m.text == name)) for name in names
    ]


def all_in_one(extraction, schema):
    return [Entity("one", "ORG", "one", mentions=extraction.mentions)]


def test_mentions_and_stated_aliases_are_given():
    extraction = annotated_mentions(GOLD)
    assert [mention.text for mention in extraction.mentions] == ["甲公司", "甲", "乙", "甲", "乙"]
    assert [(alias.a.text, alias.b.text) for alias in extraction.aliases] == [("甲公司", "甲")]


def test_one_entity_for_each_string():
    report = evaluate_resolution([GOLD], load_schema(), resolver=same_string)
    assert (report.documents, report.mentions) == (1, 5)
    assert report.b_cubed.precision == 1.0
    assert report.b_cubed.recall == pytest.approx((1 / 3 + 2 * 2 / 3 + 2) / 5)
    assert (report.names.correct, report.names.predicted, report.names.expected) == (0, 0, 1)


def test_all_in_one():
    report = evaluate_resolution([GOLD], load_schema(), resolver=all_in_one)
    assert report.b_cubed.recall == 1.0
    assert report.b_cubed.precision == pytest.approx((3 * 3 / 5 + 2 * 2 / 5) / 5)
    assert (report.names.correct, report.names.predicted, report.names.expected) == (1, 3, 1)


def test_the_rows():
    rows = list(evaluate_resolution([GOLD], load_schema(), resolver=same_string).rows())
    assert [row["type"] for row in rows] == ["B³", "CEAF-e", "name pairs"]
    assert rows[0]["precision"] == 1.0


def test_the_resolver_of_the_package_reads_the_stated_alias():
    assert evaluate_resolution([GOLD], load_schema()).b_cubed.f1 == 1.0
