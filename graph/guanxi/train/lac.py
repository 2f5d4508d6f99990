"""LAC-small, Baidu's lexical analyser, out of jieba's wheel: its weights as an ONNX graph.

jieba ships the weights (`jieba/lac_small/model_baseline`, Apache-2.0) for Paddle. Each file is a small header
(version, level of detail, tensor descriptor) and raw float32. The network: character embedding 128, two
bidirectional GRU layers of 128, 57 scores of word, part-of-speech and name tags.

Paddle's `dynamic_gru` computes h ← (1−u)·h + u·tanh(x + (r∘h)W) with gates in the order u, r, candidate; ONNX's
GRU computes h ← z·h + (1−z)·tanh(…), so z is 1−u, the same gate with its weights negated, with
`linear_before_reset=0`.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

HIDDEN = 128
TAGS = 57
VOCABULARY = 20_941

Floats = NDArray[np.float32]


def lexicon() -> dict[str, int]:
    """Return the analyser's characters and their ids."""
    lines = (resources.files("jieba") / "lac_small" / "word.dic").read_text(encoding="utf-8").split("\n")
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {char: int(id) for id, char in pairs}


def _weights(name: str, *shape: int) -> Floats:
    data = (resources.files("jieba") / "lac_small" / "model_baseline" / name).read_bytes()
    count = int(np.prod(shape))
    weights = np.frombuffer(data[len(data) - 4 * count :], np.float32).reshape(shape)
    # Some weights have decayed to denormal numbers, on which a processor takes twice as long.
    return np.where(np.abs(weights) < np.finfo(np.float32).tiny, np.float32(0), weights)


def _layer(index: int, width: int) -> tuple[Floats, Floats, Floats]:
    """Return W (2, 384, width), R (2, 384, 128) and B (2, 768) of ONNX's GRU for one bidirectional layer."""
    inputs, recurrents, biases = [], [], []
    for direction in (2 * index, 2 * index + 1):
        before = _weights(f"fc_{direction}.w_0", width, 3 * HIDDEN)
        own = _weights(f"gru_{direction}.w_0", HIDDEN * 3 * HIDDEN)
        # Paddle stores the two gates' matrix (128 × 256) and then the candidate's (128 × 128), one after the other.
        gates = own[: HIDDEN * 2 * HIDDEN].reshape(HIDDEN, 2 * HIDDEN)
        candidate = own[HIDDEN * 2 * HIDDEN :].reshape(HIDDEN, HIDDEN)
        recurrent = np.concatenate([gates, candidate], axis=1)
        bias = _weights(f"fc_{direction}.b_0", 3 * HIDDEN) + _weights(f"gru_{direction}.b_0", 3 * HIDDEN)
        sign = np.ones(3 * HIDDEN, np.float32)
        sign[:HIDDEN] = -1
        inputs.append((before * sign).T)
        recurrents.append((recurrent * sign).T)
        biases.append(np.concatenate([bias * sign, np.zeros(3 * HIDDEN, np.float32)]))
    return np.stack(inputs), np.stack(recurrents), np.stack(biases)


def build() -> onnx.ModelProto:
    """Return the graph: `ids` (chunks, length) int64 and `lengths` (chunks,) int32 → `states` (length, chunks, 313).

    The states are the second layer's 256 hidden values and the 57 tag scores. The embedding is kept in eight bits
    with a scale for each row.
    """
    table = _weights("word_emb", VOCABULARY, HIDDEN)
    scale = np.abs(table).max(axis=1, keepdims=True) / 127 + 1e-12
    tensors: dict[str, NDArray] = {
        "table": np.round(table / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "fc_w": _weights("fc_4.w_0", 2 * HIDDEN, TAGS),
        "fc_b": _weights("fc_4.b_0", TAGS),
        "join": np.array([0, 0, -1], np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["rows"]),
        helper.make_node("Cast", ["rows"], ["rows_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scale", "ids"], ["scales"]),
        helper.make_node("Mul", ["rows_float", "scales"], ["embedded"]),
        helper.make_node("Transpose", ["embedded"], ["x0"], perm=[1, 0, 2]),
    ]
    for index, width in enumerate((HIDDEN, 2 * HIDDEN)):
        for letter, tensor in zip("wrb", _layer(index, width), strict=True):
            tensors[f"{letter}{index}"] = np.ascontiguousarray(tensor)
        nodes += [
            helper.make_node(
                "GRU",
                [f"x{index}", f"w{index}", f"r{index}", f"b{index}", "lengths"],
                [f"y{index}"],
                hidden_size=HIDDEN,
                direction="bidirectional",
                linear_before_reset=0,
            ),
            helper.make_node("Transpose", [f"y{index}"], [f"t{index}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"t{index}", "join"], [f"x{index + 1}"]),
        ]
    nodes += [
        helper.make_node("MatMul", ["x2", "fc_w"], ["scores"]),
        helper.make_node("Add", ["scores", "fc_b"], ["tags"]),
        helper.make_node("Concat", ["x2", "tags"], ["states"], axis=-1),
    ]
    graph = helper.make_graph(
        nodes,
        "lac-small",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["chunks", "length"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["chunks"]),
        ],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["length", "chunks", 2 * HIDDEN + TAGS])],
        [numpy_helper.from_array(tensor, name) for name, tensor in tensors.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def save(path: Path) -> None:
    """Write the graph to a file."""
    path.write_bytes(build().SerializeToString())
