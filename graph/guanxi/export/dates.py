"""Dates of claims as days, for formats that place edges in time."""

from __future__ import annotations

import calendar
import re

from guanxi.model import Claim, Document

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def days(date: str) -> tuple[str, str] | None:
    """Return the first and the last day of an ISO date of any precision: `2008-02` is 2008-02-01 to 2008-02-29.

    Returns:
        Two days, or None when `date` is empty or names no day of the calendar.
    """
    found = _DATE.match(date)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or month == 0 or (month or 1) > 12:
        return None
    first, last = month or 1, month or 12
    length = calendar.monthrange(year, last)[1]
    if day is not None and not 1 <= day <= length:
        return None
    return f"{year:04}-{first:02}-{day or 1:02}", f"{year:04}-{last:02}-{day or length:02}"


def days_of(claim: Claim, documents: dict[str, Document]) -> tuple[str, str] | None:
    """Return when a claim is so: its own date, else the day its document appeared; None when neither is known."""
    document = documents.get(claim.document)
    return days(claim.date) or (days(document.date) if document else None)
