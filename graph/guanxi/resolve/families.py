"""Organisations and products across documents: one entity when a name that says on its own who is meant agrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from guanxi.model import Merge
from guanxi.resolve import organisations
from guanxi.resolve.abbreviations import Expansions, national
from guanxi.resolve.context import Context, decide
from guanxi.resolve.distinct import distinctive
from guanxi.resolve.gazetteer import Gazetteer
from guanxi.resolve.local import Local, Place
from guanxi.resolve.names import is_han
from guanxi.resolve.scorer import plain
from guanxi.resolve.signs import relation
from guanxi.resolve.unions import Unions
from guanxi.resolve.witnesses import Witnesses

SURE = 0.75
KNOWN_ALIAS = 0.9
BY_CONTEXT = 0.8
NATIONAL = 0.85
"""`工商银行` and `中国工商银行`: certain enough without context when no third name fits."""
TINY = 2
"""What `中国` makes of a shorter name is often a firm's part in the country."""
MAIN = 5
"""How many times as many documents must mean one entity by a short name as mean all others, to stand for it alone."""
_PLAIN_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "公司",
    " inc.",
    " inc",
    " ltd.",
    " ltd",
    " corp.",
    " corp",
    " llc",
)


def join(
    locals: Mapping[Place, Local],
    unions: Unions[Place],
    context: Context,
    gazetteer: Gazetteer,
    witnesses: Witnesses,
) -> list[Merge]:
    """Join the organisations, products and whatever else is no person; return the reasons."""
    merges: list[Merge] = []
    types = sorted({local.type for local in locals.values()} - {"PERSON"})
    for type in types:
        places = {place: local for place, local in locals.items() if local.type == type}
        merges += _Type(type, places, unions, context, gazetteer, witnesses).join()
    return merges


