"""Mentions → entities; every merge keeps its reason and can be undone."""

from __future__ import annotations

from guanxi.model import Entity, Extraction
from guanxi.resolve import document, entities
from guanxi.resolve.across import resolve
from guanxi.resolve.resolution import Resolution
from guanxi.schema import Schema

__all__ = ["Resolution", "resolve", "resolve_document"]


def resolve_document(extraction: Extraction, schema: Schema) -> tuple[Entity, ...]:
    """Return the entities of one document alone, ordered by their first mention."""
    clusters, _ = document.clusters(extraction)
    made = [entities.from_names(cluster) for cluster in clusters]
    return tuple(sorted(made, key=lambda entity: (entity.mentions[0], entity.id)))
