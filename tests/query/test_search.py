"""Full-text search over a database that a build made."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from guanxi.pipeline import build
from guanxi.query import search
from guanxi.store import Store

TEXTS = {
    "a.md": "---\ntitle: 青鸟科技发布新品\ntime: 2013-06-19\n---\n"
    "青鸟科技有限公司（以下简称“青鸟科技”）推出了“FlyFish”。"
    "手机应用的竞争激烈。\n\n手机应用的竞争激烈。",
    "b.md": "青鸟科技推出FlyFish。白鹭集团总裁李卫国在北京大学演讲。",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, nx.MultiDiGraph]:
    folder = tmp_path_factory.mktemp("search")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = build([folder], db=folder / "g.db", out=None, extractor="rules")
    return folder / "g.db", report.graph


def texts(built: tuple[Path, nx.MultiDiGraph], words: str) -> list[str]:
    with Store.open(built[0]) as store:
        return [hit.text for hit in search(store, built[1], words).hits]


def test_sentences_hold_all_words_in_any_order_and_repeated_ones_come_once(built) -> None:
    assert texts(built, "竞争 手机") == ["手机应用的竞争激烈。"]
    assert texts(built, "手機應用") == ["手机应用的竞争激烈。"]


def test_words_inside_longer_words_and_any_case_or_width(built) -> None:
    assert texts(built, "大学") == ["白鹭集团总裁李卫国在北京大学演讲。"]
    assert len(texts(built, "ｆｌｙｆｉｓｈ")) == 2


def test_titles_are_searched(built) -> None:
    assert texts(built, "新品") == ["青鸟科技发布新品"]


def test_some_of_the_words_are_better_than_nothing(built) -> None:
    assert texts(built, "演讲 不曾有过的词") == ["白鹭集团总裁李卫国在北京大学演讲。"]


def test_entities_and_relations_stand_beside_the_sentences(built) -> None:
    with Store.open(built[0]) as store:
        found = search(store, built[1], "青鸟")
        assert found.entities[0].name.startswith("青鸟科技")
        found = search(store, built[1], "推出 FlyFish")
    assert "launched" in {relation.type for relation in found.relations}
    assert all(hit.span.of(hit.document.text) == hit.text for hit in found.hits if hit.span.end)


@pytest.mark.parametrize(
    "words", ["", "  ", "，。", '"', "a AND", "NEAR(", "*", "'; DROP TABLE terms; --", "\x00", "zzz"]
)
def test_nothing_found_and_nothing_broken(built, words: str) -> None:
    with Store.open(built[0]) as store:
        search(store, built[1], words)
        assert search(store, built[1], "手机").hits


def test_the_index_follows_the_documents(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("老的说法在这里。", encoding="utf-8")
    build([file], db=tmp_path / "g.db", out=None, extractor="rules")
    file.write_text("新的句子在那里。", encoding="utf-8")
    graph = build([file], db=tmp_path / "g.db", out=None, extractor="rules").graph
    with Store.open(tmp_path / "g.db") as store:
        assert not search(store, graph, "说法").hits
        assert len(search(store, graph, "句子").hits) == 1
        assert len(list(store._rows("SELECT * FROM terms"))) == 1
