"""Sentences of being, of our own: whose rival, partner, owner or founder is whom, and who is ruled out."""

from __future__ import annotations

import re

import pytest

from guanxi import extract
from guanxi.extract.attributes import fill
from guanxi.extract.reading import Reading
from guanxi.extract.rules.copular import copular, overrule
from guanxi.model import Claim, Document, Mention
from guanxi.schema import load_schema

SCHEMA = load_schema()
NAMES = {
    "ORG": ["青禾通信", "雾岛重工", "星桥科技", "白鹭集团", "红杉果业", "南屿新闻", "橙湾"],
    "PRODUCT": ["松果云盘", "灯塔聊天", "蓝鲸手机", "橘猫音乐", "Tovo"],
    "PERSON": ["陆知遥", "顾一鸣", "沈半夏"],
}
TYPES = {name: type for type, names in NAMES.items() for name in names}


def reading(text: str) -> Reading:
    document = Document(text)
    pattern = "|".join(sorted(TYPES, key=lambda name: -len(name)))
    found = [
        Mention(document.id, match.start(), match.end(), match[0], TYPES[match[0]])
        for match in re.finditer(pattern, text)
    ]
    return Reading.of(document, found)


def stated(text: str) -> set[str]:
    read = reading(text)
    return {
        f"{claim.head.text} {claim.type} {claim.tail.text}" + (" denied" if claim.polarity == "denied" else "")
        for claim in fill(read, copular(read, SCHEMA))
    }


