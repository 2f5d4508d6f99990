"""Tag scores → mentions: the best path of BIOES tags that is well formed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_CERTAIN = 0.95
"""A character that is outside every mention with this probability ends a stretch that is decoded by itself."""


def log_softmax(scores: Floats) -> Floats:
    """Return log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@lru_cache(maxsize=8)
def _transitions(types: int) -> tuple[Floats, Floats, Floats]:
    """Return what may begin, follow and end a path, as 0 or −1e4; tags are O, then B I E S for each type."""
    count = 1 + 4 * types
    begin, end = np.full(count, -1e4, np.float32), np.full(count, -1e4, np.float32)
    follow = np.full((count, count), -1e4, np.float32)
    outside = [0, *(1 + 4 * type_ + part for type_ in range(types) for part in (2, 3))]
    openers = [0, *(1 + 4 * type_ + part for type_ in range(types) for part in (0, 3))]
    begin[openers] = 0
    end[outside] = 0
    follow[np.ix_(outside, openers)] = 0
    for type_ in range(types):
        b, i, e = 1 + 4 * type_, 2 + 4 * type_, 3 + 4 * type_
        follow[np.ix_([b, i], [i, e])] = 0
    return begin, follow, end


def decode(log_probabilities: Floats) -> list[tuple[int, int, int, float]]:
    """Return (start, end, type index, score) of the mentions on the best path.

    Args:
        log_probabilities: shape (characters, 1 + 4·types).

    Returns:
        mentions in order of place; the score is the geometric mean of the tags' probabilities.
    """
    open_ = log_probabilities[:, 0] < np.log(_CERTAIN)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], open_, [False]]).astype(np.int8)))
    found = []
    for start, end in edges.reshape(-1, 2):
        found += [(start + s, start + e, type_, score) for s, e, type_, score in _stretch(log_probabilities[start:end])]
    return [(int(start), int(end), type_, score) for start, end, type_, score in found]


def _stretch(scores: Floats) -> list[tuple[int, int, int, float]]:
    path = best_path(scores)
    found, start = [], 0
    for at, tag in enumerate(path):
        if tag == 0:
            continue
        type_, part = divmod(tag - 1, 4)
        if part in (0, 3):
            start = at
        if part in (2, 3):
            chosen = scores[np.arange(start, at + 1), path[start : at + 1]]
            found.append((start, at + 1, type_, float(np.exp(chosen.mean()))))
    return found


def best_path(scores: Floats) -> list[int]:
    """Return the best well-formed path of tags (Viterbi) through log probabilities (characters, tags)."""
    begin, follow, end = _transitions((scores.shape[1] - 1) // 4)
    each = scores.argmax(1)
    if begin[each[0]] == 0 and end[each[-1]] == 0 and not follow[each[:-1], each[1:]].any():
        return each.tolist()  # nothing beats the best tag of every character
    total = begin + scores[0]
    back = []
    for row in scores[1:]:
        through = total[:, None] + follow
        back.append(through.argmax(0))
        total = through.max(0) + row
    path = [int((total + end).argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]
