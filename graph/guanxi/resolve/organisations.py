"""Names of organisations taken apart: place, core, trade, kind of body or unit, legal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from guanxi.resolve.lists import load

_MARKS = " ,.，。·•()（）[]&-"
_REGION = re.compile(r"(?:省|市|县|区|州|镇|特别行政区|自治区|开发区|高新区|新区)")
_LATIN = re.compile(r"[a-z0-9 .,&'+\-/·]+")


@dataclass(frozen=True)
class Parts:
    """The parts of an organisation's folded name; any may be empty, `core` only for an empty name.

    Args:
        place: in front (`浙江省`); core: the name proper; trade: `新材料科技`; kind: of body or unit (`研究院`);
        legal: legal form (`股份有限公司`).
        classes: for every character the part it is in, `p c i u l`; `m` for marks.
    """

    place: str
    core: str
    trade: str
    kind: str
    legal: str
    classes: str


@lru_cache(maxsize=65536)
def parse(key: str) -> Parts:
    """Take an organisation's folded name apart, longest words of the lists first."""
    lists = load()
    classes = ["c"] * len(key)
    for at, character in enumerate(key):
        if character in _MARKS:
            classes[at] = "m"
    for found in re.finditer(r"[(（]([^()（）]+)[)）]", key):
        inner = found.group(1)
        kind = "p" if inner in lists.places else "l" if inner in lists.legal else ""
        if kind:
            classes[found.start(1) : found.end(1)] = kind * len(inner)
    start, end = 0, len(key)
    end = _back(key, classes, start, end, lists.legal, "l")
    end = _skip_back(classes, start, end)
    front = _front(key, start, end, lists.places)
    tail = _back(key, classes, front, end, lists.kinds, "u", once=True)
    tail = _back(key, classes, front, tail, lists.industry, "i")
    classes[start:front] = ["p" if was == "c" else was for was in classes[start:front]]
    place, core, trade, kind, legal = (
        "".join(c for c, k in zip(key, classes, strict=True) if k == letter) for letter in "pciul"
    )
    return Parts(place, core, trade, kind, legal, "".join(classes))


def _front(key: str, start: int, end: int, places: frozenset[str]) -> int:
    """Return where the places in front end; at least two characters are left for the rest."""
    at = start
    while True:
        size = next((n for n in range(min(8, end - at - 2), 1, -1) if key[at : at + n] in places), 0)
        if not size:
            return at
        at += size
        region = _REGION.match(key, at)
        if region and end - region.end() >= 2:
            at = region.end()


def _back(
    key: str, classes: list[str], start: int, end: int, words: frozenset[str], kind: str, once: bool = False
) -> int:
    """Mark the words at the end as `kind` and return where they begin; two characters are left in front."""
    while True:
        end = _skip_back(classes, start, end)
        size = next((n for n in range(min(16, end - start - 2), 0, -1) if key[end - n : end] in words), 0)
        if not size or (size == 1 and kind == "i") or _inside_word(key, end - size):
            return end
        classes[end - size : end] = kind * size
        end -= size
        if once:
            return end


def _inside_word(key: str, at: int) -> bool:
    """Tell whether a Latin word runs over `at` (`ab` at the end of `collab`)."""
    return (
        0 < at < len(key)
        and key[at - 1].isascii()
        and key[at - 1].isalnum()
        and key[at].isascii()
        and key[at].isalnum()
    )


def _skip_back(classes: list[str], start: int, end: int) -> int:
    while end > start and classes[end - 1] in "mlp" and end - start > 2 and classes[end - 1] != "c":
        end -= 1
    return end


@lru_cache(maxsize=65536)
def kind_of(text: str) -> str:
    """Return what a piece of an organisation's name is.

    One of `none`, `legal`, `place`, `trade`, `trade-place`, `branch` (a trade of subsidiaries), `branch-firm`, `unit`,
    `trade-unit` (a word that may be either), `body`, `latin`, `other`.
    """
    lists = load()
    text = text.strip(_MARKS)
    if not text:
        return "none"
    if covers(text, lists.legal):
        return "legal"
    places, trades, bodies = _words()
    if covers(text, places):
        return "place"
    bare = strip_legal(text)
    if covers(bare, lists.branch):
        return "branch" if bare == text else "branch-firm"
    if bare in lists.unit:
        return "trade-unit" if bare in lists.industry else "unit"
    if covers(text, lists.legal | lists.industry):
        return "trade"
    if covers(text, trades):
        return "trade-place"
    if covers(text, bodies):
        return "body"
    if any(len(unit) > 1 and bare.endswith(unit) for unit in lists.unit):
        return "unit"
    return "latin" if _LATIN.fullmatch(text) else "other"


_REGIONS = frozenset(["省", "市", "县", "区", "州", "镇", "特别行政区", "自治区", "开发区", "高新区", "新区"])


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = load()
    trades = lists.legal | lists.industry | lists.places
    return lists.places | lists.short_places | _REGIONS, trades, trades | lists.body


@lru_cache(maxsize=65536)
def strip_legal(key: str) -> str:
    """Return an organisation's folded name without the legal forms at its end (`有限公司`, `inc.`)."""
    lists, before = load(), ""
    while key != before:
        before = key
        closed = key.rstrip(")） ")
        for size in range(min(16, len(closed) - 2), 0, -1):
            if closed[-size:] in lists.legal and not _inside_word(closed, len(closed) - size):
                key = closed[:-size].rstrip(_MARKS)
                break
    return key


def covers(text: str, words: frozenset[str]) -> bool:
    """Tell whether the text is nothing but some of the words, one after the other, marks aside."""
    reach = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        reach[end] = any(
            reach[start] and (text[start:end] in words or not text[start:end].strip(_MARKS))
            for start in range(max(0, end - 16), end)
        )
    return reach[-1]
