"""The pattern language: the examples of its page, what may be typed, and what is answered to mistakes."""

from __future__ import annotations

import re
from importlib import resources

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.errors import GuanxiError, PatternError, UnknownNameError
from guanxi.query import Answer, run
from tests.query.example import example


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return example()


def show(graph: nx.MultiDiGraph, answer: Answer) -> str:
    if answer.values:
        return " | ".join("-" if value is None else str(value) for value in answer.values.values())
    return ", ".join(chain.text(graph.graph["schema"]) for chain in answer.chains)


def ask(graph: nx.MultiDiGraph, pattern: str) -> list[str]:
    return [show(graph, answer) for answer in run(graph, pattern)]


def examples() -> list[tuple[str, list[str]]]:
    page = resources.files("guanxi.query").joinpath("LANGUAGE.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n)+", page.split("## Examples")[1], flags=re.MULTILINE)
    lines = ([line.strip() for line in block.splitlines()] for block in blocks)
    return [(pattern, [line.removeprefix("= ") for line in found]) for pattern, *found in lines]


def test_there_are_twenty_examples() -> None:
    assert len(examples()) >= 20


@pytest.mark.parametrize(("pattern", "expected"), examples(), ids=[pattern for pattern, _ in examples()])
def test_examples_of_the_page(graph: nx.MultiDiGraph, pattern: str, expected: list[str]) -> None:
    assert ask(graph, pattern) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "藍鯨公司-[推出]->?",
        "  蓝鲸公司   -[ 推出 ]->   ?  ",
        '"蓝鲸公司" -[launched]-> ?x',
        "「蓝鲸公司」 -[LAUNCHED | 研发]-> ?:PRODUCT",
        "蓝鲸 -[发布]-> ?",
        "蓝鲸公司:组织 →海豚",
        "蓝鲸公司 -[推出]-> ? WHERE Support = 2 LIMIT 3",
        "蓝鲸公司 -[?r]-> ? where ?r.type = 推出",
        "蓝鲸公司 -> ?x where ?x.type = 产品",
        "蓝鲸公司 -> ?x where ?x = 海豚 or ?x = 飞鱼",
        "蓝鲸公司 -> ? where trigger = 推出 and published >= 2008-06 and title",
    ],
)
def test_ways_to_ask_the_same(graph: nx.MultiDiGraph, pattern: str) -> None:
    assert ask(graph, pattern) == ["蓝鲸公司 —推出→ 海豚"]


def test_answers_carry_entities_and_the_claims_that_passed(graph: nx.MultiDiGraph) -> None:
    (answer,) = run(graph, "?who -[推出]-> ?x where time = 2008")
    assert {name: entity.name for name, entity in answer.variables.items()} == {"who": "蓝鲸公司", "x": "海豚"}
    (step,) = answer.steps
    assert len(step.relation.claims) == 2 and [claim.date for claim in step.claims] == ["2008"]
    assert answer.chains[0].forward(0)
    (answer,) = run(graph, "海豚 <-[推出]- ?")
    assert not answer.chains[0].forward(0)


def test_conditions_hold_of_one_claim_not_of_several(graph: nx.MultiDiGraph) -> None:
    # One claim is dated 2008, the other one was published in 2013.
    assert ask(graph, "? -[推出]-> 海豚 where time = 2008 and published = 2013") == []
    assert len(ask(graph, "? -[推出]-> 海豚 where time = 2008 or published = 2013")) == 1


