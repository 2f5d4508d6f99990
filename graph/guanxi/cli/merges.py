"""`guanxi merges`: which names were taken for one entity, the least certain first."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows

COLUMNS = ("a", "b", "type", "score", "rule", "document")


def command(
    type: Annotated[
        str | None,
        typer.Option("--type", "-t", metavar="TYPE", help="Only these: ORG 组织, PRODUCT 产品, PERSON 人物."),
    ] = None,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.OutputFormat = Format.table,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """List which names were taken for one, the least certain first.

    Take back a wrong one with guanxi split, add a missing one with
    guanxi merge.

    \b
    Example:
      guanxi merges --limit 20
      guanxi merges --type PERSON --format csv
    """
    from guanxi.graphs import schema_of
    from guanxi.identity import merge_records
    from guanxi.store import Store

    with Store.open(db) as store:
        schema = schema_of(store)
        wanted = schema.entity_type(type) if type else None
        if type and not wanted:
            raise typer.BadParameter(f"no entity type “{type}”; there are: {options.labels(schema.entities)}")
        rows = [row for row in merge_records(store) if wanted is None or row["type"] == wanted.id]
    print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, limit=limit, numeric=["score"])
