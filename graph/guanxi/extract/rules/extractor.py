"""The extractor that is rules alone: names, stated names, dialogue, titles, parts and trigger words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from guanxi.extract.attributes import fill
from guanxi.extract.described import stand_ins, told
from guanxi.extract.protocol import register
from guanxi.extract.reading import Reading, disjoint
from guanxi.extract.rules import copular, names, parts, speakers, stated, titles, triggers
from guanxi.extract.spread import spread
from guanxi.model import Alias, Claim, Document, Extraction, Mention
from guanxi.schema import Schema
from guanxi.text.words import cutter, load_dictionary


def exact_mentions(reading: Reading) -> Reading:
    """Add the mentions that rules are certain of to those of any extractor: speakers and stated second names."""
    reading = reading.with_mentions(disjoint([*speakers.mentions(reading), *reading.mentions]))
    return reading.with_mentions(disjoint([*reading.mentions, *stated.mentions(reading)]))


def exact_claims(reading: Reading, schema: Schema) -> list[Claim]:
    """Return the claims that rules are certain of: posts by bracket or title, parts by name, sentences of being."""
    return [
        *speakers.posts(reading, schema),
        *titles.posts(reading, schema),
        *copular.copular(reading, schema),
        *parts.parts(reading, schema),
    ]


def exact_aliases(reading: Reading) -> list[Alias]:
    """Return the second names that the text states, for the mentions of any extractor."""
    return stated.aliases(reading)


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """Keep one claim for each head, type and tail in one sentence: the first given."""
    kept: dict[tuple[Mention, str, Mention, int], Claim] = {}
    for claim in claims:
        kept.setdefault((claim.head, claim.type, claim.tail, claim.evidence.start), claim)
    return sorted(kept.values(), key=lambda claim: (claim.evidence, claim.head, claim.tail, claim.type))


@register("rules")
class Rules:
    """Reads a document by rules alone; no model.

    Args:
        schema: its trigger words and types are what is looked for.
        userdict: a jieba user dictionary; its tagged words are always mentions.
    """

    name = "rules"

    def __init__(self, schema: Schema, userdict: str | Path | None = None) -> None:
        self._schema = schema
        self._cutter = cutter(userdict)
        self._entries = load_dictionary(userdict) if userdict is not None else ()

    def extract(self, document: Document) -> Extraction:
        """Return the mentions, claims and aliases of a document."""
        reading = Reading.of(document)
        reading = reading.with_mentions(speakers.mentions(reading))
        found = [m for m in names.find(reading, self._cutter, self._entries) if m.type in self._schema.entities]
        reading = exact_mentions(reading.with_mentions(found))
        aliases = exact_aliases(reading)
        stated = [*exact_claims(reading, self._schema), *triggers.relations(reading, self._schema)]
        standing = stand_ins(reading, aliases)
        if standing:
            described = reading.with_mentions([*reading.mentions, *standing])
            stated += told(reading, triggers.relations(described, self._schema), standing)
        claims = copular.overrule(merged(stated))
        claims = merged([*claims, *spread(reading, claims, self._schema)])
        return Extraction(document, reading.mentions, tuple(fill(reading, claims)), tuple(aliases))
