"""The sentences that speak for joins across documents: where one document uses two names for one entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from guanxi.model import Merge, Span
from guanxi.resolve.local import Place
from guanxi.text.normalise import fold


class Witnesses:
    """Finds the sentences in which documents give an entity a name beside its others.

    Args:
        merges: the joins inside documents.
    """

    def __init__(self, merges: Iterable[Merge]) -> None:
        self._spans: defaultdict[tuple[str, str], set[Span]] = defaultdict(set)
        for merge in merges:
            for text in (merge.a, merge.b):
                self._spans[merge.document, fold(text)].update(merge.evidence)

    def of(self, group: Sequence[Place], key: str) -> tuple[str, tuple[Span, ...]]:
        """Return the first document of a group that gives an entity the name `key`, and the sentences that do.

        Empty when none does: a names file did, or `key` is only the name without its legal form.
        """
        for document in sorted({document for document, _ in group}):
            spans = self._spans.get((document, key))
            if spans:
                return document, tuple(sorted(spans))
        return "", ()
