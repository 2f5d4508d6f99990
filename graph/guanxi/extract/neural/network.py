"""The shipped weights, loaded once a process, and the two passes through them: tags of characters, scores of pairs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from guanxi.errors import ModelError
from guanxi.extract.neural.decode import log_softmax
from guanxi.extract.neural.encode import Encoder
from guanxi.extract.neural.lexical import lexical_states
from guanxi.extract.neural.pairs import SEGMENTS, mention_tags, pair_features, segments

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FILES = (
    "tagger.onnx",
    "heads.npz",
    "pairs.onnx",
    "lexical.onnx",
    "tokenizer.json",
    "lexicon.json",
    "labels.json",
    "tuning.json",
)

_PAIRS_AT_ONCE = 512
_PARTS_AT_ONCE = 16
_INDICATOR = np.eye(SEGMENTS, dtype=np.float32)


@dataclass(frozen=True)
class Labels:
    """What the networks' outputs mean.

    Args:
        tags: entity types of each label set, in the order of the tag scores.
        relations: relation types in the order of the pair scores.
    """

    tags: dict[str, tuple[str, ...]]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class PairScores:
    """What the pair network says of some pairs of mentions.

    Args:
        relations: scores of the relation types (logits), shape (pairs, relation types).
        trigger: for each pair and character, how much it looks like the trigger, shape (pairs, characters).
    """

    relations: Floats
    trigger: Floats


class Network:
    """The shipped model. Its methods may be called from several threads at once.

    Args:
        folder: where the files are; the package's own `weights/` without it.

    Raises:
        ModelError: a file is missing or does not fit.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(str(resources.files("guanxi") / "weights"))
        missing = [name for name in FILES if not (self._folder / name).is_file()]
        if missing:
            raise ModelError(
                f"{self._folder}: the model's files are missing: {', '.join(missing)}; install guanxi anew"
            )
        try:
            self.encoder = Encoder(
                Tokenizer.from_file(str(self._folder / "tokenizer.json")), self._json("lexicon.json")
            )
            self._tagger = self._session("tagger.onnx")
            self._pairs = self._session("pairs.onnx")
            self._lexical = self._session("lexical.onnx")
            with np.load(self._folder / "heads.npz") as heads:
                self._heads = heads["weight"].astype(np.float32), heads["bias"].astype(np.float32)
        except ModelError:
            raise
        except Exception as error:  # tokenizers and onnxruntime raise their own kinds, without a common base
            raise ModelError(f"{self._folder}: can't load the model: {' '.join(str(error).split())[:200]}") from error
        self.tuning: dict = self._json("tuning.json")

    @cached_property
    def labels(self) -> Labels:
        """What the outputs mean."""
        data = self._json("labels.json")
        return Labels({name: tuple(types) for name, types in data["tags"].items()}, tuple(data["relations"]))

    def _json(self, name: str) -> dict:
        return json.loads((self._folder / name).read_text(encoding="utf-8"))

    def _session(self, name: str) -> ort.InferenceSession:
        options = ort.SessionOptions()
        # One run has one thread: several documents at once use the processors better (`extract.many`).
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that spin between operations take the processor from whoever shares it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # onnxruntime's fused sum and layer norm is three times slower on a CPU than the two one after the other.
        return ort.InferenceSession(
            str(self._folder / name),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )

    def read(self, text: str) -> tuple[Floats, Floats]:
        """Return the character states of a text, shape (characters, 256), and the log probabilities of the project's
        own tags, shape (characters, 1 + 4·types)."""
        states, tags = [], []
        parts = self.encoder.parts(text)
        while some := list(islice(parts, _PARTS_AT_ONCE)):
            for part, lexical in zip(some, lexical_states(self._lexical, some), strict=True):
                inputs = {
                    "pieces": part.pieces,
                    "piece_of": part.piece_of,
                    "place": part.place,
                    "kind": part.kind,
                    "lexical": lexical,
                }
                found = self._tagger.run(None, inputs)
                states.append(found[0])
                tags.append(found[1])
        return np.concatenate(states), log_softmax(np.concatenate(tags))

    def tags(self, states: Floats, label_set: str) -> Floats:
        """Return the log probabilities of a label set's tags, shape (characters, 1 + 4·types)."""
        part = self._tag_slices[label_set]
        weight, bias = self._heads
        return log_softmax(states @ weight[:, part] + bias[part])

    @cached_property
    def _tag_slices(self) -> dict[str, slice]:
        return slices({name: 1 + 4 * len(types) for name, types in self.labels.tags.items()})

    def relate(self, text: str, states: Floats, spans: Ints, types: Ints, pairs: Ints) -> PairScores:
        """Score pairs of mentions of one window.

        Args:
            text: the window's text.
            states: of `tag`, shape (characters, 256).
            spans, types: the mentions, shapes (mentions, 2) and (mentions,), see `pairs.type_index`.
            pairs: heads and tails, shape (pairs, 2).
        """
        size = len(text)
        at = np.arange(size)
        inside = (at >= spans[:, :1]) & (at < spans[:, 1:])
        shared = {
            "states": states,
            "tags": mention_tags(size, spans, types),
            "average": (inside / inside.sum(1, keepdims=True)).astype(np.float32),
            "ends": spans - [[0, 1]],
        }
        features = pair_features(text, spans, types, pairs)
        found = []
        for first in range(0, len(pairs), _PAIRS_AT_ONCE):
            part = slice(first, first + _PAIRS_AT_ONCE)
            where = np.take(_INDICATOR, segments(size, spans, pairs[part]), axis=0)
            own = {"pairs": pairs[part], "features": features[part], "where": where}
            found.append(self._pairs.run(None, shared | own))
        return PairScores(*(np.concatenate(outputs) for outputs in zip(*found, strict=True)))


def slices(counts: dict[str, int]) -> dict[str, slice]:
    """Return where each head's scores stand among those of all heads, which follow one another in order."""
    ends = np.cumsum([0, *counts.values()])
    return {name: slice(int(start), int(end)) for name, start, end in zip(counts, ends[:-1], ends[1:], strict=True)}


@lru_cache(maxsize=2)
def load(folder: Path | None = None) -> Network:
    """Return the model, loaded once a process."""
    return Network(folder)
