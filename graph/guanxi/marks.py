"""The words that keep a claim from being read as a plain fact."""

from __future__ import annotations

from guanxi.model import Claim

DENIED = "否认"
MODALITIES = {"plan": "计划", "rumour": "传闻", "opinion": "观点"}


def mark(claim: Claim) -> str:
    """Return `（否认）`, `（计划）`, `（传闻）` or `（观点）`; empty for a fact."""
    word = DENIED if claim.polarity == "denied" else MODALITIES.get(claim.modality, "")
    return f"（{word}）" if word else ""
