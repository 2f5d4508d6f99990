"""Windows → mentions of the whole document, and the agreement of a document with itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from guanxi.extract.neural.decode import decode
from guanxi.extract.reading import disjoint
from guanxi.model import Document, Mention

Floats = NDArray[np.float32]

EXTRACTOR = "neural"


def mentions_of(document: Document, log_probabilities: Floats, types: Sequence[str], least: float) -> list[Mention]:
    """Return the mentions on the best path of tags whose score is at least `least`, in order of place.

    Args:
        document: the document.
        log_probabilities: of the tags of each character, shape (characters, 1 + 4·types).
        types: entity types in the order of the tags.
        least: 0–1.
    """
    found = []
    for start, end, type_, score in decode(log_probabilities):
        text = document.text[start:end]
        # The tags may take in a space or a line's end at the edge of a name.
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if text and score >= least:
            found.append(Mention(document.id, start, start + len(text), text, types[type_], round(score, 4), EXTRACTOR))
    return found


def agree(
    document: Document, mentions: Sequence[Mention], inside: Floats, types: Sequence[str], certain: float, open_: float
) -> list[Mention]:
    """Make a document agree with itself: one type for one name, and a name found with certainty is found everywhere.

    Args:
        document: the document.
        mentions: as tagged, none overlapping another.
        inside: for each character the probability of each type, shape (characters, types).
        types: entity types in the order of `inside`.
        certain: a name is looked for elsewhere when one of its mentions scores this much.
        open_: another place counts when its characters are inside a mention with this probability, on average.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    best: dict[str, float] = defaultdict(float)
    for mention in mentions:
        votes[mention.text][mention.type] += mention.score
        best[mention.text] = max(best[mention.text], mention.score)
    chosen = {name: min(found, key=lambda type_: (-found[type_], type_)) for name, found in votes.items()}
    kept = [
        mention if mention.type == chosen[mention.text] else _retyped(mention, chosen[mention.text])
        for mention in mentions
    ]
    names = sorted((name for name in best if best[name] >= certain and len(name) > 1), key=lambda n: (-len(n), n))
    if not names:
        return kept
    index = {type_: at for at, type_ in enumerate(types)}
    pattern = re.compile("|".join(_bounded(name) for name in names))
    for match in pattern.finditer(document.text):
        name = match[0]
        score = float(inside[match.start() : match.end(), index[chosen[name]]].mean())
        if score >= open_:
            # Certainty of the name elsewhere speaks for it here; what the place itself says sets how much.
            score = round(min(best[name], 0.5 + score / 2), 4)
            kept.append(Mention(document.id, *match.span(), name, chosen[name], score, EXTRACTOR))
    return sorted(disjoint([*mentions_first(kept)]))


def mentions_first(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions without the copies that stand where another of the same name does."""
    seen: dict[tuple[int, int], Mention] = {}
    for mention in mentions:
        seen.setdefault((mention.start, mention.end), mention)
    return list(seen.values())


def _retyped(mention: Mention, type_: str) -> Mention:
    return Mention(mention.document, mention.start, mention.end, mention.text, type_, mention.score, mention.extractor)


def _bounded(name: str) -> str:
    edge = r"[A-Za-z0-9]"
    before = rf"(?<!{edge})" if re.match(edge, name) else ""
    after = rf"(?!{edge})" if re.search(edge + "$", name) else ""
    return before + re.escape(name) + after
