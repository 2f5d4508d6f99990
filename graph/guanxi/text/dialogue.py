"""Dialogue turns: who speaks, on paragraphs of their own or run together in one (`甲：…？ 员工A（某部员工）：…`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from guanxi.model import Span
from guanxi.text.words import cutter

_COLON = re.compile(r"[：:]")
_LABEL = re.compile(
    r"(?P<label>[A-Z][\w.’'-]{0,15}(?: [A-Z][\w.’'-]{0,15}){1,3}"
    r"|[^\W_][^\W_·•‧・.-]{0,11}(?:[·•‧・.-][^\W_]{1,10}){0,3})"
    r"[ \u3000]?(?P<bracket>[（(][^（）()\n]{1,40}[）)])?[ \u3000]?\Z"
)
_WINDOW = 80
_LINE_END = re.compile(r"[\n\r\u2028\u2029\v\f\x85]")
_BLANK_LINE = re.compile(r"\n[ \t\u3000\r]*\n|\u2029")
_RULE = re.compile(r"[—–―_=*＊-]{4,}")
_PARAGRAPHS = 2
_SELDOM = 5
_ENDS = "。！？!?；;…~～”’」』）)】"

# Labels of notes, bylines and lists: whatever follows the colon, nobody says it.
_FIELDS = re.compile(
    r"(?:注|备注|附注|注意|注释|附|原标题|标题|题图|副题|来源|稿源|出处|文章来源|图片来源|原文|原文链接|链接|转载自?|作者|文|图|撰文|采写|编译|编辑|责编|责任编辑"
    r"|校对|审核|监制|摄影|摄像|翻译|译者|制图|策划|统筹|整理|联系人|联系电话|电话|传真|邮箱|邮件|网址|官网|地址|微博|微信|微信号|微信公众号|公众号|QQ|ID|时间|日期|地点"
    r"|价格|售价|名称|型号|规格|尺寸|重量|颜色|产地|品牌|厂商|平台|类型|类别|版本|语言|大小|配置|系统|导演|编剧|主演|主办|主办方|承办|协办|主题|关键词|关键字|标签|摘要"
    r"|导读|导语|简介|概述|背景|前言|提示|提醒|声明|公告|免责声明|版权|推荐|点评|总结|结论|结果|例如|比如|如下|其中|例|图注|图说|更新|优点|缺点|原因|目的|方法|步骤"
    r"|事实|观点|数据|证券代码|股票代码|证券简称|甲方|乙方|丙方|丁方|第.{1,4}|作者.*|.*(?:公众号|账号|帐号|邮箱|热线|如下|包括|为|是|有|即|例如|比如|问题|方面|来源|编辑|时间|公司|记者[:：]))"
)
_SPEECH = re.compile(
    r".+(?:表示|说|称|道|指出|认为|强调|透露|问|回应|宣布|介绍|解释|补充|坦言|直言|写|显示|表态|回答|答复|声称|感慨|感叹|建议|呼吁|反问|笑言|总结|提到|谈到|告诉.*)$"
)
_ROLE = re.compile(
    r"(?:.{0,6}(?:员工|记者|网友|主持人|读者|用户|嘉宾|专家|学生|老师|客服|司机|顾客|受访者|知情人|知情人士|同学|律师|医生|分析师|发言人|负责人|工作人员|玩家|家长|市民|群众|村民)"
    r"[A-Za-z甲乙丙丁\d]?|[\u4e00-\u9fff]{1,4}[A-Z甲乙丙丁]|[老小阿][A-Z\u4e00-\u9fff]|[\u4e00-\u9fff]某{1,2}"
    r"|[\u4e00-\u9fff]{1,2}(?:总|先生|女士|小姐|教授|博士|老师|经理|主任|院长|校长|局长|部长|书记|律师|医生|导演|教练))"
)
_ASKED = re.compile(r"[QA]\d{0,2}|问|答|[甲乙丙丁]")
_TRANSLITERATED = re.compile(
    r"[\u4e00-\u9fffA-Z]{1,8}(?:[·•‧・][\u4e00-\u9fff]{1,8}){1,3}|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says.

    Args:
        start, end: the whole turn, label included.
        label: the speaker's label.
        bracket: what the bracket after the label says about the speaker, without the bracket itself.
        body: where the speech begins.
    """

    start: int
    end: int
    label: Span
    bracket: Span | None
    body: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    label: Span
    name: str
    bracket: Span | None
    body: int
    opens_line: bool


