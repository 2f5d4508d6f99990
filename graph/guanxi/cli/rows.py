"""Prints rows in every format that a command offers; one place, so that all commands agree."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, islice
from typing import Any, TextIO

import typer

from guanxi.cli.terminal import console, note, plain

Row = Mapping[str, Any]


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"


class TextFormat(StrEnum):
    """How answers with sentences are printed: `text` is for reading, the others are rows."""

    text = "text"
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"


# JSON may hold any character, a terminal may not: C1 controls, bidi marks and line ends leave as \uXXXX.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return JSON that keeps Chinese as it is and is safe to look at on a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def print_rows(
    rows: Iterable[Row],
    format: Format | TextFormat,
    columns: Sequence[str],
    *,
    chosen: str | None = None,
    header: bool = True,
    sort: str | None = None,
    limit: int | None = None,
    numeric: Sequence[str] = (),
) -> None:
    """Print the rows of a command on stdout as its options ask for; exit with 1 when there is none.

    Args:
        rows, header, numeric: as for `write_rows`.
        format: how.
        columns: the ones to print by default.
        chosen: the ones the user asked for, separated by commas.
        sort: a key to sort by, `-` before it for high to low; rows that are equal in it keep their order.
        limit: at most so many.

    Raises:
        typer.BadParameter: `chosen` or `sort` names no key of the rows.
        typer.Exit: with code 1, when nothing was printed.
    """
    wanted = [name.strip() for name in chosen.split(",")] if chosen else list(columns)
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        note("nothing found")
        raise typer.Exit(1)
    for option, names in (("--columns", wanted if chosen else []), ("--sort", [sort.lstrip("-")] if sort else [])):
        for name in names:
            if name not in first:
                raise typer.BadParameter(f"no column “{name}”; there are: {', '.join(first)}", param_hint=option)
    rows = chain([first], rows)
    if sort:
        key = sort.lstrip("-")
        rows = iter(sorted(rows, key=lambda row: _comparable(row[key]), reverse=sort.startswith("-")))
    if chosen:
        rows = ({name: row.get(name) for name in wanted} for row in rows)
    shown = write_rows(islice(rows, limit), Format(format), wanted, header=header, numeric=numeric)
    if not shown:
        raise typer.Exit(1)


def _comparable(value: Any) -> tuple[bool, Any]:
    # Numbers by size, everything else by its text; what is missing comes last.
    if isinstance(value, int | float):
        return False, value
    return value in (None, ""), cell(value)


def write_rows(
    rows: Iterable[Row],
    format: Format,
    columns: Sequence[str],
    *,
    header: bool = True,
    numeric: Sequence[str] = (),
    file: TextIO | None = None,
) -> int:
    """Print rows and return how many there were.

    Args:
        rows: each with at least the keys in `columns`; all but `table` print them as they come.
        format: how; `json` and `jsonl` print every key of a row, the others only `columns`.
        columns: which keys, in which order.
        header: whether to print the names of the columns (`table`, `csv`, `tsv`, `markdown`).
        numeric: columns aligned to the right in a table.
        file: where to; stdout by default. A table always goes to stdout.
    """
    out = file or sys.stdout
    match format:
        case Format.table:
            return _table(rows, columns, header, numeric)
        case Format.json:
            return _json(rows, out)
        case Format.jsonl:
            return _lines((to_json(row) for row in rows), out)
        case Format.csv | Format.tsv:
            return _csv(rows, columns, header, out, "," if format is Format.csv else "\t")
        case Format.markdown:
            return _markdown(rows, columns, header, out)


def cell(value: Any) -> str:
    """Return a value as the text of one cell: lists joined by 、, nothing as empty, no control characters."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3f}"
        case list() | tuple():
            return "、".join(cell(one) for one in value)
        case dict():
            return plain(to_json(value))
        case _:
            return plain(str(value))


def _table(rows: Iterable[Row], columns: Sequence[str], header: bool, numeric: Sequence[str]) -> int:
    listed = [[cell(row.get(column)) for column in columns] for row in rows]
    if not listed:
        return 0
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD if header else None, show_header=header, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in numeric else "left", overflow="fold")
    for row in listed:
        table.add_row(*row)
    console().print(table)
    return len(listed)


def _json(rows: Iterable[Row], out: TextIO) -> int:
    count = 0
    for count, row in enumerate(rows, 1):
        out.write("[\n" if count == 1 else ",\n")
        out.write("  " + to_json(row))
    out.write("\n]\n" if count else "[]\n")
    return count


def _lines(lines: Iterable[str], out: TextIO) -> int:
    count = 0
    for line in lines:
        out.write(line + "\n")
        count += 1
    return count


def _csv(rows: Iterable[Row], columns: Sequence[str], header: bool, out: TextIO, delimiter: str) -> int:
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if header:
        writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
        count += 1
    return count


def _markdown(rows: Iterable[Row], columns: Sequence[str], header: bool, out: TextIO) -> int:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in cells) + " |"

    body = (line(cell(row.get(column)) for column in columns) for row in rows)
    head = [line(columns), line("---" for _ in columns)] if header else []
    return _lines(chain(head, body), out) - len(head)
