"""Title and name: `甲公司总裁王某`, `王某（甲公司总裁）`, `王某，甲公司前总裁`: works_for with the post as role."""

from __future__ import annotations

import re
from functools import lru_cache

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention, Span
from guanxi.schema import Schema

TYPE = "works_for"
_FORMER = r"(?:前任|前|原|曾任|曾经的|离任)"
_PRESENT = (
    r"(?:现任|时任|新任|代理|执行|兼任|兼|名誉|荣誉|独立|高级|首席|资深|常务|联席|联合"
    r"|全球|中国区|亚太区|大中华区|副|总)"
)
_WIDEST = 24


@lru_cache(maxsize=8)
def _titles(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=8)
def _between(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match what stands between an organisation and a name: former, a few modifiers, one or more titles."""
    title = rf"(?:{_PRESENT}|[\u4e00-\u9fffA-Z]{{0,6}}?){{0,2}}(?:{_titles(words)})"
    return re.compile(
        rf"(?:的|\s)?(?P<former>{_FORMER})?(?:的)?(?:某|一名|一位)?(?P<role>{title}(?:(?:兼任|兼|、|及|和|/){title}){{0,3}})"
    )


def posts(reading: Reading, schema: Schema) -> list[Claim]:
    """Return a works_for claim for each organisation, title and name that stand together."""
    relation = schema.relations.get(TYPE)
    if relation is None or not relation.inverse_triggers:
        return []
    pattern = _between(relation.inverse_triggers)
    found = []
    for index, organisation in enumerate(reading.mentions):
        if organisation.type not in relation.tail:
            continue
        after = reading.mentions[index + 1] if index + 1 < len(reading.mentions) else None
        before = reading.mentions[index - 1] if index else None
        if after and after.type in relation.head and after.start - organisation.end <= _WIDEST:
            role = pattern.fullmatch(reading.text[organisation.end : after.start].strip("“”\"' "))
            if role:
                found.append(_claim(reading, after, organisation, role, organisation.end, pattern))
                continue
        if before and before.type in relation.head and _explains(reading.text[before.end : organisation.start]):
            role = pattern.match(reading.text, organisation.end, organisation.end + _WIDEST)
            if role and re.match(r"[）)，,。；;、\s]|$", reading.text[role.end() : role.end() + 1]):
                found.append(_claim(reading, before, organisation, role, 0, pattern))
    return [claim for claim in found if claim is not None]


def _explains(gap: str) -> bool:
    return re.fullmatch(r"[（(]|，?(?:现任|时任|曾任|原任|系|为|是|担任|出任|就任|，)", gap) is not None


def _claim(
    reading: Reading,
    person: Mention,
    organisation: Mention,
    match: re.Match[str],
    offset: int,
    pattern: re.Pattern[str],
) -> Claim | None:
    sentence = reading.sentence_at(person.start)
    if sentence is None or not sentence.span.contains(organisation):
        return None
    role = match["role"]
    # The match was made on the whole text (offset 0) or on the stretch after the organisation.
    start = match.start("role") if not offset else reading.text.index(role, offset)
    gap = reading.text[min(person.end, organisation.end) : max(person.start, organisation.start)]
    former = bool(match["former"]) or "曾任" in gap or "原任" in gap
    return Claim(
        document=reading.document.id,
        head=person,
        type=TYPE,
        tail=organisation,
        evidence=sentence.span,
        trigger=Span(start, start + len(role)),
        role=role,
        former=former,
        score=0.95,
        extractor="rules:title",
    )