class _Type:
    """The entities of one type."""

    def __init__(
        self,
        type: str,
        locals: Mapping[Place, Local],
        unions: Unions[Place],
        context: Context,
        gazetteer: Gazetteer,
        witnesses: Witnesses,
    ) -> None:
        self.type, self.locals, self.unions, self.context, self.gazetteer = type, locals, unions, context, gazetteer
        self.witnesses = witnesses
        self.merges: list[Merge] = []
        self.owners: defaultdict[str, list[Place]] = defaultdict(list)
        self.holders: defaultdict[str, list[Place]] = defaultdict(list)
        for place, local in sorted(locals.items()):
            if local.best in local.keys:
                self.owners[local.best].append(place)
            for key in {*local.keys, *implied(local.best, type)} - {local.best}:
                self.holders[key].append(place)
        self.named = {(place[0], local.best) for place, local in locals.items()}
        self.by_core: defaultdict[str, list[str]] = defaultdict(list)
        if type == "ORG":
            for best in sorted(self.owners):
                self.by_core[organisations.parse(best).core].append(best)

    def join(self) -> list[Merge]:
        self._listed()
        # Full names first: what a short name may stand for is known by the time it is looked at.
        for key in sorted({*self.owners, *self.holders}, key=lambda key: (-len(key), key)):
            own = self.owners.get(key, [])
            groups = [group for group in self._groups(key) if not self._denied(key, own, group)]
            if not groups:
                self._unite(own)
            elif len(groups) == 1 and not self._rivals(key, groups[0]):
                for place in own:
                    self._attach(place, groups[0], key, "known-alias", KNOWN_ALIAS)
            else:
                self._by_context(own, groups, key)
        if self.type == "ORG":
            self._abbreviated()
        return self.merges

    def _listed(self) -> None:
        first: dict[str, Place] = {}
        for place, local in sorted(self.locals.items()):
            for canonical in sorted({self.gazetteer.canonical(self.type, name.key) for name in local.names} - {""}):
                other = first.setdefault(canonical, place)
                if self.unions.join(other, place) and self.locals[other].best != local.best:
                    texts = self.locals[other].names[0].text, local.names[0].text
                    self.merges.append(Merge(*texts, self.type, "names-file"))

    def _unite(self, places: Sequence[Place]) -> None:
        for place in places[1:]:
            self.unions.join(places[0], place)

    def _attach(self, place: Place, group: Sequence[Place], key: str, rule: str, score: float) -> None:
        if self.unions.join(place, group[0]) and self.locals[group[0]].best != self.locals[place].best:
            document, evidence = self.witnesses.of(group, key)
            self.merges.append(Merge(key, self.locals[group[0]].best, self.type, rule, score, document, evidence))

    def _groups(self, key: str) -> list[list[Place]]:
        """Return the entities that documents call `key` beside a fuller name, joined as far as these agree."""
        by_root: defaultdict[Place, list[Place]] = defaultdict(list)
        for place in self.holders.get(key, []):
            by_root[self.unions.find(place)].append(place)
        groups: list[list[Place]] = []
        for _, places in sorted(by_root.items(), key=lambda item: min(item[1])):
            for group in groups:
                if self._agree(key, group[0], places[0]):
                    self._share(places, group, key)
                    group.extend(places)
                    break
            else:
                groups.append(places)
        return groups

    def _share(self, places: Sequence[Place], group: Sequence[Place], key: str) -> None:
        """Join two entities that documents call `key`."""
        one, other = self.locals[places[0]].best, self.locals[group[0]].best
        if self.unions.join(places[0], group[0]) and one != other:
            document, evidence = self.witnesses.of(places, key)
            self.merges.append(Merge(one, other, self.type, f"shared-alias {key}", BY_CONTEXT, document, evidence))

    def _agree(self, key: str, a: Place, b: Place) -> bool:
        one, other = self.locals[a].best, self.locals[b].best
        if one == other or plain(one, other, self.type) >= SURE:
            return True
        if len(key) < 4 or self.type != "ORG":
            return len(key) >= 4 or is_han(one) != is_han(other)
        if _is_unit(one, other) or _is_unit(other, one):
            return False
        return _places(one) == _places(other) or not (_places(one) and _places(other))

    def _denied(self, key: str, own: Sequence[Place], group: Sequence[Place]) -> bool:
        """Tell whether as many documents use `key` and a longer name of the group for two entities as for one.

        A document that takes a subsidiary for its parent by mistake must not do so for all others. Names that have
        nothing in common, or only a legal form or the country between them, are easily left apart by mistake.
        """
        bests = {best for place in group if _longer(key, best := self.locals[place].best, self.type)}
        two = {document for document, _ in own if any((document, best) in self.named for best in bests)}
        return len(two) >= len({document for document, _ in group})

    def _rivals(self, key: str, group: Sequence[Place]) -> bool:
        """Tell whether another entity could be called `key` as well as the one that is."""
        best = self.locals[group[0]].best
        here = self.unions.find(group[0])
        named = plain(key, best, self.type)
        return any(
            self.unions.find(self.owners[other][0]) != here and plain(key, other, self.type) >= max(0.5, named - 0.1)
            for other in self.by_core.get(key, ())
            if other not in (key, best)
        )

    def _by_context(self, own: Sequence[Place], groups: Sequence[Sequence[Place]], key: str) -> None:
        contexts = {group[0]: self.context.of(self.unions.members(group[0])) for group in groups}
        undecided = []
        for place in own:
            mine = self.context.of([place])
            found = decide({group: self.context.agreement(mine, theirs) for group, theirs in contexts.items()})
            if found is None:
                undecided.append(place)
            else:
                shared = self.context.shared(mine, contexts[found])
                self._attach(place, [found], key, f"context: both beside {shared}", BY_CONTEXT)
        main = self._main(groups, key)
        if main is not None:
            for place in undecided:
                self._attach(place, [main], key, "known-alias", BY_CONTEXT)
        else:
            # Left apart from all whom the name may mean; one node for them, not one for each document.
            self._unite(undecided)

    def _main(self, groups: Sequence[Sequence[Place]], key: str) -> Place | None:
        """Return the entity that nearly all documents mean by `key`, when its name is that but for the legal form."""
        largest = max(groups, key=lambda group: (len(group), group[0]))
        rest = sum(map(len, groups)) - len(largest)
        plainly = relation(key, self.locals[largest[0]].best, self.type) == "legal-form"
        return largest[0] if plainly and len(largest) >= MAIN * rest else None

    def _abbreviated(self) -> None:
        """Join short names that no document equates with anything to the one name they may stand for."""
        places = {
            key: place for by_key in (self.holders, self.owners) for key, found in by_key.items() for place in found
        }
        expansions = Expansions(places)
        for key in sorted(self.owners, key=lambda key: (-len(key), key)):
            own = self.owners[key]
            if self.holders.get(key) or any(self.gazetteer.canonical(self.type, key) for _ in own[:1]):
                continue
            found = expansions.of(key)
            here = self.unions.find(own[0])
            roots = {self.unions.find(places[expansion.full]) for expansion in found} - {here}
            best = max(
                found, key=lambda expansion: (bool(expansion.kind), expansion.score, expansion.full), default=None
            )
            if best is None or not best.kind or best.score < SURE or len(roots) != 1:
                continue
            (root,) = roots
            rule, score = f"abbreviation, no other name fits [{best.kind}]", NATIONAL
            if best.kind == "national" and len(key) <= TINY:
                continue
            if best.kind != "national":
                mine, theirs = self.context.of(self.unions.members(here)), self.context.of(self.unions.members(root))
                if decide({root: self.context.agreement(mine, theirs)}) is None:
                    continue
                rule, score = f"{rule}, both beside {self.context.shared(mine, theirs)}", BY_CONTEXT
            if self.unions.join(own[0], root):
                self.merges.append(Merge(key, best.full, self.type, rule, score))


def implied(best: str, type: str) -> tuple[str, ...]:
    """Return the name without its plain legal form, when that says who is meant (`青禾科技` of `青禾科技有限公司`)."""
    if type != "ORG":
        return ()
    for form in _PLAIN_FORMS:
        bare = best.removesuffix(form)
        if bare != best:
            bare = bare.rstrip(" ,")
            return (bare,) if distinctive(bare, type) and not bare.endswith(("集团", "控股")) else ()
    return ()


def _longer(key: str, best: str, type: str) -> bool:
    """Tell whether a name holds another one and words that may make it another entity."""
    shape = relation(key, best, type) if key != best and key in best else ""
    return shape.startswith(("prefix", "suffix", "inside")) and shape != "prefix:legal" and best not in national(key)


def _is_unit(one: str, other: str) -> bool:
    return other.startswith(one) and organisations.kind_of(other[len(one) :]) in (
        "unit",
        "trade-unit",
        "branch",
        "branch-firm",
        "body",
    )


def _places(key: str) -> str:
    place = organisations.parse(key).place
    return "" if place in ("中国", "中华", "国家") else place