@lru_cache(maxsize=16)
def turns(text: str) -> tuple[Turn, ...]:
    """Return the dialogue turns of a text in order.

    A label counts when it has the shape of a speaker (a name, `员工A`, `记者`, `问`), or when it recurs among labels
    that have. Notes and bylines (`注：`, `来源：`, `记者：张三` alone on a line) never count. A turn ends at the next
    label, a blank line or a drawn rule; when there are fewer than three turns, also at the end of its line. Where
    nearly every paragraph has a label, one between two turns that has none goes on with the first.
    """
    candidates = _candidates(text)
    counts = Counter(candidate.name for candidate in candidates)
    shaped = {name for name in counts if is_speaker(name)}
    kept = []
    for candidate in candidates:
        known = candidate.name in shaped
        if known and (candidate.opens_line or candidate.bracket or counts[candidate.name] > 1):
            # A name alone after `记者：` is a byline, and a lone label in the middle of a line proves nothing.
            if counts[candidate.name] > 1 or candidate.bracket or not _is_byline(text, candidate):
                kept.append(candidate)
        elif not known and counts[candidate.name] > 1 and (shaped - {candidate.name}):
            kept.append(candidate)
    long_form = len(kept) >= 3
    found = []
    for index, candidate in enumerate(kept):
        limit = kept[index + 1].label.start if index + 1 < len(kept) else len(text)
        end = _end(text, candidate.body, limit, long_form)
        found.append(Turn(candidate.label.start, end, candidate.label, candidate.bracket, candidate.body))
    return tuple(_continued(text, found) if long_form else found)


def _continued(text: str, found: list[Turn]) -> list[Turn]:
    """Let turns reach over the paragraphs without a label that follow them, if there are few such in the dialogue."""
    reached = []
    for turn, after in pairwise(found):
        rest = text[turn.end : after.start]
        paragraphs = sum(1 for part in _BLANK_LINE.split(rest) if part.strip())
        if 0 < paragraphs <= _PARAGRAPHS and not _RULE.search(rest):
            reached.append((turn, turn.end + len(rest.rstrip())))
    if len(reached) * _SELDOM > len(found):
        return found
    ends = dict(reached)
    return [replace(turn, end=ends.get(turn, turn.end)) for turn in found]


def is_speaker(label: str) -> bool:
    """Tell whether a label by itself has the shape of a speaker: a personal name, a role with a letter, `问`, `答`."""
    if _ASKED.fullmatch(label) or _ROLE.fullmatch(label) or _TRANSLITERATED.fullmatch(label):
        return True
    if not 2 <= len(label) <= 4:
        return False
    words = cutter().cut(label)
    return len(words) == 1 and words[0].tag.startswith("nr")


def _candidates(text: str) -> list[_Candidate]:
    found = []
    for colon in _COLON.finditer(text):
        at = colon.start()
        if text.startswith("//", at + 1) or not text[at + 1 : at + 41].strip():
            continue
        base = max(0, at - _WINDOW)
        match = _LABEL.search(text[base:at])
        if not match:
            continue
        name = match["label"]
        start = base + match.start("label")
        opens_line, separate = _boundary(text, start)
        if not separate or not any(map(str.isalpha, name)) or _FIELDS.fullmatch(name) or _SPEECH.fullmatch(name):
            continue
        bracket = Span(base + match.start("bracket") + 1, base + match.end("bracket") - 1) if match["bracket"] else None
        found.append(_Candidate(Span(start, base + match.end("label")), name, bracket, at + 1, opens_line))
    return found


def _boundary(text: str, start: int) -> tuple[bool, bool]:
    """Tell whether a label at `start` opens a line, and whether it is set apart from what stands before it at all."""
    before = start - 1
    while before >= 0 and text[before] in " \t\u3000\u00a0\u200b\ufeff":
        before -= 1
    if before < 0 or _LINE_END.match(text[before]):
        return True, True
    spaced = before < start - 1
    return False, spaced or text[before] in _ENDS


def _is_byline(text: str, candidate: _Candidate) -> bool:
    line_end = _LINE_END.search(text, candidate.body)
    body = text[candidate.body : line_end.start() if line_end else len(text)].strip()
    return len(body) <= 8 and not re.search(r"[，。！？!?…]", body)


def _end(text: str, start: int, limit: int, long_form: bool) -> int:
    for pattern in (_BLANK_LINE, _RULE) if long_form else (_LINE_END, _RULE):
        stop = pattern.search(text, start, limit)
        if stop:
            limit = stop.start()
    while limit > start and text[limit - 1].isspace():
        limit -= 1
    return limit
