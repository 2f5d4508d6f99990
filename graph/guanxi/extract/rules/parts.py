"""Parts by their name: `某某集团研究院` is part of `某某集团` when the text names both."""

from __future__ import annotations

import re

from guanxi.extract.reading import Reading
from guanxi.extract.rules.stated import aliases
from guanxi.model import Claim, Mention
from guanxi.schema import Schema

TYPE = "part_of"
_PART = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）()]{0,8}(?:研究院|研究所|研究中心|实验室|分公司|子公司|分行|支行|支部|(?<!俱乐)部|处|局|办公室"
    r"|中心|学院|系|事业群|工作室|分院|分局|分会|分社|基地)"
    r"|(?:国际|海外|国内|中国|香港|台湾|美国|欧洲|亚洲|亚太|北美|日本|[\u4e00-\u9fff]{2,3}[省市])公司"
)


def parts(reading: Reading, schema: Schema) -> list[Claim]:
    """Return a part_of claim for each organisation whose name is another's and a word for a part; one a pair."""
    relation = schema.relations.get(TYPE)
    if relation is None:
        return []
    places: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.type in relation.head and mention.type in relation.tail:
            places.setdefault(mention.text, []).append(mention)
    same = {pair for alias in aliases(reading) for pair in ((alias.a.text, alias.b.text), (alias.b.text, alias.a.text))}
    found = []
    for name in places:
        whole = next((name[:size] for size in range(len(name) - 1, 1, -1) if name[:size] in places), None)
        if whole is None:
            continue
        # What has the whole's name and a form of business (`甲` and `甲股份有限公司`) is the same firm.
        if len(name) - len(whole) < 2 or not _PART.fullmatch(name[len(whole) :]) or (whole, name) in same:
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
