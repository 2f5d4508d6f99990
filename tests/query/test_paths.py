"""Chains between entities, neighbours, surroundings."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from guanxi.errors import UnknownNameError
from guanxi.query import ego, neighbours, paths
from tests.graphs import SCHEMA, extraction, graph


def made(*said: tuple[str, str, str], denied: str = "") -> nx.MultiDiGraph:
    found = []
    for head, type_, tail in said:
        one = extraction(f"{head}与{tail}。", (head, type_, tail))
        if denied == head + tail:
            one = replace(one, claims=tuple(replace(claim, polarity="denied") for claim in one.claims))
        found.append(one)
    return graph(found)


def shown(graph: nx.MultiDiGraph, a: str, b: str, **options) -> list[str]:
    return [chain.text(SCHEMA) for chain in paths(graph, a, b, **options)]


def test_shortest_chains_run_against_the_arrows_too() -> None:
    graph = made(("甲", "launched", "乙"), ("丙", "opposes", "乙"), ("甲", "part_of", "丁"), ("丁", "part_of", "戊"))
    assert shown(graph, "甲", "丙") == ["甲 —推出→ 乙 ←质疑— 丙"]
    assert shown(graph, "丙", "甲") == ["丙 —质疑→ 乙 ←推出— 甲"]
    assert shown(graph, "丙", "戊", longest=3) == []
    assert shown(graph, "丙", "戊") == ["丙 —质疑→ 乙 ←推出— 甲 —隶属→ 丁 —隶属→ 戊"]


def test_all_shortest_chains_the_best_supported_first() -> None:
    graph = made(
        ("甲", "launched", "乙"),
        ("乙", "uses", "丁"),
        ("甲", "launched", "丙"),
        ("甲", "developed", "丙"),
        ("丙", "uses", "丁"),
        ("甲", "competes_with", "远"),
    )
    for edge in (("甲", "丙", "developed"), ("丙", "丁", "uses")):
        graph.edges[edge]["relation"] = replace(graph.edges[edge]["relation"], support=3, weight=3.0)
    assert shown(graph, "甲", "丁") == ["甲 —研发→ 丙 —使用→ 丁", "甲 —推出→ 乙 —使用→ 丁"]
    assert shown(graph, "甲", "丁", limit=1) == ["甲 —研发→ 丙 —使用→ 丁"]
    assert shown(graph, "丁", "远") == ["丁 ←使用— 丙 ←研发— 甲 —竞争— 远", "丁 ←使用— 乙 ←推出— 甲 —竞争— 远"]


def test_a_denial_is_no_link_unless_asked_for() -> None:
    graph = made(("甲", "acquired", "乙"), ("乙", "part_of", "丙"), denied="甲乙")
    assert shown(graph, "甲", "丙") == []
    assert shown(graph, "甲", "丙", denied=True) == ["甲 —收购（否认）→ 乙 —隶属→ 丙"]


def test_no_chain() -> None:
    graph = made(("甲", "launched", "乙"), ("丙", "launched", "丁"))
    assert shown(graph, "甲", "丁") == []
    assert shown(graph, "甲", "甲") == []
    with pytest.raises(UnknownNameError):
        paths(graph, "甲", "无")


def test_neighbours_and_surroundings() -> None:
    graph = made(("甲", "launched", "乙"), ("丙", "opposes", "甲"), ("丙", "supports", "甲"), ("丁", "uses", "乙"))
    assert [(entity.id, [one.type for one in relations]) for entity, relations in neighbours(graph, "甲")] == [
        ("丙", ["opposes", "supports"]),
        ("乙", ["launched"]),
    ]
    near = ego(graph, "甲")
    assert (sorted(near), near.number_of_edges(), near.graph["schema"]) == (["丙", "乙", "甲"], 3, SCHEMA)
    assert sorted(ego(graph, "甲", 2)) == ["丁", "丙", "乙", "甲"]
    assert sorted(ego(graph, "甲", 0)) == ["甲"]
