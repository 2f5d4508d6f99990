"""Names of people: surname, given name, title; parts of foreign names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guanxi.resolve.lists import load
from guanxi.resolve.names import is_han

_BREAK = re.compile(r"[\s·•・‧∙.\-–—=]+")


@dataclass(frozen=True)
class Person:
    """A person's name taken apart; what the name does not have is empty.

    Args:
        surname, given: of a full Chinese name (`李`, `跃`).
        called: what stands with a title or 老/小/阿: `李` of `李总`, `跃` of `跃总`, `宿` of `老宿`.
        parts: the parts of a foreign name, in order (`蒂姆`, `库克`).
    """

    surname: str = ""
    given: str = ""
    called: str = ""
    parts: tuple[str, ...] = ()


def parse(key: str) -> Person:
    """Take a folded person's name apart."""
    lists = load()
    parts = tuple(part for part in _BREAK.split(key) if part)
    if len(parts) > 1 or not is_han(key):
        return Person(parts=parts)
    for size in range(min(4, len(key) - 1), 0, -1):
        if key[-size:] in lists.titles and len(key) - size <= 2:
            return Person(called=key[:-size])
    if len(key) == 2 and key[0] in lists.before:
        return Person(called=key[1:])
    for size in (2, 1):
        if key[:size] in lists.surnames and 1 <= len(key) - size <= 2:
            return Person(surname=key[:size], given=key[size:], parts=parts)
    return Person(parts=parts)
