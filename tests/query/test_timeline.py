"""Claims in the order of time: dated by their sentences, else by the report, else last."""

from __future__ import annotations

import pytest

from guanxi.query import timeline
from guanxi.query.when import When
from tests.query.stories import said, stories

TOLD = (
    said("青藤公司2008年收购了蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", when="2008"),
    said("2008年11月青藤公司投资白鹭集团。", "青藤公司", "invested_in", "白鹭集团", when="2008-11"),
    said("王小明任职青藤公司。", "王小明", "works_for", "青藤公司", published="2013-06-19T16:07"),
    said("青藤公司否认收购白鹭集团。", "青藤公司", "acquired", "白鹭集团", published="2012-01-02", polarity="denied"),
    said("李小红质疑青藤公司。", "李小红", "opposes", "青藤公司", published=""),
    said("白鹭集团推出飞鱼软件。", "白鹭集团", "launched", "飞鱼软件"),
)


def dates(**options):
    return [(one.when.date, one.when.stated) for one in timeline(stories(*TOLD), "青藤公司", **options)]


def test_the_order_of_dates():
    assert dates() == [
        ("2008", True),
        ("2008-11", True),
        ("2012-01-02", False),
        ("2013-06-19", False),
        ("", False),
    ]


def test_since_and_until_take_what_may_lie_between():
    assert dates(since="2012") == [("2012-01-02", False), ("2013-06-19", False)]
    assert dates(until="2008-06") == [("2008", True)]  # some day of 2008, perhaps before July
    assert dates(since="2009", until="2011-12-31") == []


def test_a_relation_stands_at_each_of_its_dates():
    again = said("2010年青藤公司再次收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", when="2010")
    events = timeline(stories(*TOLD, again), "蓝鲸公司")
    assert [(one.when.date, len(one.claims)) for one in events] == [("2008", 1), ("2010", 1)]
    assert events[0].relation is events[1].relation


@pytest.mark.parametrize(
    ("a", "b", "days", "near"),
    [
        ("2008", "2008-11-05", 0, True),
        ("2008-11", "2008-12", 0, False),
        ("2008-11", "2008-12", 1, True),
        ("2008-11-30", "2008-12-01", 1, True),
        ("2007-12-31", "2008", 0, False),
        ("2007-12-31", "2008", 1, True),
        ("", "2008", 9999, False),
        ("2008-02-31", "2008", 0, False),  # there is no such day
    ],
)
def test_near_dates(a, b, days, near):
    assert When(a).near(When(b), days) is near
    assert When(b).near(When(a), days) is near
