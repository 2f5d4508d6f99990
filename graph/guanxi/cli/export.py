"""`guanxi export`: the graph in a format of other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows
from guanxi.cli.terminal import note


def command(
    format: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="graphml, …: see --list.", show_default=False)
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help="Where to; - is stdout. By default exports/graph.SUFFIX."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the formats there are.")] = False,
    kinds: options.Kinds = None,
    db: options.Db = options.DEFAULT_DB,
    min_score: options.MinScore = None,
) -> None:
    """Write the graph in a format of other programs.

    \b
    Example:
      guanxi export --list
      guanxi export graphml --out jego.graphml
      guanxi export graphml --out - | gzip > graph.graphml.gz
    """
    from guanxi.export import formats

    known = {format.name: format for format in formats()}
    if list_:
        rows = ({"format": one.name, "suffix": one.suffix, "for": one.description} for one in known.values())
        print_rows(rows, Format.table, ("format", "suffix", "for"))
        return
    if format is None:
        raise typer.BadParameter("which format? see guanxi export --list", param_hint="FORMAT")
    if format.casefold() not in known:
        raise typer.BadParameter(f"no format “{format}”; there are: {', '.join(known)}", param_hint="FORMAT")
    chosen = known[format.casefold()]
    import guanxi

    target = out or str(options.DEFAULT_OUT / f"graph{chosen.suffix or '-' + chosen.name}")
    options.of_kinds(guanxi.open_graph(db, min_score=min_score), kinds).export(chosen.name, target)
    if target != "-":
        note(target)
