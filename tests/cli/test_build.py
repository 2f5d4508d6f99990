"""`guanxi build`: the main job, from a user's files to the three files it writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import networkx as nx
import pytest

import guanxi
from tests.cli.conftest import SEEDS, environment, on_terminal, spawn

NEWS = {
    "a": "新浪科技讯 6月3日，小米公司发布小米手机。小米公司董事长雷军表示，小米手机由小米公司研发。",
    "b": "据悉，腾讯公司否认收购搜狗公司。腾讯公司总裁刘炽平说，腾讯公司将投资京东商城。",
    "c": "百度公司与华为公司签署战略合作协议。华为公司创始人任正非出席。",
    "d": "阿里巴巴集团宣布停止运营虾米音乐。阿里巴巴集团旗下的淘宝网推出新版手机淘宝。",
}


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def built(run, *words):
    result = run("build", *words)
    assert result.code == 0, result.err
    return result


def test_the_main_job(run, tmp_path):
    result = built(run, SEEDS, "--db", tmp_path / "guanxi.db", "--out", tmp_path / "out")
    lines = result.out.splitlines()
    assert lines[0].split("  ")[-1] == "1 read, 1 new, 0 unchanged, 0 skipped"
    assert lines[1].startswith("entities 实体") and "组织" in lines[1]
    assert lines[2].startswith("relations 关系") and "推出" in lines[2]
    assert lines[3] == "best connected" and len(lines) == 15
    files = [tmp_path / "guanxi.db", tmp_path / "out" / "graph.html", tmp_path / "out" / "graph.graphml"]
    assert next(line for line in lines if line.startswith("written")).split()[2:] == [str(file) for file in files]
    assert all(file.stat().st_size > 10_000 for file in files)
    assert result.err == ""


def test_the_report_counts_what_the_graph_has(run, tmp_path):
    lines = built(run, SEEDS, "--db", tmp_path / "g.db", "--out", tmp_path).out.splitlines()
    graph = nx.read_graphml(tmp_path / "graph.graphml")
    for line, count in ((lines[1], graph.number_of_nodes()), (lines[2], graph.number_of_edges())):
        total, listed = line.split("  ", 1)[1].strip().split(": ")
        assert int(total) == count == sum(int(part.split()[-1]) for part in listed.split(", "))


def test_what_did_not_change_is_not_extracted_again(run, tmp_path):
    words = (SEEDS, "--db", tmp_path / "g.db", "--out", tmp_path)
    built(run, *words)
    before = (tmp_path / "graph.graphml").read_bytes()
    assert "1 read, 0 new, 1 unchanged, 0 skipped" in built(run, *words).out
    assert (tmp_path / "graph.graphml").read_bytes() == before


def test_order_and_number_of_workers_make_no_difference(tmp_path, news):
    files = sorted(news.iterdir())
    outputs = []
    for number, (order, jobs) in enumerate([(files, 1), (files[::-1], 1), (files[2:] + files[:2], 2)]):
        out = tmp_path / str(number)
        guanxi.build(order, out=out, jobs=jobs)
        outputs.append((out / "graph.graphml").read_bytes())
    assert outputs[0] == outputs[1] == outputs[2]


def test_one_by_one_is_the_same_as_at_once(tmp_path, news):
    guanxi.build(news, out=tmp_path / "once", db=tmp_path / "once.db")
    for file in sorted(news.iterdir(), reverse=True):
        guanxi.build(file, out=tmp_path / "many", db=tmp_path / "many.db")
    once, many = (tmp_path / name / "graph.graphml" for name in ("once", "many"))
    assert once.read_bytes() == many.read_bytes()


def test_bad_documents_are_named_and_the_good_ones_built(run, tmp_path, news):
    (news / "empty.md").touch()
    (news / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (news / "gone.txt").symlink_to("nowhere")
    (news / "broken.jsonl").write_text('{"text": "小米公司发布红米手机。"}\n{broken\n', encoding="utf-8")
    (news / "中文 名\n字.txt").write_text(NEWS["a"] + "补充。", encoding="gb18030")
    result = built(run, news, "--db", tmp_path / "g.db", "--out", tmp_path)
    skipped = result.err.splitlines()
    assert len(skipped) == 4 and all(line.startswith(f"skipped {news}") for line in skipped)
    assert {"empty.md", "binary.txt", "gone.txt", "broken.jsonl:2"} == {
        line.removeprefix(f"skipped {news}/").split(": ")[0] for line in skipped
    }
    assert f"{len(NEWS) + 2} read" in result.out and "4 skipped" in result.out


def test_nothing_readable_is_bad_data(run, tmp_path):
    result = run("build", tmp_path / "nowhere", "--db", tmp_path / "g.db", "--out", tmp_path)
    assert result.code == 3
    assert result.err.splitlines()[0] == f"skipped {tmp_path}/nowhere: there is no such file or folder"


def test_an_unreadable_file_is_skipped(run, tmp_path, news):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (news / "a.txt").chmod(0)
    assert "a.txt: no permission" in built(run, news, "--db", tmp_path / "g.db", "--out", tmp_path).err


def test_stdin(tmp_path):
    result = spawn("build", "-", "--db", tmp_path / "g.db", "--out", tmp_path, stdin=NEWS["a"].encode())
    assert result.code == 0 and "1 read, 1 new" in result.out
    result = spawn("extract", "-", stdin=NEWS["a"].encode("gb18030"))
    record = json.loads(result.out)
    assert record["path"] == "-"
    assert any("雷军" in entity["mentions"] for entity in record["entities"])


def test_a_user_dictionary_forces_names(run, tmp_path):
    (tmp_path / "words.txt").write_text("鼎鼎锅 10 nz\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("他们昨天用鼎鼎锅做了一锅汤。", encoding="utf-8")
    assert "鼎鼎锅" not in run("extract", tmp_path / "a.txt").out
    (record,) = [
        json.loads(run("extract", tmp_path / "a.txt", "--extractor", "rules", "--userdict", tmp_path / "words.txt").out)
    ]
    assert [(entity["name"], entity["type"]) for entity in record["entities"]] == [("鼎鼎锅", "PRODUCT")]


@pytest.mark.parametrize("option", ["--userdict", "--schema"])
def test_a_file_of_an_option_that_is_not_there_is_one_line(run, tmp_path, option):
    result = run("build", SEEDS, "--db", tmp_path / "g.db", "--out", tmp_path, option, tmp_path / "none")
    assert (result.code, result.out) == (3, "")
    assert str(tmp_path / "none") in result.err and len(result.err.splitlines()) == 1


def test_an_unknown_extractor_is_one_line(run, tmp_path):
    result = run("build", SEEDS, "--db", tmp_path / "g.db", "--extractor", "magic")
    assert result.code == 3
    assert "no extractor is called magic; known: " in result.err


def test_a_schema_of_ones_own_stays_with_the_database(run, tmp_path):
    schema = tmp_path / "schema.toml"
    schema.write_text(
        'version = 1\n[entities.ORG]\nzh = "单位"\nen = "organisation"\n[entities.PERSON]\nzh = "人"\nen = "person"\n'
        '[relations.works_for]\nzh = "供职"\nen = "works for"\nhead = ["PERSON"]\ntail = ["ORG"]\n'
        'triggers = ["任职"]\ninverse_triggers = ["员工"]\n',
        encoding="utf-8",
    )
    db = tmp_path / "g.db"
    result = built(run, SEEDS, "--db", db, "--out", tmp_path, "--schema", schema)
    assert "单位" in result.out and "产品" not in result.out
    assert {row["label"] for row in json.loads(run("entities", "--db", db, "--format", "json").out)} == {"单位", "人"}
    assert run("query", "? -[供职]-> ?", "--db", db).code == 0
    assert run("query", "? -[推出]-> ?", "--db", db).code == 3


def test_the_threshold_stays_with_the_database(run, tmp_path):
    db = tmp_path / "g.db"
    built(run, SEEDS, "--db", db, "--out", tmp_path, "--min-score", "0.93")
    strict = guanxi.open_graph(db).graph
    assert strict.number_of_edges() == nx.read_graphml(tmp_path / "graph.graphml").number_of_edges()
    assert strict.number_of_edges() < guanxi.open_graph(db, min_score=0.0).graph.number_of_edges()


def test_a_terminal_gets_a_progress_bar_on_the_way_and_a_report_at_the_end(tmp_path):
    result = on_terminal("build", "seeds", "--db", tmp_path / "g.db", "--out", tmp_path)
    assert result.code == 0
    assert "extract" in result.out and "━" in result.out
    assert "1 read, 1 new" in result.out


def test_no_network_is_needed_and_none_is_asked_for(tmp_path):
    code = (
        "import socket, sys\n"
        "def refuse(*args, **options): print('NETWORK', args, file=sys.stderr); raise OSError('no network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from guanxi.cli import main\n"
        f"sys.exit(main(['build', 'seeds', '--db', r'{tmp_path / 'g.db'}', '--out', r'{tmp_path}']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_hostile_names_reach_neither_terminal_nor_json_as_commands(run, tmp_path):
    evil = "\x1b[31m张三\u202e（\x1b]0;owned\x07恶意公司员工）：恶意公司发布“\x9b2J手机”。\n" * 2
    record = {"text": f"恶意公司总裁李四表示，恶意公司推出红手机。{evil}", "title": f"题{evil}"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "words.txt").write_text("恶意公司 10 nt\n红手机 10 nz\n", encoding="utf-8")
    words = ("--userdict", tmp_path / "words.txt", "--db", tmp_path / "g.db", "--out", tmp_path)
    built(run, tmp_path / "a.jsonl", *words)
    assert "恶意公司" in run("entities", "--db", tmp_path / "g.db").out
    for command in (["entities"], ["relations"], ["documents"], ["query", "? -> ?"], ["entities", "-f", "json"]):
        result = run(*command, "--db", tmp_path / "g.db")
        assert result.code in (0, 1)
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(result.out)
