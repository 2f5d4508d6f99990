"""One entity for each type and name: stands in while `guanxi.resolve` is being written."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from guanxi.model import Entity, Extraction, Mention
from guanxi.schema import Schema


def resolve_document(extraction: Extraction, schema: Schema) -> tuple[Entity, ...]:
    """Return the entities of one document, joined by equal names only."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in sorted(extraction.mentions):
        groups[mention.type, unicodedata.normalize("NFKC", mention.text).casefold()].append(mention)
    return tuple(
        Entity(f"{type_}:{key}", type_, mentions[0].text, mentions=tuple(mentions))
        for (type_, key), mentions in groups.items()
    )
