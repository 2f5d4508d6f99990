"""One extractor for many documents: in several threads at once where that gains time, the answers in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TypeVar

from guanxi.extract.protocol import Extractor
from guanxi.model import Document

T = TypeVar("T")

_AHEAD = 4
"""Documents for each worker that are begun before their turn: enough to keep all busy, few enough to hold in memory."""


def threads(extractor: Extractor) -> int:
    """Return how many threads should call an extractor at once on this machine, at most four."""
    if not getattr(extractor, "parallel", False):
        return 1
    # The first is what this process may use; only Linux tells.
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, processors)


def each(work: Callable[[Document], T], documents: Iterable[Document], threads: int) -> Iterator[T]:
    """Yield `work(document)` for every document, in their order; a worker's error is raised at its document's turn."""
    if threads <= 1:
        yield from map(work, documents)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from in_order(pool, work, documents, threads)


def in_order(pool: Executor, work: Callable[[Document], T], documents: Iterable[Document], workers: int) -> Iterator[T]:
    """Yield `work(document)` for every document in their order, worked on in a pool."""
    waiting: deque[Future[T]] = deque()
    try:
        for document in documents:
            waiting.append(pool.submit(work, document))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
