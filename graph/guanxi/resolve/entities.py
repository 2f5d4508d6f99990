"""Makes `Entity` objects out of clusters of names: the name to show, the aliases, the id."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from guanxi.model import Entity, Mention
from guanxi.resolve import people
from guanxi.resolve.names import Name, is_han
from guanxi.text.normalise import fold


def make(type: str, mentions: Iterable[Mention], label: str = "", name: str = "", salt: str = "") -> Entity:
    """Return the entity of some mentions.

    Args:
        type: its entity type.
        mentions: all its places.
        label: tells homonyms apart (`阿里` of `李伟（阿里）`).
        name: the name to show; by default the fullest the mentions have.
        salt: keeps the ids of namesakes apart that even their labels don't.
    """
    ordered = tuple(sorted(mentions))
    counts = Counter(mention.text for mention in ordered)
    name = name or best_name(type, counts)
    aliases = tuple(sorted((text for text in counts if text != name), key=lambda text: (-counts[text], text)))
    shown = f"{name}（{label}）" if label else name
    if label and name in counts:
        aliases = (name, *aliases)
    return Entity(entity_id(type, shown, salt), type, shown, aliases, ordered)


def from_names(names: Sequence[Name], label: str = "") -> Entity:
    """Return the entity of some names that were joined."""
    return make(type_of(names), [mention for name in names for mention in name.mentions], label)


def type_of(names: Sequence[Name]) -> str:
    """Return the type most mentions of the names have (by score; the first in the alphabet on a tie)."""
    votes: dict[str, float] = defaultdict(float)
    for name in names:
        votes[name.type] += sum(mention.score for mention in name.mentions)
    return min(votes, key=lambda type: (-votes[type], type))


def count(names: Sequence[Name]) -> Counter[str]:
    """Return how often each surface of the names occurs."""
    return Counter(mention.text for name in names for mention in name.mentions)


def entity_id(type: str, name: str, salt: str = "") -> str:
    """Return the id of an entity, made from its type and the name shown, so the same in every build."""
    content = "|".join([type, fold(name) or name, *filter(None, [salt])])
    return f"{type}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def best_name(type: str, counts: Counter[str]) -> str:
    """Return the name to show.

    Organisations and people show their fullest name, Chinese before Latin, titles never when there is anything else;
    products the name used most.
    """

    def rank(text: str) -> tuple[object, ...]:
        if type == "PERSON":
            person = people.parse(fold(text))
            return bool(person.called), not is_han(text), -len(text), -counts[text], text
        if type == "ORG":
            return not is_han(text), any(mark in text for mark in ",，"), -len(text), -counts[text], text
        return -counts[text], -len(text), text

    return min(counts, key=rank)
