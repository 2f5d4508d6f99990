"""Expressions of time in Chinese text, and what they mean as ISO dates at their own precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from guanxi.model import Span

_D = r"[0-9０-９]"
_CN = r"[一二三四五六七八九十〇零]"
_YEAR = rf"(?:(?:19|20){_D}{{2}}|{_D}{{2}}(?=\s?年)|二[〇零]{_CN}{{2}})\s?年"
_SHORT_YEAR = r"(?:今|去|明|前|后|同|当|次|翌)年"
_MONTH = rf"(?:{_D}{{1,2}}|十[一二]?|[一二三四五六七八九正腊])\s?月(?:份)?"
_DAY = rf"(?:{_D}{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号](?!线|楼|店|机|院|文|公路)"
_PART = r"(?:(?:凌晨|清晨|早晨|早上|早间|上午|午间|中午|下午|午后|傍晚|晚间|晚上|夜间|夜晚|深夜|当晚|晚|夜)(?:时分)?)"
_CLOCK = rf"(?:\s?{_D}{{1,2}}(?:[:：]{_D}{{2}}|[点时](?:{_D}{{1,2}}分|整|半)?)(?:左右)?)"
_SEASON = r"(?:上半年|下半年|[一二三四1-4]季度|第[一二三四1-4]季度|Q[1-4]|[春夏秋冬](?:季|天|(?=[，,、。至])))"
_EDGE = r"(?:年底|年末|年初|年中|月底|月末|月初|月中|上旬|中旬|下旬|底|末|初|中期|前后|间)"
_WEEK = r"(?:上上?个?|本|这个?|下个?)(?:周|星期|礼拜)(?:[一二三四五六日天末])?"
_DAYWORD = (
    r"(?:今天|今日|昨天|昨日|明天|明日|前天(?!津)|前日|后天|当天|当日|同日|次日|翌日|今晚|昨晚|今晨|昨夜|今夜|明晚)"
    rf"(?:{_PART})?"
)
_MONTHWORD = r"(?:上个?月|本月|这个月|下个?月|当月|同月|次月)"
_AGO = (
    rf"(?:{_D}{{1,3}}|[一二两三四五六七八九十几数半]{{1,3}})(?:个)?(?:多)?(?:年|月|周|天|星期|日)"
    r"(?:多)?(?:之)?(?:前|后|来|内)(?!夕)"
)
_VAGUE = r"(?:近日|日前|近期|最近|不久前|此前|目前|近来|前不久|稍早前|前几天|这两天|前段时间|未来(?!科技|城|世界|汽车))"

_POINT = (
    rf"(?:{_YEAR}(?:(?:的)?\s?{_MONTH}(?:(?:的)?\s?{_DAY}|(?:的)?{_EDGE})?|(?:的)?{_SEASON}末?|(?:年)?{_EDGE})?"
    rf"|{_SHORT_YEAR}(?:(?:的)?\s?{_MONTH}(?:\s?{_DAY}|{_EDGE})?|(?:的)?{_SEASON}末?|{_EDGE}|晚些时候|早些时候)?"
    rf"|{_MONTHWORD}(?:\s?{_DAY}|{_EDGE})?"
    rf"|{_MONTH}(?:\s?{_DAY}|{_EDGE})?"
    rf"|{_DAY}"
    rf"|{_WEEK}|{_DAYWORD}|(?:周|星期)[一二三四五六日]|(?<![一二三四])[上下]半年|第?[一二三四]季度末?|今[春夏秋冬]|(?:19|20)\d\d[上下]半年|年底|年末|年初|月底|月初|年内|(?:未来)?{_AGO}|{_VAGUE})"
)
_TAIL = rf"(?:(?:当地时间|[（(](?:周|星期)[一二三四五六日][）)])?{_PART}?{_CLOCK}?)"
_RANGE = r"(?:\s?(?:至|到|-|—|－|–|~|～|——|和|及)\s?)"
_EXPRESSION = re.compile(
    rf"(?:(?<![0-9０-９.．第])|(?<=[0-9])(?=[今昨明本上下去前近日]))(?:{_POINT}{_TAIL}(?:{_RANGE}{_POINT}{_TAIL})?"
    rf"|(?:19|20)\d{{2}}\s?[-—–]\s?(?:19|20)?\d{{2}}\s?年|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
    r"(?:以来|以后|之后|之前|前后|期间|以前|起(?![诉点初码源步价])(?:未来)?(?:\d{1,2}|[一二两三四五六七八九十半]{1,2})个?[月年]内|左右)?"
)
_FULL = re.compile(
    r"^(?:自|从|于)?(?:(?P<century>\d{2})?(?P<year>\d{2})\s?年|(?P<word>[今去明前后]年))?(?:的)?\s?(?P<rest>.*)$", re.S
)
_NUMERIC = re.compile(r"^((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})")
_DIGITS = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "正": 1, "两": 2, "日": 7, "天": 7}
_YEARS = {"今年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2}
_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2}


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time: where it stands."""

    span: Span

    def of(self, text: str) -> str:
        """Return its characters."""
        return self.span.of(text)


