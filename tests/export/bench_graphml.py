"""Our GraphML writer and networkx's, side by side: processor time and memory on a large graph.

    uv run python -m tests.export.bench_graphml [NODES] [EDGES]

networkx gets a graph whose attributes are flat already; we start from the graph as `assemble` gives it. Memory is what
a writer adds to the process at its highest, each in a process of its own (Linux).
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from guanxi.export import export
from guanxi.export.records import entities, entity_record, relation_record, relations
from tests.graphs import large


def flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the graph with the attributes that the export has, as networkx needs them."""
    made = nx.MultiDiGraph()
    schema, documents = graph.graph["schema"], graph.graph["documents"]
    made.add_nodes_from((one.id, entity_record(one, schema)) for one in entities(graph))
    for number, one in enumerate(relations(graph)):
        made.add_edge(one.head, one.tail, key=f"e{number}", **relation_record(one, schema, documents))
    return made


def measure(write: Callable[[Path], Any]) -> tuple[float, float, int]:
    """Return processor seconds, MiB at the highest, and the size of the file, of a writer in a forked process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.graphml"
        context = multiprocessing.get_context("fork")
        receive, send = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(write, path, send))
        process.start()
        seconds, memory = receive.recv()
        process.join()
        return seconds, memory, path.stat().st_size


def _work(write: Callable[[Path], Any], path: Path, send: Any) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # forget the highest mark so far
    before = _memory("VmRSS")
    start = time.process_time()
    write(path)
    send.send((time.process_time() - start, (_memory("VmHWM") - before) / 1024))


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main(nodes: int = 100_000, edges: int = 300_000) -> tuple[float, float]:
    """Print the comparison; return how our time and memory compare to networkx's."""
    graph = large(nodes, edges)
    plain = flat(graph)
    ours = measure(lambda path: export(graph, "graphml", path))
    theirs = measure(lambda path: nx.write_graphml(plain, path, named_key_ids=False, edge_id_from_attribute=None))
    print(f"{nodes:,} nodes, {edges:,} edges        seconds    MiB    file MB")
    for name, (seconds, memory, size) in (("guanxi", ours), ("networkx.write_graphml", theirs)):
        print(f"{name:30} {seconds:9.2f} {memory:9.1f} {size / 1e6:8.1f}")
    print(f"{'ratio':30} {ours[0] / theirs[0]:9.2f} {ours[1] / theirs[1]:9.2f}")
    return ours[0] / theirs[0], ours[1] / theirs[1]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
