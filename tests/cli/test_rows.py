from __future__ import annotations

import csv
import io
import json

import pytest
import typer
from rich.cells import cell_len

from guanxi.cli.rows import Format, cell, print_rows, to_json, write_rows

ROWS = [
    {"name": "中国移动", "count": 12, "aliases": ["移动", "中移动"], "none": None},
    {"name": 'a,"b"\n|c', "count": 3, "aliases": [], "none": None},
]


def printed(format: Format, **options) -> str:
    out = io.StringIO()
    assert write_rows(ROWS, format, ["name", "count", "aliases"], file=out, **options) == 2
    return out.getvalue()


def test_json_is_one_list_and_keeps_chinese():
    text = printed(Format.json)
    assert json.loads(text) == ROWS
    assert "中国移动" in text


def test_no_rows_are_an_empty_json_list():
    out = io.StringIO()
    assert write_rows([], Format.json, [], file=out) == 0
    assert json.loads(out.getvalue()) == []


def test_jsonl_is_one_object_a_line():
    assert [json.loads(line) for line in printed(Format.jsonl).splitlines()] == ROWS


def test_csv_is_read_back():
    rows = list(csv.DictReader(io.StringIO(printed(Format.csv))))
    assert rows[0] == {"name": "中国移动", "count": "12", "aliases": "移动、中移动"}
    assert rows[1]["name"] == 'a,"b" |c'


def test_tsv_has_tabs_and_the_header_can_go():
    assert printed(Format.tsv, header=False).splitlines()[0] == "中国移动\t12\t移动、中移动"


def test_markdown_cells_do_not_end_early():
    lines = printed(Format.markdown).splitlines()
    assert lines[:3] == ["| name | count | aliases |", "| --- | --- | --- |", "| 中国移动 | 12 | 移动、中移动 |"]
    assert lines[3] == '| a,"b" \\|c | 3 |  |'


def test_a_table_lines_up_wide_and_narrow_characters(capsys):
    write_rows(ROWS, Format.table, ["name", "count"], numeric=["count"])
    lines = capsys.readouterr().out.splitlines()
    assert len({cell_len(line.rstrip()) for line in lines if line.strip() and "─" not in line}) == 1


def test_a_table_in_a_pipe_is_never_cut(capsys):
    write_rows([{"sentence": "长" * 500}], Format.table, ["sentence"])
    assert "长" * 500 in capsys.readouterr().out


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\u202e", "\u2066", "\u2028", "\ufeff", "\x7f", "\ud800"])
def test_json_escapes_what_a_terminal_would_obey_and_loses_nothing(character):
    text = to_json({"name": f"坏{character}字"})
    assert character not in text
    assert json.loads(text) == {"name": f"坏{character}字"}


@pytest.mark.parametrize("format", [Format.table, Format.csv, Format.tsv, Format.markdown])
def test_no_control_character_reaches_other_formats(format, capsys):
    write_rows([{"name": "坏\x1b[2J\u202e字"}], format, ["name"])
    out = capsys.readouterr().out
    assert "坏[2J字" in out
    assert "\x1b" not in out and "\u202e" not in out


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (True, "yes"), (0.5, "0.500"), (7, "7"), (["甲", "乙"], "甲、乙"), ({"a": 1}, '{"a": 1}')],
)
def test_cells(value, shown):
    assert cell(value) == shown


def test_sorting_is_numeric_stable_and_puts_the_missing_last(capsys):
    rows = [{"n": 2, "t": "b"}, {"n": 10, "t": ""}, {"n": 1, "t": "a"}]
    print_rows(rows, Format.csv, ["n"], sort="-n", header=False)
    print_rows(rows, Format.csv, ["n"], sort="t", header=False)
    assert capsys.readouterr().out.split() == ["10", "2", "1", "1", "2", "10"]


def test_columns_and_limit_are_obeyed(capsys):
    print_rows(ROWS, Format.jsonl, ["name"], chosen="count, name", limit=1)
    assert json.loads(capsys.readouterr().out) == {"count": 12, "name": "中国移动"}


@pytest.mark.parametrize("options", [{"chosen": "nme"}, {"sort": "-nme"}])
def test_an_unknown_column_is_wrong_usage(options):
    with pytest.raises(typer.BadParameter, match="no column “nme”; there are: name, count"):
        print_rows(ROWS, Format.csv, ["name"], **options)


def test_no_rows_exit_with_1(capsys):
    with pytest.raises(typer.Exit) as stopped:
        print_rows([], Format.csv, ["name"])
    assert stopped.value.exit_code == 1
    assert capsys.readouterr() == ("", "nothing found\n")


COMMANDS = [
    ("query", "? -> ?"),
    ("ask", "Yunfan是什么？"),
    ("show", "东海集团"),
    ("path", "Yunfan", "东海集团"),
    ("timeline", "Yunfan"),
    ("search", "Yunfan"),
    ("why", "东海集团", "推出", "Yunfan"),
    ("why-not", "东海集团", "收购", "Yunfan"),
    ("why-same", "王总", "王海"),
    ("entities",),
    ("relations",),
    ("documents",),
    ("merges",),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_every_command_that_prints_rows_takes_the_same_options(run, words):
    whole = list(csv.reader(io.StringIO(run(*words, "--format", "csv").out)))
    one = run(*words, "--format", "tsv", "--limit", 1, "--no-header", "--columns", whole[0][0])
    assert (one.code, one.out) == (0, whole[1][0] + "\n")
    records = json.loads(run(*words, "--format", "json").out)
    if isinstance(records, list):  # `show` and `search` print one object
        assert [json.loads(line) for line in run(*words, "--format", "jsonl").out.splitlines()] == records
        assert len(records) == len(whole) - 1
    assert len(run(*words, "--format", "markdown").out.splitlines()) == len(whole) + 1
    assert len(run(*words, "--format", "table", "--no-header", "--limit", 1, "--columns", whole[0][0]).out) > 1
    assert run(*words, "--format", "csv", "--columns", "nothing").code == 2
