"""`guanxi ask`: answers a plain Chinese question, and shows the pattern it was read as."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer

from guanxi.cli import options
from guanxi.cli.query import print_answers
from guanxi.cli.rows import TextFormat
from guanxi.cli.terminal import note


def command(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In Chinese.", show_default=False)],
    limit: options.Limit = None,
    evidence: options.Evidence = 1,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
) -> None:
    """Answer a plain Chinese question, without any language model.

    A few forms of question are known; the pattern that a question was read as
    is printed on stderr. One that can't be read says so.

    \b
    Example:
      guanxi ask 谁推出了Jego？
      guanxi ask 李跃在哪任职？
      guanxi ask 研究院和国际公司什么关系？
    """
    import guanxi
    from guanxi.query import read_question

    kg = guanxi.open_graph(db)
    for pattern in read_question(kg.graph, question):
        note(f"guanxi query '{pattern}'")
        if print_answers(kg, islice(kg.query(pattern), limit), format, evidence):
            return
    note("nothing found")
    raise typer.Exit(1)
