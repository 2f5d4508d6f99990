"""The rules on sentences of our own, with invented names that a user dictionary makes known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guanxi import extract
from guanxi.model import Document, Extraction
from guanxi.schema import load_schema

WORDS = """
青禾通信 9 nt
青禾通信国际公司 9 nt
青禾通信研究院 9 nt
雾岛重工 9 nt
星桥科技 9 nt
松果云盘 9 nz
蓝鲸手机 9 nz
灯塔聊天 9 nz
陆知遥 9 nr
顾一鸣 9 nr
"""

Read = Callable[[str], Extraction]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    path = tmp_path_factory.mktemp("words") / "words.txt"
    path.write_text(WORDS.strip(), encoding="utf-8")
    extractor = extract.create("rules", load_schema(), userdict=path)
    return lambda text: extractor.extract(Document(text))


def facts(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {(claim.head.text, claim.type, claim.tail.text) for claim in extraction.claims}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("青禾通信昨天推出了松果云盘。", ("青禾通信", "launched", "松果云盘")),
        ("松果云盘是由青禾通信研发的。", ("青禾通信", "developed", "松果云盘")),
        ("星桥科技被雾岛重工收购。", ("雾岛重工", "acquired", "星桥科技")),
        ("雾岛重工以3亿元收购星桥科技。", ("雾岛重工", "acquired", "星桥科技")),
        ("星桥科技是雾岛重工的全资子公司。", ("星桥科技", "part_of", "雾岛重工")),
        ("推出方星桥科技表示，松果云盘主打安全。", ("星桥科技", "launched", "松果云盘")),
        ("陆知遥创办了星桥科技。", ("陆知遥", "founded", "星桥科技")),
        ("星桥科技创始人陆知遥出席。", ("陆知遥", "founded", "星桥科技")),
        ("松果云盘的竞争对手是灯塔聊天。", ("松果云盘", "competes_with", "灯塔聊天")),
        ("雾岛重工与星桥科技展开合作。", ("雾岛重工", "partners_with", "星桥科技")),
        ("雾岛重工和星桥科技为此打架。", ("雾岛重工", "opposes", "星桥科技")),
        ("陆知遥对松果云盘提出质疑。", ("陆知遥", "opposes", "松果云盘")),
    ],
)
def test_triggers(read: Read, text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(read(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("星桥科技被雾岛重工收购。", ("星桥科技", "acquired", "雾岛重工")),
        ("松果云盘由青禾通信推出。", ("松果云盘", "launched", "青禾通信")),
        ("陆知遥来到青禾通信。", ("陆知遥", "works_for", "青禾通信")),
        ("青禾通信总裁办公会上，陆知遥没来。", ("陆知遥", "works_for", "青禾通信")),
    ],
)
def test_what_triggers_do_not_state(read: Read, text: str, fact: tuple[str, str, str]) -> None:
    assert fact not in facts(read(text))


@pytest.mark.parametrize(
    ("text", "role", "former"),
    [
        ("青禾通信总裁陆知遥出席。", "总裁", False),
        ("青禾通信的前副总裁陆知遥出席。", "副总裁", True),
        ("青禾通信原首席执行官陆知遥出席。", "首席执行官", True),
        ("陆知遥（青禾通信总裁）出席。", "总裁", False),
        ("陆知遥，青禾通信董事长，出席。", "董事长", False),
        ("青禾通信董事长兼总裁陆知遥出席。", "董事长兼总裁", False),
        ("陆知遥曾任青禾通信总经理。", "总经理", True),
    ],
)
def test_titles(read: Read, text: str, role: str, former: bool) -> None:
    (claim,) = [claim for claim in read(text).claims if claim.type == "works_for"]
    assert (claim.head.text, claim.tail.text, claim.role, claim.former) == ("陆知遥", "青禾通信", role, former)
    assert claim.trigger is not None and claim.trigger.of(text) == role


def test_dialogue_gives_posts_and_sources(read: Read) -> None:
    text = "陆知遥：怎么样？ 员工A（青禾通信研究院某员工）：雾岛重工收购了星桥科技。 陆知遥：哦。"
    claims = {(c.head.text, c.type, c.tail.text): c for c in read(text).claims}
    post = claims["员工A", "works_for", "青禾通信研究院"]
    assert (post.role, post.source, post.former, post.modality) == ("员工", None, False, "fact")
    said = claims["雾岛重工", "acquired", "星桥科技"].source
    assert said is not None and (said.text, said.type) == ("员工A", "PERSON")


def test_parts_by_name(read: Read) -> None:
    found = facts(read("青禾通信很大。青禾通信国际公司和青禾通信研究院吵了一架。"))
    assert {("青禾通信国际公司", "part_of", "青禾通信"), ("青禾通信研究院", "part_of", "青禾通信")} <= found


def test_a_full_name_is_no_part_of_its_short_one(read: Read) -> None:
    assert facts(read("星桥科技很大。星桥科技股份有限公司和星桥科技俱乐部公告。")) == set()


def test_ends_of_names_are_mentions(read: Read) -> None:
    mentions = {mention.text for mention in read("青禾通信研究院不知情。青禾通信很大。研究院随后否认。").mentions}
    assert "研究院" in mentions


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("雾岛重工（以下简称“雾重”）公告。雾重没有回应。", "雾岛重工", "雾重"),
        ("雾岛重工（600000.SH，下称“雾重”）公告。", "雾岛重工", "雾重"),
        ("松果云盘，在公司内部被员工称作“松鼠”。", "松果云盘", "松鼠"),
        ("陆总（青禾通信总裁陆知遥）来了。", "陆知遥", "陆总"),
        ("星桥科技（英文名StarBridge）上市。", "星桥科技", "StarBridge"),
        ("星桥科技（StarBridge Inc.）上市。", "星桥科技", "StarBridge Inc."),
        ("松果云盘是英文Such Nice Cloud的缩写。", "松果云盘", "Such Nice Cloud"),
    ],
)
def test_stated_names(read: Read, text: str, first: str, second: str) -> None:
    pairs = {(alias.a.text, alias.b.text): alias for alias in read(text).aliases}
    assert (first, second) in pairs, pairs
    alias = pairs[first, second]
    assert alias.a.type == alias.b.type
    assert alias.evidence.contains(alias.a) and alias.evidence.contains(alias.b)


@pytest.mark.parametrize(
    "text",
    [
        "雾岛重工（以下简称“公司”）公告。",
        "雾岛重工和星桥科技被业内称为“双雄”。",
        "陆总（青禾通信总裁顾一鸣）来了。",
        "雾岛重工（600000.SH）公告。",
        "雾岛重工（WDZG.US）公告。",
        "雾岛重工（SZ 000816）公告。",
        "雾岛重工（以下简称“控股股东”）公告。",
        "雾岛重工（下称“受让方”）公告。",
    ],
)
def test_what_names_no_one_else(read: Read, text: str) -> None:
    assert read(text).aliases == ()


def test_evidence_is_whole_sentences_and_spans_quote_exactly(read: Read) -> None:
    article = Path(__file__).parents[2] / "seeds" / "jego.md"
    text = article.read_text(encoding="utf-8")
    extraction = read(text)
    assert len(extraction.claims) > 20
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
    for claim in extraction.claims:
        assert text[claim.evidence.end - 1] in "。！？：；~”）" or text[claim.evidence.end] == "\n"
        assert claim.trigger is None or claim.evidence.contains(claim.trigger)


def test_the_same_document_gives_the_same_extraction(read: Read) -> None:
    text = "青禾通信总裁陆知遥（以下简称“陆总”）宣布，雾岛重工收购星桥科技。\n员工A：好。\n员工B：不好。"
    assert read(text) == read(text)


def test_an_unknown_extractor_is_named() -> None:
    with pytest.raises(Exception, match=r"no extractor is called quantum; known: .*rules"):
        extract.create("quantum", load_schema())
