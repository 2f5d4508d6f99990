"""The pass over all claims of a document that gives each its polarity, modality, source and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guanxi.extract.attributes.modality import modality_of
from guanxi.extract.attributes.polarity import polarity_of
from guanxi.extract.attributes.posts import is_former, role_of
from guanxi.extract.attributes.source import source_of
from guanxi.extract.attributes.when import time_of
from guanxi.extract.reading import Reading
from guanxi.model import Claim
from guanxi.text.dates import normalise


def fill(reading: Reading, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims with what the text says of them: polarity, modality, source, time, date and post.

    Evidence is widened to whole sentences. A source or time that an extractor has given already is kept.
    """
    return [_filled(reading, claim) for claim in claims]


def _filled(reading: Reading, claim: Claim) -> Claim:
    modality = modality_of(reading, claim)
    time = claim.time or time_of(reading, claim, modality)
    return replace(
        claim,
        evidence=reading.whole(claim.evidence),
        polarity=polarity_of(reading, claim),
        modality=modality,
        source=claim.source or source_of(reading, claim),
        time=time,
        role=role_of(reading, claim),
        former=is_former(reading, claim),
        date=claim.date or (normalise(time.of(reading.text), reading.document.date) if time else ""),
    )
