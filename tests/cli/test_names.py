"""Who is who on the command line: reasons, and decisions that hold at once and in every later build."""

from __future__ import annotations

import json
import shutil

import pytest

import guanxi
from guanxi.resolve import Join, Split
from tests.cli.conftest import ARTICLES


@pytest.fixture
def db(tmp_path, seed_db):
    return shutil.copy(seed_db, tmp_path / "graph.db")


def test_merges_come_the_least_certain_first(run):
    rows = json.loads(run("merges", "--format", "json").out)
    scores = [row["score"] for row in rows]
    assert rows and scores == sorted(scores)
    assert all(row["rule"] for row in rows)
    assert {row["type"] for row in json.loads(run("merges", "--type", "人物", "--format", "json").out)} == {"PERSON"}


def test_why_same_gives_rule_score_and_sentence(run):
    result = run("why-same", "王总", "王海")
    assert result.code == 0
    assert "王海" in result.out.splitlines()[0] and "score" in result.out.splitlines()[0]
    assert "东海集团总裁王海（以下简称“王总”）" in result.out


def test_why_same_of_two_entities_and_of_an_unknown_name(run):
    result = run("why-same", "Yunfan", "王海")
    assert (result.code, result.out) == (1, "")
    assert "are two" in result.err
    result = run("why-same", "Yunfan", "没有这个名字")
    assert result.code == 1 and "no entity is called “没有这个名字”" in result.err


def test_a_merge_holds_at_once_and_in_the_next_build_and_can_be_taken_back(run, db, tmp_path):
    assert run("merge", "员工A", "员工B", "--db", db, "--note", "同一人").code == 0
    file = tmp_path / "graph.decisions.toml"
    assert 'names = ["员工A", "员工B"]' in file.read_text(encoding="utf-8")
    assert guanxi.open_graph(db).entity("员工B").name == "员工A"
    assert guanxi.build(ARTICLES, db=db, extractor="rules").entity("员工B").name == "员工A"
    assert "decision: 同一人" in run("why-same", "员工B", "员工A", "--db", db).out
    file.unlink()
    assert guanxi.build(ARTICLES, db=db, extractor="rules").entity("员工B").name == "员工B"


def test_a_split_makes_another_entity(run, db):
    assert guanxi.open_graph(db).entity("云船").name == "Yunfan"
    assert run("split", "Yunfan", "云船", "--db", db).code == 0
    kg = guanxi.open_graph(db)
    assert kg.entity("云船").id != kg.entity("Yunfan").id


def test_a_decision_about_nothing_is_not_written(run, db, tmp_path):
    result = run("split", "Yunfan", "没有这个名字", "--db", db)
    assert (result.code, result.out) == (3, "")
    assert "no such surface" in result.err and len(result.err.splitlines()) == 1
    assert not (tmp_path / "graph.decisions.toml").exists()


@pytest.mark.parametrize("words", [("merge", "Yunfan", "东海集"), ("split", "东海集", "国际公司")])
def test_a_decision_about_an_unknown_name_tells_the_nearest(run, db, tmp_path, words):
    result = run(*words, "--db", db)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("guanxi: no entity is called “东海集”; nearest: 东海集团")
    assert not (tmp_path / "graph.decisions.toml").exists()


def test_one_name_is_not_enough_to_merge(run, db):
    assert run("merge", "Yunfan", "--db", db).code == 2


def test_a_decisions_file_of_ones_own_is_remembered_and_stale_ones_are_reported(run, db, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('[[merge]]\nnames = ["员工B", "没有这个名字"]\n', encoding="utf-8")
    result = run("build", ARTICLES, "--extractor", "rules", "--db", db, "--out", tmp_path, "--decisions", file)
    assert result.code == 0 and "mine.toml: decision 1" in result.err and "没有这个名字" in result.err
    assert "mine.toml: decision 1" in run("build", ARTICLES, "--extractor", "rules", "--db", db, "--out", tmp_path).err


def test_a_names_file_joins_names_and_may_go_away(run, db, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("canonical,type,aliases\nYunfan,PRODUCT,Beifan\n", encoding="utf-8")
    assert guanxi.build(ARTICLES, db=db, extractor="rules", names=names).entity("Beifan").name == "Yunfan"
    assert guanxi.build(ARTICLES, db=db, extractor="rules").entity("Beifan").name == "Yunfan"
    names.unlink()
    kg = guanxi.build(ARTICLES, db=db, extractor="rules")
    assert kg.report is not None and kg.report.notices == (f"{names}: the names file is gone; built without it",)
    assert kg.entity("Beifan").name != "Yunfan"


@pytest.mark.parametrize("option", ["--names", "--decisions"])
def test_a_file_that_is_not_there_is_one_line(run, db, tmp_path, option):
    result = run("build", ARTICLES, "--extractor", "rules", "--db", db, "--out", tmp_path, option, tmp_path / "none")
    assert (result.code, result.out) == (3, "")
    assert str(tmp_path / "none") in result.err and len(result.err.splitlines()) == 1


def test_the_library_decides_too(db, tmp_path):
    path, notices = guanxi.library.decide(db, Join(("员工A", "员工B")))
    assert (path, notices) == (tmp_path / "graph.decisions.toml", ())
    guanxi.library.decide(db, Split("员工A", ("员工B",)))
    kg = guanxi.open_graph(db)
    assert kg.entity("员工B").id != kg.entity("员工A").id