@pytest.mark.parametrize(
    ("pattern", "message", "at"),
    [
        ("", "ends too early; expected a name or ?", ""),
        ("蓝鲸公司", "", None),
        ("蓝鲸公司 ->", "ends too early", ""),
        ("蓝鲸公司 -[推出", "ends too early", ""),
        ("蓝鲸公司 推出 ?", "can't stand here; expected an arrow", "?"),
        ("蓝鲸公司 -[卖萌]-> ?", "no relation is called “卖萌”; there are: 隶属", "卖"),
        ("蓝鲸公司 —卖萌→ 海豚", "no relation is called “卖萌”", "—"),
        ("? -> ?x:怪物", "no entity type is called “怪物”; there are: 组织、产品、人物", "怪"),
        ("? -> ? where tiem > 3", "no field “tiem”; there are: asserted", "tiem"),
        ("? -> ? where mentions > 3", "without a variable in front", "mentions"),
        ("? -> ? where support > 很多", "expected a number", "很"),
        ("? -> ? where time > 去年", "expected a date", "去"),
        ("? -> ? where denied = 1", "stands alone", "denied"),
        ("? -> ? where source > 李四", "is text", "source"),
        ("? -> ? where support ~ 3", "is not text", "support"),
        ("? -> ? where type = 卖萌", "no type “卖萌”", "卖"),
        ("? -> ? where ?z.name = 1", "no variable is called ?z", "?z"),
        ("?x -> ? where ?x.time = 2008", "an entity has no field “time”", "?x.time"),
        ("?x -[?x:推出]-> ?", "can't mean two things", "x"),
        ("? -[隶属*]-> ?", "a length needs an end", "*"),
        ("? -[隶属*3..1]-> ?", "the smaller number first", "*"),
        ("? -[隶属*1..99]-> ?", "from 1 to 8", "*"),
        ("? -> ? -> ? order by support", "say whose support", "support"),
        ("? -[*1..2]-> ? select support", "several relations", "support"),
        ("? -> ?x select ?x, count order by ?x.degree", "counts can be ordered only by", "?x.degree"),
        ("? -> ? limit x", "expected a number", "x"),
        ("? -> ? where (denied", "ends too early", ""),
    ],
)
def test_mistakes_are_shown_with_a_caret(graph: nx.MultiDiGraph, pattern: str, message: str, at: str | None) -> None:
    if at is None:
        assert len(ask(graph, pattern)) == 1  # an entity alone is a pattern too
        return
    with pytest.raises(PatternError) as caught:
        list(run(graph, pattern))
    what, shown, caret = str(caught.value).split("\n")
    assert message in what
    assert shown == f"  {pattern}"
    place = pattern.rindex(at) if at in ("support", "x", "?x.degree") else pattern.index(at) if at else len(pattern)
    if (pattern, at) == ("?x -[?x:推出]-> ?", "x"):
        place = 1
    wide = sum(2 if ord(character) > 0x2000 and character not in "“”—→" else 1 for character in pattern[:place])
    assert caret == " " * (2 + wide) + "^"


def test_unknown_names_give_the_nearest(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(UnknownNameError) as caught:
        run(graph, "蓝鲸集团 -> ?")
    assert caught.value.nearest[0] in ("蓝鲸", "蓝鲸公司")


def test_names_with_spaces_hyphens_and_words_of_the_language(graph: nx.MultiDiGraph) -> None:
    from tests.graphs import extraction
    from tests.graphs import graph as make

    names = ["Just Easy Go", "TD-SCDMA", "where is it", "A:B", "O'Neil", "select"]
    made = make([extraction(f"甲推出{name}。", ("甲", "launched", name)) for name in names])
    for name in ("Just Easy Go", "just easy go", "TD-SCDMA", "O'Neil", '"where is it"', "“A:B”", '"select"'):
        assert len(ask(made, f"? -[推出]-> {name}")) == 1, name
        assert len(ask(made, f"{name} <-[推出]- ? where support = 1")) == 1, name


@pytest.mark.parametrize(
    "pattern",
    [
        "? -> ? where " + "not " * 5000 + "denied",
        "? -> ? where " + "(" * 5000 + "denied" + ")" * 5000,
        "?" + " -> ?" * 5000,
        "? -> ?, " * 5000 + "? -> ?",
        "“" * 5000,
    ],
    ids=["not", "brackets", "steps", "chains", "quotes"],
)
def test_patterns_of_any_size_are_answered_or_refused(graph: nx.MultiDiGraph, pattern: str) -> None:
    try:
        next(run(graph, pattern))
    except PatternError as error:
        assert len(str(error).split("\n")) == 3 and len(str(error)) < 400


@given(st.text(alphabet='?:,|-[]<>*()= 甲推出.~"“”x12wherandorselct，？→—', max_size=30))
def test_any_text_is_answered_or_refused_in_words(pattern: str) -> None:
    try:
        for _, _ in zip(run(_GRAPH, pattern), range(20), strict=False):
            pass
    except GuanxiError as error:
        assert len(str(error).split("\n")) in (1, 3)


_GRAPH = example()
