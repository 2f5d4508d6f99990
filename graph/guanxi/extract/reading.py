"""A document with what has been read out of it so far: what every rule and every attribute works on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from guanxi.model import Document, Mention, Sentence, Span
from guanxi.text import sentences

_CLAUSE_END = re.compile(r"[，,。！？!?；;：:\n…]+[”’」』）)]*")


@dataclass(frozen=True)
class Reading:
    """A document, its sentences and its mentions, each in order of place.

    Args:
        document: the document.
        sentences: all its sentences.
        mentions: the mentions known so far; no two overlap.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]

    @classmethod
    def of(cls, document: Document, mentions: Iterable[Mention] = ()) -> Reading:
        """Split a document into sentences and put its mentions in order."""
        return cls(document, tuple(sentences(document.text)), tuple(sorted(mentions)))

    def with_mentions(self, mentions: Iterable[Mention]) -> Reading:
        """Return the same reading with other mentions."""
        return Reading(self.document, self.sentences, tuple(sorted(mentions)))

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers an offset; None between sentences."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None

    def sentences_of(self, span: Span) -> tuple[Sentence, ...]:
        """Return the sentences that a span touches, in order."""
        first = max(0, bisect_right(self._sentence_starts, span.start) - 1)
        last = bisect_left(self._sentence_starts, span.end)
        return tuple(sentence for sentence in self.sentences[first:last] if sentence.end > span.start)

    def whole(self, span: Span) -> Span:
        """Widen a span to whole sentences; a span outside all sentences is returned as it is."""
        touched = self.sentences_of(span)
        return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end)) if touched else span

    def mentions_in(self, span: Span | Sentence) -> tuple[Mention, ...]:
        """Return the mentions that lie within a span, in order."""
        first = bisect_left(self._mention_starts, span.start)
        last = bisect_left(self._mention_starts, span.end)
        return tuple(mention for mention in self.mentions[first:last] if mention.end <= span.end)

    def mention_at(self, span: Span) -> Mention | None:
        """Return the mention that stands exactly at a span."""
        return next((mention for mention in self.mentions_in(span) if mention.span == span), None)

    def mention_ending(self, offset: int) -> Mention | None:
        """Return the mention that ends at an offset."""
        index = bisect_left(self._mention_starts, offset) - 1
        return self.mentions[index] if index >= 0 and self.mentions[index].end == offset else None

    def mention_starting(self, offset: int) -> Mention | None:
        """Return the mention that starts at an offset."""
        index = bisect_left(self._mention_starts, offset)
        found = self.mentions[index] if index < len(self.mentions) else None
        return found if found and found.start == offset else None

    def clauses(self, span: Span | Sentence) -> list[Span]:
        """Cut a span at commas, colons and sentence ends; the marks stay with the clause they close."""
        cuts = [span.start]
        cuts.extend(found.end() for found in _CLAUSE_END.finditer(self.text, span.start, span.end))
        if cuts[-1] != span.end:
            cuts.append(span.end)
        return [Span(start, end) for start, end in pairwise(cuts)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]


def disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep a set of mentions of which no two overlap: the better score first, then the longer, then the earlier."""
    kept: list[Mention] = []
    starts: list[int] = []
    for mention in sorted(mentions, key=lambda m: (-m.score, m.start - m.end, m.start, m.type)):
        index = bisect_left(starts, mention.start)
        after = kept[index] if index < len(kept) else None
        before = kept[index - 1] if index else None
        if (after is None or after.start >= mention.end) and (before is None or before.end <= mention.start):
            kept.insert(index, mention)
            starts.insert(index, mention.start)
    return kept
