"""`guanxi merge`: decides by hand that names are one entity."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.terminal import note


def command(
    names: Annotated[
        list[str], typer.Argument(metavar="A B…", help="The names; the first one is shown.", show_default=False)
    ],
    type: Annotated[str, typer.Option("--type", "-t", metavar="TYPE", help="Of entities of this type only.")] = "",
    reason: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, for people.")] = "",
    decisions: options.Decisions = None,
    db: options.Db = options.DEFAULT_DB,
) -> None:
    """Decide that names are one entity.

    The decision is written to a small file, holds at once, and is applied
    again at each build: --decisions FILE, or guanxi.decisions.toml beside
    the database.

    \b
    Example:
      guanxi merge 中国移动 CMCC --note 年报用英文名
    """
    from guanxi.library import decide
    from guanxi.resolve import Join

    if len(names) < 2:
        raise typer.BadParameter("needs at least two names", param_hint="A B…")
    path, notices = decide(db, Join(tuple(names), type, reason), decisions=decisions)
    for line in notices:
        note(line)
    note(f"{path}: written; draw the page again with: guanxi view")
