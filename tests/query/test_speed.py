"""Patterns on a graph of 20,000 nodes; `bench_query` prints the same on 100,000."""

from __future__ import annotations

import time

import networkx as nx
import pytest

from guanxi.query import names, run
from tests.graphs import large
from tests.query.bench_query import measure


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    made = large(20_000, 60_000)
    names(made)
    list(run(made, "名称1 -> ?"))
    return made


@pytest.mark.parametrize("at", [3, 1000, 15_000])
def test_two_steps_from_a_name_take_under_50_milliseconds(graph: nx.MultiDiGraph, at: int) -> None:
    seconds, _ = min(measure(graph, f"名称{at} -[推出|竞争|合作]-> ?x <-[质疑]- ?y") for _ in range(3))
    assert seconds < 0.05


def test_a_pattern_starts_at_its_rarest_end(graph: nx.MultiDiGraph) -> None:
    # The name stands last: without planning, all nodes would be tried first.
    seconds, _ = min(measure(graph, "?x -[质疑]-> ?y -[推出]-> 名称15000") for _ in range(3))
    assert seconds < 0.05


def test_two_steps_without_a_name_stream(graph: nx.MultiDiGraph) -> None:
    start = time.process_time()
    answers = run(graph, "?x -> ?y -> ?z")
    assert [next(answers) for _ in range(100)]
    assert time.process_time() - start < 0.5  # all of them would take minutes
