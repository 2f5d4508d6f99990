"""Claims that can't both be so: what one text asserts and another denies, two buyers, two heads of one firm, …

Only what is hardly ever compatible counts. Two relations conflict only when both are asserted as facts of about the
same time, in different documents, and nothing in the graph reconciles them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import networkx as nx

from guanxi.assemble import voices
from guanxi.model import Claim, Entity, Relation
from guanxi.query.chains import Chain, Step
from guanxi.query.names import find
from guanxi.query.when import when
from guanxi.text.normalise import fold

Disagreement = Literal["denied", "plan-denied", "buyers", "posts", "reversed"]

LABELS: dict[Disagreement, str] = {
    "denied": "肯定与否认",
    "plan-denied": "计划后被否认",
    "buyers": "两个收购方",
    "posts": "同一职务两人",
    "reversed": "方向相反",
}

BUYERS_DAYS = 92
"""Two purchases of one firm that are so many days apart or more may well both be so."""

POSTS_DAYS = 31
"""Two people may follow each other in a post after so many days."""

# Posts that a firm gives to one person at a time.
_SINGLE = (
    ("首席执行官", "ceo"),
    ("首席财务官", "cfo"),
    ("首席技术官", "cto"),
    ("首席运营官", "coo"),
    ("董事长", "董事局主席"),
    ("总裁",),
    ("总经理",),
    ("行长",),
    ("校长",),
    ("院长",),
    ("总编辑", "总编"),
    ("局长",),
    ("部长",),
    ("市长",),
    ("省长",),
)
_SHARED = re.compile(r"副|助理|联席|联合|轮值|代理|代|临时|区|事业部|分公司|前|原|候任|名誉|首任")
_ONE_WAY = ("acquired", "part_of", "derived_from")
_TIES = ("part_of", "works_for", "founded", "invested_in", "acquired", "operates")


@dataclass(frozen=True)
class Side:
    """One of two sides of a conflict.

    Args:
        chain: the relation, with the claims of this side, best first.
        support: the number of independent voices that make these claims.
    """

    chain: Chain
    support: int

    @property
    def step(self) -> Step:
        """The relation and the claims of this side."""
        return self.chain.steps[0]


@dataclass(frozen=True)
class Conflict:
    """Two sides that can't both be right, the better supported one on the left.

    Args:
        kind: `denied` (asserted and denied), `plan-denied` (a plan that is denied later), `buyers` (two buyers of one
            firm), `posts` (two people in a post for one), `reversed` (each is said to be part of the other, or to
            have bought it).
        left, right: the sides; of a denial the assertion is on the left.
    """

    kind: Disagreement
    left: Side
    right: Side


def conflicts(graph: nx.MultiDiGraph, entity: str | Entity | None = None) -> list[Conflict]:
    """Return the claims that disagree, the ones with the best supported weaker side first.

    Args:
        graph: as `guanxi.assemble.assemble` gives it.
        entity: only those in which it is a head, a tail or a speaker: an entity, or its name.

    Raises:
        UnknownNameError: the entity does not exist.
    """
    id = None if entity is None else (entity if isinstance(entity, Entity) else find(graph, entity)).id
    relations = sorted((relation for *_, relation in graph.edges(data="relation")), key=_ends)
    found = [*_denials(graph, relations), *_pairs(graph, relations)]
    if id is not None:
        found = [conflict for conflict in found if _involves(conflict, id)]
    return sorted(found, key=_rank)


def _denials(graph: nx.MultiDiGraph, relations: Iterable[Relation]) -> Iterator[Conflict]:
    for relation in relations:
        denials = [claim for claim in relation.claims if claim.polarity == "denied"]
        asserted = [claim for claim in relation.claims if claim.polarity == "asserted"]
        firm = [claim for claim in asserted if claim.modality != "plan"]
        said = firm or asserted
        # What is said of one year and denied of another is no contradiction.
        said = [claim for claim in said if any(_compatible(claim, denial) for denial in denials)]
        denials = [denial for denial in denials if any(_compatible(claim, denial) for claim in said)]
        if said and denials:
            kind: Disagreement = "denied" if firm or not _later(graph, said, denials) else "plan-denied"
            yield Conflict(kind, _side(graph, relation, said), _side(graph, relation, denials))


def _compatible(a: Claim, b: Claim) -> bool:
    if a.former != b.former:
        return False
    size = min(len(a.date), len(b.date))
    return a.date[:size] == b.date[:size]


def _later(graph: nx.MultiDiGraph, plans: list[Claim], denials: list[Claim]) -> bool:
    """Tell whether some denial was published after some plan, or nothing is known of it."""
    documents = graph.graph["documents"]
    planned = min(documents[claim.document].date[:10] for claim in plans)
    denied = max(documents[claim.document].date[:10] for claim in denials)
    return not planned or not denied or planned <= denied


def _pairs(graph: nx.MultiDiGraph, relations: Iterable[Relation]) -> Iterator[Conflict]:
    buyers: dict[str, list[Relation]] = {}
    posts: dict[tuple[str, str], list[tuple[Relation, list[Claim]]]] = {}
    for relation in relations:
        if relation.type in _ONE_WAY and relation.head < relation.tail:
            back = graph.get_edge_data(relation.tail, relation.head, relation.type)
            if back:
                yield from _conflict(graph, "reversed", relation, back["relation"], BUYERS_DAYS)
        if relation.type == "acquired":
            buyers.setdefault(relation.tail, []).append(relation)
        if relation.type == "works_for":
            by_post: dict[str, list[Claim]] = {}
            for claim in relation.claims:
                if post := single_post(claim.role):
                    by_post.setdefault(post, []).append(claim)
            for post, claims in by_post.items():
                if not any(claim.former or claim.polarity == "denied" for claim in claims):
                    posts.setdefault((relation.tail, post), []).append((relation, claims))
    for bids in buyers.values():
        for a, b in combinations(bids, 2):
            if not _tied(graph, a.head, b.head):
                yield from _conflict(graph, "buyers", a, b, BUYERS_DAYS)
    for holders in posts.values():
        for (a, said_a), (b, said_b) in combinations(holders, 2):
            yield from _conflict(graph, "posts", a, b, POSTS_DAYS, said_a, said_b)


def single_post(role: str) -> str:
    """Return the post that a firm gives to one person at a time, by its usual name; empty for another role."""
    name = fold(role)
    if _SHARED.search(name):
        return ""
    return next((words[0] for words in _SINGLE if any(name.endswith(word) for word in words)), "")


def _conflict(
    graph: nx.MultiDiGraph,
    kind: Disagreement,
    a: Relation,
    b: Relation,
    days: int,
    said_a: Iterable[Claim] | None = None,
    said_b: Iterable[Claim] | None = None,
) -> Iterator[Conflict]:
    """Yield the conflict of two relations when facts of different documents, about one time, speak for both."""
    left = [claim for claim in (a.claims if said_a is None else said_a) if _is_fact(claim)]
    right = [claim for claim in (b.claims if said_b is None else said_b) if _is_fact(claim)]
    # One document that names both knows of both: they bought together, or followed each other.
    both = {claim.document for claim in left} & {claim.document for claim in right}
    if both:
        return
    times = {id(claim): when(graph, claim) for claim in (*left, *right)}
    near = [(x, y) for x in left for y in right if times[id(x)].near(times[id(y)], days)]
    if not near:
        return
    firsts, seconds = {id(x) for x, _ in near}, {id(y) for _, y in near}
    sides = [
        _side(graph, a, [claim for claim in left if id(claim) in firsts]),
        _side(graph, b, [claim for claim in right if id(claim) in seconds]),
    ]
    sides.sort(key=lambda side: (-side.support, -side.step.best.score, _ends(side.step.relation)))
    yield Conflict(kind, sides[0], sides[1])


def _is_fact(claim: Claim) -> bool:
    return claim.polarity == "asserted" and claim.modality == "fact" and not claim.former


def _tied(graph: nx.MultiDiGraph, a: str, b: str) -> bool:
    """Tell whether two buyers may be one: a firm and its owner, its head or its part."""
    return any(
        data["relation"].support
        for head, tail in ((a, b), (b, a))
        for type_, data in (graph.get_edge_data(head, tail) or {}).items()
        if type_ in _TIES
    )


def _side(graph: nx.MultiDiGraph, relation: Relation, claims: list[Claim]) -> Side:
    entities = tuple(graph.nodes[id]["entity"] for id in (relation.head, relation.tail))
    number = voices(claims, graph.graph.get("clusters", {}), graph.graph["documents"])
    return Side(Chain(entities, (Step(relation, tuple(claims)),)), number)


def _involves(conflict: Conflict, id: str) -> bool:
    return any(
        id in (side.step.relation.head, side.step.relation.tail)
        or any(claim.source_id == id for claim in side.step.claims)
        for side in (conflict.left, conflict.right)
    )


def _rank(conflict: Conflict) -> tuple[object, ...]:
    supports = (conflict.left.support, conflict.right.support)
    ends = (_ends(conflict.left.step.relation), _ends(conflict.right.step.relation))
    return -min(supports), -sum(supports), conflict.kind, ends


def _ends(relation: Relation) -> tuple[str, str, str]:
    return relation.head, relation.type, relation.tail
