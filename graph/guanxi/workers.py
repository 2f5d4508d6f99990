"""Extraction in this process or in several; what comes back does not depend on how many."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any

from guanxi import extract
from guanxi.errors import GuanxiError
from guanxi.extract.many import each, in_order, threads
from guanxi.model import Document, Extraction
from guanxi.schema import Schema


@dataclass(frozen=True)
class Task:
    """How to extract: all that another process needs to make the same extractor.

    Args:
        extractor: its name.
        schema: what to look for.
        options: keyword arguments for `guanxi.extract.create`.
    """

    extractor: str
    schema: Schema
    options: tuple[tuple[str, Any], ...] = ()

    def create(self) -> extract.Extractor:
        """Return a new extractor."""
        return extract.create(self.extractor, self.schema, **dict(self.options))


@dataclass(frozen=True)
class Failure:
    """A document that the extractor could not read, and why, in one line."""

    document: Document
    reason: str


def run(task: Task, documents: Sequence[Document], jobs: int = 1) -> Iterator[Extraction | Failure]:
    """Extract documents, in their order.

    Args:
        task: how.
        documents: what.
        jobs: how many processes; 1 (or a single document) stays in this one, in threads if the extractor gains by it.

    Raises:
        GuanxiError: there is no such extractor, or a worker process died.
    """
    if not documents:
        return
    if jobs <= 1 or len(documents) == 1:
        extractor = task.create()
        yield from each(partial(_try, extractor), documents, threads(extractor))
        return
    # Processes are spawned, never forked: the runtime of the neural extractor has threads, which forks don't survive.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(documents)), context, _start, (task,)) as pool:
        try:
            yield from in_order(pool, _work, documents, jobs)
        except BrokenProcessPool as error:
            raise GuanxiError("a worker process died (out of memory?); build again with fewer --jobs") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_extractor: extract.Extractor | GuanxiError | None = None


def _start(task: Task) -> None:
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then stops the workers
    try:
        _extractor = task.create()
    except GuanxiError as error:
        _extractor = error  # an error in here would look like a crash; the first document reports it instead


def _work(document: Document) -> Extraction | Failure:
    if isinstance(_extractor, GuanxiError):
        raise _extractor
    assert _extractor is not None
    return _try(_extractor, document)


def _try(extractor: extract.Extractor, document: Document) -> Extraction | Failure:
    try:
        return extractor.extract(document)
    except MemoryError:
        return Failure(document, "too large for the memory of this machine")
    except Exception as error:  # one bad document must not lose the others
        return Failure(document, f"can't be extracted: {type(error).__name__}: {' '.join(str(error).split())}"[:300])
