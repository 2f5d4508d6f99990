"""`guanxi shell` and the completion of names."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from guanxi import graphs
from guanxi.cli import main
from guanxi.cli.shell import parse
from tests.cli.conftest import Result, spawn


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("  show 云船 -e 0 ", ["show", "云船", "-e", "0"]),
        ("query '? -[推出]-> ?'", ["query", "? -[推出]-> ?"]),
        ("东海集团 -[推出]-> ?", ["query", "--", "东海集团 -[推出]-> ?"]),
        ("? -> 云船", ["query", "--", "? -> 云船"]),
        ("谁推出了云船？", ["ask", "--", "谁推出了云船？"]),
        ("Just Easy", ["show", "--", "Just Easy"]),
        ("it's", ["show", "--", "it's"]),
        ("quit", ["quit"]),
    ],
)
def test_a_line_is_a_command_a_pattern_a_question_or_a_name(line, words):
    assert parse(line) == words


def test_commands_from_a_pipe_run_one_after_the_other(seed_db):
    lines = "show 云船 -e 0\n\n谁推出了云船？\n没有这个名字\nentities -n 1 -f csv --no-header\nquit\nmerges\n"
    result = spawn("shell", stdin=lines.encode(), GUANXI_DB=str(seed_db))
    assert result.code == 0
    assert result.out.startswith("Yunfan  产品 PRODUCT\n")
    assert "东海集团 —推出→ Yunfan" in result.out
    assert "no entity is called “没有这个名字”" in result.err
    assert result.out.splitlines()[-1].startswith("东海集团,ORG,")


def test_the_database_is_read_once_and_again_after_a_change(seed_db, tmp_path, monkeypatch, capsys):
    db = tmp_path / "graph.db"
    shutil.copy(seed_db, db)
    made: list[float] = []

    def assemble(*words, **options):
        made.append(options["min_score"])
        return graphs_assemble(*words, **options)

    graphs_assemble = graphs.assemble
    monkeypatch.setattr(graphs, "assemble", assemble)
    monkeypatch.setattr("sys.stdin", io.StringIO("show 云船\nsearch 云船\nrelations\nmerge 员工A 员工B\nshow 员工B\n"))
    monkeypatch.setenv("GUANXI_DB", str(db))
    assert main(["shell"]) == 0
    assert "also 又名 员工B" in capsys.readouterr().out  # the merge holds for the next command
    assert len(made) == 2


def test_the_code_is_that_of_the_last_command(seed_db):
    assert spawn("shell", stdin="entities\n没有这个名字".encode(), GUANXI_DB=str(seed_db)).code == 1
    assert spawn("shell", GUANXI_DB="/nowhere/no.db").code == 3


def completed(words: str, db: Path) -> Result:
    """What the shell is told when Tab is pressed at the end of a line."""
    place = str(len(words.split()) - 1)
    return spawn(GUANXI_DB=str(db), _GUANXI_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=place)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("guanxi show 云", {"云船"}),
        ("guanxi show Y", {"Yunfan"}),
        ("guanxi why 东海集团 推", {"推出"}),
        ("guanxi why 东海集团 推出 Yun", {"Yunfan"}),
        ("guanxi why-", {"why-not", "why-same"}),
    ],
)
def test_names_and_relations_are_completed(seed_db, words, expected):
    result = completed(words, seed_db)
    assert (result.code, set(result.out.split()), result.err) == (0, expected, "")


def test_without_a_database_nothing_is_completed_and_nothing_said(tmp_path):
    result = completed("guanxi show 云", tmp_path / "none.db")
    assert (result.code, result.out.strip(), result.err) == (0, "", "")
