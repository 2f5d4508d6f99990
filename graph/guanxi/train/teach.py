"""What a trained model says of texts that others annotated for other things: soft labels for the next model.

The project's own documents are few. A public sentence teaches the heads of its own set; with these labels it also
teaches the project's heads what the model before it thought (Hinton, Vinyals and Dean, "Distilling the Knowledge in
a Neural Network", 2015), which keeps a smaller network near a larger one and shows it many more names.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from guanxi.extract.neural.claims import sigmoid
from guanxi.extract.neural.decode import decode
from guanxi.extract.neural.network import Network
from guanxi.extract.neural.pairs import near_pairs, type_index
from guanxi.schema import load_schema
from guanxi.train.batch import allowed
from guanxi.train.data import NAME_SETS, Example, Name
from guanxi.train.lessons import Lesson


def lessons(network: Network, examples: Iterable[Example]) -> dict[str, Lesson]:
    """Return what a model says of each example's text, by the example's id."""
    return {
        example.id: _lesson(network, example.text, *network.read(example.text)) for example in examples if example.text
    }


def _lesson(network: Network, text: str, states: NDArray[np.float32], log: NDArray[np.float32]) -> Lesson:
    types = NAME_SETS["own"]
    spans = np.array([span[:3] for span in decode(log)], np.int64).reshape(-1, 3)
    names = [Name(start, end, types[type_], text[start:end]) for start, end, type_ in spans]
    pairs = near_pairs(text, spans, allowed(names, load_schema()))
    relations = np.zeros((0, len(network.labels.relations)), np.float32)
    if len(pairs):
        kinds = type_index([name.type for name in names])
        relations = sigmoid(network.relate(text, states, spans[:, :2], kinds, pairs).relations)
    return Lesson(log.astype(np.float16), spans.astype(np.int16), pairs.astype(np.int16), relations.astype(np.float16))
