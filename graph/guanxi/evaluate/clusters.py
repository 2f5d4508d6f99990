"""B³ and CEAF-e: how well mentions were joined to entities, when the mentions themselves are given.

B³ (Bagga and Baldwin 1998) asks of each mention which share of its found cluster belongs there (precision) and which
share of its true cluster was found (recall). CEAF-e (Luo 2005, similarity φ4) pairs true and found clusters one to one
as well as can be, a pair counting twice its common mentions by the sum of both sizes; it does not reward leaving all
mentions alone. Totals over documents add up the counts first.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

import networkx

Clusters = Iterable[Collection[Hashable]]


@dataclass(frozen=True, slots=True)
class ClusterScore:
    """Sums of one measure, that add up over documents, and what follows from them.

    Args:
        precise, predicted: numerator and denominator of precision.
        found, expected: numerator and denominator of recall.
    """

    precise: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    expected: float = 0.0

    def __add__(self, other: ClusterScore) -> ClusterScore:
        return ClusterScore(
            self.precise + other.precise,
            self.predicted + other.predicted,
            self.found + other.found,
            self.expected + other.expected,
        )

    @property
    def precision(self) -> float:
        """0–1; 0 when nothing is predicted."""
        return self.precise / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """0–1; 0 when nothing is expected."""
        return self.found / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(gold: Clusters, found: Clusters) -> ClusterScore:
    """Return B³ of one document.

    Args:
        gold: the true clusters of mentions; a mention is in one of them.
        found: the predicted clusters. A mention that only one side has counts as wrong on that side.
    """
    true, predicted = [frozenset(cluster) for cluster in gold], [frozenset(cluster) for cluster in found]
    return ClusterScore(
        precise=_shares(predicted, true),
        predicted=sum(map(len, predicted)),
        found=_shares(true, predicted),
        expected=sum(map(len, true)),
    )


def ceaf_e(gold: Clusters, found: Clusters) -> ClusterScore:
    """Return CEAF-e of one document; arguments as for `b_cubed`."""
    true, predicted = [frozenset(cluster) for cluster in gold], [frozenset(cluster) for cluster in found]
    where = {mention: at for at, cluster in enumerate(predicted) for mention in cluster}
    graph = networkx.Graph()
    for a, cluster in enumerate(true):
        for b in sorted({where[mention] for mention in cluster if mention in where}):
            similarity = 2 * len(cluster & predicted[b]) / (len(cluster) + len(predicted[b]))
            graph.add_edge(("gold", a), ("found", b), weight=similarity)
    total = 0.0
    for part in sorted(map(sorted, networkx.connected_components(graph))):  # small parts: the algorithm is cubic
        pairs = networkx.max_weight_matching(graph.subgraph(part))
        total += sum(sorted(graph.edges[pair]["weight"] for pair in pairs))
    return ClusterScore(precise=total, predicted=len(predicted), found=total, expected=len(true))


def _shares(clusters: list[frozenset[Hashable]], others: list[frozenset[Hashable]]) -> float:
    """Sum over all mentions of `clusters` the share of their cluster that is with them in their cluster of `others`."""
    where = {mention: other for other in others for mention in other}
    total = 0.0
    for cluster in clusters:
        common = sum(len(cluster & where[mention]) for mention in cluster if mention in where)
        total += common / len(cluster)
    return total
