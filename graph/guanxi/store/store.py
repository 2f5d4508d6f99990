"""The SQLite file: opening, checking, and reading and writing it in whole transactions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from guanxi.errors import InputError, StoreError
from guanxi.model import Document, Entity, Extraction, Mention, Merge, Span
from guanxi.store.connection import connect, errors, transaction
from guanxi.store.tables import from_rows, to_rows

_RESOLVED = "resolved"

Passage = tuple[int, int, str]
"""Start and end of a place in a document's text, and its words, separated by spaces."""


class Store:
    """The database of one graph; use `Store.open`, and close it or use it as a context manager.

    A document is kept once, by content. Each write is one transaction: when it fails, nothing of it is there and
    everything from before still is. The file uses a rollback journal, so that it can be read in a read-only folder.
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._db = connection
        self.path = path

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> Store:
        """Open a database.

        Args:
            path: the file.
            create: open for writing, and make the file when there is none; otherwise open for reading only.

        Raises:
            StoreError: the file is missing, not ours, of a newer version, corrupt, or can't be opened.
        """
        path = str(path)
        return cls(connect(path, create=create), path)

    def close(self) -> None:
        """Close the file; the store is of no use afterwards."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Documents and what was read out of them

    def fingerprints(self) -> dict[str, str]:
        """Return, by document id, the fingerprint of the extraction that is stored (see `put`)."""
        with errors(self.path):
            return {row["id"]: row["fingerprint"] for row in self._rows("SELECT id, fingerprint FROM documents")}

    def put(
        self,
        extractions: Iterable[Extraction],
        fingerprint: str,
        passages: Callable[[Document], Iterable[Passage]] | None = None,
    ) -> None:
        """Store extractions in one transaction, each in place of the document's older one.

        A path that held another document before now holds this one, and a document that no path holds any more goes;
        text without a path of its own (standard input) replaces nothing.

        Args:
            extractions: what was read, one per document; no ids of entities are stored, they come from `resolve`.
            fingerprint: says how it was read (extractor, version, options); equal means no need to read again.
            passages: gives what `search` is to find of a document: places and their words, separated by spaces; a
                place of no length is the title.

        Raises:
            InputError: a text can't be stored because it is no Unicode (lone surrogates).
            StoreError: the file can't be written.
        """
        batch = list(extractions)
        with self._transaction() as db:
            for extraction in batch:
                document, rows = extraction.document, to_rows(extraction)
                with _encodable(document):
                    self._put_document(document, fingerprint)
                    for table in ("claims", "aliases", "mentions"):
                        db.execute(f"DELETE FROM {table} WHERE document = ?", (document.id,))
                    db.executemany(
                        "INSERT INTO mentions (document, seq, start, end, text, type, score, extractor, listed)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        rows.mentions,
                    )
                    db.executemany(f"INSERT INTO claims VALUES ({', '.join('?' * 19)})", rows.claims)
                    db.executemany(f"INSERT INTO aliases VALUES ({', '.join('?' * 8)})", rows.aliases)
                    self._put_passages(document.id, passages(document) if passages else ())
            self._drop_orphans()
            self._set(_RESOLVED, "")

    def touch(self, documents: Iterable[Document]) -> None:
        """Note where documents were read from whose extraction is stored already (unchanged, moved or copied ones)."""
        with self._transaction():
            for document in documents:
                with _encodable(document):
                    self._put_source(document)
            if self._drop_orphans():
                self._set(_RESOLVED, "")

    def forget(self, paths: Iterable[str]) -> int:
        """Forget paths, and the documents that no other path holds; return how many documents went."""
        with self._transaction() as db:
            db.executemany("DELETE FROM sources WHERE path = ?", ((path,) for path in paths))
            gone = self._drop_orphans()
            if gone:
                self._set(_RESOLVED, "")
            return gone

    def paths(self) -> dict[str, tuple[str, ...]]:
        """Return every path documents were read from, with the ids of its documents."""
        found: dict[str, tuple[str, ...]] = {}
        with errors(self.path):
            for path, document in self._rows("SELECT path, document FROM sources ORDER BY path, document"):
                found[path] = (*found.get(path, ()), document)
        return found

    def documents(self) -> Iterator[Document]:
        """Yield the documents by id; one that lies in several files has the name and path that sort first."""
        with errors(self.path), _sound(self.path):
            yield from map(_document, self._rows(f"{_DOCUMENTS} GROUP BY documents.id ORDER BY documents.id"))

    def document(self, id: str) -> Document | None:
        """Return one document, or None."""
        with errors(self.path), _sound(self.path):
            rows = list(self._rows(f"{_DOCUMENTS} WHERE documents.id = ? GROUP BY documents.id", (id,)))
        return _document(rows[0]) if rows else None

    def extractions(self) -> Iterator[Extraction]:
        """Yield what was read out of each document, by document id; resolved claims carry their entity ids."""
        for document in self.documents():
            with errors(self.path), _sound(self.path):
                tables = (
                    list(self._rows(f"SELECT * FROM {table} WHERE document = ? ORDER BY seq", (document.id,)))
                    for table in ("mentions", "claims", "aliases")
                )
                extraction = from_rows(document, *tables)
            yield extraction

    def passages(self, document: str) -> list[Span]:
        """Return the sentences of a document, in order."""
        with errors(self.path):
            rows = self._rows(
                "SELECT start, end FROM passages WHERE document = ? AND end > 0 ORDER BY start", (document,)
            )
            return [Span(row["start"], row["end"]) for row in rows]

    def search(self, terms: str, limit: int) -> list[tuple[str, Span]]:
        """Return the passages that hold words, best first: the document's id and the place (of no length: the title).

        Args:
            terms: an FTS5 expression over the words that `put` was given.
            limit: how many at most.
        """
        with errors(self.path):
            rows = self._rows(
                "SELECT document, start, end FROM terms JOIN passages ON passages.id = terms.rowid"
                " WHERE terms MATCH ? ORDER BY bm25(terms), document, start LIMIT ?",
                (terms, limit),
            )
            return [(row["document"], Span(row["start"], row["end"])) for row in rows]

    # Who is who

    @property
    def resolution(self) -> str:
        """The fingerprint that the stored entities were resolved with; empty when they are out of date."""
        return self.property(_RESOLVED)

    def put_resolution(
        self,
        entities: Iterable[Entity],
        merges: Iterable[Merge],
        entity_of: Callable[[Mention], str | None],
        fingerprint: str,
    ) -> None:
        """Store the entities, the reasons for their merges, and the entity of each mention, in one transaction.

        Args:
            entities: all of them; the ones from before go.
            merges: in the order to keep.
            entity_of: the entity id of a mention, or None.
            fingerprint: says how it was resolved; not empty.
        """
        with self._transaction() as db:
            db.execute("UPDATE mentions SET entity = NULL")
            db.execute("DELETE FROM entities")
            db.execute("DELETE FROM merges")
            db.executemany(
                "INSERT INTO entities VALUES (?, ?, ?, ?)",
                ((entity.id, entity.type, entity.name, _json(entity.aliases)) for entity in entities),
            )
            db.executemany(
                "INSERT INTO merges (a, b, type, rule, score, document, evidence) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (m.a, m.b, m.type, m.rule, m.score, m.document, _json([[s.start, s.end] for s in m.evidence]))
                    for m in merges
                ),
            )
            db.executemany("UPDATE mentions SET entity = ? WHERE document = ? AND seq = ?", self._places(entity_of))
            self._set(_RESOLVED, fingerprint)

    def entities(self) -> Iterator[Entity]:
        """Yield the stored entities by id, with their mentions in order of document and offset."""
        with errors(self.path), _sound(self.path):
            mentions: dict[str, list[Mention]] = {}
            rows = self._rows(
                "SELECT * FROM mentions WHERE entity IS NOT NULL AND listed ORDER BY entity, document, start, end, seq"
            )
            for row in rows:
                mentions.setdefault(row["entity"], []).append(_mention(row))
            for row in self._rows("SELECT * FROM entities ORDER BY id"):
                yield Entity(
                    row["id"],
                    row["type"],
                    row["name"],
                    tuple(json.loads(row["aliases"])),
                    tuple(mentions.pop(row["id"], ())),
                )

    def names(self) -> Iterator[str]:
        """Yield every entity's name, then its aliases, entities by id: quick, for completion."""
        with errors(self.path), _sound(self.path):
            for row in self._rows("SELECT name, aliases FROM entities ORDER BY id"):
                yield from (row["name"], *json.loads(row["aliases"]))

    def merges(self) -> Iterator[Merge]:
        """Yield why names were joined, as `put_resolution` got them."""
        with errors(self.path), _sound(self.path):
            for row in self._rows("SELECT * FROM merges ORDER BY seq"):
                evidence = tuple(Span(start, end) for start, end in json.loads(row["evidence"]))
                yield Merge(row["a"], row["b"], row["type"], row["rule"], row["score"], row["document"], evidence)

    # Properties

    def property(self, name: str) -> str:
        """Return a property of the database; empty when it was never set."""
        with errors(self.path):
            rows = list(self._rows("SELECT value FROM properties WHERE name = ?", (name,)))
        return rows[0][0] if rows else ""

    def set_property(self, name: str, value: str) -> None:
        """Keep a property of the database."""
        with self._transaction():
            self._set(name, value)

    # Inside

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[sqlite3.Row]:
        return iter(self._db.execute(sql, values))

    def _transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self._db, self.path)

    def _put_document(self, document: Document, fingerprint: str) -> None:
        self._db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint",
            (document.id, document.title, document.date, document.author, document.url, document.text, fingerprint),
        )
        self._put_source(document)

    def _put_source(self, document: Document) -> None:
        if not _is_anonymous(document.path):
            self._db.execute("DELETE FROM sources WHERE path = ? AND document <> ?", (document.path, document.id))
        meta = _json(dict(document.meta))
        self._db.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (document.path, document.id, document.name, meta)
        )

    def _put_passages(self, document: str, passages: Iterable[Passage]) -> None:
        self._drop_passages("document = ?", (document,))
        for start, end, terms in passages:
            row = self._db.execute(
                "INSERT INTO passages (document, start, end) VALUES (?, ?, ?)", (document, start, end)
            )
            self._db.execute("INSERT INTO terms (rowid, words) VALUES (?, ?)", (row.lastrowid, terms))

    def _drop_passages(self, where: str, values: tuple[str, ...] = ()) -> None:
        # The words are a table of their own kind, which no foreign key reaches.
        self._db.execute(f"DELETE FROM terms WHERE rowid IN (SELECT id FROM passages WHERE {where})", values)
        self._db.execute(f"DELETE FROM passages WHERE {where}", values)

    def _drop_orphans(self) -> int:
        self._drop_passages("document NOT IN (SELECT document FROM sources)")
        return self._db.execute("DELETE FROM documents WHERE id NOT IN (SELECT document FROM sources)").rowcount

    def _set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO properties VALUES (?, ?)", (name, value))

    def _places(self, entity_of: Callable[[Mention], str | None]) -> list[tuple[str | None, str, int]]:
        rows = self._rows("SELECT * FROM mentions ORDER BY document, seq")
        return [(entity_of(_mention(row)), row["document"], row["seq"]) for row in rows]


