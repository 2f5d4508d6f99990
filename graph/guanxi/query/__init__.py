"""Asking a graph: names, patterns, chains between entities, surroundings."""

from guanxi.query.answers import Answer, run
from guanxi.query.chains import Chain, Step
from guanxi.query.names import find, names
from guanxi.query.paths import ego, neighbours, paths
from guanxi.query.search import Found, Hit, search

__all__ = ["Answer", "Chain", "Found", "Hit", "Step", "ego", "find", "names", "neighbours", "paths", "run", "search"]
