"""When a claim holds: the expression of time in its evidence that dates it."""

from __future__ import annotations

import re

from guanxi.extract.attributes.scope import Scope, scope_of
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Modality, Span
from guanxi.text.dates import expressions

# What these state has no date of its own, but for one in the same clause.
_STATES = frozenset(["operates", "part_of", "derived_from", "competes_with", "associated_with"])
# A post, a share or a role named as such (`总裁`, `控股股东`); verbs (`出任`, `增持`) happen at a time.
_STANDING = re.compile(
    r"(?:持股|持有|所持|股东|控股|实际控制人|实控人|旗下|子公司|创始人|作者"
    r"|(?:(?<!出)(?<!就)(?<!担)(?<!接)(?<!聘)(?<!兼)(?<!升)(?<!专)主任|总裁|总经理|经理|董事长?|主席|部长|局长|院长|校长|书记|秘书长?|发言人|负责人|分析师|记者|编辑"
    r"|教授|研究员|工程师|员工|高管|总监|首席\S{1,6}官|C[A-Z]O|合伙人|会长|教练|代表人?|成员|委员|处长|厅长|市长|省长|司长|行长|监事|律师|专家))$"
)
_ANNOUNCED = re.compile(r"公告|讯|消息|报道|获悉|电[）)（(]|披露|透露|回应")
_REFERRING = re.compile(r"当天|当日|同日|同年|同月|当月")
_DATELESS = re.compile(r"目前|此前|同日")
# A year that is part of what something is called (`2018年度榜单`, `2020年第一次采购`).
_YEAR = re.compile(r"(?:19|20)\d\d年(?:[上下]半年|第?[一二三四]季度)?")
_NAMING = re.compile(
    r"度|第[一二三四五六七八九十\d]|的?[^，。；、在于]{0,6}(?:财报|年报|报告|奖|榜|大会|大赛|赛季|计划)"
)
_VAGUE = re.compile(r"此前|目前|未来|[^\d]{1,3}(?:年|月|周|天)(?:来|内)")
_FROM_THEN = re.compile(
    r"[^，。；]{0,30}?(?:自|从|于|在|至|到|定档|预计)|[^。；]{0,30}?(?:自|从|定档|预计|至|到|在|(?<![立生建办])于)"
)


def time_of(reading: Reading, claim: Claim, modality: Modality, scope: Scope | None = None) -> Span | None:
    """Return the expression that dates a claim: the nearest before its trigger, if that is about it at all.

    None when the evidence gives no time, when the claim states something that lasts (a share held, a post named as a
    title), or when the only time is that of an announcement of what is still planned.
    """
    if claim.trigger is None:
        return None
    scope = scope or scope_of(reading, claim)
    before = _times(reading, scope.sentence.start, scope.anchor.start)
    lasting = claim.type in _STATES or _STANDING.search(scope.trigger) is not None
    if before:
        found = _most_telling(reading.text, before)
        gap = reading.text[found.end : scope.anchor.start]
        apart = re.search(r"[，,：:；]", gap) is not None
        announced = _ANNOUNCED.search(gap) is not None
        between = reading.mentions_in(Span(found.end, scope.anchor.start))
        others = any(mention.text not in (claim.head.text, claim.tail.text) for mention in between)
        if lasting and (apart or announced or others):
            return None
        return None if modality == "plan" and announced else found
    if lasting:
        return None
    return _after(reading, scope) or _earlier(reading, claim, scope)


def _most_telling(text: str, spans: list[Span]) -> Span:
    """Return the last expression that is a time of its own; `当日` or `目前` only when no date goes before them."""
    apart = [span for span in spans if not _NAMING.match(text, span.end) or not _YEAR.fullmatch(span.of(text))]
    own = [span for span in apart or spans if not _VAGUE.fullmatch(span.of(text))]
    dated = [span for span in own if not _REFERRING.fullmatch(span.of(text))]
    return (dated or own or spans)[-1]


def _times(reading: Reading, start: int, end: int) -> list[Span]:
    """Return the expressions of time between two offsets that date anything.

    Those inside a name (`《2018年报告》`) are part of it; `目前`, `此前` and `同日` date nothing by themselves.
    """
    found = expressions(reading.text, start, end)
    mentions = reading.mentions_in(Span(start, end)) if found else ()
    return [
        span
        for span in found
        if not _DATELESS.fullmatch(span.of(reading.text))
        and not any(mention.start < span.end and span.start < mention.end for mention in mentions)
    ]


def _after(reading: Reading, scope: Scope) -> Span | None:
    """`辞任董事，自2020年5月11日起生效`: a time after the trigger counts only behind `自`, `于`, `在`."""
    for span in _times(reading, scope.anchor.end, scope.sentence.end):
        if _FROM_THEN.fullmatch(reading.text[scope.anchor.end : span.start]):
            return span
    return None


def _earlier(reading: Reading, claim: Claim, scope: Scope) -> Span | None:
    found = (
        _times(reading, claim.evidence.start, scope.sentence.start)
        if claim.evidence.start < scope.sentence.start
        else []
    )
    return found[-1] if found else None
