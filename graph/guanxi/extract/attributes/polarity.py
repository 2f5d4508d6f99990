"""Whether a claim is asserted or denied: the scope of a negation is the clause, and two negations cancel."""

from __future__ import annotations

import re

from guanxi.extract.attributes.scope import Scope, scope_of
from guanxi.extract.lists import row_start
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Polarity, Span

# Words with a negating character that negate nothing.
_HARMLESS = re.compile(
    r"不顾[^，。]{0,3}反对|了不起|一个不差|差不多|不仅仅?|不但|不只是?|不光|不单|不止|不断|不久|不少|不同|不过|不错|不足|不到|不限于|不超过|不低于|不少于|不多于|不高于|不低|不论|不管"
    r"|不惜|不约而同|不遗余力|不懈|不妨|不愧|不禁|不由|不时|不等|不日|不乏|不俗|不菲|不景气|不满|不看好|不明|不可思议|不折不扣|不含|不包括"
    r"|不含税|不属实|不实|不当|不法|不正当|不良|不利|不稳|不确定|不服|未来|未必|没落|没收|未成年|未婚|毫不|无论|无线|无疑|无人|非常|非法|是不是|有没有|会不会|能不能|要不要|可不可以"
    r"|免不了|少不了|离不开|不亚于|不逊于|不逊色于|不甘|不顾|不负|不变|不敌|不可避免地?|不遗|不仅如此|不知不觉|不知|不已|不肯|不计成本|不必"
)
_DOUBLE = re.compile(
    r"(?:(?:没有|没|从未|并未|未|不会|不|未曾)(?:放弃|停止|终止|取消|拒绝|中止|暂停|退出)|不得不|不能不|不会不|不可不|不可能不|无法不|不是不|并非不|没有不|不无|无不|莫不|未尝不|何尝不|不可或缺|非.{0,4}不可|不否认|不排除|并不否认|没有否认|并未否认|未否认)"
)
# A negation with a verb of its own that leaves the trigger alone.
_OTHER_VERB = re.compile(
    r"(?:没有|没|并未|尚未|未|并不|不)(?:明确|正式|具体)?(?:透露|指出|说明|披露|提及|提到|回应|知道|知情|清楚|影响|确定|得到|获得|理会|经|久前|减|变|仅)"
)
_NEGATION = re.compile(
    r"(?:并没有|并没|并未|并不|并非|绝非|(?<=〇)非|绝不|决不|从未|从不|从来没有?|尚未|仍未|还未|还没有?|未曾|未能|没能|没有|没法|没|不再|不会|不是|不愿意?|不愿|不想|不打算|不准备|不考虑|不计划"
    r"|不可能|不能够?|不允许|不得|不应该?|不该|不予|不许|不准|不参与|不|未|无意|无法|无权|无需|毋须|勿|难以|否认|拒绝|婉拒|拒不|放弃|取消|终止|中止|停止|暂停|叫停|结束|搁置|推翻|排除|撤回|撤销"
    r"|驳斥|澄清|反对|阻止|阻挠|防止|避免|误以为|误认为|谎称|冒充|假冒|移除|退出)"
)
_SPEAKING = re.compile(r"(?:否认|驳斥|辟谣|澄清|反驳|回绝)(?:了|称|表示|说|其|：|道)*$")
_DENIED_LATER = re.compile(
    r"(?:不属实|不实(?=$|[，。；”])|不真实|(?:传闻|消息|说法|报道|情况)[^，。]{0,4}(?:并)?不存在|纯属(?:谣言|虚构|捏造|子虚乌有|误传)|(?:系|是|为|属)(?:谣言|误传|假消息|虚假|不实|谣传|捏造)|子虚乌有|无中生有|查无此事|没有此事|无此事|没有这回事|予以否认|否认了|加以否认|断然否认|矢口否认"
    r"|谈崩|告吹|流产|泡汤|未果|搁浅|夭折|落空|(?:最终|交易|谈判|计划|收购|合并|尝试)[^，。；]{0,6}(?:失败|破裂|未能|未成|没有成功|并未成功)|未能(?:达成|如愿|完成|成功|成行|实现)|没能(?:达成|如愿|完成|成功|成行|实现)"
    r"|事宜终止|被否决|被叫停)"
)
_RHETORICAL = re.compile(r"难道|岂|怎么(?:会|可能|能)|怎会|哪(?:里|儿)?会|哪能|何必|谁说|凭什么")
# Relations that are themselves an end or a no; `不再` and `停止` state them.
_EVENTS = frozenset(
    [
        "acts_against",
        "acquired",
        "invested_in",
        "partners_with",
        "supplies",
        "launched",
        "met_with",
        "founded",
        "developed",
        "uses",
    ]
)
# Their triggers may hold a negation and state the relation all the same (`不再担任`, `暂停上市`).
_NEGATIVE_TRIGGERS = frozenset(["works_for", "acts_against"])
_ENDS = frozenset(["discontinued", "opposes"])
_ENDINGS = re.compile(
    r"不再|停止|终止|中止|暂停|取消|放弃|结束|叫停|撤回|撤销|退出|移除|拒绝|反对|阻止|避免|防止|搁置|推翻|澄清|驳斥|排除|否认|误以为|误认为"
)
_COPULA = re.compile(r"并非|不是|绝非|非")
_OF_SOMEONE = re.compile(r"〇*的?")
# Triggers that are a denial by themselves.
_LOST = re.compile(r"失去|失之交臂|清仓|戛然而止|谈崩|破裂|告吹|辞任|解约|落选|断交|决裂")
_NO_PLAN = re.compile(
    r"(?:没有|并无|尚无|暂无|毫无|无|不存在)[^，。]{0,8}(?:计划|打算|意向|想法|安排|关系|关联|合作|接触|联系|可能|兴趣)"
    r"|(?:绝不是|并不是|并非|不是)[^，。]{0,6}(?:目标|目的|事实|真相|真的)"
)
_UNANSWERED = re.compile(r"(?:未|没有|没|未能)(?:获|得到|获得|收到|作出|做出|予以)?[^，。]{0,4}(?:回复|回应|答复)")
# What denies a state, an office or a kinship: a copula, or a negation right at the trigger.
_NO_SUCH = re.compile(
    r"(?:并非|并不是|不是|绝非|不属于|从未|未|没有|没|不|否认|而非|误以为|误认为|谎称|冒充|(?<=〇)非)(?:.{0,2})$|(?:并非|不是|绝非|否认)[^的]{0,10}的?$"
)
# Right before a name, or the row of names that it stands in.
_RULED_OUT = re.compile(
    r"(?:(?P<instead>而非|而不是)|并非|绝非|并不是|(?<!是)不是)(?:(?!而是|就是)[^，。；：、》”]){0,4}$"
)
_RULING_OUT = re.compile(r"非|不是")
_REACH = 24


