"""Descriptions that stand for an entity named before: `该公司`, `他`, `后者`, `双方`. They never become aliases.

Only the certain cases: one sentence back at most, and nothing else of that kind in between. The speaker of a
dialogue turn is no candidate, and a turn's sentences are never left: 他 may be another speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from guanxi.extract.reading import Reading
from guanxi.model import Alias, Mention, Sentence, Span
from guanxi.text.normalise import fold

_FIRM = "公司|企业|集团|银行|机构|组织|媒体|大学|学校|医院|基金|网站|平台"
_THING = "产品|手机|软件|应用|游戏|系统|服务|平台|网站|车型|芯片|电影|书"
DESCRIPTION = re.compile(
    rf"(?P<ORG>(?:该|这家|此家|这一|这个)(?:{_FIRM}))"
    rf"|(?P<PRODUCT>(?:该|这款|此款|这部|这个|这项)(?:{_THING}))"
    r"|(?P<PERSON>(?<![其吉])[他她](?![们人国方日]))"
    r"|(?P<later>后者)|(?P<former>前者)|(?P<both>双方)"
)
# Right behind a name: it only says where the news comes from (`企查查APP显示，…`).
_SOURCE = re.compile(
    r"(?:App|APP|app|网站?|网讯|官网|数据|平台|股权穿透|公告)*(?:显示|报道|获悉|消息|讯(?=[，,：:\s]))"
)


def descriptions(text: str) -> Iterator[Span]:
    """Yield every place of the text where a description stands that `refer` knows."""
    for found in DESCRIPTION.finditer(text):
        yield Span(*found.span())


def refer(reading: Reading, place: Span, aliases: Iterable[Alias] = ()) -> tuple[Mention, ...]:
    """Say which entity a description stands for.

    Args:
        reading: the document with all its mentions.
        place: where the description stands, as `descriptions` gives it.
        aliases: second names that the document states; two names of one entity are no reason for doubt.

    Returns:
        The mention it stands for; two for `双方`; none when that is not certain.
    """
    found = DESCRIPTION.fullmatch(reading.text, place.start, place.end)
    here = reading.sentence_at(place.start)
    if found is None or here is None or reading.mentions_in(place):
        return ()
    kind = str(found.lastgroup)
    reaches = [Span(here.speaker.end if here.speaker else here.start, place.start)]
    before = _before(reading, here)
    if before is not None and here.speaker is None and before.speaker is None:
        reaches.append(before.span)
    said = {fold(alias.b.text): fold(alias.a.text) for alias in aliases}
    for reach in reaches:
        near = _entities([m for m in reading.mentions_in(reach) if not _SOURCE.match(reading.text, m.end)], said)
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


def _entities(mentions: Sequence[Mention], said: Mapping[str, str]) -> list[Mention]:
    """Return the last mention of each entity, in order of the text."""
    last = {said.get(key, key): mention for mention in mentions for key in (fold(mention.text),)}
    return sorted(last.values(), key=lambda mention: mention.start)


def _before(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the sentence before; it may end a line, but an empty line is never crossed."""
    index = bisect_right(reading.sentences, sentence.start, key=lambda other: other.start) - 2
    if index < 0 or reading.text[reading.sentences[index].end - 1 : sentence.start].count("\n") > 1:
        return None
    return reading.sentences[index]
