"""`guanxi relations`: the edges of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows

COLUMNS = ("head", "label", "tail", "kinds", "support", "date", "sentence")
NUMERIC = ("support", "weight", "asserted", "planned", "denied")


def command(
    type: Annotated[
        str | None, typer.Option("--type", "-t", metavar="TYPE", help="Only these, for example 推出 or launched.")
    ] = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    kinds: options.Kinds = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.OutputFormat = Format.table,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """List the relations, each with its best sentence.

    The best supported come first. The kinds say how often it is claimed, and
    how: as a fact 事实, plan 计划, rumour 传闻 or opinion 观点, or denied 否认.

    \b
    Example:
      guanxi relations --type 推出
      guanxi relations --columns head,label,tail,weight --sort -weight --limit 20
    """
    import guanxi
    from guanxi.records import relation_record

    kg = options.of_kinds(guanxi.open_graph(db), kinds)
    if type and not kg.schema.relation_type(type):
        raise typer.BadParameter(f"no relation type “{type}”; there are: {options.labels(kg.schema.relations)}")
    rows = (relation_record(kg.graph, relation) for relation in kg.relations(type))
    print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, sort=sort, limit=limit, numeric=NUMERIC)
