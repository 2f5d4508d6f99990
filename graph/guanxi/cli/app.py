"""Puts the commands together; the order here is the order of `guanxi --help`."""

from __future__ import annotations

from typing import Annotated

import typer

from guanxi.cli import (
    ask,
    build,
    conflicts,
    documents,
    entities,
    evaluate,
    export,
    extract,
    merge,
    merges,
    path,
    query,
    relations,
    search,
    shell,
    show,
    split,
    timeline,
    view,
    why,
    why_not,
    why_same,
)

BUILD = "Build 建图"
ASK = "Ask 查询"
NAMES = "Who is who 同名与别名"
LIST = "List 列出"
TAKE = "Look and take away 查看与导出"
MEASURE = "Extract and measure 抽取与评测"

app = typer.Typer(
    name="guanxi",
    help="Knowledge graphs from Chinese text, where every edge shows the sentence that states it.",
    epilog="Start with: guanxi build seeds/ · then: guanxi show ENTITY · Every command has --help with an example.",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"guanxi {version('guanxi')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for panel, modules in {
    BUILD: [build],
    ASK: [query, ask, show, path, timeline, conflicts, search, why, why_not, shell],
    LIST: [entities, relations, documents],
    NAMES: [why_same, merges, merge, split],
    TAKE: [view, export],
    MEASURE: [extract, evaluate],
}.items():
    for module in modules:
        app.command(module.__name__.rpartition(".")[2].replace("_", "-"), rich_help_panel=panel)(module.command)
