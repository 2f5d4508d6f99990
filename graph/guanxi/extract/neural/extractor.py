"""The default extractor: the trained model for names and relations, and the exact rules on top of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guanxi.extract.attributes import fill
from guanxi.extract.described import StandIns, about, stand_ins, told
from guanxi.extract.neural.claims import Calibration, claims_of, types_allowed
from guanxi.extract.neural.mentions import agree, mentions_of
from guanxi.extract.neural.network import Network, load
from guanxi.extract.neural.pairs import near_pairs, type_index
from guanxi.extract.neural.windows import windows
from guanxi.extract.reading import Reading, disjoint
from guanxi.extract.rules import triggers
from guanxi.extract.rules.copular import overrule
from guanxi.extract.rules.extractor import exact_aliases, exact_claims, exact_mentions
from guanxi.extract.rules.names import listed, tails, whole_departments
from guanxi.extract.spread import spread
from guanxi.model import Alias, Claim, Document, Extraction, Mention, Span
from guanxi.schema import Schema
from guanxi.text.words import cutter, load_dictionary

Floats = NDArray[np.float32]


class Neural:
    """Reads a document with the trained model.

    Args:
        schema: types that the model was not trained on are never found by it; the exact rules still see them.
        userdict: a jieba user dictionary; its words tagged `nt`, `nz` or `nr` are always mentions.
        network: the weights; the package's own without it.
        rules: add what the exact rules say (speakers, stated second names, departments, titles, parts by name), and
            let the schema's trigger words speak for the model's claims.
    """

    name = "neural"
    parallel = True  # most of its time is spent outside of Python

    def __init__(
        self,
        schema: Schema,
        userdict: str | Path | None = None,
        network: Network | None = None,
        rules: bool = True,
    ) -> None:
        self._schema = schema
        self._cutter = cutter(userdict)
        self._entries = load_dictionary(userdict) if userdict is not None else ()
        self._network = network or load()
        self._rules = rules
        self._tuning = self._network.tuning

    def extract(self, document: Document) -> Extraction:
        """Return the mentions, claims and aliases of a document."""
        if not document.text.strip():
            return Extraction(document)
        states, log = self._network.read(document.text)
        reading = Reading.of(document, self.mentions(document, log))
        if self._entries:
            reading = reading.with_mentions(disjoint([*listed(reading, self._entries), *reading.mentions]))
        if self._rules:
            reading = exact_mentions(reading)
            reading = reading.with_mentions(whole_departments(reading.mentions))
            reading = reading.with_mentions(disjoint([*reading.mentions, *tails(reading, reading.mentions)]))
        aliases = tuple(exact_aliases(reading))
        claims = self._relate(reading, states, aliases)
        if self._rules:
            claims = overrule(best_of_each([*exact_claims(reading, self._schema), *claims]))
            claims += spread(reading, claims, self._schema)
        claims = fill(reading, best_of_each(claims))
        return Extraction(document, reading.mentions, tuple(claims), aliases)

    def tag(self, document: Document) -> Floats:
        """Return the log probabilities of the tags of each character, shape (characters, 1 + 4·types)."""
        return self._network.read(document.text)[1]

    def mentions(self, document: Document, log: Floats, tuning: Mapping[str, float] | None = None) -> list[Mention]:
        """Return the mentions that tags make, after the document has been brought to agree with itself.

        Args:
            document: the document.
            log: as `tag` returns them.
            tuning: thresholds; the shipped ones without it.
        """
        tuning = tuning or self._tuning
        types = self._network.labels.tags["own"]
        found = mentions_of(document, log, types, tuning["mention_least"])
        probability = np.exp(log[:, 1:]).reshape(len(log), len(types), 4).sum(-1)
        found = agree(document, found, probability, types, tuning["name_certain"], tuning["name_elsewhere"])
        return [mention for mention in found if mention.type in self._schema.entities]

    def _relate(self, reading: Reading, states: Floats, aliases: Sequence[Alias]) -> list[Claim]:
        labels = self._network.labels
        stated = _both_ways(triggers.relations(reading, self._schema), self._schema) if self._rules else {}
        # Types of the user's own schema that the model was never taught are found by their trigger words alone.
        found = {key: claim for key, claim in stated.items() if claim.type not in labels.relations}
        standing = stand_ins(reading, aliases) if self._rules else {}
        seen = 0
        for cut in windows(reading.text):
            state = states[cut.start : cut.end]
            claims = self._window_claims(reading, reading.mentions, cut, seen, state, stated)
            if any(cut.start <= mention.start < cut.end for mention in standing):
                mentions = sorted((*reading.mentions, *standing))
                described = self._window_claims(reading, mentions, cut, seen, state, {}, standing)
                claims = [*claims, *told(reading, described, standing)]
            for claim in claims:
                key = (claim.head, claim.type, claim.tail)
                if key not in found or found[key].score < claim.score:
                    found[key] = claim
            seen = cut.end  # pairs that this window has seen whole are its own
        return list(found.values())

    def _window_claims(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        cut: Span,
        seen: int,
        state: Floats,
        stated: Mapping[tuple[Mention, str, Mention], Claim],
        standing: StandIns | None = None,
    ) -> list[Claim]:
        """Return the claims of one window; with `standing`, only those of descriptions among the mentions."""
        labels, tuning = self._network.labels, self._tuning
        mentions = [m for m in mentions if m.start >= cut.start and m.end <= cut.end]
        if len(mentions) < 2:
            return []
        spans = np.array([(m.start - cut.start, m.end - cut.start) for m in mentions], np.int64)
        text = reading.text[cut.start : cut.end]
        pairs = near_pairs(text, spans, types_allowed(mentions, self._schema, labels.relations))
        if seen > cut.start:
            pairs = pairs[np.maximum(spans[pairs[:, 0], 1], spans[pairs[:, 1], 1]) > seen - cut.start]
        if standing is not None:
            pairs = pairs[np.array(about(mentions, pairs, standing), np.bool_)]
        if not len(pairs):
            return []
        scores = self._network.relate(text, state, spans, type_index([m.type for m in mentions]), pairs)
        return claims_of(
            reading,
            mentions,
            pairs,
            scores,
            cut.start,
            self._schema,
            labels.relations,
            Calibration(
                tuning["relation_scale"], tuning["relation_shift"], tuning["relation_stated"], tuning["trusted"]
            ),
            tuning["relation_least"],
            self._cutter,
            stated,
        )


def _both_ways(claims: Iterable[Claim], schema: Schema) -> dict[tuple[Mention, str, Mention], Claim]:
    """Return claims by ends and type; the ends of a symmetric relation in both orders."""
    found = {}
    for claim in claims:
        found[claim.head, claim.type, claim.tail] = claim
        if schema.relations[claim.type].symmetric:
            found[claim.tail, claim.type, claim.head] = replace(claim, head=claim.tail, tail=claim.head)
    return found


def best_of_each(claims: Iterable[Claim]) -> list[Claim]:
    """Keep one claim for each head, type and tail in one sentence: the best; a rule's trigger and role go to it."""
    kept: dict[tuple[Mention, str, Mention, int], Claim] = {}
    for claim in claims:
        key = (claim.head, claim.type, claim.tail, claim.evidence.start)
        other = kept.get(key)
        if other is None:
            kept[key] = claim
        elif claim.score > other.score:
            kept[key] = replace(
                claim, trigger=other.trigger or claim.trigger, role=other.role or claim.role, former=other.former
            )
    return sorted(kept.values(), key=lambda claim: (claim.evidence, claim.head, claim.tail, claim.type))
