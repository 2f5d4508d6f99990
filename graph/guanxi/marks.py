"""The words that keep a claim from being read as a plain fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from guanxi.model import Claim

FACT = "事实"
DENIED = "否认"
MODALITIES = {"plan": "计划", "rumour": "传闻", "opinion": "观点"}


def mark(claim: Claim) -> str:
    """Return `（否认）`, `（计划）`, `（传闻）` or `（观点）`; empty for a fact."""
    word = DENIED if claim.polarity == "denied" else MODALITIES.get(claim.modality, "")
    return f"（{word}）" if word else ""


def kinds(claims: Iterable[Claim]) -> str:
    """Return how many claims there are of each kind, the denials last: `事实 2、计划 1、否认 1`."""
    counts = Counter(DENIED if claim.polarity == "denied" else MODALITIES.get(claim.modality, FACT) for claim in claims)
    return "、".join(f"{kind} {counts[kind]}" for kind in (FACT, *MODALITIES.values(), DENIED) if counts[kind])
