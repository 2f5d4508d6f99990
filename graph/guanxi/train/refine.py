"""Second stage: the pair scorer alone, many times over the annotated documents, on the tagger's finished states.

The tagger costs nine tenths of a training step, and relations need more steps than names. With the tagger frozen, its
states are computed once for each document and for a few copies of it with other names. The tagger knows these
documents nearly by heart; the copies are read with its dropout on, so that the pair scorer meets states and wrong names
like those of documents that the tagger has never seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from guanxi.train.augment import join_lines, swap_names
from guanxi.train.batch import pair_batch
from guanxi.train.data import LONGEST, Example
from guanxi.train.fit import Trainer

T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """A document with the tagger's states (characters, 256), in half precision."""

    example: Example
    states: Tensor


def refine(trainer: Trainer, epochs: int = 8, copies: int = 2, rate: float = 5e-4, dropout: float = 0.2) -> None:
    """Train the pair scorer of a finished run further, and write a checkpoint.

    Args:
        trainer: with the checkpoint loaded; its averaged weights are where this begins.
        epochs: times over all documents and their copies.
        copies: of each document with names swapped.
        rate: learning rate at the start; it falls to nothing.
        dropout: of the pair scorer.
    """
    rng = random.Random(trainer.settings.seed + 1)
    for name, tensor in trainer.networks.named_parameters():
        if name in trainer.average:
            tensor.data.copy_(trainer.average[name])
    trainer.tagger.requires_grad_(False)
    _log(trainer, 0, 0.0)
    documents = trainer.sets["annotated"]
    seen = [one for _ in range(1 + copies) for one in _look(trainer, documents, rng, swap=bool(_))]
    for module in trainer.scorer.modules():
        if isinstance(module, nn.Dropout):
            module.p = dropout
    parameters = list(trainer.scorer.parameters())
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.02, fused=True)
    average = {name: tensor.detach().clone() for name, tensor in trainer.scorer.named_parameters()}
    best = -1.0
    steps = sum(1 for _ in _batches(seen, trainer.settings.batch // 2, random.Random(0))) * epochs
    step = 0
    for epoch in range(1, epochs + 1):
        trainer.networks.train()
        trainer.tagger.eval()
        total, count = 0.0, 0
        for part in _batches(seen, trainer.settings.batch // 2, rng):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, (step + 1) / 50) * (1 - step / steps)
            loss = _loss(trainer, part, rng)
            step += 1
            if loss is None:
                continue
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            decay = min(0.998, (1 + step) / (10 + step))
            torch._foreach_lerp_(list(average.values()), [p.detach() for p in parameters], 1 - decay)
            total, count = total + loss.item(), count + 1
        kept = {name: tensor.detach().clone() for name, tensor in trainer.scorer.named_parameters()}
        _put(trainer, average)
        best_now = _log(trainer, epoch, total / max(1, count))
        if best_now > best:
            best = best_now
            trainer.average |= {f"scorer.{name}": tensor.clone() for name, tensor in average.items()}
            trainer.save()
        _put(trainer, kept)


def _put(trainer: Trainer, values: dict[str, Tensor]) -> None:
    for name, tensor in trainer.scorer.named_parameters():
        tensor.data.copy_(values[name])


def _log(trainer: Trainer, epoch: int, loss: float) -> float:
    """Log the figures on the dev documents; return what an epoch is chosen by."""
    from guanxi.train.check import quick_scores

    trainer.networks.eval()
    with torch.no_grad():
        figures = quick_scores(trainer, trainer.dev)
    trainer.log(epoch=epoch, loss=loss, **figures)
    found = [value for name, value in figures.items() if name.startswith("end")]
    return sum(found) / len(found)


@torch.no_grad()
def _look(trainer: Trainer, documents: list[Example], rng: random.Random, swap: bool) -> list[Seen]:
    trainer.networks.train(swap)
    if swap:
        swapped = [swap_names(example, trainer.pool, rng) for example in documents]
        swapped = [join_lines(example) if rng.random() < 0.5 else example for example in swapped]
        documents = [example for example in swapped if len(example.text) <= LONGEST]
    found = []
    for part in _in_batches([(len(example.text), example) for example in documents], trainer.settings.batch):
        batch = trainer.featuriser.batch(part)
        states, scores = trainer.tagger(*(tensor.to(trainer.settings.device) for tensor in batch.inputs()))
        for row, example in enumerate(trainer.with_wrong_names(part, scores)):
            found.append(Seen(example, states[row, : len(example.text)].half().cpu().clone()))
    return found


def _batches(seen: list[Seen], characters: int, rng: random.Random) -> Iterator[list[Seen]]:
    order = seen[:]
    rng.shuffle(order)
    for pool in range(0, len(order), 400):
        batches = _in_batches([(len(one.example.text), one) for one in order[pool : pool + 400]], characters)
        rng.shuffle(batches)
        yield from batches


def _in_batches(sized: list[tuple[int, T]], characters: int) -> list[list[T]]:
    batches: list[list[T]] = [[]]
    for size, one in sorted(sized, key=lambda pair: pair[0]):
        if batches[-1] and size * (len(batches[-1]) + 1) > characters:
            batches.append([])
        batches[-1].append(one)
    return batches


def _loss(trainer: Trainer, part: list[Seen], rng: random.Random) -> Tensor | None:
    length = max(len(one.states) for one in part)
    states = torch.zeros(len(part), length, part[0].states.shape[1])
    padding = np.ones((len(part), length), np.float32)
    for row, one in enumerate(part):
        states[row, : len(one.states)] = one.states.float()
        padding[row, : len(one.states)] = 0
    pairs = pair_batch([one.example for one in part], length, trainer.labels["own"], trainer.schema, rng)
    return (
        None
        if pairs is None
        else trainer.pair_loss(
            "own", states.to(trainer.settings.device), torch.from_numpy(padding).to(trainer.settings.device), pairs
        )
    )
