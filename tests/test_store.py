"""The database: round trips, replacing, unchanged documents, and files that are not ours."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanxi.errors import InputError, StoreError
from guanxi.model import Alias, Claim, Document, Entity, Extraction, Mention, Merge, Span
from guanxi.store import Store
from tests.graphs import extraction, mention

TEXT = "甲公司推出了乙软件。"


def one(path: str = "a.md", text: str = TEXT) -> Extraction:
    return extraction(
        text, ("甲公司", "launched", "乙软件"), types={"乙软件": "PRODUCT"}, path=path, name=Path(path).stem
    )


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "g.db", create=True) as opened:
        yield opened


# Every text that UTF-8 can hold, hostile ones and NUL included.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["'; DROP TABLE claims; --", "\x00", '"', "%s ? :a", "𠮷野家", "😀"]
)
spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Span(*sorted(pair)))
scores = st.floats(0, 1)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    meta = draw(st.dictionaries(texts, texts, max_size=3))
    text, name, title, date, author, url, path = (draw(texts) for _ in range(7))
    document = Document(text, name, title, date, author, url, path, meta)
    mentions = st.builds(
        Mention, st.just(document.id), st.integers(0, 50), st.integers(0, 50), texts, texts, scores, texts
    )
    optional = st.none() | spans
    claims = st.builds(
        Claim, st.just(document.id), mentions, texts, mentions, spans, optional,
        st.sampled_from(["asserted", "denied"]), st.sampled_from(["fact", "plan", "rumour", "opinion"]),
        st.none() | mentions, optional, texts, scores, texts, st.booleans(), texts,
    )  # fmt: skip
    aliases = st.builds(Alias, mentions, mentions, texts, spans, scores)
    said = tuple(draw(st.lists(claims, max_size=4)))
    return Extraction(
        document, tuple(draw(st.lists(mentions, max_size=4))), said, tuple(draw(st.lists(aliases, max_size=4)))
    )


@given(st.lists(extractions(), max_size=3))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_everything_comes_back(tmp_path_factory: pytest.TempPathFactory, given: list[Extraction]) -> None:
    kept = {}
    for at, item in enumerate(given):  # one path each, so that none replaces another
        document = item.document
        document.__dict__["path"] = f"{at}{document.path}"
        kept[document.id] = item
    with Store.open(tmp_path_factory.mktemp("db") / "g.db", create=True) as store:
        store.put(kept.values(), "f")
        found = list(store.extractions())
    assert [one.document.id for one in found] == sorted(kept)
    for one in found:
        put = kept[one.document.id]
        assert repr(one) == repr(put)  # repr, for equality of mentions leaves out their scores
        assert (one.document.path, dict(one.document.meta)) == (put.document.path, dict(put.document.meta))


def test_opens_again_and_reads_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "g.db"
    with Store.open(path, create=True) as store:
        store.put([one()], "f")
    with Store.open(path) as store:
        assert list(store.extractions()) == [one()]
        with pytest.raises(StoreError, match="can't be opened or written"):
            store.put([one()], "f")


@pytest.mark.skipif(os.name == "nt", reason="rights of folders")
def test_reads_in_a_read_only_folder(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with Store.open(path, create=True) as store:
        store.put([one()], "f")
    path.chmod(stat.S_IRUSR)
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Store.open(path) as store:
            assert len(list(store.documents())) == 1
        assert list(tmp_path.iterdir()) == [path]
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_changed_file_replaces_its_document(store: Store) -> None:
    store.put([one("a.md"), one("b.md", TEXT + "完。")], "f")
    store.put([one("a.md", TEXT + "改了。")], "f")
    assert {d.path: d.text for d in store.documents()} == {"a.md": TEXT + "改了。", "b.md": TEXT + "完。"}


def test_one_article_in_two_files_is_one_document_until_both_change(store: Store) -> None:
    store.put([one("b.md")], "f")
    store.touch([one("a.md").document])
    assert [(d.path, d.name) for d in store.documents()] == [("a.md", "a")]
    store.put([one("a.md", TEXT + "改了。")], "f")
    assert sorted((d.path, d.text) for d in store.documents()) == [("a.md", TEXT + "改了。"), ("b.md", TEXT)]
    assert store.forget(["b.md"]) == 1
    assert [d.path for d in store.documents()] == ["a.md"]


def test_standard_input_replaces_nothing(store: Store) -> None:
    store.put([one("-")], "f")
    store.put([one("-", TEXT + "又一篇。")], "f")
    store.put([one("", TEXT + "第三篇。")], "f")
    assert len(list(store.documents())) == 3


def test_extracting_again_replaces_the_extraction(store: Store) -> None:
    store.put([one()], "rules")
    bare = Extraction(one().document)
    store.put([bare], "neural")
    assert list(store.extractions()) == [bare]
    assert store.fingerprints() == {bare.document.id: "neural"}


def test_a_failed_write_changes_nothing(store: Store) -> None:
    store.put([one()], "f")
    document = Document("半个\ud83d字", path="bad.jsonl:3")
    with pytest.raises(InputError, match=r"bad\.jsonl:3"):
        store.put([one("b.md", TEXT + "好。"), Extraction(document)], "f")
    assert [d.path for d in store.documents()] == ["a.md"]
    broken = Claim("", *(Mention("", 0, 1, "甲", "ORG"), "launched", Mention("", 0, 1, "乙", "ORG")), Span(0, 1))
    object.__setattr__(broken, "polarity", "maybe")
    with pytest.raises(StoreError):
        store.put([Extraction(one().document, (), (broken,))], "f")
    assert list(store.extractions()) == [one()]


def test_entities_and_merges_come_back_and_go_out_of_date(store: Store) -> None:
    item = one()
    store.put([item], "f")
    assert store.resolution == ""
    head, tail = item.mentions
    entities = [Entity("e1", "ORG", "甲公司", ("甲",), (head,)), Entity("e2", "PRODUCT", "乙软件", (), (tail,))]
    merges = [Merge("甲", "甲公司", "ORG", "short", 0.9, item.document.id, (Span(0, 3),))]
    ids = {head: "e1", tail: "e2"}
    store.put_resolution(entities, merges, ids.get, "how")
    assert (list(store.entities()), list(store.merges()), store.resolution) == (entities, merges, "how")
    (found,) = store.extractions()
    assert (found.claims[0].head_id, found.claims[0].tail_id) == ("e1", "e2")
    store.put([one("b.md", TEXT + "新。")], "f")
    assert store.resolution == ""


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "no such database; make one with: guanxi build"),
        (lambda path: path.write_bytes(b""), "not a guanxi database"),
        (lambda path: path.write_text("name,age\n" * 999), "not a database"),
        (lambda path: sqlite3.connect(path).executescript("CREATE TABLE a (b)"), "not a guanxi"),
        (lambda path: path.mkdir(), "is a folder"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_database_of_ours_gives_one_line(tmp_path: Path, make, message: str) -> None:
    path = tmp_path / "x.db"
    make(path)
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)


@pytest.mark.parametrize(("version", "message"), [(99, "newer guanxi"), (0, "old format")])
def test_other_versions_give_one_line(tmp_path: Path, version: int, message: str) -> None:
    Store.open(tmp_path / "g.db", create=True).close()
    connection = sqlite3.connect(tmp_path / "g.db")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    for create in (False, True):
        with pytest.raises(StoreError, match=message):
            Store.open(tmp_path / "g.db", create=create)


def test_a_damaged_file_gives_one_line(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with Store.open(path, create=True) as store:
        store.put([one(f"{n}.md", TEXT * 50 + str(n)) for n in range(50)], "f")
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged|make no sense"), Store.open(path) as store:
        list(store.extractions())


def test_a_locked_file_gives_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "g.db"
    with Store.open(path, create=True) as store, Store.open(path, create=True) as other:
        other._db.execute("PRAGMA busy_timeout = 1")
        with store._transaction(), pytest.raises(StoreError, match="another guanxi is writing"):
            other.put([one()], "f")


def test_mentions_keep_their_place_in_other_documents(store: Store) -> None:
    first, second = one("a.md"), one("b.md", "听说" + TEXT)
    store.put([second, first], "f")
    by_id = {e.document.id: e for e in store.extractions()}
    assert by_id[second.document.id].mentions[0] == mention(second.document, "甲公司")
    assert list(by_id) == sorted(by_id)
