"""Parts by their name: `某某集团研究院` is part of `某某集团` when the text names both."""

from __future__ import annotations

import re

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention
from guanxi.schema import Schema

TYPE = "part_of"
_PART = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）()]{0,8}(?:研究院|研究所|研究中心|实验室|分公司|子公司|公司|分行|支行|支部|部|处|局|科|室|中心|学院|系|事业部|事业群|委员会|办公室|工作室|分院|分局|分会|分社|基地)$"
)
# `腾讯` + `公司` is the same firm, no part of it.
_SAME = re.compile(r"(?:股份|控股|科技|网络|集团|有限|责任|总|母)*(?:公司|集团|总部|本部)$")


def parts(reading: Reading, schema: Schema) -> list[Claim]:
    """Return a part_of claim for each organisation whose name is another's and a word for a part; one a pair."""
    relation = schema.relations.get(TYPE)
    if relation is None:
        return []
    places: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.type in relation.head and mention.type in relation.tail:
            places.setdefault(mention.text, []).append(mention)
    found = []
    for name in places:
        whole = next((name[:size] for size in range(len(name) - 1, 1, -1) if name[:size] in places), None)
        if whole is None:
            continue
        rest = name[len(whole) :]
        if not _PART.fullmatch(rest) or _SAME.fullmatch(rest):
            continue
        head, tail = _nearest(reading, places[name], places[whole])
        sentence = reading.sentence_at(head.start)
        if sentence is not None:
            found.append(Claim(reading.document.id, head, TYPE, tail, sentence.span, score=0.9, extractor="rules:part"))
    return found


def _nearest(reading: Reading, heads: list[Mention], tails: list[Mention]) -> tuple[Mention, Mention]:
    """Return a pair of one sentence when there is one, else the first of each."""
    by_sentence = {reading.sentence_at(tail.start): tail for tail in reversed(tails)}
    for head in heads:
        sentence = reading.sentence_at(head.start)
        if sentence in by_sentence:
            return head, by_sentence[sentence]
    return heads[0], tails[0]
