"""`guanxi split`: decides by hand that a name is not that entity."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.terminal import note


def command(
    entity: options.EntityName,
    surfaces: Annotated[
        list[str], typer.Argument(metavar="NAME…", help="Names that are somebody else.", show_default=False)
    ],
    documents: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="ID", help="Only in this document (id or name); may be given again."),
    ] = None,
    into: Annotated[str, typer.Option("--into", metavar="NAME", help="What to call the new entity.")] = "",
    type: Annotated[str, typer.Option("--type", "-t", metavar="TYPE", help="Of entities of this type only.")] = "",
    reason: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, for people.")] = "",
    decisions: options.Decisions = None,
    db: options.Db = options.DEFAULT_DB,
) -> None:
    """Decide that names of an entity are another entity.

    The decision is written to the same file as those of guanxi merge.

    \b
    Example:
      guanxi split 李伟 李伟 --document news-12 --into '李伟（证监会）'
      guanxi split 中国移动 移动
    """
    from guanxi.library import decide
    from guanxi.resolve import Split

    decision = Split(entity, tuple(surfaces), tuple(documents or ()), into, type, reason)
    path, notices = decide(db, decision, decisions=decisions)
    for line in notices:
        note(line)
    note(f"{path}: written; draw the page again with: guanxi view")
