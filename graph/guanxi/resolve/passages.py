"""Which sentences are one voice: quoted, syndicated or copied into documents that are otherwise different."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from networkx.utils import UnionFind

from guanxi.text.shingles import letters, shingles

SHORTEST = 16
"""Sentences with fewer letters may well be written twice: `腾讯收购搜狗`."""

SHORTEST_NEAR = 24
"""Sentences with fewer letters are one only when they are equal."""

SHARE = 0.8
"""How much of the shorter sentence the longer one must have; it must be at least half of the longer one."""

_SIZE = 3
_ANCHORS = 8
_CROWD = 30


def same_passages(texts: Sequence[str]) -> list[int]:
    """Tell which sentences repeat each other.

    Args:
        texts: sentences, as their documents have them.

    Returns:
        For each sentence the place of the first one it repeats, or its own. Sentences are compared by their letters:
        equal ones from `SHORTEST` on, and from `SHORTEST_NEAR` on those that share their trigrams (see `SHARE`).
    """
    words = [letters(text) for text in texts]
    first: dict[str, int] = {}
    same = [first.setdefault(word, at) if len(word) >= SHORTEST else at for at, word in enumerate(words)]
    if len(first) > 1:
        _join(sorted(word for word in first if len(word) >= SHORTEST_NEAR), first)
    return [first[words[at]] if len(words[at]) >= SHORTEST else at for at in same]


def _join(words: Sequence[str], first: dict[str, int]) -> None:
    """Let sentences that are nearly equal have the same `first`; the order of the words is all that it depends on."""
    groups = UnionFind()
    buckets: dict[int, list[str]] = {}
    sets = {word: shingles(word, _SIZE) for word in words}
    for word in words:
        # Two sets that are alike have some of their smallest numbers in common (a bottom-k sketch, Broder 1997).
        anchors = sorted({crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in sets[word]})[:_ANCHORS]
        for other in sorted({other for anchor in anchors for other in buckets.get(anchor, ())}):
            if groups[other] != groups[word] and _alike(sets[word], sets[other]):
                groups.union(other, word)
        for anchor in anchors:
            holders = buckets.setdefault(anchor, [])
            if len(holders) < _CROWD:
                holders.append(word)
    for group in groups.to_sets():
        place = min(first[word] for word in group)
        for word in group:
            first[word] = place


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    return shared >= SHARE * min(len(a), len(b)) and 2 * min(len(a), len(b)) >= max(len(a), len(b))
