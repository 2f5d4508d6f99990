"""`guanxi why`: everything that speaks for a relation, and who found it how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from guanxi.cli import options
from guanxi.cli.evidence import arrow, print_claims
from guanxi.cli.rows import TextFormat, print_rows
from guanxi.cli.terminal import console, note, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guanxi.library import KnowledgeGraph
    from guanxi.model import Claim

COLUMNS = ("polarity", "modality", "source", "score", "extractor", "sentence", "title", "published")


def command(
    a: options.HeadName,
    relation: options.RelationName,
    b: options.TailName,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Say why a relation is in the graph: claims, scores, places.

    \b
    Example:
      guanxi why 国际公司 推出 Jego
      guanxi why 李跃 任职 中国移动 --format json
    """
    import guanxi
    from guanxi.query import why
    from guanxi.records import claim_record

    kg = guanxi.open_graph(db)
    found = why(kg.graph, a, relation, b)
    if found is None:
        note(f"there is no such relation; see why: guanxi why-not {plain(a)} {plain(relation)} {plain(b)}")
        raise typer.Exit(1)
    if format is not TextFormat.text:
        rows = (claim_record(kg.graph, claim) for claim in found.claims)
        print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, limit=limit, numeric=["score"])
        return
    from rich.text import Text

    out = console()
    head, tail = (plain(kg.graph.nodes[id]["entity"].name) for id in (found.head, found.tail))
    out.print(
        Text(f"{head} {arrow(kg, found)} {tail}", "bold").append(
            f"  support {found.support}, weight {found.weight:.2f}", "not bold dim"
        ),
        soft_wrap=True,
    )
    print_reasons(kg, found.claims[:limit])


def print_reasons(kg: KnowledgeGraph, claims: Iterable[Claim]) -> None:
    """Print claims, each with its score, who found it, and where it stands in which document."""
    from rich.text import Text

    out = console()
    for claim in claims:
        print_claims(out, kg, [claim])
        trigger = f", trigger {claim.trigger.start}–{claim.trigger.end}" if claim.trigger else ", no trigger word"
        where = f"characters {claim.evidence.start}–{claim.evidence.end} of {claim.document}{trigger}"
        out.print(Text(f"  score {claim.score:.2f}, {plain(claim.extractor)}, {where}", "dim"), soft_wrap=True)
