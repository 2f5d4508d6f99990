"""Why two names are one entity, and which joins are the least certain."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from guanxi.errors import UnknownNameError
from guanxi.model import Entity, Merge
from guanxi.resolve.resolution import Resolution
from guanxi.text.nearest import nearest
from guanxi.text.normalise import fold


def why_same(resolution: Resolution, a: str, b: str) -> tuple[Merge, ...]:
    """Return the chain of joins that leads from name `a` to name `b`, the shortest there is.

    Args:
        resolution: of a build; from a database `Resolution(tuple(store.entities()), tuple(store.merges()))`.
        a, b: names or aliases; width, case and script do not matter.

    Returns:
        The joins in order; empty when the two are not one entity, or are one string (`fold(a) == fold(b)`).

    Raises:
        UnknownNameError: no entity has the name.
    """
    start, goal = fold(a), fold(b)
    holders = [_holders(resolution.entities, key, name) for key, name in ((start, a), (goal, b))]
    common = sorted(holders[0].keys() & holders[1].keys())
    for id in common:
        chain = _chain(holders[0][id], resolution.merges, start, goal)
        if chain:
            return chain
    return ()


def same(resolution: Resolution, a: str, b: str) -> bool:
    """Tell whether some entity has both names.

    Raises:
        UnknownNameError: no entity has one of them.
    """
    one, other = (_holders(resolution.entities, fold(name), name) for name in (a, b))
    return bool(one.keys() & other.keys())


def by_doubt(merges: Iterable[Merge]) -> list[Merge]:
    """Return the joins, the least certain first; one line for what several documents decide alike."""
    least: dict[tuple[str, str, str, str], Merge] = {}
    for merge in merges:
        key = (merge.type, fold(merge.a), fold(merge.b), merge.rule)
        if key not in least or (merge.score, merge.document) < (least[key].score, least[key].document):
            least[key] = merge
    return sorted(least.values(), key=lambda merge: (merge.score, merge.type, merge.a, merge.b, merge.rule))


def _holders(entities: Sequence[Entity], key: str, name: str) -> dict[str, Entity]:
    found = {
        entity.id: entity for entity in entities if any(fold(text) == key for text in (entity.name, *entity.aliases))
    }
    if not found:
        shown: dict[str, str] = {}
        for text in (text for entity in entities for text in (entity.name, *entity.aliases)):
            shown.setdefault(fold(text), text)
        raise UnknownNameError(name, tuple(shown[near] for near in nearest(name, shown)))
    return found


def _chain(entity: Entity, merges: Iterable[Merge], start: str, goal: str) -> tuple[Merge, ...]:
    here = {(mention.document, fold(mention.text)) for mention in entity.mentions}
    names = {fold(text) for text in (entity.name, *entity.aliases)}
    links: defaultdict[str, list[tuple[str, Merge]]] = defaultdict(list)
    for merge in merges:
        a, b = fold(merge.a), fold(merge.b)
        mine = merge.type == entity.type and (
            {(merge.document, a), (merge.document, b)} <= here if merge.document else {a, b} <= names
        )
        if mine and a != b:
            links[a].append((b, merge))
            links[b].append((a, merge))
    came: dict[str, tuple[str, Merge] | None] = {start: None}
    queue = deque([start])
    while queue and goal not in came:
        at = queue.popleft()
        for other, merge in sorted(links[at], key=lambda link: (-link[1].score, link[0], link[1].document)):
            if other not in came:
                came[other] = (at, merge)
                queue.append(other)
    chain: list[Merge] = []
    step = came.get(goal)
    while step is not None:
        chain.append(step[1])
        step = came[step[0]]
    return tuple(reversed(chain))
