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
    text = _masked(reading, claim)
    anchor = claim.trigger or _without_trigger(claim)
    found = reading.sentence_at(anchor.start)
    sentence = found.span if found else reading.whole(anchor)
    start = sentence.start
    for mark in _BOUNDARY.finditer(text, sentence.start, anchor.start):
        start = mark.end()
    closing = _BOUNDARY.search(text, anchor.end, max(anchor.end, sentence.end))
    end = closing.start() if closing else sentence.end
    return Scope(
        before=text[start : anchor.start],
        trigger=anchor.of(reading.text) if claim.trigger else "",
        after=text[anchor.end : end],
        earlier=text[sentence.start : start],
        later=text[end : sentence.end],
        rest=text[sentence.end : claim.evidence.end] if claim.evidence.end > sentence.end else "",
        anchor=anchor,
        sentence=sentence,
    )


def _masked(reading: Reading, claim: Claim) -> str:
    """Return the text with each name of the claim's surroundings blotted out: `《不是药神》` denies nothing."""
    around = reading.whole(Span(min(claim.evidence.start, _place(claim)), max(claim.evidence.end, _place(claim) + 1)))
    characters = list(reading.text[: around.end])
    for mention in reading.mentions_in(around):
        characters[mention.start : mention.end] = MASK * (mention.end - mention.start)
    return "".join(characters) + reading.text[around.end :]


def _place(claim: Claim) -> int:
    return claim.trigger.start if claim.trigger else claim.evidence.start


def _without_trigger(claim: Claim) -> Span:
    inside = [end.span for end in (claim.head, claim.tail) if claim.evidence.contains(end)]
    last = max(inside, default=claim.evidence)
    return Span(last.end, last.end) if inside else Span(claim.evidence.start, claim.evidence.start)
