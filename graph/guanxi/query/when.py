"""When a claim holds: as its sentence says, else when its document was published; and comparing such dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date as Day

import networkx as nx

from guanxi.model import Claim

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date of a claim.

    Args:
        date: ISO 8601 at its own precision: `2008`, `2008-11`, `2008-11-05`; empty when nothing is known.
        stated: the sentence says so; otherwise it is the date of the report.
    """

    date: str
    stated: bool = True

    def days(self) -> tuple[int, int] | None:
        """Return the first and the last day that it may be, as ordinals; None when nothing is known."""
        found = _DATE.match(self.date)
        if not found:
            return None
        year, month, day = (int(part) if part else 0 for part in found.groups())
        try:
            first = Day(year, month or 1, day or 1)
            last = Day(year, month or 12, day or monthrange(year, month or 12)[1])
        except ValueError:
            return None
        return first.toordinal(), last.toordinal()

    def near(self, other: When, days: int) -> bool:
        """Tell whether two dates may be the same or lie at most so many days apart; not known is near nothing."""
        mine, others = self.days(), other.days()
        if mine is None or others is None:
            return False
        return mine[0] - others[1] <= days and others[0] - mine[1] <= days


def when(graph: nx.MultiDiGraph, claim: Claim) -> When:
    """Return when a claim holds: its own date, else the day its document was published."""
    if claim.date:
        return When(claim.date)
    document = graph.graph["documents"].get(claim.document)
    found = _DATE.match(document.date if document else "")
    return When(found[0] if found else "", stated=False)
