"""Document → mentions and claims: registered extractors behind one Protocol."""

from __future__ import annotations

from pathlib import Path

from guanxi.extract import rules as _rules  # registers its extractor
from guanxi.extract.protocol import Extractor, create, default, extractors, register
from guanxi.schema import Schema

__all__ = ["Extractor", "create", "default", "extractors", "register"]

del _rules


@register("neural")
def _neural(schema: Schema, userdict: str | Path | None = None) -> Extractor:
    from guanxi.extract.neural.extractor import Neural  # loads onnxruntime, which rules alone don't need

    return Neural(schema, userdict)
