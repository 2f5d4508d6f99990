"""Descriptions that stand for an entity named before: `该公司`, `他`, `后者`, `双方`. They never become aliases.

Only the certain cases: one sentence back at most, and nothing else of that kind in between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from guanxi.extract.reading import Reading
from guanxi.model import Mention, Sentence, Span
from guanxi.text.normalise import fold

_FIRM = "公司|企业|集团|银行|机构|组织|媒体|大学|学校|医院|基金|网站|平台"
_THING = "产品|手机|软件|应用|游戏|系统|服务|平台|网站|车型|芯片|电影|书"
DESCRIPTION = re.compile(
    rf"(?P<ORG>(?:该|这家|此家|这一|这个)(?:{_FIRM}))"
    rf"|(?P<PRODUCT>(?:该|这款|此款|这部|这个|这项)(?:{_THING}))"
    r"|(?P<PERSON>(?<![其吉])[他她](?![们人国方日]))"
    r"|(?P<later>后者)|(?P<former>前者)|(?P<both>双方)"
)


def descriptions(text: str) -> Iterator[Span]:
    """Yield every place of the text where a description stands that `refer` knows."""
    for found in DESCRIPTION.finditer(text):
        yield Span(*found.span())


def refer(reading: Reading, place: Span) -> tuple[Mention, ...]:
    """Say which entity a description stands for.

    Args:
        reading: the document with all its mentions.
        place: where the description stands, as `descriptions` gives it.

    Returns:
        The mention it stands for; two for `双方`; none when that is not certain.
    """
    found = DESCRIPTION.fullmatch(reading.text, place.start, place.end)
    here = reading.sentence_at(place.start)
    if found is None or here is None or reading.mentions_in(place):
        return ()
    kind = str(found.lastgroup)
    reaches = [Span(here.start, place.start)]
    before = _before(reading, here)
    if before is not None:
        reaches.append(before.span)
    for reach in reaches:
        near = _names(reading.mentions_in(reach))
        if kind in ("later", "former", "both"):
            if not near:
                continue
            if len(near) != 2 or near[0].type != near[1].type:
                return ()
            return {"later": (near[1],), "former": (near[0],), "both": tuple(near)}[kind]
        of_kind = [mention for mention in near if mention.type == kind]
        if of_kind:
            return tuple(of_kind) if len(of_kind) == 1 else ()
    return ()


def _names(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the last mention of each name, in order of the text."""
    last = {fold(mention.text): mention for mention in mentions}
    return sorted(last.values(), key=lambda mention: mention.start)


def _before(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the sentence before; a line break is never crossed."""
    index = bisect_right(reading.sentences, sentence.start, key=lambda other: other.start) - 2
    if index < 0 or "\n" in reading.text[reading.sentences[index].end - 1 : sentence.start]:
        return None
    return reading.sentences[index]
