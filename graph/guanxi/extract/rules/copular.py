"""Sentences of being: a noun of relation, `是`, names (`甲的竞争对手是乙而非丙`, `乙是甲的子公司`).

Whose rival or supplier it is may have been named a clause before (`甲主要做通讯，因此竞争对手是乙`). What is ruled out
(`而非丙`, `不是丙，而是乙`) is a claim as well: `attributes.polarity` calls it denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from guanxi.extract.lists import Row, rows
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention, Sentence, Span
from guanxi.schema import RelationType, Schema

EXTRACTOR = "rules:copula"
_SCORE = 0.85

# Nouns of relation besides the schema's trigger words: (of whom it is said is the head, words).
_NOUNS: dict[str, tuple[tuple[bool, tuple[str, ...]], ...]] = {
    "part_of": (
        (True, ("母公司", "上级单位", "主管单位")),
        (False, ("全资子公司", "控股子公司", "子公司", "分公司", "附属公司")),
    ),
    "works_for": (
        (False, ("法定代表人", "掌门人", "掌舵人", "总编", "主编", "主教练", "行长", "会长", "社长", "台长")),
    ),
    "founded": ((False, ("联合创始人", "创始人", "创办人", "创办者", "创立者")),),
    "developed": ((False, ("开发商", "开发者", "研发商", "制造商", "生产商", "作者", "导演")),),
    "launched": ((False, ("推出方", "发布方", "发行商", "出版方")),),
    "operates": ((False, ("运营方", "运营商", "运营主体")),),
    "acquired": ((False, ("收购方", "买方", "买家")),),
    "invested_in": ((False, ("股东", "控股股东", "实际控制人", "实控人", "投资方", "投资人", "投资者", "领投方")),),
    "partners_with": ((True, ("合作伙伴", "合作方", "伙伴", "盟友")),),
    "supplies": (
        (False, ("供应商", "代工厂", "代工商", "承包商", "服务商", "审计机构", "保荐机构", "保荐人", "主承销商")),
        (True, ("客户",)),
    ),
    "competes_with": ((True, ("竞争对手", "对手", "劲敌", "竞品", "竞争者")),),
    "derived_from": ((True, ("前身", "雏形", "原型")), (False, ("升级版", "后继者", "继任者", "山寨版"))),
}  # fmt: skip
_MODIFIER = (
    r"(?:的|之|旗下|目前|现在|当前|现任|前任|时任|新任|首任|前|原|主要|首要|最大|最强|最|重要|直接|潜在|真正|唯一|核心|关键|长期"
    r"|战略|全资|控股|第[一二三]|[一二两三四五六七八九十\d]+|大|新|老|海外|国内|传统|独家|官方|全球|中国|在华|在[^，。；、]{1,6}?(?:上|中|方面|领域|市场)"
    r"|个|位|名|家|强劲|有力|头号|共同|级|未来|公司|企业|品牌)*"
)
_ADVERB = (
    r"(?:曾经|曾|即|主要|首先|目前|现在|仍然|仍|依然|就|也|则|正|一直|还|又|都|均|分别"
    r"|其实|应该|应|已|将|当然|可能|无疑|显然|自然|便|只|才|却)*"
)
_IS = re.compile(
    rf"(?:之一)?{_ADVERB}(?P<is>并不是|并非|绝不是|绝非|不再是|不是|是|为|包括|包含|有|系|乃)了?[《“「『]?"
)
_NAMES_LEAD = re.compile(
    r"(?:来自|同为|美国|中国|日本|韩国|国内|国外|本土|老牌|著名|知名|巨头|同样|同行|公司|的|一家|另一家|那个|这个|[\u4e00-\u9fff]{1,6}的|[《“「『])*"
)
# A brand that is no mention itself may stand before its product.
_PRODUCT_LEAD = re.compile(rf"{_NAMES_LEAD.pattern}[\u4e00-\u9fffA-Za-z]{{0,4}}")
_INSTEAD = re.compile(r"[》”」』]?(?:[，,]?而(?:非|不是|并非|是)|[，,](?:并非|不是|是))[《“「『]?")
_NAMES_END = re.compile(
    r"[》”」』]?(?:[（(][^（）()\n]{0,40}[）)])?(?:等|们|之类|这样的|这类|这种|一样|公司|集团|先生|女士|$|\s|[，,。；;！!？?、：:…）)”」]|和|与|及|或|而(?:非|不是|并非)|担任)"
)
_FROM = re.compile(r"[》”」』]?[^，。；：、！？]{1,8}")
_SUBJECT_IS = re.compile(
    rf"[》”」』]?(?:[（(][^（）()\n]{{0,40}}[）)])?，?{_ADVERB}(?:是|为|系|作为|成为|成了|并非|不是|并不是|绝非|不再是)了?(?:当时|目前|现在)?[《“「『]?"
)
_NOUN_END = re.compile(r"之一|$|\s|[，,。；;！!？?：:…”」）)（(]|、|而|但|，")
_MUTUAL = re.compile(
    rf"[》”」』]?(?:[（(][^（）()\n]{{0,30}}[）)])?{_ADVERB}(?:互为|是|成为|成了|作为|为|结成|结为)了?(?:彼此)?{_MODIFIER}"
)
_REGARDS = re.compile(rf"[》”」』]?(?:视为|视作|当作|当成|看作|看成|列为|定为|作为)了?(?:自己|其)?{_MODIFIER}")
_TAKES = re.compile(
    r"[》”」』]?(?:公司|方面|集团)?(?:一直|始终|向来|早已|已|也|并不|并未|不|没有|从未|从不)*(?:把|将|视)[《“「『]?"
)
_POSSESSIVE = re.compile(rf"[》”」』]?(?:[（(][^（）()\n]{{0,30}}[）)])?{_MODIFIER}")
_PRONOUN = re.compile(
    rf"(?:^|[，,；;：:])?(?:[因所]此|所以|而|但|且|并且|其中|同时|目前|对此|此外|那么|事实上|实际上|因而|于是)*(?:其|它|他|她|公司|自己|该公司|本公司|该行)?{_MODIFIER}"
)
_OPENING = re.compile(
    r"(?:因此|所以|而|但是|但|不过|且|并且|其中|同时|目前|对此|此外|如今|据悉|据了解|今天|昨天|近日|日前|事实上|实际上|于是|然而|由于|虽然|尽管|作为|[《“「『【]|\s|[^，。]{0,8}[年月日])*"
)
_DROPPED = re.compile(rf"(?:同时|并|且|更|现|{_ADVERB})*(?:是|为|系|成为|作为)了?(?:国内|著名)?[《“「]?")
_LATTER = re.compile(rf"后者(?:的|{_ADVERB}(?:是|为|系))?{_MODIFIER}[《“「]?")
_THE_FIRM = re.compile(r"(?:目前，?|据悉，?|其中，?)?(?:该公司|公司)(?!股|法|的|控|实|董|第|总|新)")
_TELLS = re.compile(r"(?:APP|App)?(?:官网|数据|信息)?(?:显示|讯|消息|报道|获悉|了解)")
_AS = re.compile(r"作为[《“「]?")
_TOPIC_REACH = 3


@dataclass(frozen=True, slots=True)
class _Noun:
    relation: RelationType
    span: Span
    owner_is_head: bool


def copular(reading: Reading, schema: Schema) -> list[Claim]:
    """Return the claims that a noun of relation and a verb of being state between names; what is ruled out included.

    Args:
        reading: the document with its mentions.
        schema: its trigger words count as nouns of relation where they stand as one.
    """
    found: dict[tuple[Mention, str, Mention], Claim] = {}
    pattern, index = _words(tuple(schema.relations.values()))
    for sentence in reading.sentences:
        named: list[Row] | None = None
        for match in pattern.finditer(reading.text, sentence.start, sentence.end):
            if named is None:
                named = rows(reading, sentence)
            if not named:
                break
            if any(match.start() < m.end and m.start < match.end() for m in reading.mentions_in(sentence)):
                continue
            for id, owner_is_head in index[match[0]]:
                noun = _Noun(schema.relations[id], Span(*match.span()), owner_is_head)
                for head, tail in _ends(reading, sentence, named, noun):
                    if head.text != tail.text and noun.relation.joins(head.type, tail.type):
                        evidence = reading.whole(Span(min(head.start, tail.start, noun.span.start), sentence.end))
                        claim = Claim(
                            reading.document.id, head, id, tail, evidence, noun.span, score=_SCORE, extractor=EXTRACTOR
                        )
                        found.setdefault((head, id, tail), claim)
    return list(found.values())


@lru_cache(maxsize=8)
def _words(relations: tuple[RelationType, ...]) -> tuple[re.Pattern[str], dict[str, list[tuple[str, bool]]]]:
    index: dict[str, list[tuple[str, bool]]] = {}
    for relation in relations:
        directions = dict.fromkeys(relation.triggers, True) | dict.fromkeys(relation.inverse_triggers, False)
        for owner_is_head, words in _NOUNS.get(relation.id, ()):
            directions.update(dict.fromkeys(words, owner_is_head))
        for word, owner_is_head in directions.items():
            index.setdefault(word, []).append((relation.id, owner_is_head))
    longest_first = sorted(index, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)"), index


def _ends(reading: Reading, sentence: Sentence, named: list[Row], noun: _Noun) -> Iterator[tuple[Mention, Mention]]:
    for owners, others in _sides(reading, sentence, named, noun):
        for owner in owners:
            for other in others:
                yield (owner, other) if noun.owner_is_head else (other, owner)


def _sides(
    reading: Reading, sentence: Sentence, named: list[Row], noun: _Noun
) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """Yield whose relation it is, and with whom."""
    text = reading.text
    owner = _row_before(text, named, noun.span.start, _POSSESSIVE)
    if noun.relation.symmetric and (pair := _each_other(text, named, noun.span.start)):
        yield pair
        return
    named_after = _names_after(text, sentence, named, noun)
    if named_after:
        owners = _names(owner) if owner else _names(_topic(reading, sentence, named, noun.span.start))
        yield owners, named_after
        return
    if not _NOUN_END.match(text, noun.span.end, sentence.end) and noun.span.end != sentence.end:
        return
    if owner:
        subject = _row_before(text, named, owner[0].start, _SUBJECT_IS)
        if subject is None and _is_dropped(reading, sentence, owner[0].start):
            subject = _topic(reading, sentence, named, owner[0].start)
        if subject is None:
            subject = _same_as(text, sentence, named, owner[0].start, noun.span.end)
        if subject:
            yield _names(owner), _names(subject)


def _each_other(text: str, named: list[Row], start: int) -> tuple[list[Mention], list[Mention]] | None:
    """Return the two that are rivals or partners to each other, or one to the other: `甲、乙互为…`, `甲把乙视为…`."""
    both = _row_before(text, named, start, _MUTUAL)
    if both and len(both) == 2:
        return [both[0].name], [both[1].name]
    if not both:
        target = _row_before(text, named, start, _REGARDS)
        holder = _row_before(text, named, target[0].start, _TAKES) if target else None
        if target and holder:
            return _names(holder), _names(target)
    return None


def _names(row: Row | None) -> list[Mention]:
    return [item.name for item in row or ()]


def _row_before(text: str, named: list[Row], end: int, gap: re.Pattern[str]) -> Row | None:
    """Return the row that ends before an offset with nothing but `gap` between."""
    row = next((row for row in reversed(named) if row[-1].end <= end), None)
    return row if row and gap.fullmatch(text, row[-1].end, end) else None


def _names_after(text: str, sentence: Sentence, named: list[Row], noun: _Noun) -> list[Mention]:
    """Return the names after `是`, and those that are named instead of them or ruled out."""
    verb = _IS.match(text, noun.span.end, sentence.end)
    if not verb:
        return []
    types = noun.relation.tail if noun.owner_is_head else noun.relation.head
    found: list[Mention] = []
    place = verb.end()
    after = [row for row in named if row[0].start >= place]
    for row, following in zip_longest(after, after[1:]):
        lead = _PRODUCT_LEAD if row[-1].name.type == "PRODUCT" else _NAMES_LEAD
        if not lead.fullmatch(text, place, row[0].start):
            break
        if row[-1].name.type not in types and following and _FROM.fullmatch(text, row[-1].end, following[0].start):
            place = following[0].start  # `是来自甲的乙`: where the one who is meant comes from
            continue
        found.extend(_names(row))
        instead = _INSTEAD.match(text, row[-1].end, sentence.end)
        if not instead:
            return found if _NAMES_END.match(text, row[-1].end, sentence.end) else []
        place = instead.end()
    return found


def _is_dropped(reading: Reading, sentence: Sentence, place: int) -> bool:
    """Tell whether a clause is nothing but a verb of being up to an offset: `…，是甲的子公司`."""
    clause = next(span for span in reading.clauses(sentence) if span.start <= place <= span.end)
    return (
        _DROPPED.fullmatch(reading.text, clause.start, place) or _LATTER.fullmatch(reading.text, clause.start, place)
    ) is not None


def _same_as(text: str, sentence: Sentence, named: list[Row], start: int, end: int) -> Row | None:
    """Return who is what a clause before says: `作为甲的创始人，乙…`."""
    row = next((row for row in named if row[0].start > end), None)
    leads = _AS.fullmatch(text, max(sentence.start, start - 2), start)
    return row if row and leads and re.fullmatch(r"之一?[，,]|[，,]|的", text[end : row[0].start]) else None


def _topic(reading: Reading, sentence: Sentence, named: list[Row], place: int) -> Row | None:
    """Return what the clauses before are about, when the clause of `place` opens with no name of its own."""
    clauses = [span for span in reading.clauses(sentence) if span.start <= place]
    if not clauses:
        return None
    here = clauses.pop()
    if any(here.start <= row[0].start < place for row in named):
        return None
    if _LATTER.fullmatch(reading.text, here.start, place):
        return next((row for row in reversed(named) if row[-1].end <= here.start), None)
    if not _PRONOUN.fullmatch(reading.text, here.start, place) and not _DROPPED.fullmatch(
        reading.text, here.start, place
    ):
        return None
    for clause in reversed([here, *clauses[-_TOPIC_REACH:]]):
        if _THE_FIRM.match(reading.text, clause.start, clause.end):
            return _topic_before(reading, sentence)
        if clause == here:
            continue
        row = next((row for row in named if clause.start <= row[0].start < clause.end), None)
        if row and _OPENING.fullmatch(reading.text, clause.start, row[0].start):
            return row
        if row:
            return None
    return None


def _topic_before(reading: Reading, sentence: Sentence) -> Row | None:
    """Return what the sentence before is about, for `该公司`: its only firm."""
    before = reading.sentence_at(sentence.start - 1) or reading.sentence_at(sentence.start - 2)
    firms = [
        row
        for row in (rows(reading, before) if before else [])
        if row[-1].name.type == "ORG" and not _TELLS.match(reading.text, row[-1].end)
    ]
    return firms[0] if len({row[0].name.text for row in firms}) == 1 else None


def overrule(claims: Iterable[Claim]) -> list[Claim]:
    """Leave out other readings of a noun that a sentence of being explains: its rival is who the sentence says it is.

    Args:
        claims: of one document, those of this module among them.
    """
    listed = list(claims)
    ruled: dict[tuple[str, Span], set[frozenset[str]]] = {}
    for claim in listed:
        if claim.extractor == EXTRACTOR and claim.trigger is not None:
            ruled.setdefault((claim.type, claim.trigger), set()).add(_pair(claim))
    return [
        claim
        for claim in listed
        if claim.trigger is None
        or not any(
            type == claim.type and noun.start < claim.trigger.end and claim.trigger.start < noun.end
            for (type, noun), pairs in ruled.items()
            if _pair(claim) not in pairs
        )
    ]


def _pair(claim: Claim) -> frozenset[str]:
    return frozenset([claim.head.text, claim.tail.text])
