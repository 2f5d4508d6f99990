"""Which pairs of mentions are looked at, and where each character stands towards a pair.

Shared by training and inference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from guanxi.schema import RelationType

Ints = NDArray[np.int64]

REACH = 130
"""Mentions further apart than this many characters are not paired: 98 of 100 annotated relations are within."""

MARGIN = 60
"""Characters before the first and after the second mention that a pair may read."""

SEGMENTS = 8
"""0 out of reach, 1 just before both, 2 before, 3 in the head, 4 between, 5 in the tail, 6 just after, 7 after."""

_NEAR = 12
_DISTANCES = np.array([0, 1, 2, 4, 8, 15, 25, 40, 60, 90])
DISTANCES = len(_DISTANCES) + 1
BREAKS = 4
SAME_SENTENCE, NEXT_LINE, NEXT_SENTENCE, MORE_BREAKS = range(BREAKS)
BETWEEN = 4
MENTION_TYPES = ("", "ORG", "PRODUCT", "PERSON")
"""Types that the model knows; the empty one is a mention of unknown type."""

_SENTENCE_END = re.compile(r"[。！？；!?;]+[”’」』》）)\]】]*\s*|\n\s*")


def joined(types: Sequence[str], relations: Iterable[RelationType]) -> NDArray[np.bool_]:
    """Return which ordered pairs of mentions of these types some relation may join, shape (mentions, mentions)."""
    kinds = sorted(set(types))
    listed = list(relations)
    joins = np.array(
        [[any(relation.joins(head, tail) for relation in listed) for tail in kinds] for head in kinds], np.bool_
    ).reshape(len(kinds), len(kinds))
    at = np.array([kinds.index(type_) for type_ in types], np.int64)
    return joins[at[:, None], at[None, :]]


def candidate_pairs(spans: Ints, allowed: NDArray[np.bool_], reach: int = REACH) -> Ints:
    """Return the ordered pairs (head, tail) of mention indices that are near enough, shape (pairs, 2).

    Args:
        spans: starts and ends, shape (mentions, 2), in order of place.
        allowed: which pairs may be related by their types and entities, shape (mentions, mentions).
    """
    start, end = spans[:, 0], spans[:, 1]
    gap = np.maximum(start[None, :] - end[:, None], start[:, None] - end[None, :])
    head, tail = np.nonzero((gap <= reach) & (gap >= 0) & allowed)
    return np.stack([head, tail], axis=1).astype(np.int64)


def in_near_sentences(text: str, spans: Ints, pairs: Ints) -> Ints:
    """Return the pairs within one sentence or two neighbouring ones: a third of the near pairs is not, and one
    annotated relation in eighty."""
    return pairs[_breaks(text, *_gap(spans, pairs)) != MORE_BREAKS]


def near_pairs(text: str, spans: Ints, allowed: NDArray[np.bool_]) -> Ints:
    """Return the pairs that are looked at: candidates in near sentences, shape (pairs, 2)."""
    return in_near_sentences(text, spans, candidate_pairs(spans, allowed))


def _gap(spans: Ints, pairs: Ints) -> tuple[Ints, Ints]:
    """Return where the first mention of each pair ends and the second begins."""
    return spans[pairs, 1].min(axis=1), spans[pairs, 0].max(axis=1)


def _breaks(text: str, left: Ints, right: Ints) -> Ints:
    """Return what stands between two places: nothing, the end of a line without a mark, the end of a sentence, more."""
    ends, lines = (count[right] - count[left] for count in _ends_before(text))
    return np.where(ends + lines > 1, MORE_BREAKS, ends * NEXT_SENTENCE + lines * NEXT_LINE)


def _ends_before(text: str) -> tuple[Ints, Ints]:
    """Count sentence ends (with the line's end, where they end one), and lines that end without a mark, before each
    character and the end of the text; two arrays of shape (characters + 1,)."""
    counts = np.zeros((2, len(text) + 1), np.int64)
    for found in _SENTENCE_END.finditer(text):
        counts[int(found[0][0] == "\n"), found.start() + 1] = 1
    ends, lines = counts.cumsum(axis=1)
    return ends, lines


def pair_features(text: str, spans: Ints, types: Ints, pairs: Ints) -> Ints:
    """Return each pair's distance class, order, type pair, sentence breaks and mentions between; shape (pairs, 5)."""
    if not len(pairs):
        return np.zeros((0, 5), np.int64)
    forward = spans[pairs[:, 0], 0] < spans[pairs[:, 1], 0]
    left, right = _gap(spans, pairs)
    starts = np.sort(spans[:, 0])
    between = np.searchsorted(starts, right) - np.searchsorted(starts, left)
    return np.stack(
        [
            np.searchsorted(_DISTANCES, right - left, side="right"),
            forward.astype(np.int64),
            types[pairs[:, 0]] * len(MENTION_TYPES) + types[pairs[:, 1]],
            _breaks(text, left, right),
            np.clip(between, 0, BETWEEN - 1),
        ],
        axis=1,
    ).astype(np.int64)


def segments(length: int, spans: Ints, pairs: Ints, margin: int = MARGIN) -> Ints:
    """Return where each of `length` characters stands towards each pair (see `SEGMENTS`), shape (pairs, length).

    The two mentions of a pair must not overlap.
    """
    head, tail = spans[pairs[:, 0]], spans[pairs[:, 1]]
    forward = head[:, :1] < tail[:, :1]
    first, second = np.where(forward, head, tail), np.where(forward, tail, head)
    begin, end = first[:, 0], second[:, 1]
    cuts = np.stack([begin - margin, begin - _NEAR, *first.T, *second.T, end + _NEAR, end + margin], 1).clip(0, length)
    runs = np.diff(cuts, axis=1, prepend=0, append=length)
    kinds = np.where(forward, [0, 2, 1, 3, 4, 5, 6, 7, 0], [0, 2, 1, 5, 4, 3, 6, 7, 0])
    return kinds.ravel().repeat(runs.ravel()).reshape(len(pairs), length)


def mention_tags(length: int, spans: Ints, types: Ints) -> Ints:
    """Return for each character 0 outside mentions, else 1 + 2·type at a mention's first character, one more within."""
    tags = np.zeros(length, np.int64)
    for (start, end), type_ in zip(spans, types, strict=True):
        tags[start:end] = 2 + 2 * type_
        tags[start] = 1 + 2 * type_
    return tags


def type_index(types: Sequence[str]) -> Ints:
    """Return the model's indices of mention types; a type the model does not know counts as unknown."""
    known = {type_: index for index, type_ in enumerate(MENTION_TYPES)}
    return np.array([known.get(type_, 0) for type_ in types], np.int64)
