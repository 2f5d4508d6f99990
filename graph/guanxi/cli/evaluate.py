"""`guanxi evaluate`: how good the extraction is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows
from guanxi.cli.terminal import note

COLUMNS = ("of", "type", "precision", "recall", "f1", "correct", "predicted", "expected")


def command(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated records, JSON lines.", show_default=False)
    ],
    extractor: options.ExtractorName = None,
    schema: options.SchemaFile = None,
    userdict: options.Userdict = None,
    min_score: options.MinScore = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1, help="Only the first N.")] = None,
    format: options.OutputFormat = Format.table,
) -> None:
    """Score the extraction on annotated documents.

    Prints precision, recall and F1 of mentions, entities and relations, in total and by type.

    A mention is right when its span and type are; an entity when its type is and it shares a surface string, matched
    one to one; a relation when both ends are matched, and type and polarity are right. Totals come first, then types.

    \b
    Example:
      guanxi evaluate dev.jsonl
      guanxi evaluate dev.jsonl --extractor rules --format jsonl
    """
    from guanxi import extract
    from guanxi.assemble import MIN_SCORE
    from guanxi.evaluate import evaluate, read_annotated
    from guanxi.schema import load_schema

    types = load_schema(schema)
    records = read_annotated(gold)[:limit]
    reader = extract.create(extractor or extract.default(), types, userdict)
    least = MIN_SCORE if min_score is None else min_score
    report = evaluate(records, reader, types, min_score=least, min_mention_score=least)
    note(f"{report.documents} documents, extractor {reader.name}")
    print_rows(report.rows(), format, COLUMNS, numeric=COLUMNS[2:])
