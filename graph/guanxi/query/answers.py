"""From matches to answers: selecting, counting, sorting, limiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import networkx as nx

from guanxi.model import Entity
from guanxi.query.chains import Chain, Step
from guanxi.query.fields import ClaimScope, Compiler, EntityScope, Value
from guanxi.query.match import Match, Matcher
from guanxi.query.pattern import Field, Query
from guanxi.query.syntax import parse


@dataclass(frozen=True)
class Answer:
    """One thing that matches a pattern.

    Args:
        chains: for each part of the pattern between commas, what it found, with the claims that speak for it; empty
            for a count.
        variables: the entities that the pattern's variables stand for, by their names without `?`.
        values: what `select` and `count` asked for, in that order; empty without them. A value that is not known is
            None.
    """

    chains: tuple[Chain, ...]
    variables: Mapping[str, Entity] = field(default_factory=dict)
    values: Mapping[str, Value | None] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps of all chains, in the order of the pattern."""
        return tuple(step for chain in self.chains for step in chain.steps)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities of all chains, each once, in the order of the pattern."""
        found = {entity.id: entity for chain in self.chains for entity in chain.entities}
        return tuple(found.values())


def run(graph: nx.MultiDiGraph, pattern: str) -> Iterator[Answer]:
    """Ask a graph, in the language of `LANGUAGE.md`.

    Answers come as they are found, the best supported relations of a named entity first; `order by` and `count` wait
    for all of them. Relations that are only denied are among them: `where asserted` leaves them out.

    Args:
        graph: as `guanxi.assemble.assemble` gives it; it must not change while answers are read.
        pattern: such as `中国移动 -[推出]-> ?x:产品 <-[质疑]- ?y where time >= 2008`.

    Raises:
        PatternError: the pattern does not parse; the message points at the place.
        UnknownNameError: no entity has a name that the pattern asks for.
    """
    schema = graph.graph["schema"]
    query = parse(pattern, schema)
    rows = _Rows(graph, query, Compiler(query, schema))
    return islice(rows.answers(), query.limit)


class _Rows:
    def __init__(self, graph: nx.MultiDiGraph, query: Query, compiler: Compiler) -> None:
        self.graph = graph
        self.query = query
        self.matcher = Matcher(graph, query, compiler)
        self.edges = {edge.variable: at for at, edge in enumerate(query.edges)}
        self.select = [self._check(field, compiler) for field in query.select]
        self.order = [
            (field if field.name == "count" and query.count else self._check(field, compiler), down)
            for field, down in query.order
        ]
        if query.count:
            for field, _ in self.order:
                if field.name != "count" and str(field) not in map(str, self.select):
                    raise compiler.complain(field.at, "counts can be ordered only by count and by what is selected")

    def answers(self) -> Iterator[Answer]:
        if self.query.count:
            return self._sorted(self._counts()) if self.order else self._counts()
        if not self.order:
            return self._distinct(self._answer(match) for match in self.matcher.matches())
        keyed = (
            (self._answer(match), [self._value(f, match) for f, _ in self.order]) for match in self.matcher.matches()
        )
        return self._distinct(_in_order(keyed, [down for _, down in self.order]))

    def _answer(self, match: Match) -> Answer:
        variables = {
            node.variable: self.graph.nodes[match.ids[key]]["entity"]
            for key, node in self.query.nodes.items()
            if node.variable
        }
        values = {str(field): self._value(field, match) for field in self.select}
        return Answer(self.matcher.chains(match), variables, values)

    def _distinct(self, answers: Iterator[Answer]) -> Iterator[Answer]:
        """Leave out rows that look like an earlier one, when only some of the fields are selected."""
        seen = set()
        for answer in answers:
            row = tuple(answer.values.values())
            if not row or row not in seen:
                seen.add(row) if row else None
                yield answer

    def _counts(self) -> Iterator[Answer]:
        counted: dict[tuple[Value | None, ...], int] = {}
        for match in self.matcher.matches():
            row = tuple(self._value(field, match) for field in self.select)
            counted[row] = counted.get(row, 0) + 1
        if not self.select:
            counted.setdefault((), 0)
        for row, count in counted.items():
            values = {str(field): value for field, value in zip(self.select, row, strict=True)}
            yield Answer((), {}, {**values, "count": count})

    def _sorted(self, answers: Iterator[Answer]) -> Iterator[Answer]:
        keyed = ((answer, [answer.values[str(field)] for field, _ in self.order]) for answer in answers)
        return _in_order(keyed, [down for _, down in self.order])

    def _value(self, field: Field, match: Match) -> Value | None:
        node = self.matcher.variables.get(field.owner)
        if node is not None:
            values = EntityScope(self.graph.nodes[match.ids[node]]["entity"], self.graph).get(field.name)
        else:
            step = match.walks[self.edges[field.owner] if field.owner else 0].steps[0]
            # Of several claims the best one may lack a date or a source that another one has.
            scopes = (ClaimScope(step.relation, claim, self.graph) for claim in step.claims)
            values = next(filter(None, (scope.get(field.name) for scope in scopes)), ())
        return values[0] if values else None

    def _check(self, field: Field, compiler: Compiler) -> Field:
        resolved, _ = compiler.resolve(field)
        if field.owner not in self.matcher.variables:
            if not field.owner and len(self.query.edges) != 1:
                raise compiler.complain(
                    field.at,
                    f"say whose {field.name}: name the relation, as in -[?r:推出]->, and write ?r.{field.name}",
                )
            edge = self.query.edges[self.edges[field.owner] if field.owner else 0]
            if edge.most > 1:
                raise compiler.complain(field.at, f"a step over several relations has no {field.name} of its own")
        return resolved


def _in_order(keyed: Iterator[tuple[Answer, list[Value | None]]], descending: list[bool]) -> Iterator[Answer]:
    """Sort by several keys, each its own way; what is not known comes last either way."""
    rows = list(keyed)
    for at in reversed(range(len(descending))):
        known = [(key, row) for row in rows if (key := row[1][at]) is not None]
        known.sort(key=_first, reverse=descending[at])
        rows = [row for _, row in known] + [row for row in rows if row[1][at] is None]
    return (answer for answer, _ in rows)


def _first(pair: tuple[Any, object]) -> Any:
    return pair[0]
