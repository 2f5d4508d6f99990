"""The pass over all claims of a document that gives each its polarity, modality, source and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guanxi.extract.attributes.polarity import polarity_of
from guanxi.extract.attributes.source import source_of
from guanxi.extract.reading import Reading
from guanxi.model import Claim


def fill(reading: Reading, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims with polarity, source and evidence boundaries filled in from the text; the rest is kept."""
    return [
        replace(
            claim,
            evidence=reading.whole(claim.evidence),
            polarity=polarity_of(reading, claim),
            source=claim.source or source_of(reading, claim),
        )
        for claim in claims
    ]
