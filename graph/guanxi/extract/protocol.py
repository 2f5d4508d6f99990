"""What an extractor is, and the register of those there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from guanxi.errors import GuanxiError
from guanxi.model import Document, Extraction
from guanxi.schema import Schema


class Extractor(Protocol):
    """Reads mentions, claims and stated aliases out of one document; the same document gives the same answer.

    An extractor whose class says `parallel = True` is called from several threads at once.
    """

    name: str

    def extract(self, document: Document) -> Extraction:
        """Return what the document says; every span lies within `document.text`."""
        ...


Factory = Callable[[Schema, str | Path | None], Extractor]
_factories: dict[str, Factory] = {}


def register(name: str) -> Callable[[Factory], Factory]:
    """Make an extractor known under a name; for use as a decorator on its class or factory of (schema, userdict)."""

    def add(factory: Factory) -> Factory:
        _factories[name] = factory
        return factory

    return add


def extractors() -> tuple[str, ...]:
    """Return the names of the registered extractors, sorted."""
    return tuple(sorted(_factories))


def default() -> str:
    """Return the name of the extractor to use when none is asked for."""
    return "neural"


def create(name: str, schema: Schema, userdict: str | Path | None = None) -> Extractor:
    """Return a new extractor.

    Args:
        name: one of `extractors()`.
        schema: the types to look for.
        userdict: a user dictionary in jieba's format; its words tagged `nt`, `nz` or `nr` are always mentions.

    Raises:
        GuanxiError: no extractor has that name, or the dictionary can't be read.
    """
    if name not in _factories:
        raise GuanxiError(f"no extractor is called {name}; known: {', '.join(extractors())}")
    return _factories[name](schema, userdict)
