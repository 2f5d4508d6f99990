"""Publication dates as sources write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_DATE = re.compile(
    r"""(?P<year>(?:19|20)\d\d) \s*[-/.年]\s* (?P<month>\d{1,2})
        (?: \s*[-/.月]\s* (?P<day>\d{1,2}) \s*[日号]? | \s*月 )?
        (?: [T\s,，]*  (?:(?:星期|周)[一二三四五六日天] [\s,，]*)?
            (?P<half>上午|下午|晚上|凌晨|中午)? \s*
            (?P<hour>\d{1,2}) \s*[:：时点]\s* (?P<minute>\d{1,2})?
            (?: \s*[:：分]\s* (?: (?P<second>\d{1,2}) (?:[.,]\d+)? \s*秒? )? )?
            \s* (?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)? )?
        (?: \s* (?:星期|周)[一二三四五六日天] )?""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
# 2000-01-01 to 2040-01-01: other ten-digit numbers are more likely telephone or serial numbers.
_EPOCH_RANGE = (946_684_800, 2_208_988_800)


def iso_date(value: object) -> str:
    """Return a date in ISO 8601 at its own precision (`2013-06`, `2013-06-19`, `2013-06-19T16:07`).

    Seconds are kept when they are given and not zero, the offset when it is given. Numbers of 10 or 13 digits
    between the years 2000 and 2040 are seconds or milliseconds since 1970 and come out in UTC.

    Args:
        value: text, number, `date` or `datetime`.

    Returns:
        The date, or an empty string when the form is unknown or the day does not exist.
    """
    if isinstance(value, datetime):
        return _format(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip() if not isinstance(value, bool) else ""
    if not text or len(text) > 80:
        return ""
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    if found := _COMPACT.fullmatch(text):
        year, month, day, *clock = (int(part) if part else 0 for part in found.groups())
        return _checked(year, month, day, (clock[0], clock[1], clock[2]) if found[4] else None, "")
    if found := _DATE.fullmatch(text):
        return _from_match(found)
    try:  # RFC 2822, as feeds and mail have it
        return _format(parsedate_to_datetime(text)) if re.search(r"[A-Za-z]{3}", text) else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _from_match(found: re.Match[str]) -> str:
    part = {name: int(value) if value and value.isdecimal() else 0 for name, value in found.groupdict().items()}
    if found["day"] is None:
        known = 1 <= part["month"] <= 12 and found["hour"] is None
        return f"{part['year']:04}-{part['month']:02}" if known else ""
    clock = None
    if found["hour"] is not None:
        hour = part["hour"]
        if found["half"] in ("下午", "晚上") and hour < 12:
            hour += 12
        clock = (hour, part["minute"], part["second"])
    return _checked(part["year"], part["month"], part["day"], clock, found["zone"] or "")


def _from_epoch(text: str) -> str:
    digits = text.split(".")[0]
    seconds = int(digits) // (1000 if len(digits) == 13 else 1)
    if not _EPOCH_RANGE[0] <= seconds < _EPOCH_RANGE[1]:
        return ""
    return _format(datetime.fromtimestamp(seconds, UTC))


def _checked(year: int, month: int, day: int, clock: tuple[int, int, int] | None, zone: str) -> str:
    try:
        if clock is None:
            return date(year, month, day).isoformat()
        moment = datetime(year, month, day, *clock)
    except ValueError:
        return ""
    return _format(moment) + _zone(zone)


def _zone(zone: str) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _format(moment: datetime) -> str:
    text = moment.replace(microsecond=0).isoformat(timespec="seconds" if moment.second else "minutes")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
