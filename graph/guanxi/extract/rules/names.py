"""Names by jieba's parts of speech, organisation suffixes, Latin product names, 《》 and the user dictionary.

Deliberately small: it makes the `rules` extractor work alone. A trained model finds names better and takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from guanxi.extract.reading import Reading, disjoint
from guanxi.model import Mention, Span
from guanxi.text.words import Cutter, Entry, Word

_SUFFIX = re.compile(
    r"(?:公司|集团|银行|研究院|研究所|研究中心|实验室|大学|学院|学校|中学|小学|医院|协会|学会|商会|联盟|委员会|基金会|基金|资本|出版社|电视台|报社|杂志社|通讯社|新闻社"
    r"|事务所|交易所|俱乐部|工作室|科技|网络|传媒|影业|证券|保险|信托|法院|检察院|公安局|派出所|管理局|监管局|商务部|工信部|外交部|财政部|教育部|政府"
    r"|数据部|市场部|技术部|事业部|事业群|部门|总部|分部|部|处|局|厅|署|院|所|台|社|队|党)$"
)
_WEAK_SUFFIX = re.compile(r"(?:部门|总部|部|处|局|厅|署|院|所|台|社|队|党|科技|网络|传媒|中心)$")
_DEPARTMENT = re.compile(r"(?:部|处|院|所|中心|基地|室|公司|集团)$")
_DEPARTMENT_ALONE = re.compile(r"(?:部|处|院|所|中心|室|司|科|局|基地)$")
_DEPARTMENT_LENGTH = 6
# Parts of speech that may stand inside an organisation's name.
_INSIDE = re.compile(r"^(?:n|ns|nr|nrt|nrfg|nt|nz|ng|j|eng|vn|b|a|an|x|s|l)$")
_NAMED = re.compile(r"^(?:ns|nr|nrt|nrfg|nt|nz|j|eng)$")
_GENERIC = re.compile(
    r"^(?:该|本|我|贵|各|某|这|那|两|多|其|此|一|几|全|国内|国外|外国|相关|有关|其他|大型|中小|上市|外包|母|子|分|总)"
)
_LATIN = re.compile(
    r"[A-Za-z][A-Za-z0-9+.'’&-]*(?:[ ]?(?:[A-Z][A-Za-z0-9+.'’&-]*|[0-9]+[A-Za-z]*(?![0-9%年月日号点万亿元个])))*"
)
_TITLE = re.compile(r"《([^《》\n]{1,40})》")
_LAW = re.compile(
    r"(?:法|条例|规定|办法|通知|公告|协议|意见|草案|方案|规划|合同|章程|准则|决定|报告|指引|解释|声明|函|书|纲要|宣言|备忘录|标准)$"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
    "黎史龙陶贺顾毛郝龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季柳殷庄章鲁葛倪柯俞翟樊岳欧阳司徒诸娄贝宁聂焦温裴祝卫耿霍阎"
)
# Technology and finance in general, not names of products.
_COMMON_WORDS = """
    a an the and of for in is by app apps pc ceo cto cfo coo cio cmo vp pr hr it ai ar vr iot ip tv dvd cd usb
    gps wifi wi-fi nfc sim lte 2g 3g 4g 5g cpu gpu ram rom led lcd oled ipo ma gdp kpi roi faq diy os ui ux api
    sdk url http https www com cn html web voip ott sns p2p o2o b2b b2c c2c saas paas iaas kol mcn etf st hk sz
    sh nyse ok no yes vs mm cm km kg gb mb tb hz ghz mhz mah nm ppi dpi bug id vip pk dna pe vc lp gp r&d m&a
    email e-mail logo vol pm am net ltd inc co qos ims im mini pro max plus suv mpv ev etc dj mv nba
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def find(reading: Reading, cutter: Cutter, dictionary: Iterable[Entry] = ()) -> list[Mention]:
    """Return the names of a document, none overlapping another.

    Args:
        reading: the document; mentions in it are kept and win.
        cutter: jieba's words, with the user dictionary in it.
        dictionary: the user dictionary; an entry whose tag is an entity type (`nt`, `nz`, `nr`) is always a mention.
    """
    found = [*reading.mentions, *listed(reading, tuple(dictionary))]
    for sentence in reading.sentences:
        words = cutter.cut(reading.text[sentence.start : sentence.end], sentence.start)
        found.extend(_organisations(reading, words))
        found.extend(_persons(reading, words))
        found.extend(_latin(reading, sentence.span))
        found.extend(_titles(reading, sentence.span))
    kept = disjoint(found)
    kept = disjoint([*kept, *_repeats(reading, kept)])
    return disjoint([*kept, *tails(reading, kept)])


def _mention(reading: Reading, start: int, end: int, type: str, score: float, extractor: str = "rules") -> Mention:
    return Mention(reading.document.id, start, end, reading.text[start:end], type, score, extractor)


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    edges = ((r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else "", word) for word in longest_first)
    return re.compile("|".join(edge + re.escape(word) + (r"(?![A-Za-z0-9])" if edge else "") for edge, word in edges))


