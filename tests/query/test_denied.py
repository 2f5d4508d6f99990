"""Rows of names and numbers hold nothing that is only denied, unless the query speaks of it."""

from __future__ import annotations

import pytest

from guanxi.query import run
from tests.query.stories import said, stories

GRAPH = stories(
    said("青藤公司收购了蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司"),
    said("青藤公司否认收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", polarity="denied"),
    said("白鹭集团否认收购蓝鲸公司。", "白鹭集团", "acquired", "蓝鲸公司", polarity="denied"),
)
PATTERN = "?x -[?r:收购]-> 蓝鲸公司"


@pytest.mark.parametrize(
    ("rest", "rows"),
    [
        ("select ?x.name", [("青藤公司",)]),
        ("count", [(1,)]),
        ("where denied select ?x.name", [("青藤公司",), ("白鹭集团",)]),
        ("where asserted select ?x.name", [("青藤公司",)]),
        ("where not asserted count", [(2,)]),
        ("where ?r.否认 count", [(2,)]),
        ("where disputed count", [(1,)]),
        ("select ?x.name, polarity", [("青藤公司", "asserted"), ("白鹭集团", "denied")]),
        ("select ?x.name, ?r", [("青藤公司", "收购"), ("白鹭集团", "收购（否认）")]),
        ("where ?x.name != 红杉 select ?x.name", [("青藤公司",)]),
    ],
)
def test_rows(rest, rows):
    assert [tuple(answer.values.values()) for answer in run(GRAPH, f"{PATTERN} {rest}")] == rows


def test_chains_show_denials_with_their_mark():
    texts = [answer.chains[0].text(GRAPH.graph["schema"]) for answer in run(GRAPH, PATTERN)]
    assert texts == ["青藤公司 —收购→ 蓝鲸公司", "白鹭集团 —收购（否认）→ 蓝鲸公司"]
