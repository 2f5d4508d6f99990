"""The network: a small multilingual encoder with a lexical analyser's view beside it, tag heads and a pair head.

`Tagger` reads pieces and characters and scores a BIOES tag for each character, with one head for each label set.
`PairScorer` takes its character states and a list of mentions, looks at the text a second time with the mentions
marked (typed markers, as in Zhong and Chen, "A Frustratingly Easy Approach for Entity and Relation Extraction",
2021, but over shared states), and scores every relation type for every pair. Each pair reads its context by
attention; the first head of that attention is trained to point at the trigger word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from guanxi.extract.neural.encode import CLASSES, PLACES
from guanxi.extract.neural.lexical import WIDTH
from guanxi.extract.neural.network import slices
from guanxi.extract.neural.pairs import BETWEEN, BREAKS, DISTANCES, MENTION_TYPES, SEGMENTS

MODALITIES = ("fact", "plan", "claim")


@dataclass(frozen=True)
class Sizes:
    """The sizes of the network."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    head_width: int = 32
    inner: int = 1536
    vocabulary: int = 30_781
    positions: int = 512
    state: int = 256
    pair_heads: int = 4
    dropout: float = 0.1

    @classmethod
    def of(cls, encoder: Path, layers: int) -> Sizes:
        """Return the sizes of a pretrained encoder's `config.json`, with its lowest `layers`."""
        config = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
        return cls(
            layers=min(layers, config["num_hidden_layers"]),
            width=config["hidden_size"],
            heads=config["num_attention_heads"],
            head_width=config["hidden_size"] // config["num_attention_heads"],
            inner=config["intermediate_size"],
            vocabulary=config["vocab_size"],
            positions=config["max_position_embeddings"],
        )


