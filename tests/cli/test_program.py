"""The program as a process: exit codes, streams, terminals, pipes, environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

import guanxi
import guanxi.cli
from tests.cli.conftest import PROGRAM, ROOT, environment, on_terminal, spawn

COLOUR = re.compile(r"\x1b\[[\d;]*m")


def test_help_is_fast_and_reads_like_a_table_of_contents():
    spawn("--help")  # bytecode
    start = time.perf_counter()
    result = spawn("--help")
    took = time.perf_counter() - start
    assert result.code == 0 and result.err == ""
    for panel in ("Build", "Ask", "List", "Look and take away", "Extract and measure"):
        assert panel in result.out
    assert took < 3, f"{took:.2f} s"  # 0.4 s on an idle machine; a busy one may take several times as long


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from guanxi.cli import main; main(['--help']);"
        "print([name for name in ('networkx', 'jieba', 'numpy', 'onnxruntime', 'lark') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_words_show_the_help():
    assert spawn().out == spawn("--help").out


def test_version():
    assert re.fullmatch(r"guanxi \d+\.\d+\.\d+\n", spawn("--version").out)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["entities", "--nonsense"],
        ["show"],
        ["query", "? -> ?", "--limit", "many"],
        ["entities", "-f", "xml"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(words):
    result = spawn(*words)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert result.err.startswith("guanxi: ") and "--help" in result.err


@pytest.mark.parametrize(
    ("name", "content"), [("missing.db", None), ("text.db", b"not a database" * 100), ("empty.db", b"")]
)
def test_a_database_that_is_none_is_bad_data_and_one_line(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = spawn("entities", "--db", tmp_path / name)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"guanxi: {tmp_path / name}: ")
    assert len(result.err.splitlines()) == 1


def test_the_database_comes_from_the_environment_unless_named(tmp_path, seed_db):
    assert "Yunfan" in spawn("entities", GUANXI_DB=str(seed_db)).out
    assert spawn("entities", "--db", tmp_path / "no.db", GUANXI_DB=str(seed_db)).code == 3


def test_a_terminal_of_80_columns_is_not_overrun(seed_db):
    for words in (["show", "Yunfan"], ["query", "? -> ?"], ["entities"], ["relations"], ["documents"], ["--help"]):
        result = on_terminal(*words, GUANXI_DB=str(seed_db))
        assert result.code == 0
        widths = [cell_len(COLOUR.sub("", line)) for line in result.out.splitlines()]
        assert max(widths) <= 80, words


def test_a_terminal_gets_colours_and_no_color_takes_them_away(seed_db):
    coloured = on_terminal("show", "Yunfan", GUANXI_DB=str(seed_db)).out
    plain = on_terminal("show", "Yunfan", GUANXI_DB=str(seed_db), NO_COLOR="1").out
    assert re.search(r"\x1b\[[\d;]*3\dm", coloured)
    assert not re.search(r"\x1b\[[\d;]*3\d", plain)
    assert COLOUR.sub("", coloured) == COLOUR.sub("", plain)


def test_a_dumb_terminal_gets_no_sequences(seed_db):
    assert "\x1b" not in on_terminal("show", "Yunfan", GUANXI_DB=str(seed_db), TERM="dumb").out


def test_a_pipe_gets_plain_whole_lines(seed_db):
    result = spawn("relations", GUANXI_DB=str(seed_db))
    assert "\x1b" not in result.out
    assert "…" not in result.out.replace("……", "")
    rows = result.out.splitlines()[2:]
    assert len(rows) == guanxi.open_graph(seed_db).graph.number_of_edges()


def test_a_reader_that_goes_away_is_no_error(seed_db):
    process = subprocess.Popen(
        [*PROGRAM, "query", "? -> ?", "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(GUANXI_DB=str(seed_db)),
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141


def test_chinese_comes_out_as_utf8_whatever_the_locale(seed_db):
    result = spawn("documents", GUANXI_DB=str(seed_db), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "东海集团员工谈Yunfan" in result.out


def test_interrupting_exits_with_130_and_one_line(tmp_path):
    code = (
        "import sys, guanxi.library\n"
        "def open_graph(*args, **options): raise KeyboardInterrupt\n"
        "guanxi.library.open_graph = open_graph\n"
        "from guanxi.cli import main\n"
        "sys.exit(main(['entities']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "guanxi: interrupted\n")


def test_an_error_of_our_own_is_one_line_and_the_traceback_is_for_the_asking():
    code = (
        "import sys, guanxi.library\n"
        "def open_graph(*args, **options): raise RuntimeError('oops\\nmore')\n"
        "guanxi.library.open_graph = open_graph\n"
        "from guanxi.cli import main\n"
        "sys.exit(main(['entities']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False)
    assert done.returncode == 70
    assert done.stderr.startswith("guanxi: internal error: RuntimeError: oops more")
    assert len(done.stderr.splitlines()) == 1
    debug = environment(GUANXI_DEBUG="1")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=debug, check=False)
    assert "Traceback" in done.stderr


def test_a_read_only_folder_can_be_read_and_says_that_it_cannot_be_written(tmp_path, seed_db):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    db = tmp_path / "guanxi.db"
    db.write_bytes(seed_db.read_bytes())
    tmp_path.chmod(0o555)
    try:
        assert spawn("entities", "--db", db).code == 0
        result = spawn("build", "seeds", "--db", tmp_path / "new.db", "--out", tmp_path)
        assert (result.code, result.out) == (3, "")
        assert len(result.err.splitlines()) == 1 and str(tmp_path) in result.err
    finally:
        tmp_path.chmod(0o755)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    result = spawn("build", "seeds", "--db", tmp_path / "x.db", "--out", tmp_path / "file" / "out")
    assert result.code == 3
    assert len(result.err.splitlines()) == 1 and "Traceback" not in result.err


def test_every_module_of_the_command_line_says_what_it_is():
    for path in Path(guanxi.cli.__file__).parent.glob("*.py"):
        assert path.read_text(encoding="utf-8").startswith('"""'), path


def test_the_installed_program_is_this_one():
    program = Path(sys.executable).with_name("guanxi")
    if not program.exists():
        pytest.skip("not installed beside this Python")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == spawn("--version").out
