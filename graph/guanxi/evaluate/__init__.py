"""Precision, recall and F1 against annotated documents, and the record form they share with `guanxi extract`."""

from __future__ import annotations

from guanxi.evaluate.annotations import Annotated, parse_annotated, read_annotated
from guanxi.evaluate.records import to_record
from guanxi.evaluate.resolution import ResolutionReport, evaluate_resolution
from guanxi.evaluate.run import Report, evaluate, extract_all, score, sweep
from guanxi.evaluate.scores import Score, Tally

__all__ = [
    "Annotated",
    "Report",
    "ResolutionReport",
    "Score",
    "Tally",
    "evaluate",
    "evaluate_resolution",
    "extract_all",
    "parse_annotated",
    "read_annotated",
    "score",
    "sweep",
    "to_record",
]
