"""Chains of relations: what patterns and paths find, and how they are printed."""

from __future__ import annotations

from dataclasses import dataclass

from guanxi.marks import mark
from guanxi.model import Claim, Entity, Relation
from guanxi.schema import Schema


@dataclass(frozen=True)
class Step:
    """A relation of a chain, and the claims that speak for it, best first.

    Args:
        relation: the edge of the graph.
        claims: those of its claims that a filter let through; all of them without one.
    """

    relation: Relation
    claims: tuple[Claim, ...]

    @property
    def best(self) -> Claim:
        """The claim whose sentence is shown first."""
        return self.claims[0]


@dataclass(frozen=True)
class Chain:
    """Entities, and the steps between each of them and the next."""

    entities: tuple[Entity, ...]
    steps: tuple[Step, ...]

    def forward(self, at: int) -> bool:
        """Tell whether the step number `at` runs with the chain: its head is the entity on the left."""
        return self.steps[at].relation.head == self.entities[at].id

    def text(self, schema: Schema) -> str:
        """Return the chain as people read it: `A —推出→ B ←质疑— C`; a symmetric relation has no arrow.

        What is denied, planned, rumoured or an opinion says so in brackets. The text is a pattern that finds it again.
        """
        parts = [self.entities[0].name]
        for at, step in enumerate(self.steps):
            type_ = schema.relations[step.relation.type]
            label = type_.zh + mark(step.best)
            arrow = f"—{label}—" if type_.symmetric else f"—{label}→" if self.forward(at) else f"←{label}—"
            parts += [arrow, self.entities[at + 1].name]
        return " ".join(parts)
