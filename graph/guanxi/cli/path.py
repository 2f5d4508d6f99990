"""`guanxi path`: how two entities hang together."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.evidence import print_chain
from guanxi.cli.rows import TextFormat, print_rows
from guanxi.cli.terminal import console, note

COLUMNS = ("chain", "sentence", "document", "date")


def command(
    a: options.HeadName,
    b: options.TailName,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many chains.")] = 5,
    evidence: options.Evidence = 1,
    kinds: options.Kinds = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Print the shortest chains between two entities.

    Each link comes with a sentence. Relations that are only denied are no
    links, unless --kinds asks for them.

    \b
    Example:
      guanxi path 李跃 jego
      guanxi path 研究院 jego --evidence 0 --limit 1
    """
    import guanxi
    from guanxi.records import chain_record

    kg = options.of_kinds(guanxi.open_graph(db), kinds)
    chains = kg.path(a, b, limit=limit, denied=kinds is not None)
    if format is not TextFormat.text:
        rows = (chain_record(kg.graph, chain) for chain in chains)
        print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header)
        return
    if not chains:
        note(f"nothing connects {kg.entity(a).name} and {kg.entity(b).name}")
        raise typer.Exit(1)
    out = console()
    for chain in chains:
        print_chain(out, kg, chain, evidence)
