"""The scores, on records small enough to count by hand."""

import os
import subprocess
import sys

import pytest

from guanxi.evaluate import Report, Tally, parse_annotated
from guanxi.evaluate.scores import Score, match_entities, score_entities, score_mentions, score_relations
from guanxi.schema import load_schema

TEXT = "甲公司收购乙，甲与丙竞争。甲公司否认投资丁。"


def record(entities, relations=(), text=TEXT):
    listed = [{"id": id, "type": type_, "mentions": mentions} for id, type_, *mentions in entities]
    fields = ("head", "type", "tail", "negated", "modality")
    return parse_annotated(
        {
            "id": "t",
            "text": text,
            "entities": listed,
            "relations": [dict(zip(fields, relation, strict=False)) for relation in relations],
        }
    )


GOLD = record(
    [("a", "ORG", "甲公司", "甲"), ("b", "ORG", "乙"), ("c", "ORG", "丙"), ("d", "ORG", "丁")],
    [("a", "acquired", "b"), ("a", "competes_with", "c"), ("a", "invested_in", "d", True)],
)


def report(gold, found):
    made = Report()
    matching = match_entities(gold, found)
    score_mentions(made.mentions, gold, found)
    score_entities(made.entities, gold, found, matching)
    score_relations(made.relations, gold, found, matching, load_schema())
    return made


def test_the_annotation_against_itself_is_perfect():
    found = report(GOLD, GOLD)
    assert found.mentions.total == Score(6, 6, 6)
    assert found.entities.total == Score(4, 4, 4)
    assert found.relations.total == Score(3, 3, 3)
    assert found.relations.total.f1 == 1.0


def test_a_symmetric_relation_has_no_order_and_others_have():
    turned = record(
        [("1", "ORG", "甲公司", "甲"), ("2", "ORG", "乙"), ("3", "ORG", "丙"), ("4", "ORG", "丁")],
        [("2", "acquired", "1"), ("3", "competes_with", "1"), ("1", "invested_in", "4", True)],
    )
    found = report(GOLD, turned).relations
    assert found.by_type["competes_with"] == Score(1, 1, 1)
    assert found.by_type["acquired"] == Score(0, 1, 1)


def test_polarity_is_part_of_a_relation_and_modality_is_not():
    stated = record(
        [("1", "ORG", "甲公司"), ("2", "ORG", "乙"), ("4", "ORG", "丁")],
        [
            ("1", "acquired", "2", False, "plan"),
            ("1", "acquired", "2", False, "fact"),
            ("1", "invested_in", "4", False),
        ],
    )
    found = report(GOLD, stated).relations
    assert found.by_type["acquired"] == Score(1, 1, 1)
    assert found.by_type["invested_in"] == Score(0, 1, 1)
    assert found.total.recall == pytest.approx(1 / 3)


def test_a_mention_needs_span_and_type():
    found = report(GOLD, record([("1", "PERSON", "甲公司", "甲"), ("2", "ORG", "乙，"), ("3", "ORG", "丙")])).mentions
    assert found.total == Score(1, 5, 6)
    assert found.by_type["PERSON"] == Score(0, 3, 0)


def test_entities_match_one_to_one_and_as_many_as_can():
    # 甲公司 fits both halves of the split entity; 甲 alone fits only one annotated entity.
    gold = record([("a", "ORG", "甲公司", "甲"), ("b", "ORG", "乙")])
    split = record([("1", "ORG", "甲公司"), ("2", "ORG", "甲"), ("3", "ORG", "乙")])
    assert report(gold, split).entities.total == Score(2, 3, 2)
    assert match_entities(gold, split) == {"1": "a", "3": "b"}  # 甲公司 has two places, 甲 alone one
    # A greedy matching would give "1" to "a" and leave "b" and "2" alone.
    gold = record([("a", "ORG", "甲公司", "乙"), ("b", "ORG", "丙")])
    crossed = record([("1", "ORG", "甲公司", "丙"), ("2", "ORG", "乙")])
    assert match_entities(gold, crossed) == {"1": "b", "2": "a"}


def test_the_matching_does_not_depend_on_order():
    gold = record([("a", "ORG", "甲公司", "乙"), ("b", "ORG", "丙", "甲")])
    found = [("1", "ORG", "甲公司"), ("2", "ORG", "乙", "丙"), ("3", "ORG", "丁")]
    assert match_entities(gold, record(found)) == match_entities(gold, record(found[::-1])) == {"1": "a", "2": "b"}


def test_relations_between_unmatched_entities_count_as_predicted():
    found = record([("1", "ORG", "收购"), ("2", "ORG", "乙")], [("1", "acquired", "2")])
    assert report(GOLD, found).relations.total == Score(0, 1, 3)


def test_totals_are_micro():
    tally = Tally()
    tally.add(["ORG"], ["ORG", "ORG"], ["ORG"])
    tally.add([], ["PERSON"], ["PERSON", "PERSON", "ORG"])
    assert tally.total == Score(1, 3, 4)
    assert (tally.total.precision, tally.total.recall) == (pytest.approx(1 / 3), 0.25)
    assert tally.total.f1 == pytest.approx(2 / 7)


def test_nothing_scores_nothing():
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)


def test_equal_matchings_are_told_apart_alike_in_every_run():
    """Python hashes strings anew in every process; the figures must not follow."""
    program = """
from guanxi.evaluate import parse_annotated
from guanxi.evaluate.scores import match_entities
def record(*groups):
    entities = [{"id": g[0], "type": "ORG", "mentions": list(g[1:])} for g in groups]
    return parse_annotated({"id": "t", "text": "甲乙丙丁戊己庚辛壬", "entities": entities, "relations": []})
others = [(f"n{i}", f"公司{i}") for i in range(20)]
gold = record(("a", *"甲乙丙"), ("b", *"丁戊己"), ("c", *"庚辛壬"), *others)
found = record(("x", *"甲丁庚"), ("y", *"乙戊辛"), ("z", *"丙己壬"), *others)
print(sorted(match_entities(gold, found).items()))
"""
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(6)
    }
    assert len(answers) == 1
