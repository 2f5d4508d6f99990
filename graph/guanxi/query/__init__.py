"""Asking a graph: names, patterns, chains between entities, surroundings."""

from guanxi.query.answers import Answer, run
from guanxi.query.ask import read_question
from guanxi.query.chains import Chain, Step
from guanxi.query.conflicts import Conflict, Side, conflicts
from guanxi.query.names import find, names
from guanxi.query.paths import ego, neighbours, paths
from guanxi.query.search import Found, Hit, search
from guanxi.query.timeline import Event, timeline
from guanxi.query.why import Reason, why, why_not

__all__ = [
    "Answer",
    "Chain",
    "Conflict",
    "Event",
    "Found",
    "Hit",
    "Reason",
    "Side",
    "Step",
    "conflicts",
    "ego",
    "find",
    "names",
    "neighbours",
    "paths",
    "read_question",
    "run",
    "search",
    "timeline",
    "why",
    "why_not",
]
