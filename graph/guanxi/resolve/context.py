"""How much two sets of documents talk about the same things: decides what a shared name means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from guanxi.resolve.local import Local, Place

Key = tuple[str, str]
MOST_DOCUMENTS = 200
"""A family's context is taken from so many documents, the first by id."""


class Context:
    """The names that stand beside a name in its documents; rare ones say more.

    Args:
        locals: every document's entities.
    """

    def __init__(self, locals: Mapping[Place, Local]) -> None:
        self._keys: defaultdict[str, set[Key]] = defaultdict(set)
        for place, local in locals.items():
            self._keys[place[0]].update((local.type, key) for key in local.keys)
        self._documents = Counter(key for keys in self._keys.values() for key in keys)
        self._locals = locals

    def of(self, places: Iterable[Place]) -> set[Key]:
        """Return the names that stand beside the entities at `places`, their own left out."""
        chosen = sorted(places)[:MOST_DOCUMENTS]
        found = set().union(*(self._keys[document] for document, _ in chosen)) if chosen else set()
        return found - {(self._locals[place].type, key) for place in chosen for key in self._locals[place].keys}

    def agreement(self, one: set[Key], other: set[Key]) -> float:
        """Return how much two contexts agree: each shared name counts one over the root of how many
        other documents have it."""
        return sum(max(1, self._documents[key] - 1) ** -0.5 for key in sorted(one & other))

    def shared(self, one: set[Key], other: set[Key], most: int = 3) -> str:
        """Return the names that two contexts share, the rarest first, for people to read."""
        ranked = sorted(one & other, key=lambda key: (self._documents[key], key))
        return "、".join(name for _, name in ranked[:most])


def decide(scores: Mapping[Place, float], least: float = 0.5) -> Place | None:
    """Return the one candidate that the context clearly speaks for; None when it is undecided.

    It must have at least `least`, and twice what the second has.
    """
    ranked = sorted(scores, key=lambda place: (-scores[place], place))
    if not ranked or scores[ranked[0]] < least:
        return None
    if len(ranked) > 1 and scores[ranked[0]] < 2 * scores[ranked[1]]:
        return None
    return ranked[0]
