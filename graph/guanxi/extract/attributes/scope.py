"""Where a word that colours a claim reaches: the clause of the trigger, what leads up to it and what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Span

MASK = "〇"
_BOUNDARY = re.compile(r"[，,。！？!?；;：:\n…]")


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of a claim's trigger (of its second end, when it has no trigger), as text; names are masked.

    Args:
        before: the clause, up to the trigger.
        trigger: the trigger; empty when there is none.
        after: the clause, after the trigger.
        earlier: the sentence, up to the clause.
        later: the sentence, after the clause.
        rest: the evidence's further sentences.
        anchor: where the trigger (or what stands for it) is in the document.
        sentence: the sentence it stands in.
    """

    before: str
    trigger: str
    after: str
    earlier: str
    later: str
    rest: str
    anchor: Span
    sentence: Span


def scope_of(reading: Reading, claim: Claim) -> Scope:
    """Return the surroundings of a claim, within its sentence."""
    anchor = claim.trigger or _without_trigger(claim)
    found = reading.sentence_at(anchor.start)
    sentence = found.span if found else reading.whole(anchor)
    # Only the surroundings are masked: a document of a thousand claims is not copied a thousand times.
    base = sentence.start
    limit = max(sentence.end, anchor.end, claim.evidence.end)
    text = _masked(reading, base, limit)
    start = base
    for mark in _BOUNDARY.finditer(text, 0, anchor.start - base):
        start = base + mark.end()
    closing = _BOUNDARY.search(text, anchor.end - base, max(anchor.end, sentence.end) - base)
    end = base + closing.start() if closing else max(anchor.end, sentence.end)
    return Scope(
        before=text[start - base : anchor.start - base],
        trigger=anchor.of(reading.text) if claim.trigger else "",
        after=text[anchor.end - base : end - base],
        earlier=text[: start - base],
        later=text[end - base : sentence.end - base],
        rest=text[sentence.end - base : claim.evidence.end - base],
        anchor=anchor,
        sentence=sentence,
    )


def _masked(reading: Reading, start: int, end: int) -> str:
    """Return a stretch of the text with each name in it blotted out: `《不是药神》` denies nothing."""
    characters = list(reading.text[start:end])
    for mention in reading.mentions_in(Span(start, end)):
        characters[mention.start - start : mention.end - start] = MASK * (mention.end - mention.start)
    return "".join(characters)


def _without_trigger(claim: Claim) -> Span:
    inside = [end.span for end in (claim.head, claim.tail) if claim.evidence.contains(end)]
    last = max(inside, default=claim.evidence)
    return Span(last.end, last.end) if inside else Span(claim.evidence.start, claim.evidence.start)
