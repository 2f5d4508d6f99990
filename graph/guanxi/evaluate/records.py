"""The record form: what one document says, as a JSON object; the same for annotations and for what guanxi extracts.

A record that guanxi writes is a stable contract (other programs read and score it):

    {"id": "jego",                      the document's name: file stem or the record's own id
     "path": "seeds/jego.md",           where it was read from
     "entities": [
       {"id": "e1", "type": "ORG", "name": "…",
        "mentions": ["…", "…"],         every distinct surface string, in order of first appearance
        "spans": [[12, 18], …]}],       every place: [start, end), in Unicode characters of the document's text
     "relations": [
       {"head": "e1", "type": "launched", "tail": "e2",
        "trigger": "推出" or null,
        "evidence": "…",                exact string of the text, and
        "evidence_span": [0, 40],       where it stands
        "negated": false,
        "modality": "fact",             fact, plan or claim, as annotators tell apart
        "modality_detail": "fact",      fact, plan, rumour or opinion, as guanxi does
        "time": "2008年" or null, "date": "2008" or null,
        "source": "e3" or null,         who says so
        "score": 0.97,
        "role": "总裁" or null, "former": false}]}     of works_for

Entity ids count from `e1` in order of first mention and hold within the record. There is one relation for each distinct
(head, type, tail, negated, modality), with its best evidence; best score first. The ends of a symmetric relation
have no order.
"""

from __future__ import annotations

from collections.abc import Sequence

from guanxi.model import Claim, Entity, Extraction, Mention
from guanxi.resolve import resolve_document
from guanxi.schema import Schema

#: Our modalities in the annotators' terms.
MODALITIES = {"fact": "fact", "plan": "plan", "rumour": "claim", "opinion": "claim"}


def to_record(
    extraction: Extraction, schema: Schema, *, entities: Sequence[Entity] | None = None, text: bool = False
) -> dict[str, object]:
    """Return what a document says in the record form of this module.

    Args:
        extraction: of one document.
        schema: tells which relations are symmetric.
        entities: of this document; resolved from the document alone when None.
        text: put the document's text into the record, too (`"text"`), for readers that lack the source.
    """
    document = extraction.document
    resolved = resolve_document(extraction, schema) if entities is None else entities
    places = [(_places(entity, document.id), entity) for entity in resolved]
    ordered = sorted((found for found in places if found[0]), key=lambda found: (found[0][0], found[1].id))
    ids: dict[tuple[int, int, str], str] = {}
    written = []
    for number, (mentions, entity) in enumerate(ordered, 1):
        id = f"e{number}"
        ids.update({(mention.start, mention.end, mention.type): id for mention in mentions})
        strings = list(dict.fromkeys(mention.text for mention in mentions))
        spans = sorted({(mention.start, mention.end) for mention in mentions})
        name = entity.name if entity.name in strings else strings[0]
        written.append(
            {"id": id, "type": entity.type, "name": name, "mentions": strings, "spans": [list(span) for span in spans]}
        )
    record: dict[str, object] = {"id": document.name or document.id, "path": document.path}
    if text:
        record["text"] = document.text
    return record | {"entities": written, "relations": _relations(extraction, schema, ids)}


def _places(entity: Entity, document: str) -> list[Mention]:
    return sorted(mention for mention in entity.mentions if mention.document == document)


def _relations(extraction: Extraction, schema: Schema, ids: dict[tuple[int, int, str], str]) -> list[dict[str, object]]:
    def entity_of(mention: Mention | None) -> str | None:
        return ids.get((mention.start, mention.end, mention.type)) if mention else None

    best: dict[tuple[object, ...], dict[str, object]] = {}
    for claim in sorted(extraction.claims, key=_best_first):
        head, tail = entity_of(claim.head), entity_of(claim.tail)
        if head is None or tail is None or head == tail:  # names that turned out to be one entity
            continue
        ends = frozenset((head, tail)) if schema.relations[claim.type].symmetric else (head, tail)
        key = (ends, claim.type, claim.polarity, MODALITIES[claim.modality])
        if key not in best:
            best[key] = _relation(claim, extraction.document.text, head, tail, entity_of(claim.source))
    return list(best.values())


def _best_first(claim: Claim) -> tuple[object, ...]:
    return (-claim.score, claim.evidence, claim.head, claim.tail, claim.type, claim.polarity, claim.modality)


def _relation(claim: Claim, text: str, head: str, tail: str, source: str | None) -> dict[str, object]:
    return {
        "head": head,
        "type": claim.type,
        "tail": tail,
        "trigger": claim.trigger.of(text) if claim.trigger else None,
        "evidence": claim.evidence.of(text),
        "evidence_span": [claim.evidence.start, claim.evidence.end],
        "negated": claim.polarity == "denied",
        "modality": MODALITIES[claim.modality],
        "modality_detail": claim.modality,
        "time": claim.time.of(text) if claim.time else None,
        "date": claim.date or None,
        "source": source,
        "score": round(claim.score, 4),
        "role": claim.role or None,
        "former": claim.former,
    }
