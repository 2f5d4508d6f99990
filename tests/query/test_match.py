"""The planner against a search that tries everything."""

from __future__ import annotations

import itertools
from collections import Counter

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.query import run
from tests.graphs import SCHEMA, extraction, graph

NAMES = ["甲公司", "乙公司", "丙公司", "丁公司"]
KINDS = {"推出": "launched", "质疑": "opposes", "竞争": "competes_with"}
ARROWS = ["->", "<-", "--", "-[推出]->", "<-[质疑]-", "-[竞争]->", "-[推出|竞争]-"]

edges = st.sets(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(KINDS.values())), st.sampled_from(NAMES)), max_size=9
)
nodes = st.sampled_from(["?x", "?y", "?z", *NAMES])


def build(said: set[tuple[str, str, str]]) -> nx.MultiDiGraph:
    everyone = extraction("，".join(NAMES), types=dict.fromkeys(NAMES, "ORG"))
    return graph([everyone, *(extraction(f"{a}与{b}。", (a, type_, b)) for a, type_, b in sorted(said) if a != b)])


def steps(made: nx.MultiDiGraph, arrow: str) -> list[tuple[str, str, tuple[str, str, str]]]:
    """Return every left end, right end and relation that an arrow may stand for."""
    wanted = {type_ for zh, type_ in KINDS.items() if zh in arrow} or set(KINDS.values())
    found = []
    for head, tail, type_ in made.edges(keys=True):
        either = SCHEMA.relations[type_].symmetric or not (arrow.startswith("<-") or arrow.endswith("->"))
        if type_ in wanted:
            found += [(head, tail, (head, type_, tail))] if either or arrow.endswith("->") else []
            found += [(tail, head, (head, type_, tail))] if either or arrow.startswith("<-") else []
    return found


def everything(made: nx.MultiDiGraph, parts: list[tuple[str, str, str]]) -> Counter[tuple[tuple[str, str], ...]]:
    """Return every way to choose a relation for each part, as the values of the variables."""
    answers: Counter[tuple[tuple[str, str], ...]] = Counter()
    for chosen in itertools.product(*(steps(made, arrow) for _, arrow, _ in parts)):
        bound: dict[str, str] = {name: name for name in NAMES}
        fits = len({relation for *_, relation in chosen}) == len(chosen)
        for (left, _, right), (a, b, _) in zip(parts, chosen, strict=True):
            fits &= bound.setdefault(left, a) == a and bound.setdefault(right, b) == b
        if fits:
            answers[tuple(sorted(item for item in bound.items() if item[0].startswith("?")))] += 1
    return answers


@given(edges, st.lists(st.tuples(nodes, st.sampled_from(ARROWS), nodes), min_size=1, max_size=3))
@settings(deadline=None, max_examples=150)
def test_the_planner_finds_what_trying_everything_finds(
    said: set[tuple[str, str, str]], parts: list[tuple[str, str, str]]
) -> None:
    made = build(said)
    pattern = ", ".join(" ".join(part) for part in parts)
    found = Counter(
        tuple(sorted((f"?{name}", entity.id) for name, entity in answer.variables.items()))
        for answer in run(made, pattern)
    )
    assert found == everything(made, parts), pattern


@given(edges, st.integers(1, 3), st.integers(1, 3), st.sampled_from(["?x", *NAMES]), st.sampled_from(["?y", *NAMES]))
@settings(deadline=None, max_examples=80)
def test_steps_of_variable_length_are_all_simple_walks(
    said: set[tuple[str, str, str]], low: int, high: int, left: str, right: str
) -> None:
    made = build(said)
    least, most = sorted((low, high))
    expected: Counter[tuple[str, ...]] = Counter()
    single = steps(made, "->")
    for length in range(least, most + 1):
        for walk in itertools.product(single, repeat=length):
            ids = [walk[0][0], *(step[1] for step in walk)]
            joined = all(a[1] == b[0] for a, b in itertools.pairwise(walk))
            ends = left in ("?x", ids[0]) and right in ("?y", ids[-1])
            if joined and ends and len(set(ids)) == len(ids):
                expected[tuple(ids)] += 1
    answers = run(made, f"{left} -[*{least}..{most}]-> {right}")
    assert Counter(tuple(entity.id for entity in answer.chains[0].entities) for answer in answers) == expected
