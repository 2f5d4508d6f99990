"""Second names that the text itself states: defined short names, nicknames, names in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guanxi.extract.reading import Reading, disjoint
from guanxi.model import Alias, Mention, Span

_BARE = r"[^“”\"「」『』‘’'《》（）()，,。、；;：:\n]{1,30}"


def _name(group: str) -> str:
    """Match a name in quotes or title marks, or bare; the marks stay outside the group."""
    return rf"(?:[“\"「『‘'《](?=[^（）()\n]{{1,30}}?[”\"」』’'》]))?(?P<{group}>{_BARE})[”\"」』’'》]?"


_DEFINED = re.compile(
    r"[（(][^（）()\n]{0,60}?(?:以下简称|以下称|下称|下简称|简称|以下统称|统称)(?:为|作)?[：: ]?\s*"
    + _name("first")
    + r"(?:[、，,或]{1,2}"
    + _name("second")
    + r")?[^（）()\n]{0,20}[）)]"
)
_NAMED = re.compile(
    r"[（(](?:英文名称?|中文名称?|外文名|原名|本名|又名|别名|曾用名|昵称|绰号|外号|网名|笔名|艺名|俗称|全称|英文全称|代号)"
    r"(?:为|叫|是)?[：: ]?\s*" + _name("first") + r"[）)]"
)
_NICKNAME = re.compile(
    r"(?:称作|(?<![名并统合])称为|称之为|称呼为|叫作|叫做|戏称为?|昵称为?|俗称为?|俗称|又称为?|也叫|又名|人称|别名|绰号|外号(?:是|为|叫)?|化名|改名为|更名为)"
    r"[“\"「『‘《](?P<name>[^“”\"「」『』‘’《》，。！？；：\n]{1,16})[”\"」』’》]"
)
_FOREIGN = re.compile(r"[（(](?P<first>[A-Z][A-Za-z0-9.&’' -]{1,40})(?:[，,；;][^（）()\n]{0,30})?[）)]")
_BRACKET = re.compile(r"[（(](?P<inner>[^（）()\n]{2,30})[）)]")
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{1,2}总|老[\u4e00-\u9fff]|小[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:董|哥|姐|叔|爷|导|教授|老师|先生|女士|小姐)"
)
_ABBREVIATION = re.compile(
    r"(?:就)?是(?:英文|英语|中文)?[“\"]?(?P<name>[^“”\"，。！？；：\n]{2,40}?)[”\"]?的(?:缩写|简称|简写|全称|英文名|别称|昵称)"
)
# A role in the text's own business, no name: `（以下简称“公司”）`, `（下称“受让方”）`.
_NO_ALIAS = re.compile(
    r"(?:(?:本|该|贵|上市|目标|标的)?(?:公司|集团|基金|银行|行|学校|平台|系统|产品|计划|报告)|公告|股票|代码|协议|标的|项目|交易|代码.*|.{0,4}股东|.{0,4}方|.{0,3}人|.{0,3}者|.{0,3}单位|.{0,3}机构|控制人|本次.*)$"
)
# `（MSFT.O）`, `（SZ 000816）`: where a share is traded.
_TICKER = re.compile(
    r"[A-Z0-9]{1,8}\.[A-Z]{1,4}|(?:SZ|SH|HK|BJ|NYSE|NASDAQ|TSX|ASX|LON|EPA)[:： ]?.{0,12}"
    r"|[A-Z]{0,2} ?\d{4,6}(?:\.[A-Z]{2})?"
)


def mentions(reading: Reading) -> list[Mention]:
    """Return the second names that the text gives known mentions, wherever they occur; for adding to the reading."""
    found = []
    for first, spans, _ in _pairs(reading):
        for span in spans:
            found.append(_like(reading, first, span))
    named = {mention.text: mention for mention in found if len(mention.text) > 1}
    if named:
        pattern = re.compile("|".join(re.escape(text) for text in sorted(named, key=lambda text: (-len(text), text))))
        for match in pattern.finditer(reading.text):
            found.append(_like(reading, named[match[0]], Span(match.start(), match.end())))
    return disjoint(found)


def aliases(reading: Reading) -> list[Alias]:
    """Return the pairs of mentions that the text says are one entity; both must be mentions of the reading."""
    found = []
    for first, spans, rule in _pairs(reading):
        for span in spans:
            second = reading.mention_at(span)
            sentence = reading.sentence_at(first.start)
            if second and sentence and second.text != first.text:
                found.append(
                    Alias(
                        first,
                        second,
                        rule,
                        reading.whole(Span(min(first.start, second.start), max(first.end, second.end))),
                    )
                )
    return found


def _like(reading: Reading, mention: Mention, span: Span) -> Mention:
    return Mention(
        reading.document.id, span.start, span.end, span.of(reading.text), mention.type, 0.95, mention.extractor
    )


def _pairs(reading: Reading) -> Iterator[tuple[Mention, list[Span], str]]:
    text = reading.text
    for pattern, rule in ((_DEFINED, "defined-short-name"), (_NAMED, "stated-name"), (_FOREIGN, "foreign-name")):
        for match in pattern.finditer(text):
            owner = _owner(reading, match.start())
            spans = [
                Span(*match.span(group))
                for group in ("first", "second")
                if group in pattern.groupindex and match[group]
            ]
            spans = [span for span in spans if _is_name(reading, span, rule)]
            if owner and spans and not (rule == "foreign-name" and owner.text.isascii()):
                yield owner, spans, rule
    yield from _nicknames(reading)
    yield from _abbreviations(reading)
    yield from _addresses(reading)


def _is_name(reading: Reading, span: Span, rule: str) -> bool:
    name = span.of(reading.text)
    if name.strip() != name or _NO_ALIAS.fullmatch(name) or _TICKER.fullmatch(name):
        return False
    # Capitals alone are as often a share's code or a degree as a name: only if something else found a name there.
    capitals = re.fullmatch(r"[A-Z]{1,5}\d{0,3}", name) is not None
    return rule != "foreign-name" or not capitals or reading.mention_at(span) is not None


def _owner(reading: Reading, bracket: int) -> Mention | None:
    """Return the mention that a bracket at an offset explains: it ends there, or before 》, a quote or a bracket."""
    end = bracket
    text = reading.text
    while end and text[end - 1] in '》”"」』 ':
        end -= 1
    if end and text[end - 1] in "）)":
        opening = max(text.rfind("（", 0, end), text.rfind("(", 0, end))
        if end - opening < 40:
            return _owner(reading, opening) if opening > 0 else None
    return reading.mention_ending(end)


def _nicknames(reading: Reading) -> Iterator[tuple[Mention, list[Span], str]]:
    for match in _NICKNAME.finditer(reading.text):
        sentence = reading.sentence_at(match.start("name"))
        if not sentence:
            continue
        before = reading.mentions_in(Span(sentence.start, match.start("name")))
        owner = _named_by(reading, before, sentence.start)
        if owner and not _NO_ALIAS.fullmatch(match["name"]):
            yield owner, [Span(*match.span("name"))], "nickname"


def _named_by(reading: Reading, before: tuple[Mention, ...], sentence: int) -> Mention | None:
    """Return who is called: the mention right at the sentence's start, or its only one; else nobody is certain."""
    if not before:
        return None
    subject = before[0]
    if len(before) > 1 and re.fullmatch(r"[、和与及跟]|以及", reading.text[subject.end : before[1].start]):
        return None  # a name for several
    lead = reading.text[sentence : subject.start]
    if re.fullmatch(
        r"(?:[\d一二三四五六七八九十]{1,3}[、.．]|[^：:]{1,16}[：:]|而|但|其实|这款|此外，?|“|《|\s)*", lead
    ):
        return subject
    return before[0] if len(before) == 1 else None


