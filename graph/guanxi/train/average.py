"""The mean of several runs' weights.

Runs that began with the same weights and went on with other texts lie in one valley of the loss; the mean of their
weights finds more than any of them, and a run on one kind of text can be folded into the others this way (Wortsman et
al., "Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference
time", 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def average(checkpoints: Sequence[Path], out: Path) -> None:
    """Write the mean of the checkpoints' averaged weights as a checkpoint to start from or to refine.

    Args:
        checkpoints: of runs with the same sizes and labels; one that is given twice counts double.
        out: file for the mean; labels and sizes are the first one's.

    Raises:
        ValueError: sizes or labels differ.
    """
    states = [torch.load(path, map_location="cpu", weights_only=False) for path in checkpoints]
    first = states[0]
    for path, state in zip(checkpoints, states, strict=True):
        if (state["sizes"], state["labels"]) != (first["sizes"], first["labels"]):
            raise ValueError(f"{path} has other sizes or labels than {checkpoints[0]}")
    weights: dict[str, Tensor] = {}
    for name in first["networks"]:
        parts = [state["average"].get(name, state["networks"][name]) for state in states]
        weights[name] = torch.stack(parts).mean(0)
    first["networks"] = weights
    first["average"] = {name: weights[name].clone() for name in first["average"]}
    first["optimiser"]["state"] = {}
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(first, out)
