"""The whole job on small inputs: reports, incremental builds, failures, and the same graph in any order."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from guanxi.errors import GuanxiError, OutputError, StoreError
from guanxi.extract import create, protocol
from guanxi.model import Document, Extraction
from guanxi.pipeline import Report, build
from guanxi.store import Store

TEXTS = {
    "a.md": "---\ntitle: 一\ntime: 2013-06-19\n---\n"
    "青鸟科技有限公司（以下简称“青鸟科技”）推出了“FlyFish”。青鸟科技总裁李卫国表示满意。\n",
    "b.md": "青鸟科技推出FlyFish。白鹭集团质疑FlyFish。\n",
    "c.txt": "王小明（白鹭集团研究院员工）质疑青鸟科技。白鹭集团收购了青鸟科技。\n",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(paths: list[Path], out: Path, **options) -> Report:
    return build(paths, db=out / "g.db", out=out, extractor=options.pop("extractor", "rules"), **options)


def graphml(out: Path) -> bytes:
    return (out / "graph.graphml").read_bytes()


def test_builds_and_reports(seeds: Path, tmp_path: Path) -> None:
    (seeds / "empty.md").write_text("")
    (seeds / "copy.md").write_text(TEXTS["b.md"], encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    report = run([seeds], tmp_path / "out", progress=lambda *step: told.append(step))
    assert (report.read, report.extracted, report.unchanged, report.duplicates, report.removed) == (4, 3, 0, 1, 0)
    assert [Path(one.path).name for one in report.skipped] == ["empty.md"] and report.skipped[0].reason
    assert sum(report.entities.values()) == len(report.graph) > 0
    assert sum(report.relations.values()) == report.graph.number_of_edges() > 0
    counts = [count for _, count in report.top]
    assert counts == sorted(counts, reverse=True) and counts[-1] > 0
    assert [file.name for file in report.files] == ["g.db", "graph.html", "graph.graphml"]
    assert all(file.stat().st_size for file in report.files)
    assert ("extract", 3, 3) in told and told[-1] == ("write", 2, 2)


def test_unchanged_documents_are_not_extracted_again(seeds: Path, tmp_path: Path) -> None:
    run([seeds], tmp_path / "out")
    before = graphml(tmp_path / "out")
    report = run([seeds], tmp_path / "out")
    assert (report.extracted, report.unchanged) == (0, 3)
    assert graphml(tmp_path / "out") == before
    (tmp_path / "words.txt").write_text("青鸟科技 9 nt\n", encoding="utf-8")
    assert run([seeds], tmp_path / "out", userdict=tmp_path / "words.txt").extracted == 3


def test_changed_files_replace_their_documents_and_others_stay(seeds: Path, tmp_path: Path) -> None:
    run([seeds], tmp_path / "out")
    (seeds / "b.md").write_text("黑鹳公司推出了“SeaBird”。\n", encoding="utf-8")
    report = run([seeds / "b.md"], tmp_path / "out")
    assert (report.read, report.extracted, report.removed) == (1, 1, 1)
    with Store.open(tmp_path / "out" / "g.db") as store:
        names = {document.name: document.text for document in store.documents()}
    assert set(names) == {"a", "b", "c"} and "黑鹳" in names["b"]


def test_records_that_left_their_file_go(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    lines = [json.dumps({"text": text}) for text in TEXTS.values()]
    file.write_text("\n".join(lines))
    run([file], tmp_path / "out")
    file.write_text("\n".join(lines[:2]))
    assert run([file], tmp_path / "out").removed == 1
    with Store.open(tmp_path / "out" / "g.db") as store:
        assert len(list(store.documents())) == 2


def test_any_order_and_any_number_of_workers_give_the_same_bytes(seeds: Path, tmp_path: Path) -> None:
    results = set()
    for at, names in enumerate(itertools.permutations(TEXTS)):
        run([seeds / name for name in names], tmp_path / f"all{at}")
        results.add(graphml(tmp_path / f"all{at}"))
    for name in reversed(TEXTS):
        run([seeds / name], tmp_path / "one-by-one")
    results.add(graphml(tmp_path / "one-by-one"))
    run([seeds], tmp_path / "jobs", jobs=2)
    results.add(graphml(tmp_path / "jobs"))
    assert len(results) == 1


class _Faulty:
    """Reads as the rules do, but breaks on one document."""

    name = "faulty"

    def __init__(self, schema, userdict) -> None:
        self.rules = create("rules", schema, userdict)

    def extract(self, document: Document) -> Extraction:
        if "白鹭集团收购" in document.text:
            raise ZeroDivisionError("a bug\nin two lines")
        return self.rules.extract(document)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(protocol._factories, "faulty", _Faulty)
    return "faulty"


def test_a_document_that_fails_is_reported_and_the_rest_is_built(seeds: Path, tmp_path: Path, faulty: str) -> None:
    report = run([seeds], tmp_path / "out", extractor=faulty)
    assert (report.read, report.extracted) == (3, 2)
    (skipped,) = report.skipped
    assert skipped.path.endswith("c.txt") and "ZeroDivisionError: a bug in two lines" in skipped.reason
    assert run([seeds], tmp_path / "out", extractor=faulty).unchanged == 2  # and the bad one is tried again


def test_a_failing_document_keeps_what_was_stored_of_it(seeds: Path, tmp_path: Path, faulty: str) -> None:
    (seeds / "c.txt").write_text("王小明质疑青鸟科技。", encoding="utf-8")
    run([seeds], tmp_path / "out", extractor=faulty)
    (seeds / "c.txt").write_text(TEXTS["c.txt"], encoding="utf-8")
    assert run([seeds], tmp_path / "out", extractor=faulty).removed == 0
    with Store.open(tmp_path / "out" / "g.db") as store:
        assert "王小明质疑青鸟科技。" in {document.text for document in store.documents()}


def test_a_text_that_is_no_unicode_does_not_stop_the_others(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"text": "半个\\ud83d字，青鸟科技推出FlyFish。"}\n{"text": "青鸟科技推出FlyFish。"}\n')
    report = run([file], tmp_path / "out")
    with Store.open(tmp_path / "out" / "g.db") as store:
        assert "青鸟科技推出FlyFish。" in {document.text for document in store.documents()}
    assert report.read + len(report.skipped) >= 2


def test_a_stopped_build_loses_nothing_and_goes_on_later(seeds: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("guanxi.pipeline.BATCH", 1)

    def stop(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("extract", 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([seeds], tmp_path / "out", progress=stop)
    report = run([seeds], tmp_path / "out")
    assert (report.extracted, report.unchanged) == (1, 2)


def test_errors_leave_what_was_there(seeds: Path, tmp_path: Path) -> None:
    run([seeds], tmp_path / "out")
    before = graphml(tmp_path / "out")
    with pytest.raises(GuanxiError, match="no extractor"):
        run([seeds], tmp_path / "out", extractor="magic")
    with pytest.raises(StoreError):
        build([seeds], db=seeds / "a.md", out=tmp_path / "out", extractor="rules")
    assert graphml(tmp_path / "out") == before
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        build([seeds], db=tmp_path / "g.db", out=tmp_path / "file", extractor="rules")


def test_an_unknown_extractor_is_named_even_with_workers(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(GuanxiError, match="no extractor"):
        run([seeds], tmp_path / "out", extractor="magic", jobs=2)
