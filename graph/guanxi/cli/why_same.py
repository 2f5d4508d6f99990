"""`guanxi why-same`: why two names are one entity."""

from __future__ import annotations

import typer

from guanxi.cli import options
from guanxi.cli.evidence import print_wrapped
from guanxi.cli.merges import COLUMNS
from guanxi.cli.rows import TextFormat, print_rows
from guanxi.cli.terminal import console, note, plain


def command(
    a: options.HeadName,
    b: options.TailName,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Say why two names are one entity: rule, score and sentences.

    \b
    Example:
      guanxi why-same 跃总 李跃
      guanxi why-same 鸡狗 Jego --format json
    """
    from rich.text import Text

    from guanxi.identity import merge_record, same, why_same
    from guanxi.store import Store

    with Store.open(db) as store:
        chain = why_same(store, a, b)
        rows = [merge_record(store, merge) for merge in chain]
        one = same(store, a, b)
    if not one:
        note(f"{plain(a)} and {plain(b)} are two; join them with: guanxi merge {plain(a)} {plain(b)}")
        raise typer.Exit(1)
    if format is not TextFormat.text:
        print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, limit=limit, numeric=["score"])
        return
    if not rows:
        print(f"{plain(a)} and {plain(b)} are written alike")
    out = console()
    for row in rows[:limit]:
        print_wrapped(
            out,
            Text(f"{plain(row['a'])} = {plain(row['b'])}", "bold").append(
                f"  {row['rule']}, score {row['score']:.2f}", "not bold dim"
            ),
            hanging=4,
        )
        for sentence in row["sentences"]:
            print_wrapped(out, Text(f"“{plain(sentence)}”"), 2)
        if row["document"]:
            print_wrapped(out, Text(f"—— 《{plain(row['document'])}》", "dim"), 2)
