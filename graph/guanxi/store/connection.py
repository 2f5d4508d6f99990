"""Opening the SQLite file and working on it in whole transactions; its errors become one line each."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guanxi.errors import StoreError
from guanxi.store.tables import APPLICATION_ID, TABLES, VERSION


def connect(path: str, *, create: bool) -> sqlite3.Connection:
    """Open the file and check that it is ours (see `Store.open`)."""
    if Path(path).is_dir():
        raise StoreError(f"{path}: is a folder; give the database's file")
    if create:
        _make_folder(path)
    elif not Path(path).exists():
        raise StoreError(f"{path}: no such database; make one with: guanxi build PATH…")
    with errors(path):
        uri = f"{Path(path).absolute().as_uri()}?mode={'rwc' if create else 'ro'}"
        connection = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            if create and _is_empty(connection):
                _make_tables(connection, path)
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: str) -> Iterator[sqlite3.Connection]:
    """Write all of the block or nothing of it."""
    with errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _make_tables(connection: sqlite3.Connection, path: str) -> None:
    with transaction(connection, path):
        if not _is_empty(connection):  # another process was first
            return
        for statement in TABLES.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _check(connection: sqlite3.Connection, path: str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise StoreError(f"{path}: not a guanxi database; give the file that guanxi build wrote, or another --db")
    if version > VERSION:
        raise StoreError(f"{path}: written by a newer guanxi (format {version}, known: {VERSION}); upgrade guanxi")
    if version < VERSION:
        raise StoreError(f"{path}: of the old format {version}; build it again into a new file")


def _is_empty(connection: sqlite3.Connection) -> bool:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    return count == 0 and application == 0


def _make_folder(path: str) -> None:
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: can't make the folder: {os.strerror(error.errno or 0)}") from error


@contextmanager
def errors(path: str) -> Iterator[None]:
    """Turn the errors of SQLite into one line that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error)
        if "locked" in text:
            advice = "another guanxi is writing to it; wait and try again"
        elif "readonly" in text or "unable to open" in text:
            advice = "can't be opened or written; check the folder's rights, or give another --db"
        elif "disk is full" in text:
            advice = "the disk is full"
        elif isinstance(error, sqlite3.DatabaseError) and ("not a database" in text or "malformed" in text):
            advice = "not a database, or a damaged one; move it away and build again"
        else:
            advice = "the database can't be used; move it away and build again"
        raise StoreError(f"{path}: {advice} ({text})") from error