def expressions(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the expressions of time in `text` from `start` to `end`, in order, the longest at each place."""
    return [Span(*match.span()) for match in _EXPRESSION.finditer(text, start, len(text) if end is None else end)]


def normalise(expression: str, published: str) -> str:
    """Return what an expression means as an ISO date at its own precision: `2008`, `2008-11` or `2008-11-05`.

    Args:
        expression: as `expressions` finds it (`去年12月`, `上周五`, `10月9日晚间`); of a range, its beginning counts.
        published: the document's date in ISO 8601; without it only expressions with a year of their own mean anything.

    Returns:
        the date; empty when the expression is vague (`近日`), or relative and there is no document date. A month or day
        without a year is the one nearest to the document's date that is not more than half a year ahead.
    """
    plain = expression.translate(
        {ord(wide): ord(narrow) for wide, narrow in zip("０１２３４５６７８９", "0123456789", strict=True)}
    )
    reference = _date(published)
    numeric = _NUMERIC.match(plain)
    if numeric:
        return _iso(*(int(part) for part in numeric.groups()))
    first = re.split(r"\s?(?:至|到|—|－|–|~|～|-)\s?", plain.strip(), maxsplit=1)[0]
    relative = _relative(first, reference)
    if relative is not None:
        return relative
    return _calendar(first, reference)


def _date(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _relative(expression: str, reference: date | None) -> str | None:
    """Return what is counted from the day of writing; None when the expression is not of that kind."""
    week = re.match(r"(上上|上|本|这|下)?个?(?:周|星期|礼拜)([一二三四五六日天])?", expression)
    day = re.match(r"(今|昨|明|前|后)(?:天|日|晚|晨|夜)", expression)
    ago = re.match(r"(\d{1,3}|[一二两三四五六七八九十])(个)?(年|月|周|天|星期|日)(?:之)?(前|后)", expression)
    month = re.match(r"(上|本|这|下)个?月(?:\s?(\d{1,2}|[一二三]?十?[一二三四五六七八九]?)[日号])?", expression)
    if not (week or day or ago or month):
        return None
    if reference is None:
        return ""
    if day:
        return _moved(reference, _DAYS[day[1]])
    if week:
        return _week(week, reference)
    if month:
        moved = _shift(reference, {"上": -1, "下": 1}.get(month[1], 0))
        return _iso(moved.year, moved.month, _number(month[2]) if month[2] else None)
    assert ago is not None
    count = _number(ago[1]) * (1 if ago[4] == "后" else -1)
    if ago[3] == "年":
        return _iso(reference.year + count)
    if ago[3] == "月":
        moved = _shift(reference, count)
        return _iso(moved.year, moved.month, None)
    return _moved(reference, count * (7 if ago[3] in ("周", "星期") else 1))


def _moved(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return ""


def _week(found: re.Match[str], reference: date) -> str:
    if found[2] is None:
        return ""  # a week has no ISO date of its own precision
    weeks = {"上上": -2, "上": -1, "下": 1}.get(found[1] or "", 0)
    days = 7 * weeks + _DIGITS[found[2]] - 1 - reference.weekday()
    if found[1] is None and days > 0:
        days -= 7  # a bare weekday in the news is the last one
    return _moved(reference, days)


def _calendar(expression: str, reference: date | None) -> str:
    found = _FULL.match(_arabic(expression))
    if found is None:
        return ""
    year: int | None = None
    if found["year"]:
        short = int(found["year"])
        year = int(found["century"]) * 100 + short if found["century"] else (2000 if short < 60 else 1900) + short
    elif found["word"] and reference:
        year = reference.year + _YEARS[found["word"]]
    elif found["word"]:
        return ""
    rest = found["rest"]
    month = re.match(r"(\d{1,2})\s?月", rest)
    day = re.match(r"(?:\d{1,2}\s?月(?:份)?(?:的)?)?\s?(\d{1,2})\s?[日号]", rest)
    if month:
        number = int(month[1])
        exact = int(day[1]) if day else None
        return _iso(year if year is not None else _nearest_year(number, exact, reference), number, exact)
    if year is not None:
        return _iso(year)
    if day and reference:
        back = reference if int(day[1]) <= reference.day + 1 else _shift(reference, -1)
        return _iso(back.year, back.month, int(day[1]))
    if reference and re.match(r"[上下]半年|第?[一二三四1-4]季度|年[底末初中内]", expression):
        return _iso(reference.year)
    if reference and re.match(r"月[底末初中]", expression):
        return _iso(reference.year, reference.month, None)
    return ""


def _nearest_year(month: int, day: int | None, reference: date | None) -> int | None:
    if reference is None:
        return None
    ahead = (month - reference.month) + ((day or 15) - reference.day) / 31
    if ahead > 6:
        return reference.year - 1
    return reference.year + 1 if ahead < -11 else reference.year


def _arabic(expression: str) -> str:
    """Write the Chinese numerals of a date in digits: `二〇〇八年十一月五日` → `2008年11月5日`."""
    year = re.sub(
        r"[一二三四五六七八九〇零]{4}(?=年)", lambda found: "".join(str(_DIGITS[c]) for c in found[0]), expression
    )
    return re.sub(r"[一二三四五六七八九十正]{1,3}(?=\s?[月日号])", lambda found: str(_number(found[0])), year)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    value = (_DIGITS.get(tens, 1) if tens else 1) * 10 if ten else 0
    return value + (_DIGITS.get(ones, 0) if ones else 0)


def _shift(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(min(9999, max(1, place // 12)), place % 12 + 1, 1)


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str:
    if year is None or not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return ""
    if day is not None and month is not None:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return ""
    return f"{year:04d}-{month:02d}" if month is not None else f"{year:04d}"