CASES = [
    # Whose it is stands right before the noun.
    ("松果云盘的竞争对手是灯塔聊天。", {"松果云盘 competes_with 灯塔聊天"}),
    ("松果云盘目前最大的竞争对手仍然是橘猫音乐。", {"松果云盘 competes_with 橘猫音乐"}),
    (
        "青禾通信的主要供应商包括雾岛重工、星桥科技和白鹭集团等。",
        {f"{name} supplies 青禾通信" for name in ("雾岛重工", "星桥科技", "白鹭集团")},
    ),
    ("青禾通信的客户包括雾岛重工和星桥科技。", {"青禾通信 supplies 雾岛重工", "青禾通信 supplies 星桥科技"}),
    ("星桥科技的母公司是雾岛重工。", {"星桥科技 part_of 雾岛重工"}),
    ("雾岛重工的全资子公司有星桥科技、白鹭集团。", {"星桥科技 part_of 雾岛重工", "白鹭集团 part_of 雾岛重工"}),
    (
        "星桥科技的创始人是陆知遥和顾一鸣。",
        {"陆知遥 founded 星桥科技", "顾一鸣 founded 星桥科技"},
    ),
    ("星桥科技现任CEO是来自青禾通信的陆知遥。", {"陆知遥 works_for 星桥科技"}),
    ("星桥科技（Xingqiao）的控股股东为雾岛重工（600000.SH），持股51%。", {"雾岛重工 invested_in 星桥科技"}),
    ("松果云盘的前身是橘猫音乐。", {"松果云盘 derived_from 橘猫音乐"}),
    # Named a clause or two before.
    ("Tovo主打海外市场，因此首要竞争对手是灯塔聊天。", {"Tovo competes_with 灯塔聊天"}),
    ("雾岛重工表示，Tovo主打海外市场，因此竞争对手是灯塔聊天。", {"Tovo competes_with 灯塔聊天"}),
    ("星桥科技成立于2015年，法定代表人为陆知遥，注册资本一亿元。", {"陆知遥 works_for 星桥科技"}),
    ("星桥科技成立于2015年，总部在杭州，是雾岛重工的控股子公司。", {"星桥科技 part_of 雾岛重工"}),
    ("星桥科技发展很快，其合作伙伴包括白鹭集团、青禾通信。", {
        "星桥科技 partners_with 白鹭集团", "星桥科技 partners_with 青禾通信",
    }),
    ("南屿新闻获悉，星桥科技发生变更。该公司成立于2021年，法定代表人为陆知遥。", {"陆知遥 works_for 星桥科技"}),
    ("雾岛重工入股了星桥科技，后者为白鹭集团的全资子公司。", {"星桥科技 part_of 白鹭集团"}),
    # Ruled out, and named instead.
    ("Tovo的首要竞争对手是灯塔聊天而非橘猫音乐。", {
        "Tovo competes_with 灯塔聊天", "Tovo competes_with 橘猫音乐 denied",
    }),
    ("Tovo的对手是灯塔聊天，而不是橘猫音乐。", {
        "Tovo competes_with 灯塔聊天", "Tovo competes_with 橘猫音乐 denied",
    }),
    ("Tovo的竞争对手不是橘猫音乐，而是灯塔聊天。", {
        "Tovo competes_with 灯塔聊天", "Tovo competes_with 橘猫音乐 denied",
    }),
    ("Tovo的竞争对手并非松果云盘而是灯塔聊天。", {
        "Tovo competes_with 灯塔聊天", "Tovo competes_with 松果云盘 denied",
    }),
    ("Tovo的对手是灯塔聊天、松果云盘，而非橘猫音乐。", {
        "Tovo competes_with 灯塔聊天", "Tovo competes_with 松果云盘", "Tovo competes_with 橘猫音乐 denied",
    }),
    ("Tovo的对手是灯塔聊天，而非松果云盘和橘猫音乐。", {
        "Tovo competes_with 灯塔聊天", "Tovo competes_with 松果云盘 denied", "Tovo competes_with 橘猫音乐 denied",
    }),
    ("星桥科技的母公司是雾岛重工而不是白鹭集团。", {
        "星桥科技 part_of 雾岛重工", "星桥科技 part_of 白鹭集团 denied",
    }),
    ("星桥科技的创始人并不是陆知遥，而是顾一鸣。", {
        "陆知遥 founded 星桥科技 denied", "顾一鸣 founded 星桥科技",
    }),
    ("雾岛重工并非星桥科技的股东。", {"雾岛重工 invested_in 星桥科技 denied"}),
    # The claim's end is what the noun phrase ends in.
    ("Tovo的竞争对手是橙湾灯塔聊天而非青禾通信的橘猫音乐。", {
        "Tovo competes_with 灯塔聊天", "Tovo competes_with 橘猫音乐 denied",
    }),
    # The other way round.
    ("雾岛重工和白鹭集团都是星桥科技的股东。", {
        "雾岛重工 invested_in 星桥科技", "白鹭集团 invested_in 星桥科技",
    }),
    ("陆知遥曾是星桥科技的联合创始人之一。", {"陆知遥 founded 星桥科技"}),
    ("作为星桥科技的创始人，陆知遥没有出席。", {"陆知遥 founded 星桥科技"}),
    ("青禾通信与雾岛重工互为竞争对手。", {"青禾通信 competes_with 雾岛重工"}),
    ("青禾通信一直把雾岛重工视为最大的竞争对手。", {"青禾通信 competes_with 雾岛重工"}),
]  # fmt: skip

