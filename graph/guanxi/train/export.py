"""Checkpoint → the graphs, the tag heads and the vocabulary that the package ships."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from guanxi.extract.neural.encode import Encoder
from guanxi.extract.neural.lexical import WIDTH, lexical_states
from guanxi.extract.neural.pairs import SEGMENTS
from guanxi.train import lac
from guanxi.train.data import NAME_SETS
from guanxi.train.inference import FEW, ScorerAsRun, TaggerAsRun
from guanxi.train.model import MODALITIES, PairScorer, Sizes, Tagger


def load_checkpoint(path: Path) -> tuple[Tagger, PairScorer, dict[str, tuple[str, ...]]]:
    """Return the networks with the averaged weights of a checkpoint, and the relation labels of every pair head."""
    state = torch.load(path, map_location="cpu", weights_only=False)
    labels = state["labels"]
    sizes = Sizes(**state["sizes"])
    tagger = Tagger(sizes, {name: 1 + 4 * len(types) for name, types in NAME_SETS.items()})
    outputs = {"own": len(labels["own"]), "denied": 1, "modality": len(MODALITIES)}
    scorer = PairScorer(
        sizes, outputs | {name: len(found) for name, found in labels.items() if name not in ("own", "denied")}
    )
    networks = nn.ModuleDict({"tagger": tagger, "scorer": scorer})
    networks.load_state_dict(state["networks"])
    for name, tensor in networks.named_parameters():
        if name in state["average"]:
            tensor.data.copy_(state["average"][name])
    networks.eval()
    return tagger, scorer, labels


def export(checkpoint: Path, tokenizer: Path, out: Path, texts: Sequence[str]) -> None:
    """Write `tagger.onnx`, `heads.npz`, `pairs.onnx`, `lexical.onnx`, `tokenizer.json`, `lexicon.json`, `labels.json`.

    The matrices and the pieces' embeddings go to eight bits (dynamic quantisation, a scale for each output channel).
    The tag heads of public label sets stay outside the graph: only the figures of the model card need them.

    Args:
        checkpoint: of a training run.
        tokenizer: the encoder's `tokenizer.json`.
        out: folder, made if need be.
        texts: some training texts, to see how large the features get.
    """
    out.mkdir(parents=True, exist_ok=True)
    tagger, scorer, labels = load_checkpoint(checkpoint)
    lac.save(out / "lexical.onnx")
    encoder = Encoder(Tokenizer.from_file(str(tokenizer)), lac.lexicon())
    session = ort.InferenceSession(str(out / "lexical.onnx"), providers=["CPUExecutionProvider"])
    as_run = TaggerAsRun(tagger)
    as_run.settle(_windows(encoder, session, texts))
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        for name, write in (
            ("tagger", lambda: write_tagger(as_run, whole)),
            ("pairs", lambda: write_pairs(scorer, whole)),
        ):
            write()
            quantize_dynamic(
                whole,
                out / f"{name}.onnx",
                op_types_to_quantize=["MatMul", "Gemm", "Gather", "Attention"],
                nodes_to_exclude=_with_few_rows(whole),
                per_channel=True,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
    weight, bias = (part.detach().numpy() for part in (tagger.heads.weight.T, tagger.heads.bias))
    np.savez(out / "heads.npz", allow_pickle=False, weight=weight.astype(np.float16), bias=bias)
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    (out / "lexicon.json").write_text(json.dumps(lac.lexicon(), ensure_ascii=False), encoding="utf-8")
    description = {"tags": NAME_SETS, "relations": labels["own"]}
    (out / "labels.json").write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _windows(
    encoder: Encoder, lexical: ort.InferenceSession, texts: Sequence[str]
) -> Iterator[tuple[torch.Tensor, ...]]:
    for text in texts:
        window = encoder.encode(text)
        (states,) = lexical_states(lexical, [window])
        yield tuple(map(torch.from_numpy, (window.pieces, window.piece_of, window.place, window.kind, states)))


def _with_few_rows(path: Path) -> list[str]:
    """Return the names of the products that are to stay in single precision."""
    graph = onnx.load(str(path)).graph
    rows = {tensor.name: tensor.dims[0] for tensor in graph.initializer if tensor.dims}
    return [node.name for node in graph.node if node.op_type == "MatMul" and rows.get(node.input[1]) == FEW]


def write_tagger(tagger: TaggerAsRun, path: Path) -> None:
    """Write the tagger with the head of the project's own tags as an ONNX graph in single precision."""
    pieces, characters = 7, 11
    zeros = torch.zeros(characters, dtype=torch.long)
    lexical = torch.zeros(characters, WIDTH)
    axes = {
        "pieces": "pieces",
        **dict.fromkeys(("piece_of", "place", "kind", "lexical", "states", "tags"), "characters"),
    }
    _write(
        tagger,
        {"pieces": torch.full((pieces,), 5), "piece_of": zeros, "place": zeros, "kind": zeros, "lexical": lexical},
        ["states", "tags"],
        {name: {0: axis} for name, axis in axes.items()},
        path,
    )


def write_pairs(scorer: PairScorer, path: Path) -> None:
    """Write the pair scorer with the head of the project's own relation types as an ONNX graph in single precision."""
    characters, mentions, pairs = 11, 3, 4
    _write(
        ScorerAsRun(scorer),
        {
            "states": torch.zeros(characters, scorer.key.in_features),
            "tags": torch.zeros(characters, dtype=torch.long),
            "average": torch.zeros(mentions, characters),
            "ends": torch.zeros(mentions, 2, dtype=torch.long),
            "pairs": torch.zeros(pairs, 2, dtype=torch.long),
            "features": torch.zeros(pairs, 5, dtype=torch.long),
            "where": torch.zeros(pairs, characters, SEGMENTS),
        },
        ["scores", "trigger"],
        {
            "states": {0: "characters"},
            "tags": {0: "characters"},
            "average": {0: "mentions", 1: "characters"},
            "ends": {0: "mentions"},
            "pairs": {0: "pairs"},
            "features": {0: "pairs"},
            "where": {0: "pairs", 1: "characters"},
            "scores": {0: "pairs"},
            "trigger": {0: "pairs", 1: "characters"},
        },
        path,
    )


def _write(
    network: nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str], axes: dict[str, dict[int, str]], path: Path
) -> None:
    torch.onnx.export(
        network.eval(),
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )
