"""A pattern as plain data."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from guanxi.errors import PatternError

Direction = Literal["right", "left", "either"]
LONGEST = 8
"""How many relations a step of variable length may run over at most."""


MOST = 30
"""How many steps, and how many conditions inside each other, a pattern may have."""


_NEAR = 60  # characters on either side of a mistake that a message shows


@dataclass(frozen=True)
class Node:
    """A place in a pattern that an entity takes.

    Args:
        key: which places are the same one: equal for equal variables and for equal names.
        variable: what the user calls it (`x` for `?x`); empty when it is not named.
        name: the entity asked for; None for a variable.
        types: entity type ids it may have; None for any.
        at: where it stands in the pattern.
    """

    key: str
    variable: str = ""
    name: str | None = None
    types: frozenset[str] | None = None
    at: int = 0


@dataclass(frozen=True)
class Edge:
    """A step between two places: `left` and `right` are keys of nodes, as they stand in the pattern.

    Args:
        direction: `right` when the left one is the head, `left` when the right one is, `either` when both will do.
        types: relation type ids; None for any.
        least, most: over how many relations it runs.
        variable: what the user calls the relation; may be empty.
    """

    left: str
    right: str
    direction: Direction
    types: frozenset[str] | None = None
    least: int = 1
    most: int = 1
    variable: str = ""


@dataclass(frozen=True)
class Field:
    """A property to filter, select or sort by: `?x.name`, `?r.time`, `support`; `owner` is the variable or empty."""

    owner: str
    name: str
    at: int

    def __str__(self) -> str:
        return f"?{self.owner}.{self.name}".removesuffix(".") if self.owner else self.name


@dataclass(frozen=True)
class Comparison:
    """`field operator value`; the value is another field or text. Without an operator: the field holds."""

    field: Field
    operator: str = ""
    value: str | Field = ""
    at: int = 0


@dataclass(frozen=True)
class Junction:
    """`and`, `or` or `not` over conditions."""

    kind: Literal["and", "or", "not"]
    parts: tuple[Condition, ...]


Condition = Comparison | Junction


@dataclass(frozen=True)
class Query:
    """A whole pattern.

    Args:
        text: as it was given, for messages.
        nodes: by key.
        edges: in the order of the text.
        chains: for each part between commas, its nodes' keys and the numbers of its edges.
        where: the filter, as the conditions that must all hold.
        select, order, limit: what to print; `order` has True for descending.
        count: whether rows are counted instead of printed, for each group of the other selected fields.
    """

    text: str
    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    chains: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]
    where: tuple[Condition, ...] = ()
    select: tuple[Field, ...] = ()
    order: tuple[tuple[Field, bool], ...] = ()
    limit: int | None = None
    count: bool = False


def complain(text: str, at: int, what: str) -> PatternError:
    """Return an error whose message shows the pattern, or what is near of a long one, with a caret under `at`."""
    before, after = text[:at], text[at:]
    if len(text) > 2 * _NEAR:
        before = f"…{before[-_NEAR:]}" if len(before) > _NEAR else before
        after = f"{after[:_NEAR]}…" if len(after) > _NEAR else after
    shown = " ".join(f"{before}{after}".split("\n"))
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in before)
    return PatternError(f"{what}\n  {shown}\n  {' ' * width}^")
