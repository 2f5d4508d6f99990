"""The real page in a real browser."""

from __future__ import annotations

from tests.view.conftest import Reader


def test_it_opens_with_everything_drawn(reader: Reader) -> None:
    assert reader.shown() == (9, 10)
    assert reader.page.is_hidden("#loading")
