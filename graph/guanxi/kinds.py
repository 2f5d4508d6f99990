"""Asserted, planned and denied claims kept apart: a graph of some kinds only, for every reader of graphs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

import networkx as nx

from guanxi.assemble import support
from guanxi.model import Claim, Relation

Kind = Literal["asserted", "planned", "denied"]
KINDS: tuple[Kind, ...] = ("asserted", "planned", "denied")


def kind_of(claim: Claim) -> Kind:
    """Return the kind of a claim: `planned` are the asserted ones of modality `plan` (as `Relation.count` has it)."""
    if claim.polarity == "denied":
        return "denied"
    return "planned" if claim.modality == "plan" else "asserted"


def only(graph: nx.MultiDiGraph, kinds: Collection[str]) -> nx.MultiDiGraph:
    """Return a graph with the claims of some kinds only.

    Relations without such a claim are left out; support and weight are those of the claims that stay. All entities
    stay.

    Args:
        graph: as `guanxi.assemble.assemble` gives it; it does not change.
        kinds: of `KINDS`.

    Raises:
        ValueError: there is no such kind.
    """
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise ValueError(f"no kind of claim is called {', '.join(unknown)}; there are: {', '.join(KINDS)}")
    made = nx.MultiDiGraph(**graph.graph)
    made.add_nodes_from(graph.nodes(data=True))
    voices = graph.graph.get("clusters", {})
    for head, tail, type_, relation in graph.edges(keys=True, data="relation"):
        kept = _only(relation, kinds, graph, voices)
        if kept:
            made.add_edge(head, tail, key=type_, relation=kept)
    return made


def _only(
    relation: Relation, kinds: Collection[str], graph: nx.MultiDiGraph, voices: dict[str, str]
) -> Relation | None:
    claims = tuple(claim for claim in relation.claims if kind_of(claim) in kinds)
    if len(claims) == len(relation.claims):
        return relation
    if not claims:
        return None
    number, weight = support(claims, voices, graph.graph["documents"])
    return replace(relation, claims=claims, support=number, weight=weight)
