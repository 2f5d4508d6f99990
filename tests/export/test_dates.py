"""Dates of any precision as days."""

from __future__ import annotations

import pytest

from guanxi.export.dates import days


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2008", ("2008-01-01", "2008-12-31")),
        ("2008-02", ("2008-02-01", "2008-02-29")),
        ("2013-06-19", ("2013-06-19", "2013-06-19")),
        ("2013-06-19T16:07", ("2013-06-19", "2013-06-19")),
        ("", None),
        ("2013-13", None),
        ("2013-00-10", None),
        ("2013-02-30", None),
        ("0000", None),
        ("昨天", None),
    ],
)
def test_days(date: str, expected: tuple[str, str] | None) -> None:
    assert days(date) == expected
