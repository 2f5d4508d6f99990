"""Removes the attention heads and inner features of the encoder that matter least, for speed.

Importance is the first-order change of the training loss when a part is set to nothing, |Σ value · gradient|, as in
Michel, Levy and Neubig, "Are Sixteen Heads Really Better than One?" (2019), summed over training batches. What is left
is trained further (`fit --start`).
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from guanxi.train.fit import Trainer
from guanxi.train.model import Layer


def prune(trainer: Trainer, steps: int, heads: int, inner: int, out: Path) -> None:
    """Write a checkpoint in which every layer of the encoder keeps its most important parts.

    Args:
        trainer: with the networks to prune.
        steps: batches of the training sets to judge by.
        heads, inner: attention heads and inner features that each layer keeps.
        out: the file to write; `fit --start` begins with it.
    """
    layers: list[Layer] = list(trainer.tagger.layers)
    found = importance(trainer, steps)
    state: dict[str, Tensor] = trainer.networks.state_dict()
    for index, (layer, (of_heads, of_inner)) in enumerate(zip(layers, found, strict=True)):
        width = trainer.sizes.head_width
        kept = of_heads.topk(heads).indices.sort().values
        features = (kept[:, None] * width + torch.arange(width)).flatten()
        rows = torch.cat([features + part * layer.heads * width for part in range(3)])
        inside = of_inner.topk(inner).indices.sort().values
        for name, (axis, places) in {
            "qkv.weight": (0, rows),
            "qkv.bias": (0, rows),
            "out.weight": (1, features),
            "up.weight": (0, inside),
            "up.bias": (0, inside),
            "down.weight": (1, inside),
        }.items():
            key = f"tagger.layers.{index}.{name}"
            state[key] = state[key].cpu().index_select(axis, places)
    sizes = replace(trainer.sizes, heads=heads, inner=inner)
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"networks": state, "average": {}, "labels": trainer.labels, "sizes": asdict(sizes)}, out)


def importance(trainer: Trainer, steps: int) -> list[tuple[Tensor, Tensor]]:
    """Return for each layer the importance of its heads (heads,) and of its inner features (inner,)."""
    sums: dict[nn.Module, Tensor] = {}
    read: list[tuple[nn.Module, Tensor]] = []

    def watch(module: nn.Module, inputs: tuple[Tensor, ...]) -> Any:
        inputs[0].requires_grad_(True).retain_grad()
        read.append((module, inputs[0]))

    layers: list[Layer] = list(trainer.tagger.layers)
    head_width = trainer.sizes.head_width
    widths = {module: width for layer in layers for module, width in ((layer.out, head_width), (layer.down, 1))}
    handles = [module.register_forward_pre_hook(watch) for module in widths]
    for loss in trainer.losses(steps):
        loss.backward()
        for module, value in read:
            assert value.grad is not None
            each = (value.detach() * value.grad).sum((0, 1)).cpu().view(-1, widths[module]).sum(-1)
            sums[module] = sums.get(module, torch.zeros_like(each)) + each.abs()
        read.clear()
        trainer.optimiser.zero_grad(set_to_none=True)
    for handle in handles:
        handle.remove()
    return [(sums[layer.out], sums[layer.down]) for layer in layers]
