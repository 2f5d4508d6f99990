"""The library's face behind `guanxi.build` and `guanxi.open_graph`: one object that holds a graph and answers."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from guanxi.errors import GuanxiError, SchemaError
from guanxi.graphs import graph_of, schema_of
from guanxi.model import Claim, Document, Entity, Relation
from guanxi.schema import Schema, load_schema
from guanxi.store import Store

# What reads and extracts is imported where it is used: a graph that is only opened does without it.
if TYPE_CHECKING:
    from guanxi.pipeline import Progress, Report
    from guanxi.query import Answer, Chain, Conflict, Event
    from guanxi.read import Skipped
    from guanxi.resolve import Join, Split


class KnowledgeGraph:
    """A graph of entities and the relations that documents state between them.

    Attributes:
        graph: the `networkx.MultiDiGraph` itself: a node is an entity id with the attribute `entity`, an edge has the
            relation type as its key and the attribute `relation`; all of networkx works on it.
        report: what the build did; None for a graph that was opened.
    """

    def __init__(self, graph: nx.MultiDiGraph, report: Report | None = None) -> None:
        self.graph = graph
        self.report = report

    @property
    def schema(self) -> Schema:
        """The entity and relation types with their labels."""
        return self.graph.graph["schema"]

    @property
    def documents(self) -> dict[str, Document]:
        """The documents by id."""
        return self.graph.graph["documents"]

    def entities(self, type: str | None = None) -> list[Entity]:
        """Return the entities, those with the most relations first.

        Args:
            type: only these: an id, label or synonym (`ORG`, `组织`, `公司`).

        Raises:
            SchemaError: the schema has no such type.
        """
        wanted = self._entity_type(type) if type else None
        found = (data["entity"] for _, data in self.graph.nodes(data=True))
        return sorted(
            (entity for entity in found if wanted in (None, entity.type)),
            key=lambda entity: (-self.graph.degree(entity.id), -len(entity.mentions), entity.name, entity.id),
        )

    def relations(self, type: str | None = None, of: str | Entity | None = None) -> list[Relation]:
        """Return the relations, the best supported first.

        Args:
            type: only these: an id, label or synonym (`launched`, `推出`, `发布`).
            of: only those with this entity as head or tail: the entity, or its name or alias.

        Raises:
            SchemaError: the schema has no such type.
            UnknownNameError: no entity is called `of`.
        """
        wanted = self._relation_type(type) if type else None
        edges = self.graph.edges(data=True)
        if of is not None:
            id = (of if isinstance(of, Entity) else self.entity(of)).id
            edges = [*self.graph.out_edges(id, data=True), *self.graph.in_edges(id, data=True)]
        found = (data["relation"] for *_, data in edges)
        return sorted(
            (relation for relation in found if wanted in (None, relation.type)),
            key=lambda one: (-one.support, -one.weight, -len(one.claims), one.head, one.type, one.tail),
        )

    def entity(self, name: str) -> Entity:
        """Return the entity of a name or alias, whatever its width, case or script.

        Raises:
            UnknownNameError: there is none; the error holds the nearest names.
        """
        from guanxi.query import find

        return find(self.graph, name)

    def query(self, pattern: str) -> Iterator[Answer]:
        """Yield what matches a pattern such as `中国移动 -[推出]-> ?`.

        Raises:
            PatternError: the pattern does not parse.
            UnknownNameError: no entity has a name that the pattern asks for.
        """
        from guanxi.query import run

        return run(self.graph, pattern)

    def path(self, a: str, b: str, *, limit: int = 5, denied: bool = False) -> list[Chain]:
        """Return the shortest chains of relations between two entities, the best supported first.

        Relations that are only denied are no links, unless `denied` says so.

        Raises:
            UnknownNameError: an entity does not exist.
        """
        from guanxi.query import paths

        return paths(self.graph, a, b, limit=limit, denied=denied)

    def conflicts(self, entity: str | None = None) -> list[Conflict]:
        """Return the claims that disagree, in the whole graph or about an entity (see `guanxi.query.conflicts`).

        Raises:
            UnknownNameError: the entity does not exist.
        """
        from guanxi.query import conflicts

        return conflicts(self.graph, entity)

    def timeline(self, entity: str, *, since: str = "", until: str = "") -> list[Event]:
        """Return the relations of an entity by date (see `guanxi.query.timeline`).

        Raises:
            UnknownNameError: the entity does not exist.
        """
        from guanxi.query import timeline

        return timeline(self.graph, entity, since=since, until=until)

    def only(self, *kinds: str) -> KnowledgeGraph:
        """Return the graph with the claims of some kinds only: `asserted`, `planned`, `denied` (see `guanxi.kinds`).

        Raises:
            ValueError: there is no such kind.
        """
        from guanxi.kinds import only

        return KnowledgeGraph(only(self.graph, kinds), self.report)

    def quote(self, claim: Claim) -> str:
        """Return the sentence of a claim, exactly as its document has it."""
        return claim.evidence.of(self.documents[claim.document].text)

    def export(self, format: str, target: str | Path) -> None:
        """Write the graph in a format of `guanxi export --list` to a file, or to a folder where the format is one.

        Raises:
            OutputError: no such format, or it can't be written.
        """
        from guanxi.export import export

        export(self.graph, format, target)

    def write_page(self, path: str | Path, *, focus: str | None = None, hops: int = 1, top: int | None = None) -> None:
        """Draw the graph as one HTML file that works offline (see `guanxi.view.write_page`)."""
        from guanxi.view import write_page

        write_page(self.graph, path, focus=focus, hops=hops, top=top)

    def write_static(
        self, path: str | Path, *, focus: str | None = None, hops: int = 1, top: int | None = None, theme: str = "light"
    ) -> None:
        """Draw the graph as a still picture, SVG or PNG by the file's ending (see `guanxi.view.write_static`)."""
        from guanxi.view import write_static

        write_static(self.graph, path, focus=focus, hops=hops, top=top, theme=theme)

    def to_pandas(self) -> dict[str, Any]:
        """Return `entities`, `relations`, `claims` and `documents`, each as a pandas data frame; needs pandas."""
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise GuanxiError("pandas is not installed; pip install pandas") from error

        from guanxi import records

        graph = self.graph
        relations = self.relations()
        rows = {
            "entities": [records.entity_record(graph, one) for one in self.entities()],
            "relations": [records.relation_record(graph, one) for one in relations],
            "claims": [records.claim_record(graph, claim) for one in relations for claim in one.claims],
            "documents": self.document_records(),
        }
        return {name: pandas.DataFrame(listed) for name, listed in rows.items()}

    def document_records(self) -> list[dict[str, Any]]:
        """Return the documents as plain rows by date, each with how many entities and relations it speaks of."""
        from guanxi import records

        entities = Counter(id for entity in self.entities() for id in entity.documents)
        relations = Counter(id for one in self.relations() for id in {claim.document for claim in one.claims})
        ordered = sorted(self.documents.values(), key=lambda one: (one.date, one.title, one.path, one.id))
        return [
            records.document_record(self.graph, one) | {"entities": entities[one.id], "relations": relations[one.id]}
            for one in ordered
        ]

    def reprint_records(self) -> list[dict[str, Any]]:
        """Return the documents that are one story with another one, and why (see `guanxi.records.reprint_records`)."""
        from guanxi import records

        return records.reprint_records(self.graph)

    def __repr__(self) -> str:
        graph = self.graph
        return (
            f"<KnowledgeGraph: {graph.number_of_nodes()} entities, {graph.number_of_edges()} relations,"
            f" {len(self.documents)} document{'s' if len(self.documents) != 1 else ''}>"
        )

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame that can run the page's script and nothing else."""
        import html

        from guanxi.view.page import render

        page = html.escape(render(self.graph), quote=True)
        return f'<iframe sandbox="allow-scripts allow-downloads" width="100%" height="600" srcdoc="{page}"></iframe>'

    def _entity_type(self, word: str) -> str:
        found = self.schema.entity_type(word)
        if found is None:
            raise SchemaError(f"no entity type is called “{word}”; known: {_labels(self.schema.entities)}")
        return found.id

    def _relation_type(self, word: str) -> str:
        found = self.schema.relation_type(word)
        if found is None:
            raise SchemaError(f"no relation type is called “{word}”; known: {_labels(self.schema.relations)}")
        return found.id


