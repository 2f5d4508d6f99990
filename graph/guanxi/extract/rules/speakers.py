"""Dialogue: speakers are people, and the bracket after a label says where they work (`员工A（某某市场部员工）：`)."""

from __future__ import annotations

import re

from guanxi.extract.reading import Reading, disjoint
from guanxi.model import Claim, Mention, Span
from guanxi.schema import Schema
from guanxi.text.dialogue import Turn, turns

TYPE = "works_for"
# A label that names no one in particular.
_NOBODY = re.compile(
    r"[QA]\d{0,2}|问|答|[甲乙丙丁]|记者|主持人|网友|编辑|观众|众人|旁白|画外音|读者|用户|嘉宾|提问|回答|采访者"
)
_POST = re.compile(r"(?:(?:某|的|一名|一位|资深|内部|前|原)*)(?P<role>[^，,、；;。（）()\s]{1,16})")


def mentions(reading: Reading) -> list[Mention]:
    """Return the speakers as mentions, wherever their label stands; labels that name no one (`问`) are left out."""
    labels: dict[str, Span] = {}
    for turn in turns(reading.text):
        name = turn.label.of(reading.text)
        if not _NOBODY.fullmatch(name):
            labels.setdefault(name, turn.label)
    known = {mention.text: mention.type for mention in reading.mentions}
    # `搜狐IT：` in an interview is the outlet, not a person.
    types = {name: "ORG" if known.get(name) == "ORG" else "PERSON" for name in labels}
    if not types:
        return []
    pattern = re.compile(
        "|".join(re.escape(name) for name in sorted(types, key=lambda name: (-len(name), name)) if len(name) > 1)
    )
    if not pattern.pattern:
        return []
    return disjoint(
        Mention(reading.document.id, match.start(), match.end(), match[0], types[match[0]], 0.97, "rules")
        for match in pattern.finditer(reading.text)
    )


def posts(reading: Reading, schema: Schema) -> list[Claim]:
    """Return a works_for claim for each speaker whose bracket names an organisation; one a speaker and organisation."""
    relation = schema.relations.get(TYPE)
    if relation is None:
        return []
    found: dict[tuple[str, str], Claim] = {}
    for turn in turns(reading.text):
        claim = _post(reading, turn, relation.head, relation.tail)
        if claim is not None:
            found.setdefault((claim.head.text, claim.tail.text), claim)
    return list(found.values())


def _post(reading: Reading, turn: Turn, heads: frozenset[str], tails: frozenset[str]) -> Claim | None:
    speaker = reading.mention_at(turn.label)
    if turn.bracket is None or speaker is None or speaker.type not in heads:
        return None
    organisations = [mention for mention in reading.mentions_in(turn.bracket) if mention.type in tails]
    if not organisations:
        return None
    organisation = organisations[-1]
    post = _POST.match(reading.text, organisation.end, turn.bracket.end)
    sentence = reading.sentence_at(turn.label.start)
    if post is None or sentence is None:
        return None
    former = re.search(r"前|原", reading.text[organisation.end : post.start("role")]) is not None
    return Claim(
        document=reading.document.id,
        head=speaker,
        type=TYPE,
        tail=organisation,
        evidence=sentence.span,
        trigger=Span(*post.span("role")),
        role=post["role"],
        former=former,
        score=0.97,
        extractor="rules:dialogue",
    )
