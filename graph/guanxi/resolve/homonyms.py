"""People across documents: one name may be several people, told apart by their posts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from guanxi.model import Merge
from guanxi.resolve import people
from guanxi.resolve.context import Context, decide
from guanxi.resolve.gazetteer import Gazetteer
from guanxi.resolve.local import Local, Place
from guanxi.resolve.unions import Unions
from guanxi.resolve.witnesses import Witnesses

POSTS = frozenset(["works_for", "founded"])
SAME_POST = 0.97
BY_CONTEXT = 0.8
BY_NAME = 0.7
CLASH_NEEDS = 1.0
"""How much context two people of one name with different posts must share to be one (see `Context.agreement`)."""
RARE_NEEDS = 0.5
"""The same for a name of three characters: it is shared far less often."""
MOST_GROUPS = 40


def join(
    locals: Mapping[Place, Local],
    unions: Unions[Place],
    context: Context,
    gazetteer: Gazetteer,
    witnesses: Witnesses,
) -> list[Merge]:
    """Join the people; organisations must be joined before. Return the reasons."""
    return _People(locals, unions, context, gazetteer, witnesses).join()


class _People:
    def __init__(
        self,
        locals: Mapping[Place, Local],
        unions: Unions[Place],
        context: Context,
        gazetteer: Gazetteer,
        witnesses: Witnesses,
    ) -> None:
        self.locals, self.unions, self.context, self.gazetteer = locals, unions, context, gazetteer
        self.witnesses = witnesses
        self.people = {place: local for place, local in sorted(locals.items()) if local.type == "PERSON"}
        self.merges: list[Merge] = []
        self.parents: defaultdict[Place, set[Place]] = defaultdict(set)
        for place, local in locals.items():
            for claim, other in local.claims:
                if claim.type == "part_of" and claim.polarity == "asserted" and _is_head(local, claim.head.text):
                    self.parents[unions.find(place)].add(unions.find(other))

    def join(self) -> list[Merge]:
        owners: defaultdict[str, list[Place]] = defaultdict(list)
        holders: defaultdict[str, list[Place]] = defaultdict(list)
        listed: dict[str, Place] = {}
        for place, local in self.people.items():
            for canonical in sorted({self.gazetteer.canonical("PERSON", name.key) for name in local.names} - {""}):
                self._unite(listed.setdefault(canonical, place), place, "names-file", 1.0)
            if local.best in local.keys:
                owners[local.best].append(place)
            for key in set(local.keys) - {local.best}:
                holders[key].append(place)
        for _, places in sorted(owners.items()):
            self._namesakes(places)
        for key, places in sorted(holders.items(), key=lambda item: (-len(item[0]), item[0])):
            self._called(key, owners.get(key, []), places)
        return self.merges

    def posts(self, places: Sequence[Place]) -> set[Place]:
        """Return the organisations the people at `places` have posts in, with those these are part of."""
        found = set()
        for place in places:
            local = self.locals[place]
            for claim, other in local.claims:
                if claim.type in POSTS and claim.polarity == "asserted" and _is_head(local, claim.head.text):
                    found.add(self.unions.find(other))
        return found | {parent for post in found for parent in self.parents.get(post, ())}

    def _unite(self, a: Place, b: Place, rule: str, score: float, witness: Sequence[Place] = (), key: str = "") -> None:
        """Join two people; the documents of `witness` give the sentences in which the first is called `key`."""
        if self.unions.join(a, b):
            document, evidence = self.witnesses.of(witness, key)
            self.merges.append(
                Merge(self.locals[b].best, self.locals[a].best, "PERSON", rule, score, document, evidence)
            )

    def _namesakes(self, places: Sequence[Place]) -> None:
        """Join the people of one full name: by a shared post, by context, or because nothing tells them apart."""
        by_post: dict[Place, Place] = {}
        for place in places:
            for post in sorted(self.posts([place])):
                rule = f"same-post: {self.locals[post].best}"
                self._unite(by_post.setdefault(post, place), place, rule, SAME_POST)
        groups = self._groups(places)
        with_posts = [group for group in groups if self.posts(group)]
        if len(with_posts) <= 1:
            for group in groups[1:]:
                self._unite(groups[0][0], group[0], "same-name", BY_NAME)
            return
        contexts = {group[0]: self.context.of(group) for group in with_posts[:MOST_GROUPS]}
        needed = _clash_needs(self.locals[places[0]].best)
        for at, group in enumerate(with_posts[:MOST_GROUPS]):
            for other in with_posts[:at]:
                agreement = self.context.agreement(contexts[group[0]], contexts[other[0]])
                if agreement >= needed or self._related(group, other):
                    shared = self.context.shared(contexts[group[0]], contexts[other[0]])
                    rule = f"context: both beside {shared}" if shared else "context: posts in one organisation"
                    self._unite(other[0], group[0], rule, BY_CONTEXT)
        posts = {place: self._post_keys(place) for place in contexts}
        has_post = {group[0] for group in with_posts}
        for group in groups:
            if group[0] not in has_post:
                mine = self.context.of(group)
                scores = {
                    place: self.context.agreement(mine, theirs) + bool(posts[place] & mine)
                    for place, theirs in contexts.items()
                }
                self._to_best(group[0], scores)

    def _called(self, key: str, own: Sequence[Place], holders: Sequence[Place]) -> None:
        """Join those only called by a part of a name (`马斯克`) to the one person who has that name in full."""
        full = self._groups(holders)
        names = {self.locals[group[0]].best for group in full}
        several = full if len(full) > 1 else []
        contexts = {other[0]: (self.context.of(other), self._post_keys(other[0])) for other in several}
        for group in self._groups(own):
            # 马斯克 beside 埃隆·马斯克: foreign full names are rare enough for posts not to matter.
            free = len(full) == 1 and not _clash_needs(min(names))
            if len(full) == 1 and (free or not self._clash(group, full[0])):
                score = SAME_POST if len(names) == 1 else BY_CONTEXT
                self._unite(full[0][0], group[0], f"known-alias {key}", score, full[0], key)
            else:
                mine = self.context.of(group)
                scores = {
                    other[0]: self.context.agreement(mine, contexts[other[0]][0]) + bool(contexts[other[0]][1] & mine)
                    for other in several[:MOST_GROUPS]
                    if not self._clash(group, other)
                }
                self._to_best(group[0], scores)

    def _to_best(self, place: Place, scores: Mapping[Place, float]) -> None:
        """Join a person to the one candidate that the context clearly speaks for."""
        merged: defaultdict[Place, float] = defaultdict(float)
        for other, score in scores.items():
            root = self.unions.find(other)
            merged[root] = max(merged[root], score)
        found = decide(merged)
        if found is not None:
            mine = self.context.of(self.unions.members(place))
            theirs = self.context.of(self.unions.members(found)) | self._post_keys(found)
            self._unite(found, place, f"context: both beside {self.context.shared(mine, theirs)}", BY_CONTEXT)

    def _clash(self, one: Sequence[Place], other: Sequence[Place]) -> bool:
        a, b = self.posts(one), self.posts(other)
        return bool(a and b) and not a & b and not self._related(one, other)

    def _related(self, one: Sequence[Place], other: Sequence[Place]) -> bool:
        """Tell whether a post of one is, by its name, in a part of the organisation of the other's."""
        bests = [[self.locals[post].best for post in self.posts(places)] for places in (one, other)]
        return any(a != b and (a.startswith(b) or b.startswith(a)) for a in bests[0] for b in bests[1])

    def _post_keys(self, place: Place) -> set[tuple[str, str]]:
        """Return the names of the organisations of a person's posts, as contexts hold them."""
        posts = self.posts(self.unions.members(place))
        return {
            ("ORG", key) for post in posts for member in self.unions.members(post) for key in self.locals[member].keys
        }

    def _groups(self, places: Sequence[Place]) -> list[list[Place]]:
        groups: defaultdict[Place, list[Place]] = defaultdict(list)
        for place in places:
            groups[self.unions.find(place)].append(place)
        return sorted(groups.values())


def _clash_needs(name: str) -> float:
    """Return how much context joins two people of a name in spite of their posts; full foreign names need none."""
    person = people.parse(name)
    if len(person.parts) > 1:
        return 0.0
    return RARE_NEEDS if len(person.given) > 1 else CLASH_NEEDS


def label(members: Sequence[Local]) -> str:
    """Return what tells a person from namesakes: the organisation of most posts, as the documents call it."""
    names = Counter(
        claim.tail.text
        for local in members
        for claim, _ in local.claims
        if claim.type in POSTS and claim.polarity == "asserted" and _is_head(local, claim.head.text)
    )
    return min(names, key=lambda name: (-names[name], len(name), name), default="")


def _is_head(local: Local, text: str) -> bool:
    return any(mention.text == text for name in local.names for mention in name.mentions)