class LockedDropout(nn.Module):
    """Drops whole features of a text, the same at each place (Gal and Ghahramani, 2016): a hundred times fewer random
    numbers than one for each value, which costs a tenth of a training step on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Map (batch, length, width)."""
        if not self.training or not self.rate:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.rate
        return x * (keep / (1 - self.rate))


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT; its heads may be narrower than it in sum."""

    def __init__(self, width: int, heads: int, head_width: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * heads * head_width)
        self.out = nn.Linear(heads * head_width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = LockedDropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map states (batch, length, width); `bias` (batch, 1, 1, length) is added to the attention scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.out(y.transpose(1, 2).flatten(2)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces and characters → character states and the tag scores of every label set, one after the other."""

    def __init__(self, sizes: Sizes, tags: dict[str, int]) -> None:
        super().__init__()
        self.sizes, self.tag_counts = sizes, tags
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(sizes.width, sizes.heads, sizes.head_width, sizes.inner, sizes.dropout) for _ in range(sizes.layers)
        )
        self.place = nn.Embedding(PLACES, 16)
        self.kind = nn.Embedding(CLASSES, 16)
        self.lexical_norm = nn.LayerNorm(WIDTH)
        self.join = nn.Linear(sizes.width + WIDTH + 32, sizes.state)
        self.convolutions = nn.ModuleList(nn.Conv1d(sizes.state, sizes.state, 3, padding=1) for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(sizes.state) for _ in range(2))
        self.dropout = LockedDropout(sizes.dropout)
        self.heads = nn.Linear(sizes.state, sum(tags.values()))

    def forward(
        self, pieces: Tensor, piece_of: Tensor, place: Tensor, kind: Tensor, lexical: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score characters.

        Args:
            pieces: (batch, pieces), 1 is padding.
            piece_of, place, kind: (batch, characters).
            lexical: (batch, characters, 313).

        Returns:
            states (batch, characters, 256) and tag scores (batch, characters, tags of all sets).
        """
        bias = (pieces == 1).to(self.norm.weight.dtype)[:, None, None, :] * -1e4
        x = self.words(pieces) + self.positions(torch.arange(pieces.shape[1], device=pieces.device))
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        x = torch.gather(x, 1, piece_of[..., None].expand(-1, -1, x.shape[-1]))
        lexical = self.lexical_norm(lexical)
        if self.training:
            # Now and then without the analyser, so that names it does not know are learnt too.
            lexical = lexical * (torch.rand(len(lexical), 1, 1, device=lexical.device) > 0.1)
        x = torch.cat([self.dropout(x), lexical, self.place(place), self.kind(kind)], -1)
        x = F.gelu(self.join(x))
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            x = norm(x + self.dropout(F.gelu(convolution(x.transpose(1, 2)).transpose(1, 2))))
        return x, self.heads(self.dropout(x))

    def slices(self) -> dict[str, slice]:
        """Return where each label set's tags stand among the scores."""
        return slices(self.tag_counts)

    def load_encoder(self, folder: Path) -> None:
        """Start from the lower layers of a BERT checkpoint (`model.safetensors` in `folder`)."""
        weights = load_file(folder / "model.safetensors")
        weights = {name: tensor.float() for name, tensor in weights.items()}
        token_type = weights["embeddings.token_type_embeddings.weight"][0]
        self.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(weights["embeddings.position_embeddings.weight"] + token_type)
        _copy(self.norm, weights, "embeddings.LayerNorm")
        for index, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{index}."
            parts = [prefix + f"attention.self.{part}" for part in ("query", "key", "value")]
            layer.qkv.weight.data.copy_(torch.cat([weights[part + ".weight"] for part in parts]))
            layer.qkv.bias.data.copy_(torch.cat([weights[part + ".bias"] for part in parts]))
            _copy(layer.out, weights, prefix + "attention.output.dense")
            _copy(layer.norm1, weights, prefix + "attention.output.LayerNorm")
            _copy(layer.up, weights, prefix + "intermediate.dense")
            _copy(layer.down, weights, prefix + "output.dense")
            _copy(layer.norm2, weights, prefix + "output.LayerNorm")


def _copy(module: nn.Linear | nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(weights[name + ".weight"])
    module.bias.data.copy_(weights[name + ".bias"])


class PairScorer(nn.Module):
    """Character states and mentions → relation scores of mention pairs, and where each pair's trigger stands."""

    def __init__(self, sizes: Sizes, outputs: dict[str, int]) -> None:
        super().__init__()
        d = sizes.state
        self.outputs = outputs
        self.attention_heads = sizes.pair_heads
        self.marks = nn.Embedding(1 + 2 * len(MENTION_TYPES), d)
        self.marked_norm = nn.LayerNorm(d)
        self.second_look = Layer(d, 4, d // 4, 2 * d, sizes.dropout)
        self.mention = nn.Linear(3 * d, d)
        self.distance = nn.Embedding(DISTANCES, 32)
        self.order = nn.Embedding(2, 16)
        self.types = nn.Embedding(len(MENTION_TYPES) ** 2, 32)
        self.breaks = nn.Embedding(BREAKS, 16)
        self.between = nn.Embedding(BETWEEN, 16)
        self.query = nn.Sequential(nn.Linear(3 * d + 112, d), nn.GELU(), nn.Dropout(sizes.dropout), nn.Linear(d, d))
        self.key = nn.Linear(d, d)
        self.value = nn.Linear(d, d)
        self.segment_key = nn.Parameter(torch.zeros(SEGMENTS, d))
        self.segment_value = nn.Parameter(torch.zeros(SEGMENTS, d))
        self.hidden = nn.Sequential(
            nn.LayerNorm(2 * d),
            nn.Linear(2 * d, 2 * d),
            nn.GELU(),
            nn.Dropout(sizes.dropout),
            nn.Linear(2 * d, d),
            nn.GELU(),
        )
        self.dropout = LockedDropout(sizes.dropout)
        self.heads = nn.Linear(d, sum(outputs.values()))

    def forward(
        self,
        states: Tensor,
        padding: Tensor,
        tags: Tensor,
        spans: Tensor,
        pairs: Tensor,
        features: Tensor,
        segments: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Score pairs.

        Args:
            states: (batch, characters, 256) of the tagger.
            padding: (batch, characters), 1.0 where there is no character.
            tags: (batch, characters), see `pairs.mention_tags`.
            spans: (batch, mentions, 2) starts and ends.
            pairs: (batch, pairs, 2) indices of head and tail among the mentions.
            features: (batch, pairs, 5), see `pairs.pair_features`.
            segments: (batch, pairs, characters), see `pairs.segments`.

        Returns:
            scores (batch, pairs, outputs of all heads) and trigger scores (batch, pairs, characters).
        """
        d = states.shape[-1]
        x = self.marked_norm(states + self.marks(tags))
        x = self.second_look(x, padding[:, None, None, :] * -1e4)
        mentions = self._mentions(x, spans)
        head, tail = (torch.gather(mentions, 1, pairs[..., end : end + 1].expand(-1, -1, d)) for end in (0, 1))
        known = torch.cat(
            [
                embed(features[..., index])
                for index, embed in enumerate((self.distance, self.order, self.types, self.breaks, self.between))
            ],
            -1,
        )
        query = self.query(torch.cat([head, tail, head * tail, known], -1))
        context, trigger = self._read(x, query, segments)
        hidden = self.hidden(torch.cat([query, context], -1))
        return self.heads(self.dropout(hidden)), trigger

    def _mentions(self, x: Tensor, spans: Tensor) -> Tensor:
        batch, _, d = x.shape
        sums = torch.cat([x.new_zeros(batch, 1, d), x.cumsum(1)], 1)
        start, end = (spans[..., index : index + 1].expand(-1, -1, d) for index in (0, 1))
        mean = (torch.gather(sums, 1, end) - torch.gather(sums, 1, start)) / (spans[..., 1:] - spans[..., :1]).clamp(
            min=1
        )
        first, last = torch.gather(x, 1, start), torch.gather(x, 1, (end - 1).clamp(min=0))
        return F.gelu(self.mention(torch.cat([mean, first, last], -1)))

    def _read(self, x: Tensor, query: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        batch, count, d = query.shape
        heads, part = self.attention_heads, d // self.attention_heads
        q = query.view(batch, count, heads, part).transpose(1, 2)
        key = self.key(x).view(batch, -1, heads, part).permute(0, 2, 3, 1)
        scores = q @ key
        segment_key = self.segment_key.view(-1, heads, part).permute(1, 2, 0)
        by_segment = q @ segment_key[None]
        index = segments[:, None].expand(-1, heads, -1, -1)
        scores = (scores + torch.gather(by_segment, 3, index)) * part**-0.5
        scores = scores + (index == 0).to(scores.dtype) * -1e4
        weights = scores.softmax(-1)
        value = self.value(x).view(batch, -1, heads, part).transpose(1, 2)
        context = weights @ value
        mass = torch.zeros(batch, heads, count, SEGMENTS, dtype=x.dtype, device=x.device)
        mass = mass.scatter_add(3, index, weights)
        context = context + mass @ self.segment_value.view(-1, heads, part).permute(1, 0, 2)[None]
        return context.transpose(1, 2).reshape(batch, count, d), scores[:, 0]

    def slices(self) -> dict[str, slice]:
        """Return where each head stands among the scores."""
        return slices(self.outputs)
