"""Who says it: the speaker of a dialogue turn, of a quotation or of a report."""

from __future__ import annotations

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention


def source_of(reading: Reading, claim: Claim) -> Mention | None:
    """Return the mention that says what a claim states; None when it is the document's own voice."""
    anchor = claim.trigger.start if claim.trigger else claim.head.start
    sentence = reading.sentence_at(anchor)
    if sentence is None or sentence.speaker is None or sentence.speaker.contains(claim.head):
        return None
    return reading.mention_at(sentence.speaker)
