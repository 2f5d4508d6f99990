"""`guanxi documents`: what was read, and which of it is the same story."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows

COLUMNS = ("date", "title", "author", "entities", "relations", "path")
REPRINTS = ("cluster", "date", "title", "share", "share_of_longer", "hint", "passage", "path")
NUMERIC = ("characters", "entities", "relations", "cluster", "share", "share_of_longer")


def command(
    reprints: Annotated[
        bool, typer.Option("--reprints", help="The documents that are one story instead, and what they share.")
    ] = False,
    sort: options.Sort = None,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.OutputFormat = Format.table,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """List the documents, by date; or those that reprint each other.

    With --reprints, each cluster begins with the document that was published
    first; the others say how much of the shorter text (share) and of the longer
    one they have in common with it or with another one of the cluster, the
    longest passage, and a source or headline that both name. A cluster counts
    as one voice for every relation.

    \b
    Example:
      guanxi documents
      guanxi documents --sort -relations --limit 10 --format json
      guanxi documents --reprints
    """
    import guanxi

    kg = guanxi.open_graph(db)
    rows = kg.reprint_records() if reprints else kg.document_records()
    names = REPRINTS if reprints else COLUMNS
    print_rows(rows, format, names, chosen=columns, header=not no_header, sort=sort, limit=limit, numeric=NUMERIC)
