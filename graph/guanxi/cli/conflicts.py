"""`guanxi conflicts`: claims that can't both be so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guanxi.cli import options
from guanxi.cli.evidence import print_claims, print_wrapped
from guanxi.cli.rows import TextFormat, print_rows
from guanxi.cli.terminal import console, note, plain

if TYPE_CHECKING:
    from guanxi.library import KnowledgeGraph
    from guanxi.query import Conflict

COLUMNS = (
    *("kind", "left", "left_support", "left_source", "left_sentence"),
    *("right", "right_support", "right_source", "right_sentence"),
)
NUMERIC = ("left_support", "right_support")


def command(
    entity: Annotated[
        str | None,
        typer.Argument(
            metavar="ENTITY",
            help="Only conflicts about this one; else all.",
            show_default=False,
            autocompletion=options.complete_entity,
        ),
    ] = None,
    evidence: options.Evidence = 2,
    sort: options.Sort = None,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """List claims that disagree, each side with its sentences.

    A relation that is asserted and denied (denied), a plan that is denied later
    (plan-denied), two buyers of one firm at one time (buyers), two people in one
    post at one time (posts), each said to be part of the other (reversed). The
    number is how many independent voices each side has; the best supported
    conflicts come first.

    \b
    Example:
      guanxi conflicts
      guanxi conflicts 腾讯 --evidence 5
      guanxi conflicts --format jsonl
    """
    import guanxi
    from guanxi.records import conflict_record

    kg = guanxi.open_graph(db)
    found = kg.conflicts(entity)
    if not found:
        note("no conflicts")
        raise typer.Exit(1)
    if format is not TextFormat.text or sort is not None:
        rows = (conflict_record(kg.graph, one) for one in found)
        shape = TextFormat.table if format is TextFormat.text else format
        print_rows(rows, shape, COLUMNS, chosen=columns, header=not no_header, sort=sort, limit=limit, numeric=NUMERIC)
        return
    for number, conflict in enumerate(found[:limit]):
        if number:
            print()
        _print(kg, conflict, evidence)


def _print(kg: KnowledgeGraph, conflict: Conflict, evidence: int) -> None:
    from rich.text import Text

    from guanxi.query.conflicts import LABELS

    out = console()
    out.print(Text(f"{LABELS[conflict.kind]} {conflict.kind}", "bold"))
    for side in (conflict.left, conflict.right):
        voices = f"  ({side.support} voice{'s' if side.support != 1 else ''})"
        print_wrapped(out, Text(plain(side.chain.text(kg.schema))).append(voices, "dim"), 2, hanging=4)
        print_claims(out, kg, side.step.claims[:evidence], indent=4)
