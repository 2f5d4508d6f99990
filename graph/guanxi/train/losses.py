"""Losses of the tag heads: a set's own labels, and an earlier model's soft ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from guanxi.train.batch import IGNORE
from guanxi.train.data import NAME_SETS, Example
from guanxi.train.lessons import Lesson


def tag_loss(scores: Tensor, labels: Tensor, example: Example) -> Tensor:
    """Return the cross-entropy of one label set's tags.

    Where a set leaves types unlabelled, a character outside its labels may as well be inside a name of such a type:
    only being a name of another type counts against it.

    Args:
        scores: (batch, characters, tags of the set).
        labels: (batch, characters), `IGNORE` on padding.
        example: one of the batch; all come from one set.
    """
    if not example.unlabelled:
        return F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE, label_smoothing=0.02)
    types = NAME_SETS[example.names]
    open_ = [0, *(1 + 4 * types.index(type_) + part for type_ in example.unlabelled for part in range(4))]
    log = F.log_softmax(scores, -1)
    outside = log[..., open_].logsumexp(-1, keepdim=True)
    return F.nll_loss(torch.cat([outside, log[..., 1:]], -1).flatten(0, 1), labels.flatten(), ignore_index=IGNORE)


def lesson_loss(scores: Tensor, lessons: Sequence[Lesson], padding: Tensor) -> Tensor:
    """Return the cross-entropy of the project's own tags against what an earlier model says.

    Args:
        scores: (batch, characters, own tags).
        lessons: one for each text.
        padding: (batch, characters), 1.0 where there is no character.
    """
    wanted = np.zeros(tuple(scores.shape), np.float32)
    for row, lesson in enumerate(lessons):
        wanted[row, : len(lesson.tags)] = np.exp(lesson.tags.astype(np.float32))
    log = F.log_softmax(scores, -1)
    return -(torch.from_numpy(wanted).to(log.device) * log).sum() / (1 - padding).sum()