_DOCUMENTS = """SELECT documents.*, sources.name, sources.meta, min(sources.path) AS path
FROM documents JOIN sources ON sources.document = documents.id"""


def _document(row: sqlite3.Row) -> Document:
    return Document(
        text=row["text"],
        name=row["name"],
        title=row["title"],
        date=row["date"],
        author=row["author"],
        url=row["url"],
        path=row["path"],
        meta=json.loads(row["meta"]),
    )


def _mention(row: sqlite3.Row) -> Mention:
    fields = ("document", "start", "end", "text", "type", "score", "extractor")
    return Mention(*(row[field] for field in fields))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_anonymous(path: str) -> bool:
    """Tell whether a path names no file that could hold something else later: standard input."""
    return path in ("", "-") or path.startswith("-:")


@contextmanager
def _encodable(document: Document) -> Iterator[None]:
    """Turn the error for text that UTF-8 can't hold into one that names the document."""
    try:
        yield
    except UnicodeEncodeError as error:
        where = document.path or document.name
        raise InputError(f"{where}: holds half a character (a lone surrogate); save it as UTF-8") from error


@contextmanager
def _sound(path: str) -> Iterator[None]:
    """Turn the error for rows that contradict each other (the file was changed by hand) into one line."""
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise StoreError(f"{path}: the database holds rows that make no sense; move it away and build again") from error
