"""guanxi: knowledge graphs from Chinese text, where every edge shows the sentence that states it.

>>> import guanxi
>>> kg = guanxi.build("seeds/")
>>> kg.graph
<networkx.classes.multidigraph.MultiDiGraph object at 0x...>
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guanxi.errors import (
    GuanxiError,
    InputError,
    ModelError,
    OutputError,
    PatternError,
    SchemaError,
    StoreError,
    UnknownNameError,
)
from guanxi.model import Alias, Claim, Document, Entity, Extraction, Mention, Merge, Relation, Sentence, Span

if TYPE_CHECKING:
    from guanxi.library import KnowledgeGraph as KnowledgeGraph
    from guanxi.library import build as build
    from guanxi.library import open_graph as open_graph

__all__ = [
    "Alias",
    "Claim",
    "Document",
    "Entity",
    "Extraction",
    "GuanxiError",
    "InputError",
    "KnowledgeGraph",
    "Mention",
    "Merge",
    "ModelError",
    "OutputError",
    "PatternError",
    "Relation",
    "SchemaError",
    "Sentence",
    "Span",
    "StoreError",
    "UnknownNameError",
    "build",
    "open_graph",
]

_LATE = {"KnowledgeGraph", "build", "open_graph"}


def __getattr__(name: str) -> Any:
    # networkx and the rest take a while to load: only when they are needed, so that `guanxi --help` is fast.
    if name in _LATE:
        from guanxi import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATE})
