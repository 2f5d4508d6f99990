"""Which documents of a database are one voice: finds the reprints when its documents changed, and keeps them there."""

from __future__ import annotations

import json
from dataclasses import astuple
from hashlib import sha256

from guanxi.errors import StoreError
from guanxi.resolve.reprints import Link, clusters, reprints
from guanxi.store import Store

_LINKS, _OF = "reprints", "reprints of"


def settle(store: Store, code: str) -> None:
    """Find the reprints among the documents of a database, unless nothing changed since the last time.

    Args:
        store: open for writing.
        code: stands for the program that compares; another one compares again.
    """
    of = sha256("\0".join([code, *sorted(store.fingerprints())]).encode()).hexdigest()[:16]
    if store.property(_OF) != of:
        store.set_property(_LINKS, json.dumps([astuple(link) for link in reprints(store.documents())]))
        store.set_property(_OF, of)


def links_of(store: Store) -> tuple[Link, ...]:
    """Return the reprints of a database.

    Raises:
        StoreError: the file was changed by hand.
    """
    try:
        return tuple(
            Link(str(document), str(other), float(shorter), float(longer), str(hint))
            for document, other, shorter, longer, hint in json.loads(store.property(_LINKS) or "[]")
        )
    except (ValueError, TypeError) as error:
        raise StoreError(f"{store.path}: the reprints make no sense; build again into a new file") from error


def clusters_of(store: Store) -> dict[str, str]:
    """Return the cluster id of each document that has a reprint."""
    return clusters(links_of(store))
