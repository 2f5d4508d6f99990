"""Precision, recall and F1 against annotated documents, and the record form they share with `guanxi extract`."""

from __future__ import annotations

from guanxi.evaluate.annotations import Annotated, parse_annotated, read_annotated
from guanxi.evaluate.records import to_record
from guanxi.evaluate.run import Report, evaluate, extract_all, score, sweep
from guanxi.evaluate.scores import Score, Tally

__all__ = [
    "Annotated",
    "Report",
    "Score",
    "Tally",
    "evaluate",
    "extract_all",
    "parse_annotated",
    "read_annotated",
    "score",
    "sweep",
    "to_record",
]
