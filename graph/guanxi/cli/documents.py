"""`guanxi documents`: what was read."""

from __future__ import annotations

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows

COLUMNS = ("date", "title", "author", "entities", "relations", "path")
NUMERIC = ("characters", "entities", "relations")


def command(
    sort: options.Sort = None,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.OutputFormat = Format.table,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """List the documents, by date.

    \b
    Example:
      guanxi documents
      guanxi documents --sort -relations --limit 10 --format json
    """
    import guanxi

    kg = guanxi.open_graph(db)
    rows = kg.document_records()
    print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, sort=sort, limit=limit, numeric=NUMERIC)