def build(
    paths: str | Path | Sequence[str | Path],
    *,
    db: str | Path | None = None,
    out: str | Path | None = None,
    schema: Schema | str | Path | None = None,
    extractor: str | None = None,
    userdict: str | Path | None = None,
    names: str | Path | None = None,
    decisions: str | Path | None = None,
    text_field: str | None = None,
    jobs: int = 1,
    min_score: float | None = None,
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read articles and build their graph; as `guanxi.pipeline.build`, but writes nothing unless asked to.

    Args:
        paths: a file, folder, glob or `-`, or several.
        db: keep the graph in this database, together with what it holds already; None keeps it in memory only.
        out: write `graph.html` and `graph.graphml` to this folder; None writes neither.
        schema: entity and relation types, or their TOML file; the built-in ones by default.
        extractor: who reads the texts; the best one by default.
        userdict: a file of words in jieba's format.
        names: a CSV file `canonical,type,aliases`: names that belong together.
        decisions: a TOML file of merges and splits decided by hand.
        text_field: which field of JSON, JSONL or CSV records holds the text.
        jobs: worker processes.
        min_score: leave out claims less certain than this, 0–1.
        progress: called as `progress(stage, done, total)`.

    Raises:
        GuanxiError: nothing could be built; a single bad document is in `report.skipped` instead.
    """
    from guanxi import pipeline

    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    with tempfile.TemporaryDirectory(prefix="guanxi-") as folder:
        report = pipeline.build(
            listed,
            db=Path(folder) / "guanxi.db" if db is None else db,
            out=out,
            schema=schema,
            extractor=extractor,
            userdict=userdict,
            names=names,
            decisions=decisions,
            text_field=text_field,
            jobs=jobs,
            min_score=min_score,
            progress=progress,
        )
    if db is None:
        report = replace(report, files=report.files[1:])
    return KnowledgeGraph(report.graph, report)


def open_graph(
    db: str | Path = "exports/guanxi.db", *, schema: Schema | str | Path | None = None, min_score: float | None = None
) -> KnowledgeGraph:
    """Open the graph that a build stored.

    Args:
        db: the database.
        schema: another one than it was built with; types that this one does not know are left out.
        min_score: leave out claims less certain than this, 0–1; by default as it was built.

    Raises:
        StoreError: the database is missing, foreign, of another version, or damaged.
    """
    if schema is not None and not isinstance(schema, Schema):
        schema = load_schema(schema)
    with Store.open(db) as store:
        return KnowledgeGraph(graph_of(store, schema=schema, min_score=min_score))


def decide(
    db: str | Path, decision: Join | Split, *, decisions: str | Path | None = None
) -> tuple[Path, tuple[str, ...]]:
    """Decide by hand that names are one entity, or that they are not; it holds at once and in every later build.

    Args:
        db: the database.
        decision: see `guanxi.resolve.Join` and `guanxi.resolve.Split`.
        decisions: the file to write it to; by default that of the database (see `guanxi.identity`).

    Returns:
        The file, and one line for each of its decisions that matches nothing.

    Raises:
        UnknownNameError: no entity has one of the names; the error holds the nearest.
        InputError: the decision matches nothing else in the database or more than one entity, or can't be written.
    """
    from guanxi import identity, pipeline

    open_store = Store.open(db)  # not to make a new database by a slip of the pen
    open_store.close()
    with Store.open(db, create=True) as store:
        path = identity.decide(store, decision, decisions)
        return path, pipeline.settle_again(store, schema_of(store), decisions=decisions)


def extract_records(
    paths: Sequence[str | Path],
    *,
    schema: Schema | str | Path | None = None,
    extractor: str | None = None,
    userdict: str | Path | None = None,
    text_field: str | None = None,
    jobs: int = 1,
    min_score: float | None = None,
    text: bool = False,
) -> Iterator[dict[str, object] | Skipped]:
    """Yield what each document says as a record (see `guanxi.evaluate.records`), in the order of reading.

    Args:
        text: put the document's text into its record, too.

    The other arguments are those of `build`. What can't be read or extracted comes as a `Skipped`, at the place
    where its record would stand.
    """
    from guanxi import extract
    from guanxi.assemble import MIN_SCORE
    from guanxi.evaluate.records import to_record
    from guanxi.evaluate.run import at_least
    from guanxi.read import Skipped, read
    from guanxi.workers import Failure, Task, run

    if not isinstance(schema, Schema):
        schema = load_schema(schema)
    least = MIN_SCORE if min_score is None else min_score
    options = () if userdict is None else (("userdict", str(userdict)),)
    task = Task(extractor or extract.default(), schema, options)
    found = list(read(paths, text_field=text_field))
    results = run(task, [one for one in found if isinstance(one, Document)], jobs)
    for one in found:
        if isinstance(one, Skipped):
            yield one
            continue
        result = next(results)
        if isinstance(result, Failure):
            yield Skipped(one.path or one.name, result.reason)
        else:
            yield to_record(at_least(result, min_score=least, min_mention_score=least), schema, text=text)


def _labels(types: dict[str, Any]) -> str:
    return "、".join(f"{type_.zh} {id}" for id, type_ in types.items())
