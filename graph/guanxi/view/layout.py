"""Places the opening view: a settled picture computed once, so that the page does not jiggle when it loads.

Each connected part is laid out by stress majorisation (Gansner, Koren and North 2004) with edge lengths that grow
around hubs, the parts are packed around the largest, and at last boxes of node and label are pushed apart.
All of it is deterministic. Units are the page's pixels at 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LENGTH = 95.0
LETTER = 13.0
_GOLDEN = np.pi * (3 - np.sqrt(5))


def place(count: int, ends: np.ndarray, boxes: np.ndarray, groups: Sequence[int] | None = None) -> np.ndarray:
    """Return positions, shape (count, 2), of `count` nodes.

    Args:
        count: number of nodes.
        ends: pairs of node numbers, shape (edges, 2); direction, loops and repetition do not matter.
        boxes: width and height each node needs with its label, shape (count, 2).
        groups: a community number for each node (-1: none); nodes of one community are drawn closer.
    """
    if not count:
        return np.zeros((0, 2))
    links = np.zeros((count, count), dtype=bool)
    if len(ends):
        links[ends[:, 0], ends[:, 1]] = links[ends[:, 1], ends[:, 0]] = True
    np.fill_diagonal(links, False)
    parts = _parts(links)
    placed = []
    for part in parts:
        inside = links[np.ix_(part, part)]
        community = None if groups is None else np.array([groups[node] for node in part])
        points = _settle(inside, community)
        placed.append(separate(_level(points), boxes[part]))
    positions = np.zeros((count, 2))
    for part, points, corner in zip(parts, placed, _pack(placed, [boxes[part] for part in parts]), strict=True):
        positions[part] = points + corner
    positions -= (positions.min(axis=0) + positions.max(axis=0)) / 2
    return np.round(positions)


def label_box(text: str, size: float) -> tuple[float, float]:
    """Return the width and height of a node of radius `size` with `text` written under it."""
    letters = sum(1.0 if ord(letter) > 0x2E7F else 0.58 for letter in text[:14])
    return max(2 * size, letters * LETTER) + 10, 2 * size + 26


def _parts(links: np.ndarray) -> list[np.ndarray]:
    """Connected components, largest first; in each the nodes ascend."""
    unseen = np.ones(len(links), dtype=bool)
    parts = []
    for start in range(len(links)):
        if not unseen[start]:
            continue
        member = np.zeros(len(links), dtype=bool)
        member[start] = True
        edge = member
        while edge.any():
            edge = links[edge].any(axis=0) & ~member
            member = member | edge
        unseen &= ~member
        parts.append(np.flatnonzero(member))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _settle(links: np.ndarray, community: np.ndarray | None) -> np.ndarray:
    count = len(links)
    if count == 1:
        return np.zeros((1, 2))
    # A link between two well-connected nodes is long, so that the neighbours of both find room (WebCola's rule).
    neighbours = links.astype(float)
    degree = neighbours.sum(axis=1)
    shared = neighbours @ neighbours
    apart = degree[:, None] + degree[None, :] - 2 * shared
    length = np.where(links, LENGTH * (0.75 + 0.22 * np.sqrt(np.maximum(apart, 1))), np.inf)
    if community is not None:
        across = (community[:, None] != community[None, :]) & links
        length[across] *= 1.35
    np.fill_diagonal(length, 0)
    distance = length
    for middle in range(count):
        distance = np.minimum(distance, distance[:, middle : middle + 1] + distance[middle : middle + 1, :])
    points = _spread(distance)
    weight = np.where(distance > 0, 1 / np.maximum(distance, 1e-9) ** 2, 0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + np.full((count, count), weight.mean()))
    for _ in range(200 if count < 150 else 100):
        gaps = points[:, None, :] - points[None, :, :]
        norms = np.sqrt((gaps**2).sum(axis=2))
        ratio = np.where(norms > 1e-9, weight * distance / np.maximum(norms, 1e-9), 0)
        moved = inverse @ ((np.diag(ratio.sum(axis=1)) - ratio) @ points)
        moved -= moved.mean(axis=0)
        if np.abs(moved - points).max() < 0.2:
            return moved
        points = moved
    return points


def _level(points: np.ndarray, aspect: float = 1.6) -> np.ndarray:
    """Turn the longest extent level and stretch it a little: screens are wide and so are names."""
    if len(points) < 3:
        return points
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1] * np.where(axes[:, ::-1].sum(axis=0) < 0, -1, 1)
    turned = centred @ axes
    wide, high = np.ptp(turned, axis=0)
    turned[:, 0] *= min(1.3, max(1.0, aspect * high / max(wide, 1e-6)))
    return turned


def _spread(distance: np.ndarray) -> np.ndarray:
    """A start for the majorisation: classical scaling, with a small spiral so that twins do not coincide."""
    count = len(distance)
    squared = distance**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    values, vectors = np.linalg.eigh(centred)
    axes = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 1e-9))
    for axis in axes.T:  # the sign of an eigenvector is the library's whim
        axis *= -1 if axis[np.abs(axis).argmax()] < 0 else 1
    turns = np.arange(count)
    spiral = np.stack([np.cos(turns * _GOLDEN), np.sin(turns * _GOLDEN)], axis=1) * np.sqrt(turns + 1)[:, None]
    return axes + spiral * (distance.max() / np.sqrt(count) * 0.12)


def separate(points: np.ndarray, boxes: np.ndarray, rounds: int = 120) -> np.ndarray:
    """Push overlapping boxes apart along their shorter overlap, half each, until none overlap or `rounds` are over."""
    points = points.copy()
    width = (boxes[:, None, 0] + boxes[None, :, 0]) / 2
    height = (boxes[:, None, 1] + boxes[None, :, 1]) / 2
    upper = np.triu(np.ones(width.shape, dtype=bool), 1)
    order = np.arange(len(points))
    before = np.where(order[:, None] < order[None, :], -1.0, 1.0)
    for _ in range(rounds):
        dx = points[:, None, 0] - points[None, :, 0]
        dy = points[:, None, 1] - points[None, :, 1]
        over_x, over_y = width - np.abs(dx), height - np.abs(dy)
        hit = (over_x > 0.5) & (over_y > 0.5)
        np.fill_diagonal(hit, False)
        if not (hit & upper).any():
            break
        sideways = hit & (over_x < over_y)
        upright = hit & ~sideways
        sign_x = np.where(np.abs(dx) > 1e-6, np.sign(dx), before)
        sign_y = np.where(np.abs(dy) > 1e-6, np.sign(dy), before)
        points[:, 0] += np.clip((sideways * sign_x * over_x).sum(axis=1) * 0.35, -60, 60)
        points[:, 1] += np.clip((upright * sign_y * over_y).sum(axis=1) * 0.35, -60, 60)
    return points


def _pack(parts: list[np.ndarray], boxes: list[np.ndarray], gap: float = 30.0) -> list[np.ndarray]:
    """Where each part goes: the first in the middle, each next at the free place nearest to it on a wide spiral.

    A part is taken as its bounding box, what lies there already as single nodes, so that corners are filled.
    """
    lows, highs = np.zeros((0, 2)), np.zeros((0, 2))
    regions: list[np.ndarray] = []
    corners = []
    for points, box in zip(parts, boxes, strict=True):
        low, high = (points - box / 2).min(axis=0), (points + box / 2).max(axis=0)
        half, middle = (high - low) / 2 + gap / 2, (low + high) / 2
        step, angle = 0.0, np.pi / 2
        while True:
            at = np.array([1.6 * step * np.cos(angle), step * np.sin(angle)])
            free = not ((at - half < highs) & (lows < at + half)).all(axis=1).any()
            # Between the nodes of a part run its lines: what stands there would seem to belong to it.
            if free and not any(_inside(at, ring) for ring in regions):
                break
            angle += min(0.5, 24 / (step + 1))
            step += min(0.5, 24 / (step + 1)) * 3.5
        shift = at - middle
        lows = np.concatenate([lows, points - box / 2 + shift])
        highs = np.concatenate([highs, points + box / 2 + shift])
        if len(points) > 2:
            regions.append(convex_hull(points + shift))
        corners.append(shift)
    return corners


def convex_hull(points: np.ndarray) -> np.ndarray:
    """Return the corners of the smallest convex polygon around `points` (Andrew's monotone chain)."""
    ordered = sorted(map(tuple, points.tolist()))

    def half(sequence: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
        chain: list[tuple[float, ...]] = []
        for x, y in sequence:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                chain.pop()
            chain.append((x, y))
        return chain[:-1]

    return np.array(half(ordered) + half(ordered[::-1])).reshape(-1, 2)


def _inside(point: np.ndarray, ring: np.ndarray) -> bool:
    edge, to = np.roll(ring, -1, axis=0) - ring, point - ring
    return len(ring) > 2 and bool((edge[:, 0] * to[:, 1] - edge[:, 1] * to[:, 0] >= 0).all())