def polarity_of(reading: Reading, claim: Claim, scope: Scope | None = None) -> Polarity:
    """Return `denied` when the text denies what a claim states; `scope` is the claim's own, if it is at hand."""
    if claim.trigger is None:
        return "asserted"  # names side by side, as in `甲而非乙的丙`: nothing there can be denied
    scope = scope or scope_of(reading, claim)
    negations = _before(claim, scope) + _inside(claim, scope)
    if not negations and claim.type in _EVENTS and _later(claim, scope):
        negations = 1
    question = re.search(r"[？?]|吗|呢", scope.after + scope.later[:12])
    if question and _RHETORICAL.search(scope.earlier[-12:] + scope.before):
        negations += 1
    if not negations and _excluded(reading, claim, scope):
        negations = 1
    return "denied" if negations % 2 else "asserted"


def _bare(text: str) -> str:
    """Blot out the words that only look like a negation, and two that cancel."""
    return _DOUBLE.sub("　", _HARMLESS.sub("　", _OTHER_VERB.sub("　", text)))


def _count(text: str, claim: Claim) -> int:
    """Return how often a stretch negates what follows it."""
    bare = _bare(text)
    found = [
        match[0]
        for match in _NEGATION.finditer(bare)
        if _reaches(bare[match.end() :]) or (_COPULA.fullmatch(match[0]) and _OF_SOMEONE.fullmatch(bare[match.end() :]))
    ]
    if claim.type in _ENDS:
        found = [word for word in found if not _ENDINGS.fullmatch(word)]
    return len(found)


def _reaches(gap: str) -> bool:
    # A particle ends the reach (`没有名气的甲收购了乙`), but for one inside what the verb is about (`终止与甲的合作`).
    if "、" in gap:
        return False
    return "的" not in gap or re.match(r"[了过]?(?:与|和|同|跟|对|向|在|就|以|被|由)", gap) is not None


def _before(claim: Claim, scope: Scope) -> int:
    if claim.type == "works_for" and "不再" in scope.before:
        return 0
    if claim.type not in _EVENTS and claim.type not in _ENDS:
        return int(_NO_SUCH.search(_bare(scope.before[-_REACH:])) is not None)
    found = _count(scope.before[-_REACH:], claim)
    spoken = _SPEAKING.search(scope.earlier.rstrip('，,：: “"')[-8:])
    if not found and spoken and len(scope.before) < 20 and not _inside(claim, scope):
        return 1
    return found


def _inside(claim: Claim, scope: Scope) -> int:
    if claim.type in _ENDS or claim.type in _NEGATIVE_TRIGGERS:
        return 0
    return int(_count(scope.trigger, claim) > 0 or _LOST.search(scope.trigger) is not None)


def _excluded(reading: Reading, claim: Claim, scope: Scope) -> bool:
    """Tell whether an end of the claim is the one that is ruled out: `甲而非乙`, `不是乙而是甲`."""
    clause = Span(scope.anchor.start - len(scope.before), scope.anchor.end + len(scope.after))
    for end in (claim.head, claim.tail):
        if not scope.sentence.contains(end) or not _RULING_OUT.search(reading.text, scope.sentence.start, end.start):
            continue
        start = row_start(reading, scope.sentence, end)
        ruled_out = _RULED_OUT.search(reading.text, max(scope.sentence.start, start - 8), start)
        if ruled_out and (ruled_out["instead"] or clause.contains(end)):
            return True
    return False


def _later(claim: Claim, scope: Scope) -> bool:
    if claim.type == "met_with" and _UNANSWERED.search(scope.later):
        return True
    return (
        _NO_PLAN.search(scope.after) is not None
        or _DENIED_LATER.search(scope.after + scope.later + scope.rest) is not None
    )
