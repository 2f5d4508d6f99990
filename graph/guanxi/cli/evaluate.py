"""`guanxi evaluate`: how good the extraction is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import Format, print_rows
from guanxi.cli.terminal import note

COLUMNS = ("of", "type", "precision", "recall", "f1", "correct", "predicted", "expected")
NUMERIC = (*COLUMNS[2:], "mean", "least", "most", "folds")


def command(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD.jsonl", help="Annotated records, JSON lines.", show_default=False)
    ],
    extractor: options.ExtractorName = None,
    schema: options.SchemaFile = None,
    userdict: options.Userdict = None,
    min_score: options.MinScore = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Polarity, modality, source and time of the annotated relations instead.")
    ] = False,
    resolution: Annotated[
        bool, typer.Option("--resolution", help="Who is who among the annotated mentions instead.")
    ] = False,
    folds: Annotated[
        int | None,
        typer.Option(
            "--folds", metavar="N", min=2, help="With --claims: cross-validate, each of N parts by the others."
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1, help="Only the first N.")] = None,
    format: options.OutputFormat = Format.table,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Score the extraction on annotated documents.

    Prints precision, recall and F1 of mentions, entities and relations, in
    total and by type.

    A mention is right when its span and type are; an entity when its type is
    and it shares a surface string, matched one to one; a relation when both
    ends are matched, and type and polarity are right. Totals come first, then
    types.

    \b
    Example:
      guanxi evaluate dev.jsonl
      guanxi evaluate dev.jsonl --extractor rules --format jsonl
      guanxi evaluate dev.jsonl --claims
      guanxi evaluate train.jsonl dev.jsonl --claims --folds 5
      guanxi evaluate dev.jsonl --resolution
    """
    from guanxi import evaluate
    from guanxi.schema import load_schema

    if claims and resolution:
        raise typer.BadParameter("one of --claims and --resolution at a time")
    if folds and not claims:
        raise typer.BadParameter("--folds goes with --claims")
    types = load_schema(schema)
    records = [record for path in gold for record in evaluate.read_annotated(path)][:limit]
    if folds:
        from guanxi.train.crossed import crossed

        if len(records) < folds:
            raise typer.BadParameter(f"{folds} folds need as many documents; there are {len(records)}")
        rows = list(crossed(records, types, folds))
        note(f"{len(records)} documents in {folds} folds, the annotated relations given")
    elif claims:
        from guanxi.evaluate.claims import evaluate_claims

        rows = list(evaluate_claims(records, types).rows())
        note(f"{len(records)} documents, the annotated relations given")
    elif resolution:
        rows = list(evaluate.evaluate_resolution(records, types).rows())
        note(f"{len(records)} documents, the annotated mentions given")
    else:
        from guanxi import extract
        from guanxi.assemble import MIN_SCORE

        reader = extract.create(extractor or extract.default(), types, userdict)
        least = MIN_SCORE if min_score is None else min_score
        report = evaluate.evaluate(records, reader, types, min_score=least, min_mention_score=least)
        rows = list(report.rows())
        note(f"{report.documents} documents, extractor {reader.name}, least score {least}")
    shown = list(rows[0]) if rows else COLUMNS
    print_rows(rows, format, shown, chosen=columns, header=not no_header, numeric=NUMERIC)
