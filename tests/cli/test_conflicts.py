"""`conflicts`, `timeline`, `documents --reprints` and `--kinds` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import guanxi
from guanxi.library import KnowledgeGraph
from tests.cli.conftest import Result
from tests.query.stories import said, stories

KG = KnowledgeGraph(
    stories(
        said("2012年12月青藤公司收购了蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", when="2012-12"),
        said(
            "王小明否认青藤公司收购\x1b[31m蓝鲸公司。",
            "青藤公司",
            "acquired",
            "蓝鲸公司",
            polarity="denied",
            source="王小明",
        ),
        said(
            "青藤公司计划投资白鹭集团。", "青藤公司", "invested_in", "白鹭集团", modality="plan", published="2014-01-02"
        ),
        said("李小红质疑青藤公司。", "李小红", "opposes", "青藤公司", published=""),
    )
)


@pytest.fixture(autouse=True)
def graph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guanxi, "open_graph", lambda *_, **__: KG)


def test_both_sides_of_a_conflict_are_printed(run):
    result: Result = run("conflicts")
    assert result.code == 0
    first, left, *rest = result.out.splitlines()
    assert first == "肯定与否认 denied"
    assert left == "  青藤公司 —收购→ 蓝鲸公司  (1 voice)"
    assert rest[0] == "    “2012年12月青藤公司收购了蓝鲸公司。”"
    assert "  青藤公司 —收购（否认）→ 蓝鲸公司  (1 voice)" in rest
    assert any(line.startswith("    否认 “王小明否认") for line in rest) and "王小明 说" in result.out
    assert "\x1b" not in result.out


def test_conflicts_of_an_entity_and_as_rows(run):
    assert run("conflicts", "李小红").code == 1
    assert run("conflicts", "没有此人").code == 1
    (row,) = json.loads(run("conflicts", "王小明", "--format", "json").out)
    assert (row["kind"], row["left_support"], row["right_support"]) == ("denied", 1, 1)
    assert row["right_claims"][0]["polarity"] == "denied" and row["right_source"] == "王小明"
    (row,) = csv.DictReader(io.StringIO(run("conflicts", "--format", "csv", "--columns", "left,right").out))
    assert row == {"left": "青藤公司 —收购→ 蓝鲸公司", "right": "青藤公司 —收购（否认）→ 蓝鲸公司"}
    assert run("conflicts", "--sort", "-left_support").out.startswith("kind")


def test_a_timeline_says_which_dates_are_of_the_report(run):
    heads = [line for line in run("timeline", "青藤公司", "--evidence", "0").out.splitlines() if line]
    assert heads == [
        "2012-12  青藤公司 —收购→ 蓝鲸公司",
        "2013-06-19 报道  青藤公司 —收购（否认）→ 蓝鲸公司",
        "2014-01-02 报道  青藤公司 —投资（计划）→ 白鹭集团",
        "无日期  李小红 —质疑→ 青藤公司",
    ]
    rows = [json.loads(line) for line in run("timeline", "青藤公司", "--format", "jsonl").out.splitlines()]
    assert [(row["date"], row["dated"]) for row in rows][::3] == [("2012-12", "stated"), (None, None)]
    only = run("timeline", "青藤公司", "--since", "2013", "--until", "2013-12", "--evidence", 0).out
    assert only.splitlines() == heads[1:2]


@pytest.mark.parametrize(
    "words", [("timeline", "青藤公司", "--since", "昨天"), ("relations", "--kinds", "rumoured"), ("timeline",)]
)
def test_wrong_usage(run, words):
    result = run(*words)
    assert (result.code, result.out) == (2, "") and result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("kinds", "labels"),
    [
        ("asserted", {"收购", "质疑"}),
        ("planned", {"投资"}),
        ("denied", {"收购"}),
        ("肯定，计划", {"收购", "质疑", "投资"}),
        ("asserted,planned,denied", {"收购", "质疑", "投资"}),
    ],
)
def test_kinds_of_claims(run, kinds, labels):
    rows = json.loads(run("relations", "--kinds", kinds, "--format", "json").out)
    assert {row["label"] for row in rows} == labels
    shown = json.loads(run("show", "青藤公司", "--kinds", kinds, "--format", "json").out)
    assert {row["label"] for row in shown["relations"]} == labels
    listed = json.loads(run("query", "? -> ?", "--kinds", kinds, "--format", "json").out)
    assert len(listed) == len(labels)


def test_every_reader_takes_kinds(run, tmp_path: Path):
    assert run("path", "青藤公司", "蓝鲸公司", "--kinds", "denied").out.startswith("青藤公司 —收购（否认）→ 蓝鲸公司")
    out = run("export", "triples", "--kinds", "denied", "--out", "-").out
    assert out == "青藤公司\t收购（否认）\t蓝鲸公司\n"
    for name, kinds in (("denied", "denied"), ("asserted", "asserted")):
        assert run("view", "--static", tmp_path / f"{name}.svg", "--kinds", kinds).code == 0
    assert (tmp_path / "denied.svg").read_bytes() != (tmp_path / "asserted.svg").read_bytes()


def test_reprints_are_listed_with_the_passage(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from tests.resolve.test_reprints import EDITED, INDEPENDENT, STORY, write

    kg = guanxi.build(write(tmp_path / "in", a=STORY, b=EDITED, c=INDEPENDENT), extractor="rules")
    monkeypatch.setattr(guanxi, "open_graph", lambda *_, **__: kg)
    first, second = json.loads(run("documents", "--reprints", "--format", "json").out)
    assert {Path(first["path"]).name, Path(second["path"]).name} == {"a.txt", "b.txt"}
    assert first["share"] is None and second["share"] > 0.8 and second["passage"] in STORY
    assert run("documents", "--reprints").out.splitlines()[0].split()[:3] == ["cluster", "date", "title"]


def test_a_disputed_relation_shows_both_counts_wherever_it_is_listed(run):
    rows = {row["tail"]: row["kinds"] for row in csv.DictReader(io.StringIO(run("relations", "--format", "csv").out))}
    assert rows == {"蓝鲸公司": "事实 1、否认 1", "白鹭集团": "计划 1", "青藤公司": "事实 1"}
    (row,) = json.loads(run("query", "? -[收购]-> 蓝鲸公司", "--format", "json").out)
    assert row["kinds"] == "事实 1、否认 1"
    printed = run("query", "? -[收购]-> 蓝鲸公司").out
    assert printed.splitlines()[0] == "青藤公司 —收购→ 蓝鲸公司  （事实 1、否认 1）"
    assert "王小明 说" in printed and "  否认 “王小明否认" in printed


def test_what_is_not_disputed_carries_no_counts(run):
    assert run("query", "李小红 -[质疑]-> ?").out.splitlines()[0] == "李小红 —质疑→ 青藤公司"
    assert run("query", "? -[投资]-> 白鹭集团").out.splitlines()[0] == "青藤公司 —投资（计划）→ 白鹭集团"
