"""Options that several commands share, so that they read and behave alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guanxi.cli.rows import Format, TextFormat
from guanxi.schema import EntityType, RelationType

if TYPE_CHECKING:
    from guanxi.library import KnowledgeGraph

DEFAULT_DB = Path("exports/guanxi.db")
DEFAULT_OUT = Path("exports")

Db = Annotated[
    Path,
    typer.Option("--db", envvar="GUANXI_DB", metavar="FILE", help="The database that `build` wrote."),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the page and the GraphML file.")]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…", help="Files, folders (searched through), globs, or - for stdin.", show_default=False
    ),
]
SchemaFile = Annotated[
    Path | None,
    typer.Option("--schema", metavar="FILE", help="Entity and relation types other than the built-in ones (TOML)."),
]
Userdict = Annotated[
    Path | None,
    typer.Option("--userdict", metavar="FILE", help="Words in jieba's format; nr, nt, nz force a name."),
]
Names = Annotated[
    Path | None,
    typer.Option("--names", metavar="FILE", help="Names that belong together: a CSV file canonical,type,aliases."),
]
Decisions = Annotated[
    Path | None,
    typer.Option(
        "--decisions", envvar="GUANXI_DECISIONS", metavar="FILE", help="Merges and splits decided by hand (TOML)."
    ),
]
TextField = Annotated[
    str | None,
    typer.Option("--text-field", metavar="NAME", help="Which field of JSON, JSONL or CSV holds the text."),
]
ExtractorName = Annotated[
    str | None,
    typer.Option("--extractor", metavar="NAME", help="Who reads the text; the best one there is by default."),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Worker processes.")]
MinScore = Annotated[
    float | None,
    typer.Option("--min-score", metavar="X", min=0.0, max=1.0, help="Leave out claims less certain than this, 0–1."),
]
Evidence = Annotated[
    int, typer.Option("--evidence", "-e", metavar="N", min=0, help="At most so many sentences for each relation.")
]
OutputFormat = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")]
AnswerFormat = Annotated[TextFormat, typer.Option("--format", "-f", help="text is for reading, the others are rows.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many.")]
Sort = Annotated[
    str | None, typer.Option("--sort", "-s", metavar="COLUMN", help="Sort by this column; -COLUMN is from high to low.")
]
Columns = Annotated[str | None, typer.Option("--columns", metavar="A,B", help="Only these columns, in this order.")]
NoHeader = Annotated[bool, typer.Option("--no-header", help="Leave out the line with the names of the columns.")]


Kinds = Annotated[
    str | None,
    typer.Option(
        "--kinds", metavar="A,B", help="Only claims of these kinds: asserted 肯定, planned 计划, denied 否认; else all."
    ),
]
_KINDS = {"肯定": "asserted", "计划": "planned", "否认": "denied"}


def of_kinds(kg: KnowledgeGraph, kinds: str | None) -> KnowledgeGraph:
    """Return a graph with the claims of the kinds that `--kinds` asks for.

    Raises:
        typer.BadParameter: there is no such kind.
    """
    if kinds is None:
        return kg
    wanted = (word.strip() for word in kinds.replace("，", ",").replace("、", ",").split(","))
    try:
        return kg.only(*(_KINDS.get(word, word.casefold()) for word in wanted if word))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--kinds") from error


def complete_entity(context: typer.Context, incomplete: str) -> list[str]:
    """Return the names and aliases that a word on the command line may become; nothing when there is no database."""
    from guanxi.errors import GuanxiError
    from guanxi.store import Store
    from guanxi.text.normalise import fold

    try:
        with Store.open(context.params.get("db") or DEFAULT_DB) as store:
            known = list(dict.fromkeys(store.names()))
    except GuanxiError:
        return []
    begun = fold(incomplete)
    return [name for name in known if fold(name).startswith(begun)]


def complete_relation(context: typer.Context, incomplete: str) -> list[str]:
    """Return the labels and ids of relations that a word on the command line may become."""
    from guanxi.errors import GuanxiError
    from guanxi.graphs import schema_of
    from guanxi.store import Store

    try:
        with Store.open(context.params.get("db") or DEFAULT_DB) as store:
            types = schema_of(store).relations.values()
    except GuanxiError:
        return []
    return [word for type_ in types for word in (type_.zh, type_.id) if word.startswith(incomplete)]


EntityTypeName = Annotated[
    str | None, typer.Option("--type", "-t", metavar="TYPE", help="Only these: ORG 组织, PRODUCT 产品, PERSON 人物.")
]
EntityName = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY",
        help="A name or alias; width, case and script do not matter.",
        show_default=False,
        autocompletion=complete_entity,
    ),
]
HeadName = Annotated[
    str,
    typer.Argument(metavar="A", help="A name or alias.", show_default=False, autocompletion=complete_entity),
]
TailName = Annotated[
    str,
    typer.Argument(metavar="B", help="A name or alias.", show_default=False, autocompletion=complete_entity),
]
RelationName = Annotated[
    str,
    typer.Argument(
        metavar="RELATION",
        help="A label, synonym or id, for example 推出.",
        show_default=False,
        autocompletion=complete_relation,
    ),
]


def labels(types: Mapping[str, EntityType] | Mapping[str, RelationType]) -> str:
    """Return the types there are, for an error message."""
    return "、".join(f"{type_.zh} {id}" for id, type_ in types.items())
