"""The shipped weights, loaded once a process, and the two passes through them: tags of characters, scores of pairs."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from guanxi.errors import ModelError
from guanxi.extract.neural.decode import log_softmax
from guanxi.extract.neural.encode import PAD, Encoded, Encoder
from guanxi.extract.neural.lexical import WIDTH, lexical_states
from guanxi.extract.neural.pairs import mention_tags, pair_features, segments

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FILES = ("tagger.onnx", "pairs.onnx", "lexical.onnx", "tokenizer.json", "lexicon.json", "labels.json", "tuning.json")

_PAIRS_AT_ONCE = 1024


@dataclass(frozen=True)
class Labels:
    """What the networks' outputs mean.

    Args:
        tags: entity types of each label set, in the order of the tag scores.
        relations: relation types of the project's own pair head.
        modalities: in the order of their scores.
        outputs: how many scores each pair head has, in order.
    """

    tags: dict[str, tuple[str, ...]]
    relations: tuple[str, ...]
    modalities: tuple[str, ...]
    outputs: dict[str, int]


@dataclass(frozen=True)
class PairScores:
    """What the pair network says of some pairs of mentions.

    Args:
        relations: scores of the relation types (logits), shape (pairs, relation types).
        denied: logit of being denied, shape (pairs,).
        modality: logits, shape (pairs, modalities).
        trigger: for each pair and character, how much it looks like the trigger, shape (pairs, characters).
    """

    relations: Floats
    denied: Floats
    modality: Floats
    trigger: Floats


class Network:
    """The shipped model.

    Args:
        folder: where the files are; the package's own `weights/` without it.
        threads: threads of one run; as many as there are processors, at most four, without it.

    Raises:
        ModelError: a file is missing or does not fit.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self._folder = folder or Path(str(resources.files("guanxi") / "weights"))
        missing = [name for name in FILES if not (self._folder / name).is_file()]
        if missing:
            raise ModelError(
                f"{self._folder}: the model's files are missing: {', '.join(missing)}; install guanxi anew"
            )
        self._threads = threads or min(4, os.cpu_count() or 1)
        try:
            self.encoder = Encoder(
                Tokenizer.from_file(str(self._folder / "tokenizer.json")), self._json("lexicon.json")
            )
            self._tagger = self._session("tagger.onnx")
            self._pairs = self._session("pairs.onnx")
            self._lexical = self._session("lexical.onnx")
        except ModelError:
            raise
        except Exception as error:  # tokenizers and onnxruntime raise their own kinds, without a common base
            raise ModelError(f"{self._folder}: can't load the model: {' '.join(str(error).split())[:200]}") from error
        self.tuning: dict = self._json("tuning.json")

    @cached_property
    def labels(self) -> Labels:
        """What the outputs mean."""
        data = self._json("labels.json")
        return Labels(
            {name: tuple(types) for name, types in data["tags"].items()},
            tuple(data["relations"]["own"]),
            tuple(data["modalities"]),
            data["pair_outputs"],
        )

    def _json(self, name: str) -> dict:
        return json.loads((self._folder / name).read_text(encoding="utf-8"))

    def _session(self, name: str) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that spin between operations take the processor from whoever shares it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return ort.InferenceSession(str(self._folder / name), options, providers=["CPUExecutionProvider"])

    def tag(self, windows: Sequence[Encoded], label_set: str = "own") -> list[tuple[Floats, Floats]]:
        """Return for each window the character states (characters, 256) and log probabilities of the tags."""
        longest = max(len(window) for window in windows)
        most = max(len(window.pieces) for window in windows)
        pieces = np.full((len(windows), most), PAD, np.int64)
        chars = np.zeros((3, len(windows), longest), np.int64)
        lexical = np.zeros((len(windows), longest, WIDTH), np.float32)
        for row, (window, states) in enumerate(zip(windows, lexical_states(self._lexical, windows), strict=True)):
            pieces[row, : len(window.pieces)] = window.pieces
            chars[:, row, : len(window)] = window.piece_of, window.place, window.kind
            lexical[row, : len(window)] = states
        inputs = dict(zip(("pieces", "piece_of", "place", "kind"), (pieces, *chars), strict=True))
        states, scores = self._tagger.run(None, inputs | {"lexical": lexical})
        part = self._tag_slices[label_set]
        return [
            (states[row, : len(window)], log_softmax(scores[row, : len(window), part]))
            for row, window in enumerate(windows)
        ]

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
        padding = np.zeros((1, len(text)), np.float32)
        shared = {
            "states": states[None],
            "padding": padding,
            "tags": mention_tags(len(text), spans, types)[None],
            "spans": spans[None],
        }
        features = pair_features(text, spans, types, pairs)
        found = []
        for at in range(0, len(pairs), _PAIRS_AT_ONCE):
            part = slice(at, at + _PAIRS_AT_ONCE)
            own = {
                "pairs": pairs[None, part],
                "features": features[None, part],
                "segments": segments(len(text), spans, pairs[part])[None],
            }
            found.append([output[0] for output in self._pairs.run(None, shared | own)])
        scores, trigger = (np.concatenate(outputs) for outputs in zip(*found, strict=True))
        heads = slices(self.labels.outputs)
        return PairScores(
            scores[:, heads["own"]], scores[:, heads["denied"]][:, 0], scores[:, heads["modality"]], trigger
        )


def slices(counts: dict[str, int]) -> dict[str, slice]:
    """Return where each head's scores stand among those of all heads, which follow one another in order."""
    ends = np.cumsum([0, *counts.values()])
    return {name: slice(int(start), int(end)) for name, start, end in zip(counts, ends[:-1], ends[1:], strict=True)}


@lru_cache(maxsize=2)
def load(folder: Path | None = None, threads: int | None = None) -> Network:
    """Return the model, loaded once a process."""
    return Network(folder, threads)
