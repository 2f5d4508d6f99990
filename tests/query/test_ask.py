"""Questions in Chinese, as patterns."""

from __future__ import annotations

import networkx as nx
import pytest

from guanxi.errors import PatternError, UnknownNameError
from guanxi.query import read_question, run
from tests.query.example import example


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return example()


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("谁推出了海豚？", "? -[推出]-> 海豚"),
        ("誰推出了海豚?", "? -[推出]-> 海豚"),
        ("海豚是谁推出的", "? -[推出]-> 海豚"),
        ("星辰研究院质疑什么？", "星辰研究院 -[质疑]-> ?"),
        ("王小明在哪任职？", "王小明 -[任职]-> ?"),
        ("王小明在哪家公司任职", "王小明 -[任职]-> ?:组织"),
        ("谁在蓝鲸公司任职", "? -[任职]-> 蓝鲸公司"),
        ("蓝鲸公司的总裁是谁？", '? -[任职]-> 蓝鲸公司 where role ~ "总裁"'),
        ("蓝鲸公司的创始人是谁？", "? -[创立]-> 蓝鲸公司"),
        ("哪些人支持海豚", "?:人物 -[支持]-> 海豚"),
        ("哪家公司发布了飞鱼？", "?:组织 -[推出]-> 飞鱼"),
        ("蓝鲸公司推出了哪些产品？", "蓝鲸公司 -[推出]-> ?:产品"),
        ("蓝鲸公司有哪些产品", "蓝鲸公司 -> ?:产品"),
        ("青藤公司被谁收购了？", "? -[收购]-> 青藤公司"),
        ("谁被蓝鲸公司收购了？", "蓝鲸公司 -[收购]-> ?"),
        ("蓝鲸收购了青藤公司吗？", "蓝鲸 -[收购]-> 青藤公司"),
        ("青藤公司被蓝鲸公司收购了吗？", "蓝鲸公司 -[收购]-> 青藤公司"),
        ("海豚是蓝鲸公司推出的吗？", "蓝鲸公司 -[推出]-> 海豚"),
        ("海豚的竞争对手有哪些？", "海豚 -[竞争]-> ?"),
        ("蓝鲸公司和谁合作？", "蓝鲸公司 -[合作]-> ?"),
        ("多少家公司质疑海豚？", "?:组织 -[质疑]-> 海豚 count"),
        ("海豚和飞鱼什么关系？", "海豚 -- 飞鱼"),
        ("海豚与飞鱼有关系吗？", "海豚 -- 飞鱼"),
        ("海豚是什么？", "海豚 -- ?"),
        ("星辰研究院隶属于哪家公司？", "星辰研究院 -[隶属]-> ?:组织"),
        ("蓝鲸公司旗下有哪些部门？", "?:组织 -[隶属]-> 蓝鲸公司"),
    ],
)
def test_questions_that_can_be_read(graph: nx.MultiDiGraph, question: str, pattern: str) -> None:
    found = read_question(graph, question)
    assert found[0] == pattern
    for one in found:
        list(run(graph, one))  # it is a pattern


def test_a_question_for_a_time_selects_it(graph: nx.MultiDiGraph) -> None:
    (pattern,) = read_question(graph, "蓝鲸公司什么时候推出海豚？")
    (answer,) = run(graph, pattern)
    assert answer.values == {"?r.time": "2008", "?r.text": "2008年，蓝鲸公司推出了海豚。"}


def test_relations_over_a_third_come_second(graph: nx.MultiDiGraph) -> None:
    first, second = read_question(graph, "李小红与星辰研究院有什么关系？")
    assert not list(run(graph, first)) and list(run(graph, second))


@pytest.mark.parametrize(
    "question",
    ["今天天气怎么样？", "为什么海豚会飞？", "海豚、飞鱼、王小明谁最好？", "", "？", "谁推出了什么？", "推出"],
)
def test_other_questions_are_refused_with_the_known_forms(graph: nx.MultiDiGraph, question: str) -> None:
    with pytest.raises(PatternError, match=r"can't read the question .*谁推出了X？"):
        read_question(graph, question)


@pytest.mark.parametrize(
    ("question", "name"),
    [("白鲨和飞鱼什么关系？", "白鲨"), ("白鲨集团推出了什么？", "白鲨集团"), ("谁收购了白鲨？", "白鲨")],
)
def test_unknown_names_are_asked_for_all_the_same(graph: nx.MultiDiGraph, question: str, name: str) -> None:
    (pattern, *_) = read_question(graph, question)
    with pytest.raises(UnknownNameError) as caught:
        run(graph, pattern)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("question", "named", "pattern"),
    [
        ("谁收购了有道词典？", ["有道词典"], "? -[收购]-> 有道词典"),  # 有 and 是 are grammar elsewhere
        ("和讯网是什么？", ["和讯网"], "和讯网 -- ?"),
        ("收购吧推出了哪些产品？", ["收购吧", "产品"], "收购吧 -[推出]-> ?:产品"),
        ("海豚和ＱＱ空间什么关系？", ["海豚", "ＱＱ空间"], "海豚 -- qq空间"),
    ],
)
def test_names_that_the_graph_does_not_know_may_be_recognised(
    graph: nx.MultiDiGraph, question: str, named: list[str], pattern: str
) -> None:
    assert read_question(graph, question, lambda text: named)[0] == pattern
    with pytest.raises(UnknownNameError):
        run(graph, pattern)


def test_nothing_is_recognised_for_a_question_that_the_graph_can_read(graph: nx.MultiDiGraph) -> None:
    def recognise(text: str) -> list[str]:
        raise AssertionError(text)

    assert read_question(graph, "谁推出了海豚？", recognise) == ["? -[推出]-> 海豚"]


def test_names_of_any_shape_are_quoted(graph: nx.MultiDiGraph) -> None:
    from tests.graphs import extraction
    from tests.graphs import graph as make

    made = make(
        [extraction("甲推出Just Easy Go。甲推出A:B。", ("甲", "launched", "Just Easy Go"), ("甲", "launched", "A:B"))]
    )
    for name in ("Just Easy Go", "A:B"):
        (pattern,) = read_question(made, f"谁推出了{name}？")
        assert len(list(run(made, pattern))) == 1