TRAPS = [
    ("松果云盘的竞争对手是灯塔聊天的一名前员工。", "names within a longer noun phrase"),
    ("松果云盘的竞争对手是灯塔聊天用户常用的几款应用。", "users, not the product"),
    ("松果云盘的竞争对手是谁？灯塔聊天没有回答。", "the name belongs to the next sentence"),
    ("松果云盘的竞争对手很多，灯塔聊天是后来者。", "no verb of being after the noun"),
    ("陆知遥说，竞争对手是对的，灯塔聊天也同意。", "no name after the verb"),
    ("青禾通信收购了星桥科技，陆知遥是好朋友的创始人代表。", "another noun after the noun of relation"),
    ("星桥科技的创始人是一位工程师，陆知遥是她的同学。", "an unnamed founder"),
    ("星桥科技的供应商的股东是陆知遥的表弟。", "the owner is no name, and neither is the end"),
    ("青禾通信与雾岛重工的合作伙伴是老朋友。", "no name after the verb"),
    ("陆知遥谈到雾岛重工时说，股东是上帝，星桥科技也是。", "股东 is nobody's here"),
    ("在灯塔聊天上，陆知遥问道：股东是白鹭集团吗？", "the clause before is about nobody's shares"),
    ("橘猫音乐推出会员，松果云盘的客户是年轻人，灯塔聊天的是老人。", "客户 are no names"),
    ("南屿新闻报道了雾岛重工的发布会，供应商包括数十家工厂，橙湾没有到场。", "no name right after the verb"),
    ("顾一鸣是陆知遥的创始人同学。", "创始人 is an attribute of another noun"),
    ("蓝鲸手机的竞争对手是陆知遥是一种误解。", "what follows is no end of a noun phrase"),
]


@pytest.mark.parametrize(("text", "claims"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_stated(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(("text", "why"), TRAPS)
def test_traps(text: str, why: str) -> None:
    assert stated(text) == set(), why


def test_source_and_evidence_of_a_dropped_subject() -> None:
    text = "推出方雾岛重工则表示，Tovo主要做海外通话，因此首要竞争对手是橙湾灯塔聊天而非橘猫音乐。后来如何不知。"
    read = reading(text)
    for claim in fill(read, copular(read, SCHEMA)):
        assert claim.source is not None and claim.source.text == "雾岛重工"
        assert claim.evidence.of(text).endswith("橘猫音乐。")
        assert claim.trigger is not None and claim.trigger.of(text) == "竞争对手"


def test_evidence_holds_both_ends_when_the_firm_was_named_a_sentence_before() -> None:
    read = reading("星桥科技发生变更。该公司法定代表人不变，母公司为白鹭集团。")
    for claim in copular(read, SCHEMA):
        assert claim.evidence.contains(claim.head) and claim.evidence.contains(claim.tail)


def test_the_rule_overrules_other_readings_of_the_same_noun() -> None:
    text = "雾岛重工表示，Tovo的竞争对手是灯塔聊天。雾岛重工与青禾通信竞争。"
    read = reading(text)
    (ruled,) = copular(read, SCHEMA)
    named = {mention.start: mention for mention in read.mentions}
    firm, rival = read.mentions[0], read.mentions[2]
    other = Claim(read.document.id, firm, "competes_with", rival, ruled.evidence, ruled.trigger, extractor="neural")
    same = Claim(read.document.id, rival, "competes_with", ruled.head, ruled.evidence, ruled.trigger, score=0.4)
    first, second = sorted(named)[3:5]
    apart = Claim(read.document.id, named[first], "competes_with", named[second], read.sentences[1].span)
    assert overrule([ruled, other, same, apart]) == [ruled, same, apart]


def test_user_schema_nouns(tmp_path) -> None:
    path = tmp_path / "schema.toml"
    path.write_text(
        'version = 1\n[entities.ORG]\nzh = "组织"\nen = "organisation"\n[relations.sponsors]\nzh = "赞助"\n'
        'en = "sponsors"\nhead = ["ORG"]\ntail = ["ORG"]\ninverse_triggers = ["赞助商"]\n',
        encoding="utf-8",
    )
    read = reading("星桥科技的赞助商是白鹭集团。")
    (claim,) = copular(read, load_schema(path))
    assert (claim.head.text, claim.type, claim.tail.text) == ("白鹭集团", "sponsors", "星桥科技")


def test_part_of_the_rules_extractor(tmp_path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("星桥科技 9 nt\n白鹭集团 9 nt\n", encoding="utf-8")
    extraction = extract.create("rules", SCHEMA, userdict=words).extract(Document("星桥科技的母公司是白鹭集团。"))
    assert [(claim.head.text, claim.type, claim.tail.text) for claim in extraction.claims] == [
        ("星桥科技", "part_of", "白鹭集团")
    ]
