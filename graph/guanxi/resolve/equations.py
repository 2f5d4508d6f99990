"""What the text between two neighbouring names says about them: equated, listed side by side, or nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from guanxi.model import Mention, Span

_QUOTE = "[\"'“”‘’「」『』《》\\s]*"
# 称 alone is "says" (`甲公司称乙公司…`): it defines a name only in brackets or after 下, 统 and the like.
_DEFINED = re.compile(
    rf"{_QUOTE}[,，]?{_QUOTE}(?:[(（\[]?(?:以下|下文|下|本文|文中|后文|统|合)?(?:均|统|合)?(?:简称为?|统称为?|称为|称之为|缩写为?|全称为?)"
    rf"|[(（\[]?(?:以下|下文|下|本文|文中|后文|统|合)(?:均|统|合)?称|[(（\[](?:均|统|合)?称)[:：为]?{_QUOTE}"
)
_NAMED = re.compile(
    rf"{_QUOTE}[,，(（]?(?:又|也|亦|俗|昵|人|外|雅|别|原|旧|曾|古|本|被\w{{0,4}}|后)?(?:称作|称为|称之为|名叫|叫做|叫作|名为|又名|本名|真名|别名|外号|绰号|昵称|人称|花名"
    rf"|笔名|艺名|字|号|英文名|英文名称|中文名|中文名称|译名|又叫|也叫|俗称)[:：为是]?{_QUOTE}"
)
# What 即 joins may be a whole clause, unless a mark closes it.
_THAT_IS = re.compile(rf"{_QUOTE}[,，(（]?(?:即|也就是|就是)[:：]?{_QUOTE}")
_CLOSED = re.compile(rf"{_QUOTE}(?:[,，。；;)）、]|$)")
_RENAMED = re.compile(
    rf"{_QUOTE}[,，(（]?(?:的)?(?:公司)?(?:\w{{0,4}}?)(?:更名|改名|变更|改称)(?:为|成)?[:：]?{_QUOTE}"
    rf"|{_QUOTE}[,，(（]?(?:的)?(?:原名|曾用名|旧称|原称|旧名)(?:称|为|是|叫)?[:：]?{_QUOTE}"
)
_OPEN = re.compile(
    rf"{_QUOTE}[(（\[]{_QUOTE}(?:英文|英文名|英文名称|中文名|原名|简称|全称|即|又名|又称|也称|股票简称|证券简称)?[:：]?{_QUOTE}"
)
_CLOSE = re.compile(rf"{_QUOTE}[)）\]]")
_MORE = re.compile(rf"{_QUOTE}[,，;；、/|][^()（）\[\]]{{0,40}}[)）\]]")
_LIST = re.compile(rf"{_QUOTE}(?:、|和|与|及|以及|跟|同|或|/|／|vs\.?|VS|,|，){_QUOTE}")


def equations(text: str, mentions: Sequence[Mention], keys: Sequence[str]) -> dict[tuple[str, str], dict[str, Span]]:
    """Find what stands between neighbouring mentions.

    Args:
        text: the document.
        mentions: its mentions, in order of their place.
        keys: the folded string of each.

    Returns:
        For each pair of keys (first in the alphabet first) the signs seen and where: `defined` (`A（以下简称B）`),
        `named` (`A，又称B`), `that-is` (`A，即B，`), `renamed` (`A更名为B`), `brackets` (`A（B）`), `brackets-more`
        (`A（B，…）`), `open` (`A（B…`), `listed` (`A、B`), `adjacent` (`A B`).
    """
    found: defaultdict[tuple[str, str], dict[str, Span]] = defaultdict(dict)
    starts = [mention.start for mention in mentions]
    for at, (a, key) in enumerate(zip(mentions, keys, strict=True)):
        for other in range(bisect_left(starts, a.end, at + 1), min(at + 4, len(mentions))):
            b = mentions[other]
            if b.start - a.end > 24:
                break
            if keys[other] == key:
                continue
            sign = _sign(text, a.end, b)
            if sign:
                pair = (key, keys[other]) if key < keys[other] else (keys[other], key)
                found[pair].setdefault(sign, Span(a.start, b.end))
    return dict(found)


def _sign(text: str, end: int, b: Mention) -> str:
    gap = text[end : b.start]
    if _DEFINED.fullmatch(gap):
        return "defined"
    if _NAMED.fullmatch(gap):
        return "named"
    if _RENAMED.fullmatch(gap):
        return "renamed"
    if _THAT_IS.fullmatch(gap):
        return "that-is" if _CLOSED.match(text, b.end) else ""
    if _OPEN.fullmatch(gap):
        if _CLOSE.match(text, b.end):
            return "brackets"
        return "brackets-more" if _MORE.match(text, b.end) else "open"
    if not gap.strip(" \"'“”‘’「」『』《》·"):
        return "adjacent"
    if _LIST.fullmatch(gap):
        return "listed"
    # A second alias in one bracket: A（以下简称“B”或“C”）, A（B，C）
    if re.fullmatch(rf"{_QUOTE}[(（][^()（）]{{1,22}}(?:、|或|,|，|/|;|；|和){_QUOTE}", gap):
        return "defined" if "称" in gap else "open"
    return ""
