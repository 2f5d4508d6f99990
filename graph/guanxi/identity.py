"""Who is who in a database: resolves it with the user's names and decisions, which it remembers for the next time.

A database remembers which names file and which decisions file it was built with. Without one of its own, decisions lie
beside it (`guanxi.db` → `guanxi.decisions.toml`), so that a decision made once holds in every later build.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from guanxi.errors import InputError, UnknownNameError
from guanxi.model import Merge
from guanxi.resolve import (
    Decisions,
    Join,
    Resolution,
    Split,
    add_decision,
    read_decisions,
    read_gazetteer,
    reasons,
    resolve,
)
from guanxi.schema import Schema
from guanxi.store import Store
from guanxi.text.nearest import nearest
from guanxi.text.normalise import fold

_NAMES = "names file"
_DECISIONS = "decisions file"
_NOTICES = "resolution notices"


def decisions_path(store: Store, given: str | Path | None = None) -> Path:
    """Return the decisions file of a database: the one given, else the one it remembers, else the one beside it."""
    remembered = store.property(_DECISIONS)
    if given is not None:
        return Path(given)
    return Path(remembered) if remembered else Path(store.path).with_suffix(".decisions.toml")


def settle(
    store: Store,
    schema: Schema,
    code: str,
    *,
    names: str | Path | None = None,
    decisions: str | Path | None = None,
) -> tuple[str, ...]:
    """Resolve the names of a database, unless nothing changed since the last time.

    Args:
        store: open for writing.
        schema: the types there are.
        code: stands for the program and the schema that resolve; another one resolves again.
        names: the user's list of names; from now on that of the database.
        decisions: what the user decided by hand; from now on that of the database.

    Returns:
        One line for each decision that matches nothing any more.

    Raises:
        InputError: a file that was given can't be read, or one of them is not of its form.
    """
    notices: list[str] = []
    for kind, given in ((_NAMES, names), (_DECISIONS, decisions)):
        if given is not None and not Path(given).is_file():
            raise InputError(f"{given}: there is no such {kind}")
        if given is not None:
            store.set_property(kind, str(Path(given).absolute()))
    names_path = store.property(_NAMES)
    if names_path and not Path(names_path).is_file():
        notices.append(f"{names_path}: the names file is gone; built without it")
        store.set_property(_NAMES, names_path := "")
    gazetteer = read_gazetteer(names_path, schema) if names_path else None
    path = decisions_path(store)
    decided = read_decisions(path)
    texts = [_text(file) for file in (names_path, path)]
    how = sha256("\0".join([code, *texts]).encode()).hexdigest()[:16]
    if store.resolution != how:
        resolution = resolve(store.extractions(), schema, names=gazetteer, decisions=decided)
        store.put_resolution(resolution.entities, resolution.merges, resolution.entity_of, how)
        store.set_property(_NOTICES, "\n".join(resolution.notices))
    return (*notices, *filter(None, store.property(_NOTICES).split("\n")))


def decide(store: Store, decision: Join | Split, path: str | Path | None = None) -> Path:
    """Write a decision to the decisions file of a database; it holds once `settle` has run again.

    Returns:
        The file.

    Raises:
        UnknownNameError: no entity has one of the names; the error holds the nearest.
        InputError: the decision matches nothing else in the database or more than one entity, or can't be written.
    """
    _known(store, decision)
    documents = {document.id: document.name for document in store.documents()}
    _, _, problems = Decisions((decision,), "").apply(tuple(store.entities()), documents)
    if problems:
        raise InputError(problems[0].removeprefix(": decision 1 "))
    target = decisions_path(store, path)
    add_decision(target, decision)
    return target


def _known(store: Store, decision: Join | Split) -> None:
    shown: dict[str, str] = {}
    for name in store.names():
        shown.setdefault(fold(name), name)
    for name in decision.names if isinstance(decision, Join) else (decision.name,):
        if fold(name) not in shown:
            raise UnknownNameError(name, tuple(shown[key] for key in nearest(name, shown)))


def why_same(store: Store, a: str, b: str) -> tuple[Merge, ...]:
    """Return the chain of joins from name `a` to name `b`; empty when the two are not one entity, or are one string.

    Raises:
        UnknownNameError: no entity has one of the names.
    """
    return reasons.why_same(_resolution(store), a, b)


def same(store: Store, a: str, b: str) -> bool:
    """Tell whether some entity has both names.

    Raises:
        UnknownNameError: no entity has one of the names.
    """
    return reasons.same(_resolution(store), a, b)


def merge_records(store: Store) -> list[dict[str, Any]]:
    """Return every join of two names in a database as a plain row, the least certain first."""
    return [merge_record(store, merge) for merge in reasons.by_doubt(store.merges())]


def merge_record(store: Store, merge: Merge) -> dict[str, Any]:
    """Return a join as a plain row, with the title of its document and the sentences that speak for it."""
    document = store.document(merge.document) if merge.document else None
    return {
        "a": merge.a,
        "b": merge.b,
        "type": merge.type,
        "score": round(merge.score, 4),
        "rule": merge.rule,
        "document": (document.title or document.name) if document else None,
        "document_id": merge.document or None,
        "sentences": [span.of(document.text) for span in merge.evidence] if document else [],
    }


def _resolution(store: Store) -> Resolution:
    return Resolution(tuple(store.entities()), tuple(store.merges()))


def _text(path: str | Path) -> str:
    return Path(path).read_text(encoding="utf-8", errors="replace") if path and Path(path).is_file() else ""
