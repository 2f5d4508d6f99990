"""Runs the lexical analyser over encoded windows: features of each character that know Chinese words and names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from guanxi.extract.neural.encode import Encoded

WIDTH = 313
"""Features of a character: 256 hidden values and the scores of 57 tags."""

_AT_ONCE = 4
"""More chunks at once save nothing: the GRU takes as long for each, and for the padding of the shorter ones."""


def lexical_states(session: ort.InferenceSession, windows: Sequence[Encoded]) -> list[NDArray[np.float32]]:
    """Return one array of shape (characters, `WIDTH`) for each window."""
    rows = [(index, *chunk) for index, window in enumerate(windows) for chunk in window.chunks]
    # Chunks of like length go together, so that little is computed for padding.
    rows.sort(key=lambda row: row[2] - row[1])
    found = [np.zeros((len(window), WIDTH), np.float32) for window in windows]
    for at in range(0, len(rows), _AT_ONCE):
        batch = rows[at : at + _AT_ONCE]
        lengths = np.array([end - start for _, start, end in batch], np.int32)
        ids = np.zeros((len(batch), int(lengths.max())), np.int64)
        for row, (index, start, end) in enumerate(batch):
            ids[row, : end - start] = windows[index].lexical[start:end]
        states = session.run(None, {"ids": ids, "lengths": lengths})[0]
        for row, (index, start, end) in enumerate(batch):
            found[index][start:end] = states[: end - start, row]
    return found
