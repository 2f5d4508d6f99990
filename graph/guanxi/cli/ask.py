"""`guanxi ask`: answers a plain Chinese question, and shows the pattern it was read as."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from guanxi.cli import options
from guanxi.cli.query import print_answers
from guanxi.cli.rows import TextFormat
from guanxi.cli.terminal import note

if TYPE_CHECKING:
    from guanxi.schema import Schema


def command(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In Chinese.", show_default=False)],
    limit: options.Limit = None,
    evidence: options.Evidence = 1,
    db: options.Db = options.DEFAULT_DB,
    format: options.AnswerFormat = TextFormat.text,
    columns: options.Columns = None,
    no_header: options.NoHeader = False,
) -> None:
    """Answer a plain Chinese question, without any language model.

    A few forms of question are known; the pattern that a question was read as
    is printed on stderr. Names that the graph does not know are recognised as
    in articles. A question that can't be read says so.

    \b
    Example:
      guanxi ask 谁推出了Jego？
      guanxi ask 李跃在哪任职？
      guanxi ask 研究院和国际公司什么关系？
    """
    import guanxi
    from guanxi.query import read_question

    kg = guanxi.open_graph(db)
    for pattern in read_question(kg.graph, question, lambda text: _names_in(text, kg.schema)):
        note(f"guanxi query '{pattern}'")
        if print_answers(kg, islice(kg.query(pattern), limit), format, evidence, columns, no_header):
            return
    note("nothing found")
    raise typer.Exit(1)


def _names_in(question: str, schema: Schema) -> list[str]:
    """Return the names that the default extractor sees in a question; none where it has no model to see with."""
    from guanxi import extract
    from guanxi.errors import ModelError
    from guanxi.model import Document

    try:
        reader = extract.create(extract.default(), schema)
    except ModelError:
        return []
    return [mention.text for mention in reader.extract(Document(question)).mentions]
