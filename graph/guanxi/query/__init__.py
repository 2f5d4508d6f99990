"""Asking a graph: names, patterns, chains between entities, surroundings."""

from guanxi.query.answers import Answer, run
from guanxi.query.ask import read_question
from guanxi.query.chains import Chain, Step
from guanxi.query.names import find, names
from guanxi.query.paths import ego, neighbours, paths
from guanxi.query.search import Found, Hit, search
from guanxi.query.why import Reason, why, why_not

__all__ = [
    "Answer",
    "Chain",
    "Found",
    "Hit",
    "Reason",
    "Step",
    "ego",
    "find",
    "names",
    "neighbours",
    "paths",
    "read_question",
    "run",
    "search",
    "why",
    "why_not",
]
