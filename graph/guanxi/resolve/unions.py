"""Union-find that asks before it joins: a veto between any two members keeps their clusters apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Unions(Generic[Item]):
    """Clusters of items, joined one pair at a time.

    Args:
        items: what is to be clustered; their order decides nothing but the order of `clusters`.
        veto: tells whether two items must never be in one cluster; asked for every pair of members.
    """

    def __init__(self, items: Iterable[Item], veto: Callable[[Item, Item], bool] | None = None) -> None:
        self._root: dict[Item, Item] = {item: item for item in items}
        self._members: dict[Item, list[Item]] = {item: [item] for item in self._root}
        self._veto = veto

    def under(self, veto: Callable[[Item, Item], bool]) -> Unions[Item]:
        """Return the same clusters, as a new object whose further joins ask `veto`."""
        copy: Unions[Item] = Unions(self._root, veto)
        copy._root = dict(self._root)
        copy._members = {root: list(members) for root, members in self._members.items()}
        return copy

    def find(self, item: Item) -> Item:
        """Return the representative of the item's cluster."""
        root = item
        while self._root[root] != root:
            root = self._root[root]
        while self._root[item] != root:
            self._root[item], item = root, self._root[item]
        return root

    def members(self, item: Item) -> list[Item]:
        """Return everything in the item's cluster."""
        return self._members[self.find(item)]

    def join(self, a: Item, b: Item) -> bool:
        """Put the clusters of `a` and `b` together; False when they are one already or a veto forbids it."""
        a, b = self.find(a), self.find(b)
        if a == b or not self.allows(a, b):
            return False
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._root[b] = a
        self._members[a].extend(self._members.pop(b))
        return True

    def allows(self, a: Item, b: Item) -> bool:
        """Tell whether no veto stands between the clusters of `a` and `b`."""
        if self._veto is None:
            return True
        return not any(self._veto(x, y) for x in self.members(a) for y in self.members(b))

    def clusters(self) -> list[list[Item]]:
        """Return the clusters, each in the order its members came in."""
        place = {item: at for at, item in enumerate(self._root)}
        groups = [sorted(members, key=place.__getitem__) for members in self._members.values()]
        return sorted(groups, key=lambda group: place[group[0]])
