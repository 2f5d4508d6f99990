"""Says whether two names of one document may mean the same entity, why, and how certainly."""

from __future__ import annotations

import re

from guanxi.resolve import people
from guanxi.resolve.lists import load
from guanxi.resolve.names import Name

_NUMBERS = re.compile(r"\d+(?:\.\d+)*|[ivx]{2,}(?![a-z])|pro|max|plus|mini|ultra|lite|air")


def relate(a: Name, b: Name) -> tuple[str, float] | None:
    """Return the rule under which two names agree and its certainty (0–1); None when no rule holds."""
    short, full = sorted((a, b), key=lambda name: (len(name.key), name.key))
    if short.letters == full.letters:
        return "same-letters", 0.99
    if a.type != b.type:
        return None
    if a.type == "PERSON":
        return _people(short, full)
    if a.type == "ORG":
        return _organisations(short.key, full.key)
    return None


def clash(a: Name, b: Name) -> bool:
    """Tell whether two names can't be one entity: other version numbers, other people, a unit and its parent."""
    if a.type != b.type:
        return True
    if a.type == "PERSON":
        one, other = people.parse(a.key), people.parse(b.key)
        return bool(one.surname and other.surname) and (one.surname, one.given) != (other.surname, other.given)
    return a.type == "PRODUCT" and sorted(_NUMBERS.findall(a.key)) != sorted(_NUMBERS.findall(b.key))


def _people(short: Name, full: Name) -> tuple[str, float] | None:
    one, other = people.parse(short.key), people.parse(full.key)
    if other.called and not one.called:
        one, other = other, one
    if one.called and other.surname:
        if one.called == other.surname:
            return "title-surname", 0.9
        if other.given.endswith(one.called):
            return "title-given-name", 0.9
    if len(short.key) == 2 and other.given == short.key:
        return "given-name", 0.85
    if len(one.parts) == 1 and len(other.parts) > 1 and one.parts[0] in other.parts:
        return "part-of-name", 0.9
    return None


def _organisations(short: str, full: str) -> tuple[str, float] | None:
    lists = load()
    bare = strip_legal(full)
    if strip_legal(short) == bare:
        return "legal-form", 0.97
    if full.startswith(short) and len(short) > 1:
        rest = full[len(short) :]
        if covers(rest, lists.legal | lists.industry | lists.places) and rest not in lists.unit:
            return "short-name", 0.9
    if full.endswith(short) and len(short) > 1:
        front = full[: -len(short)]
        if covers(front, lists.places | lists.short_places | {"省", "市", "县", "区"}):
            return "place-dropped", 0.9
        if len(short) > 2 and any(short.endswith(unit) for unit in lists.unit):
            return "parent-dropped", 0.85
    return None


def strip_legal(key: str) -> str:
    """Return an organisation's folded name without its legal forms (`有限公司`, `inc.`)."""
    lists, before = load(), ""
    while key != before:
        before = key
        for word in sorted(lists.legal, key=len, reverse=True):
            if key.endswith(word) and len(key) > len(word) + 1:
                key = key[: -len(word)].rstrip(" ,，（(")
                break
    return key


def covers(text: str, words: frozenset[str]) -> bool:
    """Tell whether the text is nothing but some of the words, one after the other, marks aside."""
    reach = {0}
    for end in range(1, len(text) + 1):
        if any(text[start:end] in words or not text[start:end].strip(" ,.()（）·") for start in reach):
            reach.add(end)
    return len(text) in reach
