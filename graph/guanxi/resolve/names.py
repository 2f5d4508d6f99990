"""The distinct names of one document: what the resolver joins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from guanxi.model import Mention
from guanxi.text.normalise import fold

_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_SILENT = re.compile(r"[^\w+&]|_")
_INNER = re.compile(r"(?<=\d)[.:,-](?=\d)")


@dataclass(frozen=True)
class Name:
    """One string a document uses as a name, whatever its width, case or script.

    Args:
        key: the folded string: equal keys are one name.
        text: the surface to show, the most frequent one.
        type: the entity type most of its mentions have.
        mentions: its places, in order.
    """

    key: str
    text: str
    type: str
    mentions: tuple[Mention, ...]

    @cached_property
    def letters(self) -> str:
        """The key without spaces and marks (`model 3` and `model3` agree; `1.5` and `15` do not)."""
        return letters(self.key)


@lru_cache(maxsize=262144)
def letters(key: str) -> str:
    """Return a folded name without spaces and punctuation; a mark between two digits stays."""
    return _SILENT.sub("", _INNER.sub("+", key)) or key


def is_han(text: str) -> bool:
    """Tell whether the text has a Chinese character."""
    return bool(_HAN.search(text))


def gather(mentions: Iterable[Mention]) -> list[Name]:
    """Group one document's mentions by folded string, in order of the key.

    Mentions of one string that differ in type are one name (a document means one thing by one string): the type with
    the highest sum of scores wins, the first in the alphabet on a tie.
    """
    groups: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[fold(mention.text) or mention.text].append(mention)
    names = []
    for key, group in sorted(groups.items()):
        votes: defaultdict[str, float] = defaultdict(float)
        surfaces: defaultdict[str, int] = defaultdict(int)
        for mention in group:
            votes[mention.type] += mention.score
            surfaces[mention.text] += 1
        names.append(
            Name(
                key=key,
                text=min(surfaces, key=lambda surface: (-surfaces[surface], surface)),
                type=min(votes, key=lambda type: (-votes[type], type)),
                mentions=tuple(sorted(group)),
            )
        )
    return names
