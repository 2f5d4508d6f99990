"""`guanxi entities`: what the graph knows by name."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows

COLUMNS = ("name", "type", "label", "relations", "mentions", "documents", "aliases")
NUMERIC = ("relations", "mentions", "documents")


def command(
    type: Annotated[
        str | None,
        typer.Option("--type", "-t", metavar="TYPE", help="Only these: ORG 组织, PRODUCT 产品, PERSON 人物."),
    ] = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.OutputFormat = Format.table,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """List the entities, the best connected first.

    \b
    Example:
      guanxi entities --type 组织 --limit 20
      guanxi entities --sort -mentions --format csv > entities.csv
    """
    import guanxi
    from guanxi.records import entity_record

    kg = guanxi.open_graph(db)
    if type and not kg.schema.entity_type(type):
        raise typer.BadParameter(f"no entity type “{type}”; there are: {options.labels(kg.schema.entities)}")
    rows = (entity_record(kg.graph, entity) for entity in kg.entities(type))
    print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, sort=sort, limit=limit, numeric=NUMERIC)