def _abbreviations(reading: Reading) -> Iterator[tuple[Mention, list[Span], str]]:
    """`某某是英文Such Such的缩写`."""
    for match in _ABBREVIATION.finditer(reading.text):
        owner = reading.mention_ending(match.start())
        if owner:
            yield owner, [Span(*match.span("name"))], "abbreviation"


def _named_in(address: str) -> tuple[str, str]:
    """Return what a form of address may say of the name: all before `总`, all after `老`."""
    bare = re.sub(r"(?:总|董|哥|姐|叔|爷|导|教授|老师|先生|女士|小姐)$", "", address)
    return bare, bare[1:] if bare[0] in "老小" and len(bare) > 1 else bare


def _addresses(reading: Reading) -> Iterator[tuple[Mention, list[Span], str]]:
    """`成总（某某总裁王成）`: a form of address, explained by a bracket that ends in a person's name."""
    for match in _BRACKET.finditer(reading.text):
        person = reading.mention_ending(match.end("inner"))
        if not person or person.type != "PERSON" or person.start < match.start("inner"):
            continue
        window = reading.text[max(0, match.start() - 4) : match.start()]
        for size in (2, 3):
            address = window[-size:]
            if (
                len(address) == size
                and _ADDRESS.fullmatch(address)
                and any(part in person.text for part in _named_in(address))
            ):
                yield person, [Span(match.start() - size, match.start())], "address"
                break
