"""`guanxi search`: full text over sentences and titles, with the entities and relations beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from guanxi.cli import options
from guanxi.cli.evidence import arrow, document_line, print_wrapped
from guanxi.cli.rows import TextFormat, print_rows, to_json
from guanxi.cli.terminal import console, note, plain

if TYPE_CHECKING:
    from guanxi.library import KnowledgeGraph
    from guanxi.model import Relation
    from guanxi.query import Found

COLUMNS = ("sentence", "document", "date", "relations")


def command(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="What to look for.", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many sentences.")] = 10,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Search sentences and titles for words.

    Entities of such a name, and what the graph holds of the sentences found,
    are shown beside them. --format json has all of it, other formats have the
    sentences.

    \b
    Example:
      guanxi search 自主创新
      guanxi search 邮件 战争 --limit 3
    """
    from guanxi.graphs import graph_of
    from guanxi.library import KnowledgeGraph
    from guanxi.query import search
    from guanxi.store import Store

    with Store.open(db) as store:
        kg = KnowledgeGraph(graph_of(store))
        found = search(store, kg.graph, " ".join(words), limit=limit)
    if not found:
        note("nothing found")
        raise typer.Exit(1)
    if format is TextFormat.text:
        _print(kg, found)
    elif format is TextFormat.json:
        print(to_json(_record(kg, found), indent=2))
    else:
        print_rows(_rows(kg, found), format, COLUMNS, chosen=columns, header=not no_header)


def _print(kg: KnowledgeGraph, found: Found) -> None:
    from rich.text import Text

    out = console()
    if found.entities:
        out.print(Text("Entities 实体", "bold"))
    for entity in found.entities:
        also = f"  又名 {'、'.join(map(plain, entity.aliases))}" if entity.aliases else ""
        label = plain(kg.schema.entities[entity.type].zh)
        print_wrapped(out, Text(plain(entity.name)).append(f"  {label}{also}", "dim"), 2, hanging=4)
    if found.hits:
        out.print(Text("Sentences 句子", "bold"))
    for hit in found.hits:
        print_wrapped(out, Text(f"“{plain(hit.text)}”"), 2)
        print_wrapped(out, Text(f"—— {document_line(hit.document)}", "dim"), 2)
        for relation in hit.relations:
            print_wrapped(out, Text(_relation(kg, relation), "cyan"), 4, hanging=4)


def _relation(kg: KnowledgeGraph, relation: Relation) -> str:
    head, tail = (plain(kg.graph.nodes[id]["entity"].name) for id in (relation.head, relation.tail))
    return f"{head} {arrow(kg, relation)} {tail}"


def _rows(kg: KnowledgeGraph, found: Found) -> list[dict[str, Any]]:
    return [
        {
            "sentence": hit.text,
            "document": hit.document.title or hit.document.name,
            "date": hit.document.date,
            "relations": [_relation(kg, relation) for relation in hit.relations],
            "document_id": hit.document.id,
            "span": [hit.span.start, hit.span.end],
        }
        for hit in found.hits
    ]


def _record(kg: KnowledgeGraph, found: Found) -> dict[str, Any]:
    from guanxi.records import entity_record, relation_record

    return {
        "entities": [entity_record(kg.graph, entity) for entity in found.entities],
        "sentences": _rows(kg, found),
        "relations": [relation_record(kg.graph, relation) for relation in found.relations],
    }
