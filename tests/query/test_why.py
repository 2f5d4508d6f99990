"""Why a relation is there, and why another one is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.assemble import assemble
from guanxi.errors import PatternError, UnknownNameError
from guanxi.model import Document, Extraction
from guanxi.passages import passages
from guanxi.query import why, why_not
from guanxi.store import Store
from tests.graphs import SCHEMA, claim, extraction, mention


def store_of(tmp_path: Path, *found: Extraction) -> Store:
    store = Store.open(tmp_path / "g.db", create=True)
    store.put(found, "f", passages)
    return store


@pytest.fixture
def store(tmp_path: Path):
    document = Document("青鸟公司否认收购白鹭集团。听说青鸟公司想投资白鹭集团。白鹭集团与黑鹳公司在场。")
    names = {name: mention(document, name) for name in ("青鸟公司", "白鹭集团", "黑鹳公司")}
    denied = claim(document, names["青鸟公司"], "acquired", names["白鹭集团"], "收购", polarity="denied", score=0.9)
    weak = replace(claim(document, names["青鸟公司"], "invested_in", names["白鹭集团"], "投资"), score=0.31)
    again = [mention(document, "白鹭集团")]
    at = document.text.rindex("白鹭集团")
    again.append(replace(again[0], start=at, end=at + 4))
    one = Extraction(document, tuple(sorted({*names.values(), *again})), (denied, weak))
    other = extraction("红鹤公司推出飞鱼软件。", ("红鹤公司", "launched", "飞鱼软件"), types={"飞鱼软件": "PRODUCT"})
    with store_of(tmp_path, one, other) as opened:
        yield opened


def causes(store: Store, a: str, relation: str, b: str) -> list[str]:
    return [reason.cause for reason in why_not(store, SCHEMA, a, relation, b, min_score=0.5)]


def test_why_gives_the_relation_with_its_claims(store: Store) -> None:
    graph = assemble(store, SCHEMA)
    found = why(graph, "红鹤公司", "发布", "飞鱼软件")
    assert found is not None and found.type == "launched" and found.best.extractor == ""
    assert why(graph, "飞鱼软件", "推出", "红鹤公司") is None
    with pytest.raises(UnknownNameError):
        why(graph, "无此公司", "推出", "飞鱼软件")
    with pytest.raises(PatternError, match="no relation is called “卖萌”"):
        why(graph, "红鹤公司", "卖萌", "飞鱼软件")


def test_why_not(store: Store) -> None:
    assert causes(store, "红鹤公司", "推出", "飞鱼软件") == ["there"]
    assert causes(store, "红鹤", "推出", "飞鱼软件")[0] in ("unknown", "there")
    assert causes(store, "无此公司", "推出", "也无此物") == ["unknown", "unknown"]
    assert causes(store, "青鸟公司", "收购", "白鹭集团") == ["denied", "other"]
    assert causes(store, "青鸟公司", "投资", "白鹭集团") == ["weak", "other"]
    assert causes(store, "白鹭集团", "收购", "青鸟公司") == ["reversed", "other"]
    assert "types" in causes(store, "飞鱼软件", "收购", "红鹤公司")
    assert causes(store, "白鹭集团", "合作", "黑鹳公司") == ["together"]
    assert causes(store, "红鹤公司", "合作", "白鹭集团") == ["apart"]


def test_reasons_carry_claims_and_sentences(store: Store) -> None:
    (weak, _) = why_not(store, SCHEMA, "青鸟公司", "投资", "白鹭集团", min_score=0.5)
    assert weak.claims[0].score == 0.31 and "0.31" in weak.text and "0.5" in weak.text
    (together,) = why_not(store, SCHEMA, "白鹭集团", "合作", "黑鹳公司", min_score=0.5)
    ((document, span),) = together.sentences
    assert span.of(document.text) == "白鹭集团与黑鹳公司在场。"
