"""How relations and their sentences look: nothing that is not a plain fact reads as one."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from guanxi.cli.evidence import arrow, marks, origin, print_claims, sentence
from guanxi.model import Document
from tests.cli.graphs import claim, graph

ARTICLE = Document("甲公司推出乙手机。", title="新品", date="2013-06-19T16:07")


def shown(kg, claims, *, terminal: bool = False, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=terminal, color_system="standard" if terminal else None, width=width, highlight=False
    )
    print_claims(console, kg, claims)
    return out.getvalue()


@pytest.mark.parametrize(
    ("polarity", "modality", "expected"),
    [
        ("asserted", "fact", "—推出→"),
        ("denied", "fact", "—推出（否认）→"),
        ("denied", "plan", "—推出（否认）→"),
        ("asserted", "plan", "—推出（计划）→"),
        ("asserted", "rumour", "—推出（传闻）→"),
        ("asserted", "opinion", "—推出（观点）→"),
    ],
)
def test_an_arrow_carries_its_mark(polarity, modality, expected):
    kg = graph([ARTICLE], [claim(ARTICLE, "甲公司", "launched", "乙手机", polarity=polarity, modality=modality)])
    (relation,) = kg.relations()
    assert arrow(kg, relation) == expected


def test_a_fact_that_someone_denies_says_so():
    other = Document("甲公司否认推出乙手机。")
    claims = [
        claim(ARTICLE, "甲公司", "launched", "乙手机"),
        claim(other, "甲公司", "launched", "乙手机", polarity="denied"),
    ]
    kg = graph([ARTICLE, other], claims)
    (relation,) = kg.relations()
    assert arrow(kg, relation) == "—推出（有否认）→"
    assert arrow(kg, relation, forward=False) == "←推出（有否认）—"


def test_a_symmetric_relation_has_no_head():
    document = Document("甲公司与丙公司合作。")
    kg = graph([document], [claim(document, "丙公司", "partners_with", "甲公司", "ORG ORG")])
    (relation,) = kg.relations()
    assert arrow(kg, relation) == arrow(kg, relation, forward=False) == "—合作—"


def test_both_denial_and_modality_stand_before_the_sentence():
    one = claim(ARTICLE, "甲公司", "launched", "乙手机", polarity="denied", modality="plan")
    assert marks(one) == ["否认", "计划"]
    assert shown(graph([ARTICLE], [one]), [one]).splitlines()[0] == "  否认 计划 “甲公司推出乙手机。”"


def test_below_a_sentence_stands_who_says_it_where_and_when():
    document = Document("张三说，甲公司去年推出乙手机。", title="新品", date="2013-06-19T16:07")
    one = claim(document, "甲公司", "launched", "乙手机", source="张三", date="2012")
    kg = graph([document], [one])
    assert origin(kg, one) == "张三 说 · 《新品》 2013-06-19 · 事在 2012"


@pytest.mark.parametrize(("title", "name", "expected"), [("", "jego", "《jego》"), ("题", "jego", "《题》")])
def test_a_document_without_a_title_goes_by_its_name(title, name, expected):
    document = Document(ARTICLE.text, title=title, name=name)
    one = claim(document, "甲公司", "launched", "乙手机")
    assert origin(graph([document], [one]), one) == expected


def test_names_and_trigger_are_marked_in_the_sentence():
    text = sentence(claim(ARTICLE, "甲公司", "launched", "乙手机", trigger="推出"), ARTICLE)
    assert text.plain == ARTICLE.text
    assert {text.plain[span.start : span.end]: str(span.style) for span in text.spans} == {
        "甲公司": "bold cyan",
        "推出": "underline yellow",
        "乙手机": "bold magenta",
    }


def test_a_pipe_gets_no_colours_and_whole_lines():
    document = Document("甲公司推出乙手机，" + "很好，" * 100 + "。", title="题")
    one = claim(document, "甲公司", "launched", "乙手机")
    out = shown(graph([document], [one]), [one], width=1_000_000)
    assert len(out.splitlines()) == 2
    assert "\x1b" not in out


def test_a_terminal_gets_lines_that_fit():
    from rich.cells import cell_len
    from rich.text import Text

    document = Document("甲公司推出乙手机，" + "很好，" * 100 + "。", title="题")
    one = claim(document, "甲公司", "launched", "乙手机")
    out = shown(graph([document], [one]), [one], terminal=True)
    assert "\x1b[" in out
    assert all(cell_len(Text.from_ansi(line).plain) <= 80 for line in out.splitlines())


def test_hostile_text_is_shown_and_does_nothing():
    document = Document(
        "甲\x1b[2J公司\u202e推出\n\n[red]乙手机[/red]。", title="\x1b]0;x\x07[bold]题\u2066", date="\x1b[31m2013"
    )
    one = claim(document, "甲\x1b[2J公司", "launched", "乙手机", source=None)
    kg = graph([document], [one])
    out = shown(kg, [one])
    assert out == "  “甲[2J公司推出 [red]乙手机[/red]。”\n  —— 《]0;x[bold]题》 [31m2013\n"
