"""Checkpoint → the three ONNX graphs and the vocabulary that the package ships."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from guanxi.extract.neural.lexical import WIDTH
from guanxi.train import lac
from guanxi.train.data import NAME_SETS
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


def export(checkpoint: Path, tokenizer: Path, out: Path) -> None:
    """Write `tagger.onnx`, `pairs.onnx`, `lexical.onnx`, `tokenizer.json`, `lexicon.json` and `labels.json` to `out`.

    The matrices and the pieces' embeddings go to eight bits (dynamic quantisation, a scale for each output channel).
    """
    out.mkdir(parents=True, exist_ok=True)
    tagger, scorer, labels = load_checkpoint(checkpoint)
    with TemporaryDirectory() as folder:
        for name, write in (("tagger", lambda p: _tagger(tagger, p)), ("pairs", lambda p: _pairs(scorer, p))):
            whole = Path(folder) / f"{name}.onnx"
            write(whole)
            quantize_dynamic(
                whole,
                out / f"{name}.onnx",
                op_types_to_quantize=["MatMul", "Gemm", "Gather"],
                per_channel=True,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
    lac.save(out / "lexical.onnx")
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    (out / "lexicon.json").write_text(json.dumps(lac.lexicon(), ensure_ascii=False), encoding="utf-8")
    description = {
        "tags": NAME_SETS,
        "relations": {name: list(found) for name, found in labels.items()},
        "modalities": MODALITIES,
        "pair_outputs": scorer.outputs,
    }
    (out / "labels.json").write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _tagger(tagger: Tagger, path: Path) -> None:
    batch, pieces, chars = 2, 7, 11
    ids = torch.full((batch, pieces), 5)
    zeros = torch.zeros(batch, chars, dtype=torch.long)
    torch.onnx.export(
        tagger,
        (ids, zeros, zeros, zeros, torch.zeros(batch, chars, WIDTH)),
        str(path),
        input_names=["pieces", "piece_of", "place", "kind", "lexical"],
        output_names=["states", "tags"],
        dynamic_axes={
            "pieces": {0: "batch", 1: "pieces"},
            **{
                name: {0: "batch", 1: "characters"}
                for name in ("piece_of", "place", "kind", "lexical", "states", "tags")
            },
        },
        opset_version=17,
        dynamo=False,
    )


def _pairs(scorer: PairScorer, path: Path) -> None:
    batch, chars, mentions, pairs = 2, 11, 3, 4
    spans = torch.tensor([[0, 1], [2, 4], [5, 6]]).expand(batch, mentions, 2)
    torch.onnx.export(
        scorer,
        (
            torch.zeros(batch, chars, scorer.key.in_features),
            torch.zeros(batch, chars),
            torch.zeros(batch, chars, dtype=torch.long),
            spans,
            torch.zeros(batch, pairs, 2, dtype=torch.long),
            torch.zeros(batch, pairs, 5, dtype=torch.long),
            torch.ones(batch, pairs, chars, dtype=torch.long),
        ),
        str(path),
        input_names=["states", "padding", "tags", "spans", "pairs", "features", "segments"],
        output_names=["scores", "trigger"],
        dynamic_axes={
            "states": {0: "batch", 1: "characters"},
            "padding": {0: "batch", 1: "characters"},
            "tags": {0: "batch", 1: "characters"},
            "spans": {0: "batch", 1: "mentions"},
            "pairs": {0: "batch", 1: "pairs"},
            "features": {0: "batch", 1: "pairs"},
            "segments": {0: "batch", 1: "pairs", 2: "characters"},
            "scores": {0: "batch", 1: "pairs"},
            "trigger": {0: "batch", 1: "pairs", 2: "characters"},
        },
        opset_version=17,
        dynamo=False,
    )
