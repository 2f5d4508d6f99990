"""Claims of which an end is a description (`该公司`, `他`, `后者`), told of what it stands for.

An extractor reads a description as if it were a mention of that type; the claim's end becomes the mention that it
stands for. Descriptions never become mentions of the extraction, nor aliases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from guanxi.extract.anaphora import descriptions, refer
from guanxi.extract.reading import Reading
from guanxi.model import Alias, Claim, Mention, Span

LEAST = 0.3
"""Claims of descriptions that are less certain are left out."""

StandIns = Mapping[Mention, tuple[Mention, ...]]
"""Descriptions as mentions, each with the mentions it stands for."""


def stand_ins(reading: Reading, aliases: Sequence[Alias] = ()) -> dict[Mention, tuple[Mention, ...]]:
    """Return the descriptions of a document of which it is certain what they stand for.

    Args:
        reading: the document with all its mentions.
        aliases: second names that the document states.
    """
    found = {}
    for place in descriptions(reading.text):
        named = refer(reading, place, aliases)
        if named:
            text = place.of(reading.text)
            found[Mention(reading.document.id, place.start, place.end, text, named[0].type)] = named
    return found


def about(mentions: Sequence[Mention], pairs: Iterable[Sequence[int]], standing: StandIns) -> list[bool]:
    """Tell of each pair of mentions whether one end or both are descriptions, and not of the other end."""
    names = [{mention.text, *(other.text for other in standing.get(mention, ()))} for mention in mentions]
    stands = [mention in standing for mention in mentions]
    return [(stands[head] or stands[tail]) and not names[head] & names[tail] for head, tail in pairs]


def told(reading: Reading, claims: Iterable[Claim], standing: StandIns) -> Iterator[Claim]:
    """Yield the claims of descriptions with the names that these stand for.

    Their evidence is whole sentences, from the name to the description. Names of one sentence are left out: who reads
    the sentence has read what it says of them.

    Args:
        reading: the document.
        claims: claims whose ends may be descriptions.
        standing: as `stand_ins` gives them.
    """
    for claim in claims:
        if claim.score < LEAST or not {claim.head, claim.tail} & standing.keys():
            continue
        for head, tail in product(standing.get(claim.head, (claim.head,)), standing.get(claim.tail, (claim.tail,))):
            spans = (head.span, tail.span, claim.evidence)
            reach = reading.whole(Span(min(span.start for span in spans), max(span.end for span in spans)))
            if head.text != tail.text and len(reading.sentences_of(reach)) > 1:
                yield replace(claim, head=head, tail=tail, evidence=reach)
