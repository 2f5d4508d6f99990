"""Turns what the store holds into the graph: entities as nodes, relations as edges, every claim with its sentence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import networkx as nx
from networkx.utils import UnionFind

from guanxi.model import Claim, Document, Entity, Mention, Relation
from guanxi.resolve import resolve
from guanxi.resolve.passages import same_passages
from guanxi.schema import Schema
from guanxi.store import Store
from guanxi.text.shingles import letters

MIN_SCORE = 0.2
"""Claims and mentions that are less probable than this are left out, unless the caller asks for another threshold.

F1 of relations on the development documents is flat from .16 to .24: more is shown below, each claim with its sentence
and its score, and more of it is right above.
"""

_MODALITIES = ("fact", "plan", "opinion", "rumour")


def assemble(
    store: Store, schema: Schema, *, min_score: float = MIN_SCORE, clusters: Mapping[str, str] | None = None
) -> nx.MultiDiGraph:
    """Build the graph of a database.

    Each node is an entity id with the attribute `entity` (`Entity`); each edge has the relation type as its key and
    the attribute `relation` (`Relation`). `graph.graph` holds `documents` (`Document` by id), `schema` and `clusters`.
    Nodes and edges stand in sorted order, so the same documents give the same graph whatever their order.

    Args:
        store: its entities are used when they are up to date; otherwise names are resolved here, and not stored.
        schema: types that it does not know are left out.
        min_score: claims and mentions below it are left out (0–1); an entity without a mention goes with its relations.
        clusters: which documents are one voice: a document id and the id of its cluster of reprints.
    """
    entities, claims, documents = _read(store, schema)
    graph = nx.MultiDiGraph(documents=documents, schema=schema, clusters=dict(clusters or {}))
    for entity in sorted(entities, key=lambda entity: entity.id):
        kept = _above(entity, min_score) if entity.type in schema.entities else None
        if kept:
            graph.add_node(kept.id, entity=kept)
    good = (
        claim
        for claim in claims
        if claim.score >= min_score
        and claim.type in schema.relations
        and claim.head_id in graph
        and claim.tail_id in graph
    )
    for relation in relations(good, schema, documents, clusters):
        graph.add_edge(relation.head, relation.tail, key=relation.type, relation=relation)
    return graph


def relations(
    claims: Iterable[Claim],
    schema: Schema,
    documents: Mapping[str, Document],
    clusters: Mapping[str, str] | None = None,
) -> list[Relation]:
    """Gather resolved claims into relations, sorted by head, type and tail.

    A claim of something with itself is left out. In a symmetric relation the smaller id is the head.
    """
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        head, tail = claim.head_id, claim.tail_id
        if schema.relations[claim.type].symmetric and tail < head:
            head, tail = tail, head
        if head != tail:
            groups.setdefault((head, claim.type, tail), []).append(claim)
    found = []
    for (head, type_, tail), group in sorted(groups.items()):
        said = tuple(once(group, documents))
        number, weight = support(said, clusters or {}, documents)
        found.append(Relation(head, type_, tail, said, number, weight))
    return found


def once(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Claim]:
    """Return the claims of one relation, best first, with what one document says in the same words kept once.

    Articles repeat their own body (a summary, a second copy in another layout): equal sentences of one document,
    spaces and punctuation aside, with equal polarity, modality and source are one piece of evidence, and the best
    scored one stays. A source that the sentence itself names is the same in each copy, however much of its name was
    recognised there.
    """
    kept: dict[tuple[str, ...], Claim] = {}
    listed = sorted(claims, key=_rank)
    number = Counter(claim.document for claim in listed)
    for claim in listed:
        text = documents[claim.document].text if claim.document in documents else ""
        words = letters(claim.evidence.of(text)) if number[claim.document] > 1 else ""
        named = claim.source is not None and claim.evidence.contains(claim.source)
        source = "" if claim.source is None else "named" if named and words else claim.source_id
        kept.setdefault((claim.document, words, claim.polarity, claim.modality, source), claim)
    return list(kept.values())


def support(
    claims: Iterable[Claim], clusters: Mapping[str, str], documents: Mapping[str, Document] | None = None
) -> tuple[int, float]:
    """Return how many independent voices assert a relation, and its weight.

    Documents of one cluster are one voice, and so are documents that state the relation in the same sentence: a quoted
    or syndicated paragraph in otherwise different articles. The weight is the expected number of voices that state it:
    the sum, over the voices, of the score of the voice's best claim. A relation that is only denied has support 0, and
    the weight of its denials.

    Args:
        claims: all claims of one relation.
        clusters: the cluster of a document id; a document that is not in it stands for itself.
        documents: by id, to compare sentences; one that is missing is compared with none.
    """
    listed = list(claims)
    scored: dict[str, dict[str, float]] = {"asserted": {}, "denied": {}}
    for claim, voice in zip(listed, _voices(listed, clusters, documents or {}), strict=True):
        best = scored[claim.polarity]
        best[voice] = max(best.get(voice, 0.0), claim.score)
    scores = sorted((scored["asserted"] or scored["denied"]).values())
    return len(scored["asserted"]), round(math.fsum(scores), 4)


def voices(claims: Iterable[Claim], clusters: Mapping[str, str], documents: Mapping[str, Document]) -> int:
    """Return how many independent voices make some claims of one relation, of whatever polarity (see `support`)."""
    return len(set(_voices(list(claims), clusters, documents)))


def _voices(claims: list[Claim], clusters: Mapping[str, str], documents: Mapping[str, Document]) -> list[str]:
    """Return whose voice each claim is: a cluster or a document; one for all that repeat a sentence of each other."""
    voices = [clusters.get(claim.document, claim.document) for claim in claims]
    if len(set(voices)) < 2:
        return voices
    for polarity in ("asserted", "denied"):
        places = [at for at, one in enumerate(claims) if one.polarity == polarity and one.document in documents]
        texts = [claims[at].evidence.of(documents[claims[at].document].text) for at in places]
        groups = UnionFind(voices[at] for at in places)
        for at, first in zip(places, same_passages(texts), strict=True):
            groups.union(voices[places[first]], voices[at])
        for at in places:
            voices[at] = groups[voices[at]]
    return voices


def _rank(claim: Claim) -> tuple[object, ...]:
    """Order claims best first: asserted before denied, facts before plans, then by score, then by place."""
    kind = (claim.polarity != "asserted", _MODALITIES.index(claim.modality), -claim.score)
    place = (claim.document, claim.evidence, claim.head, claim.tail, claim.extractor, claim.role, claim.date)
    return (*kind, *place, claim.trigger is None, claim.trigger or claim.evidence, claim.source_id)


def _read(store: Store, schema: Schema) -> tuple[list[Entity], Iterator[Claim], dict[str, Document]]:
    extractions = list(store.extractions())
    documents = {extraction.document.id: extraction.document for extraction in extractions}
    claims = (claim for extraction in extractions for claim in extraction.claims)
    if store.resolution:
        return list(store.entities()), claims, documents
    resolution = resolve(extractions, schema)
    return list(resolution.entities), (with_ids(claim, resolution.entity_of) for claim in claims), documents


def with_ids(claim: Claim, entity_of: Callable[[Mention], str]) -> Claim:
    """Return the claim with the entity ids of its mentions; an id stays empty when nothing is known of a mention."""

    def id_of(mention: Mention | None) -> str:
        try:
            return entity_of(mention) or "" if mention else ""
        except KeyError:
            return ""

    return replace(claim, head_id=id_of(claim.head), tail_id=id_of(claim.tail), source_id=id_of(claim.source))


def _above(entity: Entity, min_score: float) -> Entity | None:
    """Return the entity with only the mentions that reach the threshold; None when there are none."""
    mentions = tuple(sorted(mention for mention in entity.mentions if mention.score >= min_score))
    if len(mentions) == len(entity.mentions):
        return replace(entity, mentions=mentions) if mentions else None
    seen = {mention.text for mention in mentions}
    lost = {mention.text for mention in entity.mentions} - seen
    aliases = tuple(alias for alias in entity.aliases if alias not in lost)
    return replace(entity, aliases=aliases, mentions=mentions) if mentions else None
