"""`guanxi view`: draws the page again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.terminal import note


def command(
    focus: Annotated[
        str | None, typer.Option("--focus", metavar="ENTITY", help="Open on what is around this entity.")
    ] = None,
    hops: Annotated[int, typer.Option("--hops", metavar="N", min=0, help="How far around --focus.")] = 1,
    top: Annotated[
        int | None, typer.Option("--top", metavar="N", min=1, help="Open on at most so many entities.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = (
        options.DEFAULT_OUT / "graph.html"
    ),
    static: Annotated[
        Path | None,
        typer.Option("--static", metavar="FILE", help="Draw a still picture instead of the page: .svg or .png."),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Draw the still picture on a dark ground.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    kinds: options.Kinds = None,
    db: options.Db = options.DEFAULT_DB,
    min_score: options.MinScore = None,
) -> None:
    """Draw the interactive page, one file that needs no network; or a still picture.

    \b
    Example:
      guanxi view --open
      guanxi view --focus 国际公司 --hops 2 --out 国际公司.html
      guanxi view --static graph.svg
    """
    import guanxi

    kg = options.of_kinds(guanxi.open_graph(db, min_score=min_score), kinds)
    if static is not None:
        out = static
        kg.write_static(out, focus=focus, hops=hops, top=top, theme="dark" if dark else "light")
    else:
        kg.write_page(out, focus=focus, hops=hops, top=top)
    print(out)
    if open_ and not _open(out):
        note(f"no browser could be started; open {out} yourself")


def _open(page: Path) -> bool:
    import webbrowser

    return webbrowser.open(page.resolve().as_uri())
