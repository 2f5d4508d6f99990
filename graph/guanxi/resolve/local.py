"""The entities of single documents with what is known of each: its names, its posts, and who stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from guanxi.model import Claim, Extraction, Merge
from guanxi.resolve import entities
from guanxi.resolve.distinct import distinctive
from guanxi.resolve.document import clusters
from guanxi.resolve.gazetteer import Gazetteer
from guanxi.resolve.names import Name
from guanxi.schema import Schema
from guanxi.text.normalise import fold

Place = tuple[str, int]
"""Document id and number of an entity of one document."""


@dataclass(frozen=True)
class Local:
    """One document's entity.

    Args:
        place: says which it is.
        type: entity type.
        names: the strings the document uses for it.
        best: the folded name to show.
        keys: all folded names that say on their own who is meant; empty when none does.
        claims: what the document states of it as head or tail, each with the place of the other end.
    """

    place: Place
    type: str
    names: tuple[Name, ...]
    best: str
    keys: tuple[str, ...]
    claims: list[tuple[Claim, Place]] = field(default_factory=list, compare=False)


def gather(
    extractions: Iterable[Extraction], schema: Schema, gazetteer: Gazetteer
) -> tuple[dict[Place, Local], list[Merge]]:
    """Resolve each document alone; in order of document id, so whatever the order they come in."""
    found: dict[Place, Local] = {}
    merges: list[Merge] = []
    seen = set()
    for extraction in sorted(extractions, key=lambda extraction: extraction.document.id):
        id = extraction.document.id
        if id in seen:
            continue
        seen.add(id)
        groups, reasons = clusters(_known(complete(extraction), schema), gazetteer)
        merges += reasons
        place_of = {}
        for number, names in enumerate(groups):
            local = _local((id, number), names)
            found[local.place] = local
            place_of.update(dict.fromkeys((name.key for name in names), local.place))
        for claim in extraction.claims:
            head, tail = place_of.get(fold(claim.head.text)), place_of.get(fold(claim.tail.text))
            if head and tail:
                found[head].claims.append((claim, tail))
                found[tail].claims.append((claim, head))
    return found, merges


def complete(extraction: Extraction) -> Extraction:
    """Return the extraction with the mentions that only its claims or aliases refer to."""
    mentions = {
        mention
        for claim in extraction.claims
        for mention in (claim.head, claim.tail, claim.source)
        if mention is not None
    }
    mentions |= {mention for alias in extraction.aliases for mention in (alias.a, alias.b)}
    more = sorted(mentions - set(extraction.mentions))
    return replace(extraction, mentions=(*extraction.mentions, *more)) if more else extraction


def _known(extraction: Extraction, schema: Schema) -> Extraction:
    mentions = tuple(mention for mention in extraction.mentions if mention.type in schema.entities)
    return extraction if len(mentions) == len(extraction.mentions) else replace(extraction, mentions=mentions)


def _local(place: Place, names: Sequence[Name]) -> Local:
    type = entities.type_of(names)
    best = fold(entities.best_name(type, entities.count(names)))
    keys = tuple(sorted(name.key for name in names if distinctive(name.key, type)))
    return Local(place, type, tuple(names), best, keys)
