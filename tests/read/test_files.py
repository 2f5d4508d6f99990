"""Which files are read, in which order, and standard input."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from guanxi.model import Document
from guanxi.read import Skipped, plain, read
from guanxi.read.sniff import kind_of


@pytest.fixture
def tree(tmp_path, monkeypatch):
    for name in ("b.md", "a.txt", "sub/c.md", "sub/.git/d.md", ".e.md", "sub/f.PDF", "z/g.TXT"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"甲公司收购乙公司。{name}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(*named):
    return [item.path for item in read(named)]


def test_folders_are_searched_in_order(tree):
    assert paths(".") == ["a.txt", "b.md", "sub/c.md", "z/g.TXT"]
    assert paths("sub", "b.md", "sub/c.md", tree) == [
        "sub/c.md",
        "b.md",
        (tree / "a.txt").as_posix(),
        (tree / "z/g.TXT").as_posix(),
    ]


def test_patterns_that_the_shell_left_alone(tree):
    assert paths("*.md") == ["b.md"]
    assert paths("**/*.md") == ["b.md", "sub/c.md"]
    assert paths("su*") == ["sub/c.md"]
    assert paths(f"{tree}/[ab].*") == [(tree / "a.txt").as_posix(), (tree / "b.md").as_posix()]
    assert paths("**") == ["a.txt", "b.md", "sub/c.md", "z/g.TXT"]
    assert list(read(["*.docx"])) == [Skipped("*.docx", "no file of a known kind matches")]


def test_a_name_with_brackets_is_a_name(tree):
    (tree / "[1].md").write_text("丙公司推出丁。", encoding="utf-8")
    assert paths("[1].md") == ["[1].md"]


def test_what_is_named_is_reported(tree):
    found = list(read(["sub/f.PDF", "none.md", "empty\0.md"]))
    assert [item.path for item in found] == ["sub/f.PDF", "none.md", "empty\ufffd.md"]
    assert all(isinstance(item, Skipped) for item in found)
    (tree / "void").mkdir()
    assert [item.path for item in read(["void"])] == ["void"]


def test_links_that_loop_or_lead_nowhere(tree):
    (tree / "sub" / "up").symlink_to(tree)
    (tree / "again.md").symlink_to(tree / "b.md")
    (tree / "lost.md").symlink_to(tree / "nowhere.md")
    (tree / "self.md").symlink_to(tree / "self.md")
    found = list(read(["."]))
    assert [item.path for item in found if isinstance(item, Document)] == ["a.txt", "again.md", "sub/c.md", "z/g.TXT"]
    assert [item.path for item in found if isinstance(item, Skipped)] == ["lost.md", "self.md"]


def test_pipes_in_folders_are_passed_over(tree):
    os.mkfifo(tree / "pipe.md")
    assert paths(".") == ["a.txt", "b.md", "sub/c.md", "z/g.TXT"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tree):
    (tree / "b.md").chmod(0)
    (tree / "sub").chmod(0)
    found = {item.path: item.reason for item in read(["."]) if isinstance(item, Skipped)}
    assert found == {"b.md": "no permission to read it", "sub": "no permission to read it"}


def test_errors_of_the_system_are_reported(tree, monkeypatch):
    def refuse(self, mode="r", *rest, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert list(read(["b.md"])) == [Skipped("b.md", "no permission to read it")]


def test_a_file_name_that_is_not_unicode(tree):
    Path(os.fsdecode(b"\xff.txt")).write_text("甲公司收购乙公司。", encoding="utf-8")
    found = [item for item in read(["."]) if "\ufffd" in item.path]
    assert len(found) == 1
    assert isinstance(found[0], Document)


def test_a_file_too_large(tree, monkeypatch):
    monkeypatch.setattr(plain, "MAX_FILE", 10)
    (found,) = read(["a.txt"])
    assert isinstance(found, Skipped)
    assert found.reason.startswith("larger than")


def test_an_endless_device_ends(monkeypatch):
    monkeypatch.setattr(plain, "MAX_FILE", 100_000)
    (found,) = read(["/dev/zero"])
    assert isinstance(found, Skipped)


def stdin(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read(["-"]))


@pytest.mark.parametrize(
    ("content", "kind", "texts"),
    [
        ('{"id": "x", "text": "甲"}\n{"text": "乙"}\n', "jsonl", ["甲", "乙"]),
        ('{broken\n{"text": "乙"}\n', "jsonl", ["乙"]),
        ('{"text": "甲"}', "json", ["甲"]),
        ('{\n "data": [\n  {"text": "甲"},\n  {"text": "乙"}\n ]\n}', "json", ["甲", "乙"]),
        ('[{"text": "甲"}]', "json", ["甲"]),
        ("<!DOCTYPE html>\n<p>甲公司收购乙公司。</p>", "html", ["甲公司收购乙公司。"]),
        ("---\ntitle: 题\n---\n甲**乙**", "markdown", ["题\n甲乙"]),
        ("甲公司**收购**乙公司。\n", "text", ["甲公司**收购**乙公司。\n"]),
        ("[注]甲公司", "text", ["[注]甲公司"]),
        ("{注}甲公司", "text", ["{注}甲公司"]),
        ("<甲>公司", "text", ["<甲>公司"]),
    ],
)
def test_standard_input_shows_what_it_is(monkeypatch, content, kind, texts):
    assert kind_of(content.encode()) == kind
    found = stdin(monkeypatch, content.encode())
    assert [item.text for item in found if isinstance(item, Document)] == texts
    assert all(item.path.startswith("-") for item in found)
    for encoding in ("utf-16", "utf-8-sig"):
        again = stdin(monkeypatch, content.encode(encoding))
        assert [item.text for item in again if isinstance(item, Document)] == texts


def test_standard_input_without_anything(monkeypatch):
    assert stdin(monkeypatch, b"") == [Skipped("-", "empty")]
    assert stdin(monkeypatch, b"\x00\x01" * 99) == [Skipped("-", "binary, not text")]


def test_a_file_without_a_suffix_and_a_pipe(tree):
    Path("article").write_text('{"text": "甲"}\n{"text": "乙"}', encoding="utf-8")
    assert paths("article") == ["article:1", "article:2"]
    code = "from guanxi.read import read; import sys; print([d.text for d in read(sys.argv[1:])])"
    command = f"{sys.executable} -c '{code}' <(echo 甲公司收购乙公司)"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "['甲公司收购乙公司\\n']\n"
