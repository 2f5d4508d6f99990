"""`guanxi extract`: what single documents say, without building a graph."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.rows import to_json
from guanxi.cli.terminal import note


def command(
    paths: options.Sources,
    schema: options.SchemaFile = None,
    extractor: options.ExtractorName = None,
    userdict: options.Userdict = None,
    text_field: options.TextField = None,
    jobs: options.Jobs = 1,
    min_score: options.MinScore = None,
    text: Annotated[bool, typer.Option("--text", help="Put the document's text into its record, too.")] = False,
) -> None:
    """Print what each document says, one line of JSON each.

    A record holds the entities with all their places, and the relations with
    their evidence.

    Offsets count Unicode characters from the start of the text that was read;
    ends are exclusive. Each document is read alone: ids hold within its record.

    \b
    Example:
      guanxi extract seeds/jego.md > jego.jsonl
      cat article.txt | guanxi extract - | jq .relations
    """
    from guanxi.library import extract_records
    from guanxi.read import Skipped

    done = skipped = 0
    for record in extract_records(
        paths,
        schema=schema,
        extractor=extractor,
        userdict=userdict,
        text_field=text_field,
        jobs=jobs,
        min_score=min_score,
        text=text,
    ):
        if isinstance(record, Skipped):
            skipped += 1
            note(f"skipped {record.path}: {record.reason}")
        else:
            done += 1
            print(to_json(record), flush=sys.stdout.isatty())
    if not done:
        raise typer.Exit(3 if skipped else 1)
