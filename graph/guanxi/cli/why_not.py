"""`guanxi why-not`: what keeps a relation out of the graph."""

from __future__ import annotations

from guanxi.cli import options
from guanxi.cli.evidence import document_line, print_wrapped
from guanxi.cli.rows import TextFormat, print_rows
from guanxi.cli.terminal import console, plain
from guanxi.cli.why import print_reasons

COLUMNS = ("cause", "reason", "sentence")


def command(
    a: options.HeadName,
    relation: options.RelationName,
    b: options.TailName,
    limit: options.Limit = None,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Say why a relation is not in the graph.

    An unknown name, claims below the threshold, a denial, the other
    direction, another relation, or no sentence that names both.

    \b
    Example:
      guanxi why-not 中国移动 收购 Jego
    """
    from rich.text import Text

    from guanxi.graphs import graph_of, min_score_of
    from guanxi.library import KnowledgeGraph
    from guanxi.query import why_not
    from guanxi.store import Store

    with Store.open(db) as store:
        kg = KnowledgeGraph(graph_of(store, min_score=0.0))
        reasons = why_not(store, kg.schema, a, relation, b, min_score=min_score_of(store))
    if format is not TextFormat.text:
        rows = (
            {
                "cause": reason.cause,
                "reason": reason.text,
                "sentence": [
                    *(kg.quote(claim) for claim in reason.claims),
                    *(span.of(document.text) for document, span in reason.sentences),
                ],
            }
            for reason in reasons
        )
        print_rows(rows, format, COLUMNS, chosen=columns, header=not no_header, limit=limit)
        return
    out = console()
    for reason in reasons[:limit]:
        print_wrapped(out, Text(plain(reason.text), "bold"), hanging=2)
        print_reasons(kg, reason.claims)
        for document, span in reason.sentences:
            print_wrapped(out, Text(f"“{plain(span.of(document.text))}”"), 2)
            print_wrapped(out, Text(f"—— {document_line(document)}", "dim"), 2)
