"""The networks in the form in which they are run: one window at a time, without what only training needs.

The numbers are those of `model`, arranged for the CPU: attention and its projections as one operation of onnxruntime,
convolutions as matrix products that can be quantised, what depends on few values looked up in tables, and in place of
gathering and scattering by segment, products with the segments' indicator.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from guanxi.extract.neural.lexical import WIDTH
from guanxi.train.model import Layer, PairScorer, Tagger


class _Attention(torch.autograd.Function):
    """Self-attention of one text with its input projection; exported as onnxruntime's own operator `Attention`."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor, heads: int) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (x @ weight + bias).view(batch, length, 3, heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, x: Any, weight: Any, bias: Any, heads: int) -> Any:
        read = graph.op("com.microsoft::Attention", x, weight, bias, num_heads_i=heads)
        return read.setType(x.type().with_sizes([1, None, weight.type().sizes()[1] // 3]))


class _Input(nn.Module):
    """What a matrix is multiplied with: remembers how large each feature gets, and can make them more alike."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.largest = torch.full((width,), 1e-3)
        self.scale: nn.Parameter | None = None

    def forward(self, x: Tensor) -> Tensor:
        if self.scale is not None:
            return x * self.scale
        if not torch.jit.is_tracing():
            self.largest = torch.maximum(self.largest, x.detach().abs().flatten(0, -2).amax(0))
        return x

    def level(self) -> Tensor:
        """From now on shrink features by how large they got; return what the matrix's rows must grow by."""
        grow = self.largest**_LEVEL
        self.scale = nn.Parameter(1 / grow, requires_grad=False)
        return grow[:, None]


_LEVEL = 0.85
"""0 leaves features as they are, 1 makes their largest values equal."""

FEW = 8
"""Inner features of a layer that are multiplied in single precision."""


class _Layer(nn.Module):
    """A transformer layer, arranged for eight bits.

    One scale serves a whole matrix of inputs, and in each layer a few features are ten to a hundred times larger than
    the rest, which would be left with a few of the 256 steps. `settle`, after some texts were read, levels the inputs
    of the projections (as SmoothQuant, Xiao and others, 2023) and sets the largest inner features apart (as LLM.int8(),
    Dettmers and others, 2022). The layer computes the same before and after.
    """

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.heads, self.norm1, self.norm2, self.out = layer.heads, layer.norm1, layer.norm2, layer.out
        self.attended, self.raised = _Input(layer.qkv.in_features), _Input(layer.up.in_features)
        self.inner: nn.Module = _Input(layer.up.out_features)
        self.qkv, self.up, self.down = (_matrix(linear) for linear in (layer.qkv, layer.up, layer.down))
        self.qkv_bias, self.up_bias, self.down_bias = layer.qkv.bias, layer.up.bias, layer.down.bias
        self.few_up: nn.Parameter | None = None

    def forward(self, x: Tensor) -> Tensor:
        y = _Attention.apply(self.attended(x), self.qkv, self.qkv_bias, self.heads)
        x = self.norm1(x + self.out(y))
        raised = self.raised(x)
        y = self.inner(F.gelu(raised @ self.up + self.up_bias)) @ self.down + self.down_bias
        if self.few_up is not None:
            y = y + F.gelu(raised @ self.few_up + self.few_bias) @ self.few_down
        return self.norm2(x + y)

    def settle(self) -> None:
        """Arrange the matrices by what has been read so far."""
        assert isinstance(self.inner, _Input)
        order, self.inner = self.inner.largest.argsort(descending=True), nn.Identity()
        few, rest = order[:FEW], order[FEW:].sort().values
        self.qkv.data *= self.attended.level()
        self.up.data *= self.raised.level()
        self.few_up, self.few_down = nn.Parameter(self.up[:, few]), nn.Parameter(self.down[few])
        self.few_bias = nn.Parameter(self.up_bias[few])
        self.up, self.down = nn.Parameter(self.up[:, rest]), nn.Parameter(self.down[rest])
        self.up_bias = nn.Parameter(self.up_bias[rest])


def _matrix(linear: nn.Linear) -> nn.Parameter:
    return nn.Parameter(linear.weight.detach().T.contiguous())


class TaggerAsRun(nn.Module):
    """A tagger with the head of the project's own label set."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger
        own = tagger.slices()["own"]
        self.head, self.head_bias = nn.Parameter(tagger.heads.weight[own].T), nn.Parameter(tagger.heads.bias[own])
        self.layers = nn.ModuleList(map(_Layer, tagger.layers))
        width = tagger.sizes.width
        join = tagger.join.weight.detach()
        of_pieces, of_lexical, of_place, of_kind = join.split([width, WIDTH, 16, 16], 1)
        # Projected before each character fetches its piece: there are fewer pieces than characters.
        self.of_pieces, self.of_lexical = (nn.Parameter(part.T.contiguous()) for part in (of_pieces, of_lexical))
        place, kind = tagger.place.weight.detach() @ of_place.T, tagger.kind.weight.detach() @ of_kind.T
        self.of_shape = nn.Parameter((place[:, None] + kind + tagger.join.bias.detach()).flatten(0, 1))
        self.kinds = len(kind)
        self.kernels = nn.ParameterList(
            convolution.weight.detach().permute(2, 1, 0).flatten(0, 1).contiguous()
            for convolution in tagger.convolutions
        )

    def forward(
        self, pieces: Tensor, piece_of: Tensor, place: Tensor, kind: Tensor, lexical: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the states (characters, 256) and the scores of the own tags (characters, 13) of one window.

        The arguments are those of `model.Tagger`, without the batch.
        """
        tagger = self.tagger
        x = tagger.norm(tagger.words(pieces) + tagger.positions.weight[: pieces.shape[0]])[None]
        for layer in self.layers:
            x = layer(x)
        x = (x[0] @ self.of_pieces).index_select(0, piece_of)
        x = x + tagger.lexical_norm(lexical) @ self.of_lexical
        x = F.gelu(x + self.of_shape.index_select(0, place * self.kinds + kind))
        for kernel, convolution, norm in zip(self.kernels, tagger.convolutions, tagger.norms, strict=True):
            around = F.pad(x, (0, 0, 1, 1))
            around = torch.cat([around[:-2], around[1:-1], around[2:]], 1)
            x = norm(x + F.gelu(around @ kernel + convolution.bias))
        return x, x @ self.head + self.head_bias

    @torch.no_grad()
    def settle(self, windows: Iterable[tuple[Tensor, ...]]) -> None:
        """Arrange the layers for eight bits by what they compute for some windows (arguments of `forward`)."""
        for window in windows:
            self(*window)
        for layer in self.layers:
            layer.settle()


class ScorerAsRun(nn.Module):
    """A pair scorer with the head of the project's own relation types."""

    def __init__(self, scorer: PairScorer) -> None:
        super().__init__()
        self.scorer = scorer
        self.second_look = _Layer(scorer.second_look)
        own = scorer.slices()["own"]
        self.weight = nn.Parameter(scorer.heads.weight.detach()[own].T.contiguous())
        self.bias = nn.Parameter(scorer.heads.bias.detach()[own])

    def forward(
        self,
        states: Tensor,
        tags: Tensor,
        average: Tensor,
        ends: Tensor,
        pairs: Tensor,
        features: Tensor,
        where: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Score the pairs of one window.

        Args:
            states: (characters, 256).
            tags: (characters,), see `pairs.mention_tags`.
            average: (mentions, characters), each row the mean over a mention's characters.
            ends: (mentions, 2), the first and the last character.
            pairs: (pairs, 2).
            features: (pairs, 5).
            where: (pairs, characters, 8), 1.0 where a character stands in a segment, see `pairs.SEGMENTS`.

        Returns:
            scores (pairs, relation types) and trigger scores (pairs, characters).
        """
        scorer = self.scorer
        x = self.second_look(scorer.marked_norm(states + scorer.marks(tags))[None])[0]
        places = [average @ x, x.index_select(0, ends[:, 0]), x.index_select(0, ends[:, 1])]
        mentions = F.gelu(scorer.mention(torch.cat(places, -1)))
        head, tail = mentions.index_select(0, pairs[:, 0]), mentions.index_select(0, pairs[:, 1])
        tables = (scorer.distance, scorer.order, scorer.types, scorer.breaks, scorer.between)
        known = torch.cat([embed(features[:, index]) for index, embed in enumerate(tables)], -1)
        query = scorer.query(torch.cat([head, tail, head * tail, known], -1))
        context, trigger = self._read(x, query, where)
        return scorer.hidden(torch.cat([query, context], -1)) @ self.weight + self.bias, trigger

    def _read(self, x: Tensor, query: Tensor, where: Tensor) -> tuple[Tensor, Tensor]:
        scorer = self.scorer
        heads = scorer.attention_heads
        part = query.shape[1] // heads
        q = query.view(-1, heads, part).transpose(0, 1)
        key = scorer.key(x).view(-1, heads, part).permute(1, 2, 0)
        by_segment = q @ scorer.segment_key.view(-1, heads, part).permute(1, 2, 0)
        scores = (q @ key + (by_segment.transpose(0, 1) @ where.transpose(1, 2)).transpose(0, 1)) * part**-0.5
        scores = scores + where[..., 0] * -1e4
        weights = scores.softmax(-1)
        value = scorer.value(x).view(-1, heads, part).transpose(0, 1)
        mass = (weights.transpose(0, 1) @ where).transpose(0, 1)
        context = weights @ value + mass @ scorer.segment_value.view(-1, heads, part).permute(1, 0, 2)
        return context.transpose(0, 1).flatten(1), scores[0]
