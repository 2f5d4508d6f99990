"""Relations by the schema's trigger words between, before or after two mentions, with direction and voice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention, Sentence, Span
from guanxi.schema import RelationType, Schema

# Posts are `titles`' business; they are too many words to be certain anywhere else.
_LEFT_TO_TITLES = "works_for"
_PASSIVE = re.compile(r"(?:被|遭到?|获|受到?|由)$")
_TOWARDS = re.compile(r"(?:对|向|与|和|跟|同|将|把|给|针对|就)$")
_JOINED = re.compile(r"[、和与跟同及]|以及|[和与]其")
# Verbs that two do to each other, with no object: `甲和乙打架`.
_MUTUAL = frozenset(["打架", "争吵", "竞争", "较量", "抗衡", "战争"])
_REACH = 30


@dataclass(frozen=True, slots=True)
class _Hit:
    relation: RelationType
    span: Span
    inverse: bool


def relations(reading: Reading, schema: Schema) -> list[Claim]:
    """Return the claims that a trigger word states between mentions of one sentence."""
    found: dict[tuple[Mention, str, Mention], Claim] = {}
    for sentence in reading.sentences:
        mentions = reading.mentions_in(sentence)
        if len(mentions) < 2:
            continue
        for hit in _hits(reading, sentence, mentions, schema):
            for head, tail in _ends(reading, sentence, mentions, hit):
                if head.text != tail.text and _fits(hit.relation, head, tail):
                    claim = Claim(
                        reading.document.id,
                        head,
                        hit.relation.id,
                        tail,
                        sentence.span,
                        hit.span,
                        score=0.5,
                        extractor="rules:trigger",
                    )
                    found.setdefault((head, hit.relation.id, tail), claim)
    return list(found.values())


def _fits(relation: RelationType, head: Mention, tail: Mention) -> bool:
    # A directed relation that joins the same types both ways keeps to one kind (`衍生自`: product from product).
    alike = relation.head == relation.tail and len(relation.head) > 1 and not relation.symmetric
    return relation.joins(head.type, tail.type) and (not alike or head.type == tail.type)


@lru_cache(maxsize=8)
def _words(relations: tuple[RelationType, ...]) -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, bool], ...]]]:
    index: dict[str, list[tuple[str, bool]]] = {}
    for relation in relations:
        if relation.id == _LEFT_TO_TITLES:
            continue
        for words, inverse in ((relation.triggers, False), (relation.inverse_triggers, True)):
            for word in words:
                index.setdefault(word, []).append((relation.id, inverse))
    longest_first = sorted(index, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)"), {
        word: tuple(found) for word, found in index.items()
    }


def _hits(reading: Reading, sentence: Sentence, mentions: tuple[Mention, ...], schema: Schema) -> list[_Hit]:
    pattern, index = _words(tuple(schema.relations.values()))
    found: list[_Hit] = []
    for match in pattern.finditer(reading.text, sentence.start, sentence.end):
        if any(mention.start < match.end() and match.start() < mention.end for mention in mentions):
            continue
        found.extend(_Hit(schema.relations[id], Span(*match.span()), inverse) for id, inverse in index[match[0]])
    return found


def _ends(
    reading: Reading, sentence: Sentence, mentions: tuple[Mention, ...], hit: _Hit
) -> list[tuple[Mention, Mention]]:
    text, relation = reading.text, hit.relation
    before = [mention for mention in mentions if mention.end <= hit.span.start]
    after = [mention for mention in mentions if mention.start >= hit.span.end]
    clause = next(span for span in reading.clauses(sentence) if span.start <= hit.span.start < span.end)
    near = [mention for mention in before if mention.start >= clause.start]
    objects = [mention for mention in after if mention.end <= clause.end and mention.start - hit.span.end <= _REACH]
    if hit.inverse:
        return _inverse(reading, hit, near, before, after, clause)
    if relation.symmetric or text[hit.span.start : hit.span.end] in _MUTUAL:
        if len(near) >= 2 and _JOINED.search(text[near[-2].end : near[-1].start]):
            return [(near[-2], near[-1])]
        if not relation.symmetric:
            return []
    subjects = [mention for mention in near if mention.type in relation.head]
    targets = _listed(text, [mention for mention in objects if mention.type in relation.tail])
    # 甲被乙收购 / 由乙推出的甲
    agent = next((m for m in reversed(subjects) if _PASSIVE.search(text[max(0, m.start - 2) : m.start])), None)
    if agent is not None:
        patients = [m for m in before if m.end <= agent.start and m.type in relation.tail]
        if text[max(0, agent.start - 1)] == "由" and targets:
            return [(agent, target) for target in targets]
        return [(agent, patients[-1])] if patients else []
    # 甲对乙提出质疑
    if (
        len(near) >= 2
        and _TOWARDS.search(text[max(0, near[-1].start - 2) : near[-1].start])
        and near[-1].type in relation.tail
    ):
        return [(near[-2], near[-1])] if near[-2].type in relation.head else []
    # The subject of the clause is its first; without one, the subject of the sentence.
    subjects = subjects or [mention for mention in before if mention.type in relation.head][:1]
    if not subjects or not targets:
        return []
    subject = subjects[-1] if len(subjects) == 1 else subjects[0]
    return [(subject, target) for target in targets]


def _listed(text: str, mentions: list[Mention]) -> list[Mention]:
    """Keep the first mention and those that a list joins to it."""
    kept = mentions[:1]
    for mention in mentions[1:]:
        gap = text[kept[-1].end : mention.start].strip("“”《》「」 ")
        if gap not in ("、", "和", "与", "及", "以及", "而非", "而不是"):
            break
        kept.append(mention)
    return kept


def _inverse(
    reading: Reading, hit: _Hit, near: list[Mention], before: list[Mention], after: list[Mention], clause: Span
) -> list[tuple[Mention, Mention]]:
    text, relation = reading.text, hit.relation
    owner = near[-1] if near and re.fullmatch(r"[”》」]?的?", text[near[-1].end : hit.span.start]) else None
    named = after[0] if after and after[0].start - hit.span.end <= 2 else None
    if owner is not None and named is not None:
        return [(named, owner)]
    # 甲是乙的子公司
    if owner is not None and len(near) >= 2 and re.search(r"是|为|系|作为", text[near[-2].end : owner.start]):
        return [(near[-2], owner)]
    # 推出方甲…，乙…
    if named is not None and named.type in relation.head:
        others = [mention for mention in (*reversed(before), *after[1:]) if mention.type in relation.tail]
        return [(named, others[0])] if others else []
    return []