def listed(reading: Reading, dictionary: tuple[Entry, ...]) -> list[Mention]:
    """Return the places of the user dictionary's words whose tag is an entity type."""
    types = {entry.word: entry.entity_type for entry in dictionary if entry.entity_type}
    if not types:
        return []
    return [
        _mention(reading, match.start(), match.end(), types[match[0]], 1.0, "userdict")
        for match in _pattern(tuple(types)).finditer(reading.text)
    ]


def _organisations(reading: Reading, words: Sequence[Word]) -> list[Mention]:
    found = []
    for index, word in enumerate(words):
        if word.tag == "nt" and len(word.text) > 1:
            found.append(_mention(reading, word.start, word.end, "ORG", 0.7))
        if not _SUFFIX.search(word.text) or word.tag[0] not in "njxls":
            continue
        first = index
        while (
            first and index - first < 6 and _INSIDE.match(words[first - 1].tag) and _is_name_part(words[first - 1].text)
        ):
            first -= 1
        while (
            first < index
            and not _NAMED.match(words[first].tag)
            and not (len(words[first].text) > 1 and words[first].tag in "nb")
        ):
            first += 1
        if first == index and (len(word.text) < 4 or _GENERIC.match(word.text)):
            continue
        name = reading.text[words[first].start : word.end]
        named = any(_NAMED.match(part.tag) for part in words[first:index]) or _NAMED.match(word.tag)
        if not named and (_WEAK_SUFFIX.search(name) or _GENERIC.match(name) or len(name) < 4):
            continue
        if len(name) >= 3 and not _GENERIC.match(name):
            found.append(_mention(reading, words[first].start, word.end, "ORG", 0.75 if named else 0.45))
    return found


def _is_name_part(text: str) -> bool:
    return all(character.isalnum() or character in "&·-" for character in text)


def _persons(reading: Reading, words: Sequence[Word]) -> list[Mention]:
    return [
        _mention(reading, word.start, word.end, "PERSON", 0.6)
        for word in words
        if 2 <= len(word.text) <= 6
        and (word.tag == "nrt" or (word.tag in ("nr", "nrfg") and word.text[0] in _SURNAMES))
    ]


def _latin(reading: Reading, span: Span) -> list[Mention]:
    found = []
    for match in _LATIN.finditer(reading.text, span.start, span.end):
        name = match[0].rstrip(".'’&-")
        capital = any(character.isupper() for character in name)
        if len(name) > 1 and capital and not all(part.casefold() in _COMMON for part in name.split()):
            found.append(_mention(reading, match.start(), match.start() + len(name), "PRODUCT", 0.65))
    return found


def _titles(reading: Reading, span: Span) -> list[Mention]:
    return [
        _mention(reading, match.start(1), match.end(1), "PRODUCT", 0.8)
        for match in _TITLE.finditer(reading.text, span.start, span.end)
        if not _LAW.search(match[1])
    ]


def _repeats(reading: Reading, kept: Sequence[Mention]) -> list[Mention]:
    """Find Latin names again whatever their case (`Nova`, `nova`)."""
    types = {
        mention.text.casefold(): mention.type for mention in kept if mention.text.isascii() and len(mention.text) > 2
    }
    if not types:
        return []
    pattern = re.compile(_pattern(tuple(types)).pattern, re.IGNORECASE | re.ASCII)
    return [
        _mention(reading, match.start(), match.end(), types[match[0].casefold()], 0.6)
        for match in pattern.finditer(reading.text)
        if match[0].casefold() in types
    ]


def whole_departments(mentions: Sequence[Mention]) -> list[Mention]:
    """Join an organisation and the department right after it (`甲公司` `市场部`) into the department's whole name.

    Args:
        mentions: in order of place, none overlapping another.
    """
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if (
            before is not None
            and before.end == mention.start
            and before.type == mention.type == "ORG"
            and len(mention.text) <= _DEPARTMENT_LENGTH
            and _DEPARTMENT_ALONE.search(mention.text)
        ):
            found.pop()
            mention = replace(
                before, end=mention.end, text=before.text + mention.text, score=min(before.score, mention.score)
            )
        found.append(mention)
    return found


def tails(reading: Reading, kept: Sequence[Mention]) -> list[Mention]:
    """Find ends of organisation names standing alone (`国际部` of `甲公司国际部`) and others of a list (`、销售部`)."""
    names = {mention.text for mention in kept if mention.type == "ORG"}
    tails = set()
    for name in names:
        if not _DEPARTMENT.search(name) or not all("\u4e00" <= character <= "\u9fff" for character in name):
            continue
        for head in names:
            if head != name and name.startswith(head) and len(name) - len(head) >= 3:
                tails.add(name[len(head) :])
                tails.update(head[cut:] + name[len(head) :] for cut in range(2, len(head) - 1))
    found = []
    if tails:
        found = [
            _mention(reading, match.start(), match.end(), "ORG", 0.55)
            for match in _pattern(tuple(sorted(tails))).finditer(reading.text)
        ]
    known = disjoint([*kept, *found])
    for mention in known:
        if mention.type == "ORG" and _DEPARTMENT.search(mention.text):
            end = mention.end
            while item := re.compile(r"[、和及与]([\u4e00-\u9fff]{1,4}(?:部|处|院|所|中心))(?=[、和及与等，。])").match(
                reading.text, end
            ):
                found.append(_mention(reading, item.start(1), item.end(1), "ORG", 0.5))
                end = item.end()
    return found
