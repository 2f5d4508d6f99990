"""`guanxi build`: from files to the database, the page and the GraphML file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from guanxi.cli import options
from guanxi.cli.evidence import print_wrapped
from guanxi.cli.terminal import console, note, plain

if TYPE_CHECKING:
    from guanxi.pipeline import Report
    from guanxi.schema import Schema


def command(
    paths: options.Sources,
    db: options.Db = options.DEFAULT_DB,
    out: options.Out = options.DEFAULT_OUT,
    userdict: options.Userdict = None,
    names: options.Names = None,
    decisions: options.Decisions = None,
    schema: options.SchemaFile = None,
    extractor: options.ExtractorName = None,
    text_field: options.TextField = None,
    jobs: options.Jobs = 1,
    min_score: options.MinScore = None,
) -> None:
    """Read articles; write the database, the page and GraphML.

    Files of .md .txt .html .json .jsonl .csv, folders of them, globs, or - for
    stdin. Documents that did not change are not read again; one that can't be
    read is reported and the rest is built.

    \b
    Example:
      guanxi build seeds/
      guanxi build news/ 'archive/*.jsonl' --out exports --jobs 4
    """
    import guanxi

    with _progress() as progress:
        kg = guanxi.build(
            paths,
            db=db,
            out=out,
            schema=schema,
            extractor=extractor,
            userdict=userdict,
            names=names,
            decisions=decisions,
            text_field=text_field,
            jobs=jobs,
            min_score=min_score,
            progress=progress,
        )
    assert kg.report is not None
    for skipped in kg.report.skipped:
        note(f"skipped {skipped.path}: {skipped.reason}")
    for line in kg.report.notices:
        note(line)
    _print_report(kg.report, kg.schema)
    if not kg.report.read:
        raise typer.Exit(3 if kg.report.skipped else 1)


def _print_report(report: Report, schema: Schema) -> None:
    from rich.cells import set_cell_size
    from rich.text import Text

    out = console()

    def line(label: str, *parts: str) -> None:
        text = Text(set_cell_size(label, 16), "bold").append("".join(parts), "not bold")
        text.rstrip()
        print_wrapped(out, text, hanging=16)

    notes = [f"{report.extracted} new", f"{report.unchanged} unchanged"]
    if report.duplicates:
        notes.append(f"{report.duplicates} repeated")
    if report.removed:
        notes.append(f"{report.removed} replaced")
    line("documents 文档", f"{report.read} read, {', '.join(notes)}, {len(report.skipped)} skipped")
    for kind, counts, types in (
        ("entities 实体", report.entities, schema.entities),
        ("relations 关系", report.relations, schema.relations),
    ):
        listed = ", ".join(f"{plain(types[id].zh)} {count}" for id, count in counts.items())
        line(kind, f"{sum(counts.values())}" + (f": {listed}" if listed else ""))
    if report.top:
        line("best connected")
    for entity, degree in report.top:
        print(f"  {degree:>5}  {plain(entity.name)}  {plain(schema.entities[entity.type].zh)}")
    line("written 写出", "  ".join(str(path) for path in report.files))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Give a function that draws a progress bar on stderr; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        tasks = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield advance
