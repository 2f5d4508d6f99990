"""The main job: read, extract, store, resolve, assemble, and write the page and the GraphML file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from guanxi import extract, voices
from guanxi.errors import InputError
from guanxi.files import replacing
from guanxi.graphs import graph_of, remember
from guanxi.identity import settle
from guanxi.model import Document, Entity, Extraction
from guanxi.passages import passages
from guanxi.read import Skipped, read
from guanxi.schema import Schema, dump_schema, load_schema
from guanxi.store import Store
from guanxi.text.words import load_dictionary
from guanxi.workers import Failure, Task, run

if TYPE_CHECKING:
    import networkx as nx

BATCH = 64
"""How many documents are stored in one transaction: at most so many are extracted again after a build was stopped."""

Progress = Callable[[str, int, int], None]
"""Called as `progress(stage, done, total)`; the stages are `extract`, `resolve`, `assemble` and `write`."""


@dataclass(frozen=True)
class Report:
    """What a build did.

    Args:
        read: documents that were read, the unchanged and repeated ones included.
        extracted: those that were new or changed.
        unchanged: those that the database holds already, extracted in the same way.
        duplicates: those that are equal to another one of the same input.
        removed: documents that left the database because their file holds another text now.
        skipped: path and reason of what could not be read or extracted.
        entities, relations: how many the graph has of each type, in the order of the schema.
        top: the ten best connected entities, each with the number of its relations.
        files: what was written.
        graph: the graph.
        notices: decisions of the user that match nothing any more, one line each.
    """

    read: int
    extracted: int
    unchanged: int
    duplicates: int
    removed: int
    skipped: tuple[Skipped, ...]
    entities: dict[str, int]
    relations: dict[str, int]
    top: tuple[tuple[Entity, int], ...]
    files: tuple[Path, ...]
    graph: nx.MultiDiGraph = field(repr=False, compare=False)
    notices: tuple[str, ...] = ()


def build(
    paths: Sequence[str | Path],
    *,
    db: str | Path = "exports/guanxi.db",
    out: str | Path | None = "exports",
    schema: Schema | str | Path | None = None,
    extractor: str | None = None,
    userdict: str | Path | None = None,
    names: str | Path | None = None,
    decisions: str | Path | None = None,
    text_field: str | None = None,
    jobs: int = 1,
    min_score: float | None = None,
    progress: Progress | None = None,
) -> Report:
    """Add articles to a database, or bring it up to date with them, and write the page and the GraphML file.

    Documents that are in the database but not in `paths` stay. A file with a new text replaces its old document.
    What was extracted in the same way before is not extracted again. A document that fails is reported, and the
    build goes on; a build that is stopped loses nothing that was stored.

    Args:
        paths: files, folders, globs, or `-`.
        db: the database; made when it is missing.
        out: folder for `graph.html` and `graph.graphml`; None writes neither.
        schema: entity and relation types, or their file; the built-in ones by default.
        extractor: who reads the texts; the best one by default.
        userdict: a file of words in jieba's format.
        names: the user's list of names (`guanxi.resolve.gazetteer`); the database remembers it.
        decisions: what the user decided by hand (`guanxi.resolve.decisions`); the database remembers it.
        text_field: which field of JSON, JSONL or CSV records holds the text.
        jobs: worker processes; 1 extracts in this one. They are spawned: a script that asks for more calls this under
            `if __name__ == "__main__":`.
        min_score: leave out claims and mentions below it, 0–1; `guanxi.assemble.MIN_SCORE` by default.
        progress: called as the work goes on.

    Raises:
        GuanxiError: nothing could be built: no such extractor, a broken schema, a foreign database, …
    """
    tell = progress or (lambda stage, done, total: None)
    if not isinstance(schema, Schema):
        schema = load_schema(schema)
    options = () if userdict is None else (("userdict", str(userdict)),)
    task = Task(extractor or extract.default(), schema, options)
    with Store.open(db, create=True) as store:
        before = store.fingerprints().keys()
        plan = _plan(read(paths, text_field=text_field), store.fingerprints(), _fingerprint(task))
        failures = _extract(plan.todo, store, task, jobs, tell)
        failed = {failure.document.id for failure in failures}
        store.touch(document for document in plan.again if document.id not in failed)
        store.forget(_stale(store.paths(), plan.paths))
        removed = len(before - store.fingerprints().keys())
        tell("resolve", 0, 1)
        notices = settle(store, schema, _resolver(schema), names=names, decisions=decisions)
        voices.settle(store, _code("resolve/reprints.py", "text"))
        tell("resolve", 1, 1)
        tell("assemble", 0, 1)
        remember(store, schema, min_score)
        graph = graph_of(store)
        tell("assemble", 1, 1)
    return Report(
        read=plan.read,
        extracted=len(plan.todo) - len(failures),
        unchanged=plan.unchanged,
        duplicates=plan.read - plan.unchanged - len(plan.todo),
        removed=removed,
        skipped=(*plan.skipped, *(Skipped(one.document.path or one.document.name, one.reason) for one in failures)),
        entities=_count((data["entity"].type for _, data in graph.nodes(data=True)), schema.entities),
        relations=_count((type_ for _, _, type_ in graph.edges(keys=True)), schema.relations),
        top=best_connected(graph),
        files=(Path(db), *_write(graph, None if out is None else Path(out), tell)),
        graph=graph,
        notices=notices,
    )


def settle_again(store: Store, schema: Schema, *, decisions: str | Path | None = None) -> tuple[str, ...]:
    """Resolve the names of a database again if its decisions changed (see `guanxi.identity.settle`)."""
    return settle(store, schema, _resolver(schema), decisions=decisions)


def best_connected(graph: nx.MultiDiGraph, limit: int = 10) -> tuple[tuple[Entity, int], ...]:
    """Return the entities with the most relations (in and out), and how many; ties go by mentions, then by id."""
    ranked = sorted(
        ((data["entity"], graph.degree(node)) for node, data in graph.nodes(data=True)),
        key=lambda item: (-item[1], -len(item[0].mentions), item[0].id),
    )
    return tuple(item for item in ranked[:limit] if item[1])


@dataclass
class _Plan:
    """What the input asks for: `todo` is to be extracted, `again` is known or repeated and only its path is new."""

    todo: list[Document] = field(default_factory=list)
    again: list[Document] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    read: int = 0
    unchanged: int = 0


def _plan(found: Iterable[Document | Skipped], stored: dict[str, str], fingerprint: str) -> _Plan:
    plan = _Plan()
    seen: set[str] = set()
    for one in found:
        plan.paths.add(one.path)
        if isinstance(one, Skipped):
            plan.skipped.append(one)
            continue
        plan.read += 1
        if one.id in seen:
            plan.again.append(one)
        elif stored.get(one.id) == fingerprint:
            plan.again.append(one)
            plan.unchanged += 1
        else:
            plan.todo.append(one)
        seen.add(one.id)
    return plan


def _extract(documents: list[Document], store: Store, task: Task, jobs: int, tell: Progress) -> list[Failure]:
    fingerprint = _fingerprint(task)
    failures: list[Failure] = []
    done = 0
    tell("extract", done, len(documents))

    def extracted() -> Iterator[Extraction]:
        nonlocal done
        for result in run(task, documents, jobs):
            done += 1
            tell("extract", done, len(documents))
            if isinstance(result, Failure):
                failures.append(result)
            else:
                yield result

    results = extracted()
    while batch := list(islice(results, BATCH)):
        try:
            store.put(batch, fingerprint, passages)
        except InputError:  # one of them can't be stored: the others can
            for extraction in batch:
                try:
                    store.put([extraction], fingerprint, passages)
                except InputError as error:
                    failures.append(Failure(extraction.document, str(error)))
    return failures


def _stale(stored: Iterable[str], given: set[str]) -> list[str]:
    """Return the stored paths of records (`news.jsonl:12`) that are gone from a file whose other records were read."""
    files = {match[1] for path in given if (match := _RECORD.fullmatch(path))}
    return [path for path in stored if (match := _RECORD.fullmatch(path)) and match[1] in files and path not in given]


_RECORD = re.compile(r"(?!-:)(.+):\d+")


def _resolver(schema: Schema) -> str:
    """Say how names are resolved: for which schema, by which code."""
    return f"{dump_schema(schema)}\n{_code('resolve', 'text')}"


def _write(graph: nx.MultiDiGraph, out: Path | None, tell: Progress) -> list[Path]:
    if out is None:
        return []
    # Imported only here: drawing needs libraries that take a while to load.
    from guanxi.export import export
    from guanxi.view import write_page

    page, graphml = out / "graph.html", out / "graph.graphml"
    tell("write", 0, 2)
    with replacing(page) as path:
        write_page(graph, path)
    tell("write", 1, 2)
    export(graph, "graphml", graphml)
    tell("write", 2, 2)
    return [page, graphml]


def _count(types: Iterable[str], order: Iterable[str]) -> dict[str, int]:
    counted = Counter(types)
    return {type_: counted[type_] for type_ in order if counted[type_]}


def _fingerprint(task: Task) -> str:
    """Say how documents are extracted: by which code and weights, for which schema, with which words."""
    words = [str(load_dictionary(value)) for name, value in task.options if name == "userdict"]
    parts = [task.extractor, dump_schema(task.schema), *words, _code("extract", "text", "weights", "passages.py")]
    return sha256(json.dumps(parts).encode()).hexdigest()[:16]


@cache
def _code(*packages: str) -> str:
    """Return the hash of parts of this package: another version of an extractor may read other things."""
    found = sha256()
    for package in packages:
        part = resources.files("guanxi").joinpath(package)
        files = _files(part, package) if part.is_dir() else [(package, part)] if part.is_file() else []
        for name, file in files:
            found.update(name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return found.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{name}/{entry.name}")
        elif entry.is_file():
            yield f"{name}/{entry.name}", entry
