"""How long patterns take on a large graph, after it was loaded.

uv run python -m tests.query.bench_query [NODES] [EDGES]
"""

from __future__ import annotations

import sys
import time
from itertools import islice

import networkx as nx

from guanxi.query import find, names, run
from tests.graphs import large

PATTERNS = {
    "two steps from a name": "名称{} -[推出|竞争|合作]-> ?x <-[质疑]- ?y",
    "two steps of any kind from a name": "名称{} -> ?x -> ?y",
    "three steps to a name": "名称{} <-[隶属*1..3]- ?x",
    "between two names": "名称{} -[*2]- 名称7",
    "first of two steps, no name": "?x -[推出]-> ?y <-[质疑]- ?z:人物 limit 1",
    "thousandth of two steps, no name": "?x -[推出]-> ?y <-[质疑]- ?z limit 1000",
}


def measure(graph: nx.MultiDiGraph, pattern: str) -> tuple[float, int]:
    """Return the seconds of the processor that all answers of a pattern take, and how many there are."""
    start = time.process_time()
    count = sum(1 for _ in islice(run(graph, pattern), 100_000))
    return time.process_time() - start, count


def main(nodes: int = 100_000, edges: int = 300_000) -> None:
    """Print the time of each pattern: the middle of eleven entities with few and with many relations."""
    graph = large(nodes, edges)
    start = time.process_time()
    names(graph)
    find(graph, "名称1")
    print(f"{nodes:,} nodes, {edges:,} edges; names gathered once in {time.process_time() - start:.2f} s")
    list(run(graph, "名称1 -> ?"))  # the grammar is read once
    for name, pattern in PATTERNS.items():
        starts = [nodes * at // 22 + 1 for at in range(11)] if "{}" in pattern else [0]
        times = sorted(measure(graph, pattern.format(at)) for at in starts)
        seconds, count = times[len(times) // 2]
        print(f"{name:36} {seconds * 1000:8.1f} ms (worst {times[-1][0] * 1000:.1f})  {count:,} answers")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
