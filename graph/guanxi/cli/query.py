"""`guanxi query`: what matches a pattern, with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated

import typer

from guanxi.cli import options
from guanxi.cli.evidence import print_chain
from guanxi.cli.rows import Format, TextFormat, print_rows
from guanxi.cli.terminal import console, note

if TYPE_CHECKING:
    from guanxi.library import KnowledgeGraph
    from guanxi.query import Answer


def command(
    pattern: Annotated[str, typer.Argument(metavar="PATTERN", help="What to look for.", show_default=False)],
    limit: options.Limit = None,
    evidence: options.Evidence = 1,
    kinds: options.Kinds = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Find what matches a pattern, each answer with its sentence.

    ? is anything, ?:人物 anything of that type, a name is that entity. -> is
    any relation, -[推出]-> and -[推出|研发]-> those of these types (label,
    synonym or id).

    \b
    Example:
      guanxi query '国际公司 -[推出]-> ?'
      guanxi query '? -[质疑|支持]-> Jego'
      guanxi query '?:人物 -[任职]-> 中国移动'
      guanxi query '中国移动 -> ?' --format csv
    """
    import guanxi

    kg = options.of_kinds(guanxi.open_graph(db), kinds)
    answers = islice(kg.query(pattern), limit)
    if not print_answers(kg, answers, format, evidence, columns, no_header):
        note("nothing found")
        raise typer.Exit(1)


def print_answers(
    kg: KnowledgeGraph,
    answers: Iterator[Answer],
    format: TextFormat,
    evidence: int,
    columns: str | None = None,
    no_header: bool = False,
) -> bool:
    """Print answers as they come, with `evidence` sentences for each relation; tell whether there was any."""
    from guanxi.records import answer_record

    first = next(answers, None)
    if first is None:
        return False
    found = chain([first], answers)
    if first.values or format is not TextFormat.text:
        rows = Format.table if format is TextFormat.text else Format(format)
        shown = [name for name in answer_record(kg.graph, first) if name != "steps"]
        records = (answer_record(kg.graph, answer) for answer in found)
        print_rows(records, rows, shown, chosen=columns, header=not no_header)
        return True
    out = console()
    for number, answer in enumerate(found):
        if number and evidence:
            out.print()
        for one in answer.chains:
            print_chain(out, kg, one, evidence)
    return True
