"""Short forms that no document equates with their full name: `工行` in one article, `工商银行` in another.

Only regular ones are proposed, and every other name that the short one might as well stand for is told, so that the
caller can leave it apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from guanxi.resolve import organisations
from guanxi.resolve.lists import load
from guanxi.resolve.names import is_han, letters
from guanxi.resolve.scorer import plain
from guanxi.resolve.signs import align, relation

LONGEST = 4
"""Chinese abbreviations have so many characters at most."""
RIVAL = 0.5
"""A name is a rival when its strings alone make it so certain that it is the one abbreviated."""
_NATIONAL = ("中国", "国家", "全国", "中华")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Expansion:
    """A name that a short one may stand for.

    Args:
        full: its key.
        kind: `national` (`工商银行` of `中国工商银行`), `regular` (`工行`), `initials` (`abc` of `alpha beta club`), or
            empty: it only rivals the others.
        score: how certain it is by the strings alone, 0–1.
    """

    full: str
    kind: str
    score: float


class Expansions:
    """What the short names among some keys of organisations may stand for.

    Args:
        keys: folded names.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._having: defaultdict[str, set[str]] = defaultdict(set)
        self._initials: defaultdict[str, list[str]] = defaultdict(list)
        self._keys = frozenset(keys)
        for key in sorted(self._keys):
            words = _WORD.findall(key)
            if is_han(key):
                for character in set(key):
                    self._having[character].add(key)
            elif len(words) > 1:
                self._initials["".join(word[0] for word in words)].append(key)

    def of(self, short: str) -> list[Expansion]:
        """Return what a short name may stand for, in order of the alphabet; a long or mixed one stands for itself."""
        if not is_han(short):
            return [Expansion(full, "initials", plain(short, full, "ORG")) for full in self._initials[short]]
        there = [full for full in national(short) if full in self._keys]
        found = [Expansion(full, "national", plain(short, full, "ORG")) for full in there]
        if len(letters(short)) <= LONGEST:
            others = set.intersection(*(self._having[character] for character in short))
            for full in sorted(others - {short} - {expansion.full for expansion in found}):
                score = plain(short, full, "ORG")
                if len(full) > len(short) and score >= RIVAL:
                    found.append(Expansion(full, "regular" if _regular(short, full) else "", score))
        return found


def national(short: str) -> tuple[str, ...]:
    """Return a name with each of the words for the country in front (`中国工商银行` of `工商银行`)."""
    return tuple(nation + short for nation in _NATIONAL)


def _regular(short: str, full: str) -> bool:
    """Tell whether an abbreviation is made as most are.

    It begins as the full name does (`中国` aside), and takes something of every two characters (`上航` of `上海航空`),
    or ends with the body's last or first character (`工行` of `工商银行`, `中科院` of `中国科学院`).
    """
    if not relation(short, full, "ORG").startswith("subsequence"):
        return False
    bare = organisations.strip_legal(full)
    national = next((nation for nation in _NATIONAL if bare.startswith(nation)), "")
    for name in dict.fromkeys((bare, bare[len(national) :])):
        places = align(short, name)
        if not places or places[0]:
            continue
        if len(name) == len(short) + 1:
            # One character more is another name (`银监会`, `银保监会`), unless it is a place's (`中移动`).
            if short[1:] == name[2:] and name[:2] in load().places:
                return True
            continue
        kind = organisations.parse(name).kind
        if {at // 2 for at in places} == set(range(len(name) // 2)) and len(name) % 2 == 0:
            return True
        if kind and name.endswith(kind) and short[-1] in (kind[0], kind[-1]):
            return True
    return False
