"""`guanxi timeline`: what is said of one entity, by date."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.evidence import print_claims, print_wrapped
from guanxi.cli.rows import TextFormat, print_rows
from guanxi.cli.terminal import console, note, plain

COLUMNS = ("date", "dated", "event", "source", "sentence", "document")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _date(text: str | None) -> str:
    if text and not _DATE.fullmatch(text):
        raise typer.BadParameter(f"expected a date such as 2008, 2008-11 or 2008-11-05, not “{text}”")
    return text or ""


def command(
    entity: options.EntityName,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Not before this date.", callback=_date)
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Not after this date.", callback=_date)
    ] = None,
    evidence: options.Evidence = 1,
    limit: options.Limit = None,
    kinds: options.Kinds = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """List what is said of an entity by date.

    The date is the one that the sentence gives; without one it is the day of
    the report, and says so (报道). What has neither comes last.

    \b
    Example:
      guanxi timeline Jego
      guanxi timeline 中国移动 --since 2008 --until 2012-06
    """
    import guanxi
    from guanxi.query import Chain, Step
    from guanxi.records import event_record

    kg = options.of_kinds(guanxi.open_graph(db), kinds)
    events = kg.timeline(entity, since=since or "", until=until or "")
    if not events:
        note("nothing found")
        raise typer.Exit(1)
    if format is not TextFormat.text:
        rows = (event_record(kg.graph, event) for event in events)
        print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, limit=limit)
        return
    from rich.text import Text

    out = console()
    for event in events[:limit]:
        ends = tuple(kg.graph.nodes[id]["entity"] for id in (event.relation.head, event.relation.tail))
        said = "" if event.when.stated else " 报道" if event.when.date else "无日期"
        line = Text(f"{event.when.date}{said}", "dim").append("  ")
        chain = Chain(ends, (Step(event.relation, event.claims),))
        print_wrapped(out, line.append(plain(chain.text(kg.schema)), "not dim bold"), hanging=4)
        print_claims(out, kg, event.claims[:evidence])
