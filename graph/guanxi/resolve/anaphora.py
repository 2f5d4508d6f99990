"""Descriptions that stand for an entity named before: `该公司`, `他`, `后者`, `双方`. They never become aliases.

Only the certain cases: one sentence back at most, and nothing else of that kind in between.
Not used by `resolve`: an extractor may ask where a claim's end is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guanxi.model import Document, Mention, Span
from guanxi.resolve.names import gather

_FIRM = "公司|企业|集团|银行|机构|组织|媒体|大学|学校|医院|基金|网站|平台"
_THING = "产品|手机|软件|应用|游戏|系统|服务|平台|网站|车型|芯片|电影|书"
DESCRIPTION = re.compile(
    rf"(?P<ORG>(?:该|这家|此家|这一|这个)(?:{_FIRM}))"
    rf"|(?P<PRODUCT>(?:该|这款|此款|这部|这个|这项)(?:{_THING}))"
    r"|(?P<PERSON>(?<![其吉])[他她](?![们人国方日]))"
    r"|(?P<later>后者)|(?P<former>前者)|(?P<both>双方)"
)
_END = re.compile(r"[。！？!?\n]")


def descriptions(text: str) -> Iterator[Span]:
    """Yield every place of the text where a description stands that `refer` knows."""
    for found in DESCRIPTION.finditer(text):
        yield Span(*found.span())


def refer(document: Document, mentions: Sequence[Mention], place: Span) -> tuple[Mention, ...]:
    """Say which entity a description stands for.

    Args:
        document: the document.
        mentions: all its mentions, typed.
        place: where the description stands, as `descriptions` gives it.

    Returns:
        The mention it stands for; two for `双方`; none when that is not certain.
    """
    found = DESCRIPTION.fullmatch(document.text, place.start, place.end)
    if found is None:
        return ()
    kind = str(found.lastgroup)
    here, before = _sentences(document.text, place.start)
    types = {mention.type for mention in mentions}
    if kind in ("later", "former", "both"):
        listed = _distinct([m for m in mentions if here <= m.start < place.start]) or _distinct(
            [m for m in mentions if before <= m.start < here]
        )
        if len(listed) != 2 or len({mention.type for mention in listed}) != 1:
            return ()
        return {"later": (listed[1],), "former": (listed[0],), "both": tuple(listed)}[kind]
    if kind not in types:
        return ()
    wanted = [mention for mention in mentions if mention.type == kind]
    for start, end in ((here, place.start), (before, here)):
        near = _distinct([mention for mention in wanted if start <= mention.start < end])
        if near:
            return tuple(near) if len(near) == 1 else ()
    return ()


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the last mention of each name, in order of the text."""
    return sorted((name.mentions[-1] for name in gather(mentions)), key=lambda mention: mention.start)


def _sentences(text: str, at: int) -> tuple[int, int]:
    """Return where the sentence at `at` starts, and where the one before it does; a line break is never crossed."""
    here = max((found.end() for found in _END.finditer(text, 0, at)), default=0)
    if here == 0 or text[here - 1] == "\n":
        return here, here
    before = max((found.end() for found in _END.finditer(text, 0, here - 1)), default=0)
    return here, before
