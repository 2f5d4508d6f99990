"""Whether a claim is asserted or denied."""

from __future__ import annotations

import re

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Polarity

_NEGATION = re.compile(
    r"(?:并未|尚未|从未|未曾|没有|并非|绝非|不会|不再|不是|否认|而非|并不|未|不|没)[^，。！？；：]{0,8}$"
)


def polarity_of(reading: Reading, claim: Claim) -> Polarity:
    """Return `denied` when the words around the claim negate it."""
    text = reading.text
    if claim.trigger is not None:
        clause = max(text.rfind(mark, claim.evidence.start, claim.trigger.start) for mark in "，。！？；：") + 1
        if _NEGATION.search(text[max(clause, claim.evidence.start) : claim.trigger.start]):
            return "denied"
    before = text[max(0, claim.tail.start - 8) : claim.tail.start]
    return "denied" if "而非" in before else "asserted"
