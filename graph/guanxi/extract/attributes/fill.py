"""The pass over all claims of a document that gives each its polarity, modality, source and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guanxi.extract.attributes.modality import modality_of
from guanxi.extract.attributes.polarity import polarity_of
from guanxi.extract.attributes.posts import is_former, role_of
from guanxi.extract.attributes.scope import Scope, scope_of
from guanxi.extract.attributes.source import source_of
from guanxi.extract.attributes.when import time_of
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Modality, Span
from guanxi.text.dates import normalise


def fill(reading: Reading, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims with what the text says of them: polarity, modality, source, time, date and post.

    Evidence is widened to whole sentences. A source or time that an extractor has given already is kept.
    """
    known = _Known(reading)
    return [_filled(reading, claim, known) for claim in claims]


class _Known:
    """What claims with one trigger share: their surroundings, and how what the trigger says is put."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._scopes: dict[tuple[Span, int], Scope] = {}
        self._modalities: dict[tuple[Span, int, str], Modality] = {}

    def scope(self, claim: Claim) -> Scope:
        if claim.trigger is None:
            return scope_of(self._reading, claim)
        key = (claim.trigger, claim.evidence.end)
        if key not in self._scopes:
            self._scopes[key] = scope_of(self._reading, claim)
        return self._scopes[key]

    def modality(self, claim: Claim, scope: Scope) -> Modality:
        if claim.trigger is None:
            return modality_of(self._reading, claim, scope)
        key = (claim.trigger, claim.evidence.end, claim.type)
        if key not in self._modalities:
            self._modalities[key] = modality_of(self._reading, claim, scope)
        return self._modalities[key]


def _filled(reading: Reading, claim: Claim, known: _Known) -> Claim:
    scope = known.scope(claim)
    modality = known.modality(claim, scope)
    time = claim.time or time_of(reading, claim, modality, scope)
    return replace(
        claim,
        evidence=reading.whole(claim.evidence),
        polarity=polarity_of(reading, claim, scope),
        modality=modality,
        source=claim.source or source_of(reading, claim),
        time=time,
        role=role_of(reading, claim),
        former=is_former(reading, claim, scope),
        date=claim.date or (normalise(time.of(reading.text), reading.document.date) if time else ""),
    )
