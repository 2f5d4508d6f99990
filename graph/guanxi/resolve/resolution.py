"""The outcome of resolution: entities, merges with their reasons, and which mention belongs where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guanxi.model import Entity, Mention, Merge


@dataclass(frozen=True)
class Resolution:
    """Who is who in a set of documents.

    Args:
        entities: ordered by id.
        merges: every join of two surfaces with its reason, in a fixed order.
        notices: decisions of the user that match nothing any more, one line each.
    """

    entities: tuple[Entity, ...]
    merges: tuple[Merge, ...] = ()
    notices: tuple[str, ...] = ()
    _by_mention: Mapping[Mention, str] = field(default_factory=dict, repr=False, compare=False)

    def entity_of(self, mention: Mention) -> str:
        """Return the id of the entity a mention belongs to.

        Raises:
            KeyError: the mention was not among those resolved.
        """
        return self._by_mention[mention]


def collect(entities: list[Entity], merges: list[Merge], notices: list[str] | None = None) -> Resolution:
    """Return a `Resolution` with everything in its fixed order."""
    ordered = tuple(sorted(entities, key=lambda entity: entity.id))
    return Resolution(
        ordered,
        tuple(sorted(merges, key=lambda merge: (merge.document, merge.type, merge.a, merge.b, merge.rule))),
        tuple(sorted(notices or [])),
        {mention: entity.id for entity in ordered for mention in entity.mentions},
    )
