"""What disagrees is found with both of its sides, and what only looks like it is not."""

from __future__ import annotations

import random

import pytest

from guanxi.errors import UnknownNameError
from guanxi.query import conflicts
from guanxi.query.conflicts import single_post
from tests.query.stories import said, stories

BUY = said("青藤公司收购了蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司")
BUY_TOO = said("记者获悉，青藤公司已经收购蓝鲸公司，价钱不详。", "青藤公司", "acquired", "蓝鲸公司")
DENY = said("王小明否认青藤公司收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", polarity="denied", source="王小明")
PLAN = said("青藤公司计划收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", modality="plan", published="2013-05-01")
RIVAL = said("白鹭集团收购了蓝鲸公司。", "白鹭集团", "acquired", "蓝鲸公司", published="2013-07-01")


def kinds(*extractions, entity=None):
    return [conflict.kind for conflict in conflicts(stories(*extractions), entity)]


def test_asserted_and_denied_with_both_sides():
    (found,) = conflicts(stories(BUY, BUY_TOO, DENY))
    assert found.kind == "denied"
    assert (found.left.support, found.right.support) == (2, 1)
    assert [claim.polarity for claim in found.left.step.claims] == ["asserted", "asserted"]
    assert [claim.source_id for claim in found.right.step.claims] == ["王小明"]


def test_a_plan_that_is_denied_later_is_of_its_own_kind():
    assert kinds(PLAN, DENY) == ["plan-denied"]
    assert kinds(PLAN, BUY, DENY) == ["denied"]
    early = said("青藤公司否认收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", polarity="denied", published="2012")
    assert kinds(PLAN, early) == ["denied"]


@pytest.mark.parametrize("alone", [(BUY, BUY_TOO), (DENY,), (PLAN,), (PLAN, BUY), ()])
def test_what_agrees_is_no_conflict(alone):
    assert kinds(*alone) == []


def test_what_is_denied_of_another_year_is_no_conflict():
    once = said("青藤公司2008年收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", when="2008")
    not_then = said(
        "青藤公司2012年没有收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", when="2012", polarity="denied"
    )
    assert kinds(once, not_then) == []
    assert kinds(BUY, not_then) == ["denied"]  # of which year it is asserted is not known


def test_two_buyers_at_one_time():
    (found,) = conflicts(stories(BUY, BUY_TOO, RIVAL))
    assert found.kind == "buyers"
    assert [side.step.relation.head for side in (found.left, found.right)] == ["青藤公司", "白鹭集团"]
    assert (found.left.support, found.right.support) == (2, 1)


@pytest.mark.parametrize(
    "other",
    [
        said("白鹭集团收购了蓝鲸公司。", "白鹭集团", "acquired", "蓝鲸公司", published="2016-07-01"),
        said("白鹭集团2003年收购了蓝鲸公司。", "白鹭集团", "acquired", "蓝鲸公司", when="2003"),
        said("白鹭集团收购了蓝鲸公司。", "白鹭集团", "acquired", "蓝鲸公司", published=""),
        said("白鹭集团拟收购蓝鲸公司。", "白鹭集团", "acquired", "蓝鲸公司", modality="plan"),
        said("传白鹭集团收购蓝鲸公司。", "白鹭集团", "acquired", "蓝鲸公司", modality="rumour"),
        said("白鹭集团收购了飞鱼软件。", "白鹭集团", "acquired", "飞鱼软件"),
        said("白鹭集团投资了蓝鲸公司。", "白鹭集团", "invested_in", "蓝鲸公司"),
    ],
)
def test_buyers_that_do_not_exclude_each_other(other):
    assert kinds(BUY, other) == []


def test_a_firm_and_its_owner_are_no_two_buyers():
    part = said("青藤公司隶属白鹭集团。", "青藤公司", "part_of", "白鹭集团")
    assert kinds(BUY, RIVAL, part) == []


def post(name: str, role: str, text: str = "", **fields):
    return said(text or f"{name}任青藤公司{role}。", name, "works_for", "青藤公司", role=role, **fields)


def test_two_people_in_a_post_for_one():
    assert kinds(post("王小明", "首席执行官"), post("李小红", "CEO")) == ["posts"]
    (found,) = conflicts(stories(post("王小明", "总裁"), post("李小红", "总裁"), post("赵敏", "副总裁")))
    assert {side.step.relation.head for side in (found.left, found.right)} == {"王小明", "李小红"}


@pytest.mark.parametrize(
    "other",
    [
        post("李小红", "副总裁"),
        post("李小红", "董事长"),
        post("李小红", "联席总裁"),
        post("李小红", "记者"),
        post("李小红", ""),
        post("李小红", "总裁", former=True),
        post("李小红", "总裁", published="2015-01-01"),
        post("李小红", "总裁", when="2001"),
        post("李小红", "总裁", polarity="denied"),
        said("李小红任白鹭集团总裁。", "李小红", "works_for", "白鹭集团", role="总裁"),
    ],
)
def test_posts_that_do_not_exclude_each_other(other):
    assert kinds(post("王小明", "总裁"), other) == []


def test_who_left_the_post_does_not_contend_for_it():
    left = post("李小红", "总裁", "李小红卸任青藤公司总裁。", former=True)
    assert kinds(post("王小明", "总裁"), post("李小红", "总裁"), left) == []


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("首席执行官", "首席执行官"),
        ("CEO", "首席执行官"),
        ("集团ＣＥＯ", "首席执行官"),
        ("兼总裁", "总裁"),
        ("副总裁", ""),
        ("前总裁", ""),
        ("华东区总经理", ""),
        ("轮值董事长", ""),
        ("分析师", ""),
        ("", ""),
    ],
)
def test_posts_for_one(role, name):
    assert single_post(role) == name


def test_each_part_of_the_other():
    forth = said("青藤公司隶属白鹭集团。", "青藤公司", "part_of", "白鹭集团")
    back = said("白鹭集团隶属青藤公司。", "白鹭集团", "part_of", "青藤公司")
    assert kinds(forth, back) == ["reversed"]
    rivals = said("白鹭集团质疑青藤公司。", "白鹭集团", "opposes", "青藤公司")
    assert kinds(said("青藤公司质疑白鹭集团。", "青藤公司", "opposes", "白鹭集团"), rivals) == []


def test_of_one_entity():
    told = (BUY, DENY, RIVAL, post("王小明", "总裁"), post("李小红", "总裁"))
    assert sorted(kinds(*told)) == ["buyers", "denied", "posts"]
    assert kinds(*told, entity="白鹭集团") == ["buyers"]
    assert sorted(kinds(*told, entity="王小明")) == ["denied", "posts"]  # he denies, and holds a post
    with pytest.raises(UnknownNameError):
        kinds(*told, entity="没有")


def test_the_best_supported_come_first_in_any_order():
    told = [BUY, BUY_TOO, DENY, RIVAL, post("王小明", "总裁"), post("李小红", "总裁")]
    again = said("蓝鲸公司称，没有被青藤公司收购这回事。", "青藤公司", "acquired", "蓝鲸公司", polarity="denied")
    told.append(again)
    expected = conflicts(stories(*told))
    assert [conflict.kind for conflict in expected] == ["denied", "buyers", "posts"]
    for seed in range(3):
        random.Random(seed).shuffle(told)
        assert conflicts(stories(*told)) == expected
