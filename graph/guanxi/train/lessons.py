"""What an earlier model says of a text, and the file that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guanxi.train.data import NAME_SETS, Name

_ARRAYS = ("tags", "spans", "pairs", "relations")


@dataclass(frozen=True)
class Lesson:
    """What a model says of one text.

    Args:
        tags: log probabilities of the project's own tags, shape (characters, 13), half precision.
        spans: start, end and type index (in `NAME_SETS["own"]`) of the names found, shape (mentions, 3).
        pairs: indices of heads and tails among them, shape (pairs, 2).
        relations: probability of each relation type, uncalibrated, shape (pairs, relation types), half precision.
    """

    tags: NDArray[np.float16]
    spans: NDArray[np.int16]
    pairs: NDArray[np.int16]
    relations: NDArray[np.float16]

    def names(self) -> list[Name]:
        """Return the names found; the same text counts as the same entity."""
        return [Name(int(start), int(end), NAME_SETS["own"][type_]) for start, end, type_ in self.spans]


def save(found: dict[str, Lesson], path: Path) -> None:
    """Write lessons to one `.npz` file."""
    arrays: dict[str, NDArray] = {"ids": np.array(list(found))}
    for name in _ARRAYS:
        parts = [getattr(lesson, name) for lesson in found.values()]
        arrays[name] = np.concatenate(parts)
        arrays[f"{name}_ends"] = np.cumsum([len(part) for part in parts])
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, allow_pickle=False, **arrays)


def load(path: Path) -> dict[str, Lesson]:
    """Read what `save` has written."""
    with np.load(path) as file:
        parts = [np.split(file[name], file[f"{name}_ends"][:-1]) for name in _ARRAYS]
        return {str(id): Lesson(*arrays) for id, arrays in zip(file["ids"], zip(*parts, strict=True), strict=True)}
