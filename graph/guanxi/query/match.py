"""Finds what matches a pattern: a join over the steps, the most selective first, as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import networkx as nx

from guanxi.errors import UnknownNameError
from guanxi.model import Entity, Relation
from guanxi.query.chains import Chain, Step
from guanxi.query.fields import ClaimScope, Compiler, EntityScope, Scope, Test
from guanxi.query.names import names
from guanxi.query.pattern import Edge, Query


@dataclass(frozen=True)
class Walk:
    """What a step of a pattern found: its relations from left to right, and the ids of the entities along them."""

    ids: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Match:
    """One way to lay a pattern over the graph: the entity id at each node, the walk at each edge."""

    ids: Mapping[str, str]
    walks: tuple[Walk, ...]


class Matcher:
    """Lays one pattern over one graph.

    Args:
        graph: as `guanxi.assemble.assemble` gives it.
        query: as parsed.
        compiler: for its conditions.

    Raises:
        UnknownNameError: no entity has a name that the pattern asks for.
        PatternError: a condition makes no sense.
    """

    def __init__(self, graph: nx.MultiDiGraph, query: Query, compiler: Compiler) -> None:
        self.graph = graph
        self.query = query
        self.symmetric = {id for id, type_ in graph.graph["schema"].relations.items() if type_.symmetric}
        self.candidates = {node.key: self._named(node.name) for node in query.nodes.values() if node.name is not None}
        variables = {node.variable: node.key for node in query.nodes.values() if node.variable}
        edges = {edge.variable: at for at, edge in enumerate(query.edges) if edge.variable}
        self.node_tests: dict[str, list[Test]] = {}
        self.edge_tests: list[list[Test]] = [[] for _ in query.edges]
        self.late_tests: list[Test] = []
        self.variables, self.edge_names = variables, edges
        for condition in query.where:
            test = compiler.test(condition)
            owners = list(test.owners)
            if owners == [""]:
                for tests in self.edge_tests:
                    tests.append(test)
            elif len(owners) == 1 and owners[0] in edges:
                self.edge_tests[edges[owners[0]]].append(test)
            elif len(owners) == 1:
                self.node_tests.setdefault(variables[owners[0]], []).append(test)
            else:
                self.late_tests.append(test)
        if (query.select or query.count) and not compiler.shows_polarity():
            # Names and numbers alone could not say that what they come from is denied.
            for tests in self.edge_tests:
                tests.append(Test(frozenset([""]), lambda scopes: bool(scopes[""].get("asserted")[0])))
        first = query.edges[0] if len(query.edges) == 1 else None
        ends = [query.nodes[key] for key in (first.left, first.right)] if first else []
        # `? -[合作]- ?` would find each relation twice, seen from either end.
        self.mirrored = bool(
            ends
            and not any(node.variable or node.name for node in ends)
            and ends[0].types == ends[1].types
            and first
            and first.most == 1
        )

    def matches(self) -> Iterator[Match]:
        """Yield what matches, each as soon as it is found; a relation is used once in a match."""
        yield from self._solve({}, {}, set())

    def chains(self, match: Match) -> tuple[Chain, ...]:
        """Return a match as chains, one for each part of the pattern."""
        chains = []
        for keys, numbers in self.query.chains:
            ids = [match.ids[keys[0]]]
            steps: list[Step] = []
            for number in numbers:
                ids.extend(match.walks[number].ids[1:])
                steps.extend(match.walks[number].steps)
            chains.append(Chain(tuple(self._entity(id) for id in ids), tuple(steps)))
        return tuple(chains)

    def _solve(self, bound: dict[str, str], walks: dict[int, Walk], used: set[tuple[str, str, str]]) -> Iterator[Match]:
        left = [at for at in range(len(self.query.edges)) if at not in walks]
        free = [key for key in self.query.nodes if key not in bound]
        if not left and not free:
            yield from self._finish(bound, walks)
            return
        at = min(left, key=lambda at: (self._cost(self.query.edges[at], bound), at), default=None)
        if at is None or self._cost(self.query.edges[at], bound) == _NO_END:
            key = min(free, key=lambda key: (self._size(key), free.index(key)))
            for id in self._start(key):
                yield from self._solve({**bound, key: id}, walks, used)
            return
        edge = self.query.edges[at]
        for walk in self._walks(at, bound.get(edge.left), bound.get(edge.right)):
            taken = {_key(step.relation) for step in walk.steps}
            if not taken & used:
                ends = {edge.left: walk.ids[0], edge.right: walk.ids[-1]}
                yield from self._solve({**bound, **ends}, {**walks, at: walk}, used | taken)

    def _cost(self, edge: Edge, bound: Mapping[str, str]) -> float:
        """Guess how many walks a step has, from the number of relations of a known end."""
        ends = [bound[key] for key in (edge.left, edge.right) if key in bound]
        if not ends:
            return _NO_END
        if len(ends) == 2 and edge.most == 1:
            return 0
        fan = min(len(self.graph.succ[id]) + len(self.graph.pred[id]) for id in ends)
        return float(fan + 1) ** edge.most

    def _size(self, key: str) -> float:
        """Guess how many entities a place may have."""
        node = self.query.nodes[key]
        if key in self.candidates:
            return len(self.candidates[key])
        whole = len(self.graph)
        return whole * (0.3 if node.types else 1.0) * (0.5 if key in self.node_tests else 1.0) + 1

    def _start(self, key: str) -> Iterator[str]:
        ids = self.candidates.get(key, self.graph)
        return (id for id in ids if self._fits(key, id))

    def _fits(self, key: str, id: str) -> bool:
        node = self.query.nodes[key]
        if key in self.candidates and id not in self.candidates[key]:
            return False
        entity = self._entity(id)
        if node.types is not None and entity.type not in node.types:
            return False
        scope = {node.variable: EntityScope(entity, self.graph)}
        return all(test.holds(scope) for test in self.node_tests.get(key, ()))

    def _walks(self, at: int, left: str | None, right: str | None) -> Iterator[Walk]:
        """Yield the walks of a step of which one end, or both, are known."""
        edge = self.query.edges[at]
        reverse = left is None
        start, end = (right, None) if left is None else (left, right)
        assert start is not None
        goal = edge.left if reverse else edge.right
        loop = edge.left == edge.right
        for length in range(edge.least, edge.most + 1):
            for walk in self._extend(at, (start,), (), length, reverse, end):
                last = walk.ids[-1]
                if (end is None or last == end) and (end is not None or loop or self._fits(goal, last)):
                    if loop and last != start:
                        continue
                    yield Walk(walk.ids[::-1], walk.steps[::-1]) if reverse else walk

    def _extend(
        self, at: int, ids: tuple[str, ...], steps: tuple[Step, ...], length: int, reverse: bool, end: str | None
    ) -> Iterator[Walk]:
        if not length:
            yield Walk(ids, steps)
            return
        for other, step in self._next(at, ids[-1], reverse, end if length == 1 else None):
            if other not in ids:
                yield from self._extend(at, (*ids, other), (*steps, step), length - 1, reverse, end)

    def _next(self, at: int, id: str, reverse: bool, end: str | None) -> Iterator[tuple[str, Step]]:
        """Yield the relations of an entity that a step may take, the best supported first."""
        edge = self.query.edges[at]
        outward = edge.direction == ("left" if reverse else "right")
        found: list[Relation] = []
        for neighbours, along in ((self.graph.succ[id], outward), (self.graph.pred[id], not outward)):
            every = along or edge.direction == "either"
            near = neighbours.items() if end is None else [(end, neighbours[end])] if end in neighbours else ()
            found.extend(
                data["relation"]
                for _, relations in near
                for type_, data in relations.items()
                if (edge.types is None or type_ in edge.types) and (every or type_ in self.symmetric)
            )
        if len(found) > 1:
            found.sort(key=lambda one: (-one.support, -one.weight, one.type, one.head, one.tail))
        tests = self.edge_tests[at]
        for relation in found:
            step = self._step(relation, tests, edge.variable) if tests else Step(relation, relation.claims)
            if step is not None:
                yield (relation.tail if relation.head == id else relation.head), step

    def _step(self, relation: Relation, tests: Sequence[Test], variable: str) -> Step | None:
        claims = []
        for claim in relation.claims:
            scope = ClaimScope(relation, claim, self.graph)
            if all(test.holds({"": scope, variable: scope}) for test in tests):
                claims.append(claim)
        return Step(relation, tuple(claims)) if claims else None

    def _finish(self, bound: dict[str, str], walks: dict[int, Walk]) -> Iterator[Match]:
        found = tuple(walks[at] for at in range(len(walks)))
        if self.mirrored:
            relation = found[0].steps[0].relation
            either = self.query.edges[0].direction == "either" or relation.type in self.symmetric
            if either and relation.head != found[0].ids[0]:
                return
        if all(self._holds(test, bound, found) for test in self.late_tests):
            yield Match(bound, found)

    def _holds(self, test: Test, bound: Mapping[str, str], walks: Sequence[Walk]) -> bool:
        """Try a condition on several variables: some choice of one claim for each relation must fulfil it."""
        scopes: dict[str, Scope] = {
            name: EntityScope(self._entity(bound[key]), self.graph) for name, key in self.variables.items()
        }
        named = [name for name in test.owners if name in self.edge_names]
        choices = [self._scopes(walks[self.edge_names[name]].steps) for name in named]
        # A field without a variable is about every relation of the pattern.
        every = [self._scopes([step]) for walk in walks for step in walk.steps] if "" in test.owners else [[None]]
        return all(
            any(
                test.holds({**scopes, **dict(zip(named, chosen, strict=True)), **({"": one} if one else {})})
                for one in options
                for chosen in product(*choices)
            )
            for options in every
        )

    def _scopes(self, steps: Sequence[Step]) -> list[ClaimScope]:
        return [ClaimScope(step.relation, claim, self.graph) for step in steps for claim in step.claims]

    def _named(self, name: str) -> dict[str, None]:
        known = names(self.graph)
        found = known.find_all(name)
        if not found:
            raise UnknownNameError(name, known.nearest(name))
        return dict.fromkeys(entity.id for entity in found)

    def _entity(self, id: str) -> Entity:
        entity: Entity = self.graph.nodes[id]["entity"]
        return entity


_NO_END = float("inf")


def _key(relation: Relation) -> tuple[str, str, str]:
    return relation.head, relation.type, relation.tail
