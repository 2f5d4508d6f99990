from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi import extract
from guanxi.extract.attributes import fill
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Document, Mention, Span
from guanxi.schema import load_schema

RULES = extract.create("rules", load_schema())
WORDS = """
公司 集团 研究院 总裁 李明 员工A ： （ ） “ ” 《 》 ， 。 ？ 、 收购 推出 被 由 否认 以下简称 称作 表示 据 报道
去年 12月 5日 拟 不 没有 难道 吗 北京 华丰 Nova Ab 😀 𠀀 2019 年 前 的 和 与
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u3000"])
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_spans_within_it(text: str) -> None:
    document = Document(text, date="2019-05-06")
    extraction = RULES.extract(document)
    end = 0
    for mention in extraction.mentions:
        assert end <= mention.start < mention.end <= len(text), "mentions overlap or leave the text"
        assert text[mention.start : mention.end] == mention.text
        assert mention.document == document.id
        end = mention.end
    known = set(extraction.mentions)
    for claim in extraction.claims:
        assert claim.head in known and claim.tail in known
        assert claim.source is None or claim.source in known
        assert 0 <= claim.evidence.start < claim.evidence.end <= len(text)
        for span in (claim.trigger, claim.time):
            assert span is None or claim.evidence.contains(span)
    for alias in extraction.aliases:
        assert alias.a in known and alias.b in known and alias.a.type == alias.b.type


@given(TEXTS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_claim_can_be_judged(text: str, dated: bool) -> None:
    document = Document(text, date="2019-05-06" if dated else "")
    names = [
        Mention(
            document.id,
            match.start(),
            match.end(),
            match[0],
            {"李明": "PERSON", "Nova": "PRODUCT"}.get(match[0], "ORG"),
        )
        for match in re.finditer("李明|华丰|Nova|北京", text)
    ]
    reading = Reading.of(document, names)
    triggers = [None, *(Span(*match.span()) for match in re.finditer("收购|推出|总裁|否认", text))]
    bare = [
        Claim(document.id, head, type, tail, reading.whole(trigger or head.span), trigger)
        for head, tail in itertools.islice(itertools.permutations(names, 2), 6)
        for trigger in triggers[:4]
        for type in ("acquired", "works_for", "discontinued", "part_of")
    ]
    for before, after in zip(bare, fill(reading, bare), strict=True):
        assert (after.head, after.type, after.tail, after.trigger) == (
            before.head,
            before.type,
            before.tail,
            before.trigger,
        )
        assert after.polarity in ("asserted", "denied") and after.modality in ("fact", "plan", "rumour", "opinion")
        assert after.source is None or after.source in names
        assert reading.whole(after.evidence) == after.evidence, "torn evidence"
        assert after.time is None or after.evidence.contains(after.time)
        assert after.time is not None or not after.date


@pytest.mark.parametrize(
    "unit",
    [
        "华丰公司推出Nova手机，",
        "李明：华丰公司好。",
        "据华丰公司报道，李明表示：“",
        "（以下简称“",
        "2019年12月5日",
        "Nova ",
        "华丰集团、",
        "《",
    ],
)
def test_long_input_takes_linear_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    start = time.process_time()
    RULES.extract(Document(text))
    assert time.process_time() - start < 20
