"""Graphs of some kinds of claims only, and that what is only denied reads as asserted nowhere."""

from __future__ import annotations

import io

import pytest

from guanxi.export import export, formats
from guanxi.kinds import KINDS, only
from guanxi.library import KnowledgeGraph
from guanxi.query import paths
from tests.query.stories import said, stories

GRAPH = stories(
    said("青藤公司收购了蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", score=0.9),
    said("青藤公司否认收购蓝鲸公司。", "青藤公司", "acquired", "蓝鲸公司", polarity="denied", score=0.8),
    said("蓝鲸公司计划投资白鹭集团。", "蓝鲸公司", "invested_in", "白鹭集团", modality="plan"),
    said("白鹭集团否认与红杉公司合作。", "白鹭集团", "partners_with", "红杉公司", polarity="denied"),
)


def edges(graph):
    return {(head, type_, tail) for head, tail, type_ in graph.edges(keys=True)}


ALL = edges(GRAPH)
BUY, PLAN, DENIED = sorted(ALL, key=lambda edge: ["acquired", "invested_in", "partners_with"].index(edge[1]))


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [
        (KINDS, ALL),
        (("asserted", "planned"), {BUY, PLAN}),
        (("asserted",), {BUY}),
        (("planned",), {PLAN}),
        (("denied",), {BUY, DENIED}),
        ((), set()),
    ],
)
def test_relations_of_some_kinds(kinds, kept):
    made = only(GRAPH, kinds)
    assert edges(made) == kept
    assert set(made) == set(GRAPH) and edges(GRAPH) == ALL
    for *_, relation in made.edges(data="relation"):
        assert all(relation.count(kind) == 0 for kind in KINDS if kind not in kinds)


def test_support_and_weight_are_those_of_what_stays():
    head, type_, tail = BUY
    relation = only(GRAPH, ["denied"]).edges[head, tail, type_]["relation"]
    assert (relation.support, relation.weight) == (0, 0.8)
    relation = only(GRAPH, ["asserted"]).edges[head, tail, type_]["relation"]
    assert (relation.support, relation.weight, len(relation.claims)) == (1, 0.9, 1)


def test_an_unknown_kind_is_named():
    with pytest.raises(ValueError, match="rumoured"):
        KnowledgeGraph(GRAPH).only("asserted", "rumoured")


def test_no_chain_leads_over_a_denial_unless_asked():
    assert paths(GRAPH, "青藤公司", "红杉公司") == []
    (chain,) = paths(GRAPH, "青藤公司", "红杉公司", denied=True)
    assert "合作（否认）" in chain.text(GRAPH.graph["schema"])


@pytest.mark.parametrize("format", [one.name for one in formats() if one.kind == "text"])
def test_no_export_shows_a_denial_as_a_fact(format):
    out = io.StringIO()
    pytest.importorskip("rdflib") if format in ("turtle", "jsonld") else None
    export(only(GRAPH, ["denied"]), format, out)
    assert any(word in out.getvalue() for word in ("否认", "denied"))
    without = io.StringIO()
    export(only(GRAPH, ["asserted", "planned"]), format, without)
    assert "白鹭集团否认与红杉公司合作" not in without.getvalue() and "（否认）" not in without.getvalue()
