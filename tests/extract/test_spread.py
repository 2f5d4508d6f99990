"""What holds for one member of a row holds for the others: where it does and where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guanxi import extract
from guanxi.extract.lists import rows
from guanxi.extract.spread import spread
from guanxi.model import Claim, Document, Span
from guanxi.schema import load_schema
from tests.extract.test_copular import reading

SCHEMA = load_schema()


def implied(text: str, head: str, type: str, tail: str, trigger: str | None) -> set[tuple[str, str]]:
    read = reading(text)
    named = {mention.text: mention for mention in reversed(read.mentions)}
    span = Span(text.index(trigger), text.index(trigger) + len(trigger)) if trigger else None
    evidence = read.whole(named[head].span)
    claim = Claim(read.document.id, named[head], type, named[tail], evidence, span, score=0.8, extractor="neural")
    found = spread(read, [claim], SCHEMA)
    assert all(made.score == 0.72 and made.extractor == "neural+list" and made.type == type for made in found)
    assert all(made.evidence.contains(made.head) and made.evidence.contains(made.tail) for made in found)
    return {(made.head.text, made.tail.text) for made in found}


@pytest.mark.parametrize(
    ("text", "claim", "others"),
    [
        (
            "雾岛重工的四个全资子公司星桥科技、白鹭集团、红杉果业和南屿新闻同日挂牌。",
            ("星桥科技", "part_of", "雾岛重工", "子公司"),
            {("白鹭集团", "雾岛重工"), ("红杉果业", "雾岛重工"), ("南屿新闻", "雾岛重工")},
        ),
        (
            "雾岛重工、星桥科技和白鹭集团的创始人都是陆知遥。",
            ("陆知遥", "founded", "雾岛重工", "创始人"),
            set(),  # the firms that one person founded are apart: see `_APART`
        ),
        (
            "雾岛重工宣布与星桥科技、白鹭集团、红杉果业达成合作。",
            ("雾岛重工", "partners_with", "星桥科技", "合作"),
            {("雾岛重工", "白鹭集团"), ("雾岛重工", "红杉果业")},
        ),
        (
            "雾岛重工与星桥科技、白鹭集团达成合作。",
            ("雾岛重工", "partners_with", "星桥科技", "合作"),
            {("雾岛重工", "白鹭集团")},
        ),
        (
            "青禾通信发布了松果云盘、灯塔聊天以及《橘猫音乐》。",
            ("青禾通信", "launched", "松果云盘", "发布"),
            {("青禾通信", "灯塔聊天"), ("青禾通信", "橘猫音乐")},
        ),
        (
            "陆知遥、顾一鸣和沈半夏共同创办了星桥科技。",
            ("顾一鸣", "founded", "星桥科技", "创办"),
            {("陆知遥", "星桥科技"), ("沈半夏", "星桥科技")},
        ),
        (
            "本轮融资由红杉果业领投，雾岛重工（600000.SH）、白鹭集团跟投星桥科技。",
            ("雾岛重工", "invested_in", "星桥科技", "跟投"),
            {("白鹭集团", "星桥科技")},
        ),
    ],
)
def test_other_members(text: str, claim: tuple[str, str, str, str], others: set[tuple[str, str]]) -> None:
    assert implied(text, *claim) == others


@pytest.mark.parametrize(
    ("text", "claim", "why"),
    [
        (
            "雾岛重工子公司星桥科技与白鹭集团签署协议。",
            ("星桥科技", "part_of", "雾岛重工", "子公司"),
            "the other party",
        ),
        (
            "星桥科技、白鹭集团分别是雾岛重工和青禾通信的子公司。",
            ("星桥科技", "part_of", "雾岛重工", "子公司"),
            "each his own",
        ),
        (
            "入选的有青禾通信旗下松果云盘、灯塔聊天、橘猫音乐等。",
            ("青禾通信", "operates", "松果云盘", "旗下"),
            "an outer row",
        ),
        ("雾岛重工股东陆知遥、星桥科技股东顾一鸣出席。", ("陆知遥", "invested_in", "雾岛重工", "股东"), "two phrases"),
        (
            "雾岛重工和星桥科技合作推出松果云盘。",
            ("雾岛重工", "partners_with", "星桥科技", "合作"),
            "both ends in one row",
        ),
        ("雾岛重工、星桥科技的松果云盘上线。", ("星桥科技", "operates", "松果云盘", None), "no trigger"),
        (
            "雾岛重工收购星桥科技，白鹭集团没有回应。",
            ("雾岛重工", "acquired", "星桥科技", "收购"),
            "a comma joins nothing",
        ),
        ("青禾通信推出松果云盘和陆知遥的新书。", ("青禾通信", "launched", "松果云盘", "推出"), "another type of name"),
    ],
)
def test_no_other_members(text: str, claim: tuple[str, str, str, str | None], why: str) -> None:
    assert implied(text, *claim) == set(), why


def test_weak_claims_and_known_ones_imply_nothing() -> None:
    text = "青禾通信发布了松果云盘、灯塔聊天。"
    read = reading(text)
    firm, one, other = read.mentions
    trigger = Span(text.index("发布"), text.index("发布") + 2)
    claim = Claim(read.document.id, firm, "launched", one, read.sentences[0].span, trigger, score=0.2)
    assert spread(read, [claim], SCHEMA) == []
    strong = replace(claim, score=0.9)
    assert [made.tail for made in spread(read, [strong], SCHEMA)] == [other]
    assert spread(read, [strong, replace(claim, tail=other, score=0.85)], SCHEMA) == []


def test_rows_end_at_a_party_and_name_the_product_of_a_brand() -> None:
    read = reading("雾岛重工与星桥科技、白鹭集团讨论橙湾灯塔聊天、青禾通信的松果云盘和橘猫音乐。")
    found = [[item.name.text for item in row] for row in rows(read, read.sentences[0])]
    assert found == [["雾岛重工"], ["星桥科技", "白鹭集团"], ["灯塔聊天", "松果云盘", "橘猫音乐"]]


def test_part_of_the_rules_extractor(tmp_path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("星桥科技 9 nt\n白鹭集团 9 nt\n雾岛重工 9 nt\n红杉果业 9 nt\n", encoding="utf-8")
    extraction = extract.create("rules", SCHEMA, userdict=words).extract(
        Document("雾岛重工的三家子公司星桥科技、白鹭集团和红杉果业同日挂牌。")
    )
    assert {claim.head.text for claim in extraction.claims if claim.type == "part_of"} == {
        "星桥科技",
        "白鹭集团",
        "红杉果业",
    }
