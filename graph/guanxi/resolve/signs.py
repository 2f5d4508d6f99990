"""Signs that two names of one document mean the same entity: what the pair scorer weighs.

A sign is a short word such as `ORG:prefix:legal` (the short name begins the full one, a legal form is dropped); its
weight is learnt (`weights.json`) and its name is what `why-same` shows.
"""

from __future__ import annotations

import re
from functools import lru_cache

from guanxi.resolve import organisations, people
from guanxi.resolve.lists import load
from guanxi.resolve.names import is_han, letters

_WORD = re.compile(r"[a-z0-9]+")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_VERSION = re.compile(
    r"\d+(?:\.\d+)*|(?<![a-z])(?:i{2,3}|iv|vi{1,3})(?![a-z])|[一二三四五六七八九十]+(?=代|期|号|季|部|世)"
)
_GRADE = re.compile(
    r"(?<![a-z])(?:pro|max|plus|mini|ultra|lite|air|se|turbo|note|青春|尊享|旗舰|标准|至尊|专业)(?![a-z])|\+$"
)


@lru_cache(maxsize=262144)
def relation(short: str, full: str, type: str) -> str:
    """Return how the shorter folded name is made from the longer one; empty when it isn't.

    The shapes: `letters` (marks and spaces aside the same), `prefix`, `suffix`, `inside` (with what is dropped),
    `initials`, `subsequence` (characters in order, with what is kept), `core` (other trade or legal form), `typo` (one
    character differs); for people `surname-title`, `given-title`, `given`, `first`, `last`, `middle`.
    """
    if letters(short) == letters(full):
        return "letters"
    if type == "PERSON":
        return _person(short, full)
    a, b = letters(short), letters(full)
    if len(a) < 1 or len(a) > len(b):
        return ""
    shape = _organisation(short, full, a, b) if type == "ORG" else _product(short, full, a, b)
    if shape:
        return shape
    if len(a) == len(b) >= 4 and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        if type == "ORG" and _trade(short) != _trade(full):
            return ""
        return "typo:digit" if any(c.isdigit() for c in _differing(a, b)) else "typo"
    return ""


def _differing(a: str, b: str) -> str:
    return "".join(x + y for x, y in zip(a, b, strict=True) if x != y)


def _trade(key: str) -> tuple[str, str]:
    parts = organisations.parse(key)
    return parts.trade, parts.kind


def _person(short: str, full: str) -> str:
    one, other = people.parse(short), people.parse(full)
    if other.called and not one.called:
        one, other = other, one
    if other.given and len(other.given) == 2 and short == other.given:
        return "given"
    if one.called:
        if one.called == other.surname:
            return "surname-title"
        if other.given and (other.given == one.called or other.given.endswith(one.called)):
            return "given-title"
        if other.given and other.given.startswith(one.called):
            return "given-title-first"
        return "last" if other.parts and one.called == other.parts[-1] and len(other.parts) > 1 else ""
    if len(one.parts) == 1 and len(other.parts) > 1 and one.parts[0] in other.parts:
        place = other.parts.index(one.parts[0])
        return "first" if place == 0 else "last" if place == len(other.parts) - 1 else "middle"
    if len(one.parts) > 1 and set(one.parts) < set(other.parts):
        return "parts"
    if full.endswith(short) and len(short) > 1:
        return "tail:han" if is_han(short) else "tail"
    if full.startswith(short) and len(short) > 1:
        return "head:han" if is_han(short) else "head"
    if len(short) == len(full) >= 3 and sum(x != y for x, y in zip(short, full, strict=True)) == 1:
        return "typo" if short[0] == full[0] else "typo-surname"
    return ""


def _organisation(short: str, full: str, a: str, b: str) -> str:
    if organisations.strip_legal(short) == organisations.strip_legal(full):
        return "legal-form"
    if full.startswith(short):
        return f"prefix:{organisations.kind_of(full[len(short) :])}"
    if full.endswith(short):
        front = organisations.kind_of(full[: -len(short)])
        return f"suffix:{front}:{_head(short)}"
    at = full.find(short)
    if at > 0:
        return f"inside:{organisations.kind_of(full[:at])}:{organisations.kind_of(full[at + len(short) :])}"
    if _initials(a, full):
        return "initials"
    kept = _kept(a, short, full, b)
    if kept:
        return kept
    one, other = organisations.parse(short), organisations.parse(full)
    if one.core == other.core and len(one.core) > 1 and (not one.place or not other.place or one.place == other.place):
        if one.trade != other.trade and one.trade and other.trade and {one.trade, other.trade} & load().branch:
            return ""
        return f"core:{'kind' if one.kind != other.kind else 'trade'}"
    return ""


def _head(short: str) -> str:
    parts = organisations.parse(short)
    if short in load().unit or (len(parts.core) <= 2 and parts.kind and not parts.trade):
        return "unit" if parts.kind in load().unit else "body"
    return "legal" if parts.legal else "bare"


def _kept(a: str, short: str, full: str, b: str) -> str:
    """Describe an abbreviation: which parts of the full name the short one keeps."""
    places = align(a, full)
    if places is None:
        return ""
    if not is_han(a):
        return "subsequence:latin" if not is_han(full) else ""
    parts = organisations.parse(full)
    kept = {kind: sum(parts.classes[at] == kind for at in places) for kind in "pciul"}
    size = {kind: parts.classes.count(kind) for kind in "pciul"}

    def share(kind: str) -> str:
        return "-" if not size[kind] else "0" if not kept[kind] else "1" if kept[kind] == size[kind] else "x"

    first = "first" if places[0] == 0 else ""
    last = "last" if places[-1] == len(full) - 1 else ""
    return f"subsequence:{share('c')}{share('i')}{share('u')}:{first or last or 'middle'}"


def align(a: str, full: str) -> tuple[int, ...] | None:
    """Return places in `full` where the characters of `a` stand in order; None when they don't.

    Of the possible places the leftmost are taken.
    """
    places: list[int] = []
    at = 0
    for character in a:
        found = full.find(character, at)
        if found < 0:
            return None
        places.append(found)
        at = found + 1
    return tuple(places)


def _initials(a: str, full: str) -> bool:
    words = _WORD.findall(full)
    return len(a) > 1 and len(words) >= len(a) and "".join(word[0] for word in words if word not in _SMALL) == a


_SMALL = frozenset(["of", "the", "and", "for", "in", "a"])


def _product(short: str, full: str, a: str, b: str) -> str:
    version = (
        "" if versions(short) == versions(full) else ":version" if versions(short) and versions(full) else ":digits"
    )
    if full.startswith(short):
        rest = full[len(short) :].strip()
        kind = "grade" if _GRADE.search(rest) else "noun" if rest in _NOUNS else "han" if is_han(rest) else "latin"
        return f"prefix:{kind}{version}"
    if full.endswith(short):
        front = full[: -len(short)].strip()
        return f"suffix:{'han' if is_han(front) else 'latin'}{version}{':tiny' if len(short) < 3 else ''}"
    if short in full:
        return f"inside{version}"
    if _initials(a, full):
        return "initials"
    if align(a, full) is None:
        return ""
    script = ("han" if is_han(a) else "latin") + ("" if is_han(a) == is_han(b) else "-mixed")
    return f"subsequence:{script}{version}{':short' if 2 * len(a) < len(b) else ''}"


# What may stand behind a product's name without telling it from another one.
_NOUNS = frozenset(
    [
        *(
            "app",
            "系统",
            "平台",
            "软件",
            "手机",
            "项目",
            "计划",
            "号",
            "牌",
            "浏览器",
            "应用",
            "客户端",
            "网站",
            "服务",
            "语言",
        ),
        *(
            "编译器",
            "游戏",
            "系列",
            "品牌",
            "机器人",
            "大模型",
            "模型",
            "引擎",
            "框架",
            "战机",
            "汽车",
            "电动车",
            "sdk",
            "os",
        ),
    ]
)


def versions(key: str) -> tuple[str, ...]:
    """Return the version numbers of a product's folded name, Roman and Chinese ones as they stand."""
    return tuple(_ROMAN.get(found, found) for found in _VERSION.findall(key))


def grades(key: str) -> tuple[str, ...]:
    """Return the words that tell the models of one line apart (`pro`, `max`, `旗舰`)."""
    return tuple(sorted(_GRADE.findall(key)))


def details(short: str, full: str, type: str, coarse: str) -> list[str]:
    """Return what else tells pairs of one shape apart: the legal forms, the words dropped, the title."""
    if type == "PERSON":
        named = people.parse(short) if people.parse(short).called else people.parse(full)
        key = short if people.parse(short).called else full
        return [f"title:{key.replace(named.called, '', 1)}"] if named.called else []
    found = []
    if coarse == "legal-form":
        found.append(f"{_form(short)}>{_form(full)}")
    if coarse in ("prefix", "suffix", "inside") and short in full:
        front, _, rest = full.partition(short)
        found += [f"-{piece}" for piece in (front.strip(), rest.strip()) if 0 < len(piece) <= 4]
        if rest:
            found.append(f"rest-form:{_form(rest)}")
        if type == "ORG":
            found.append(f"form:{_form(short)}")
    if type == "ORG" and coarse == "subsequence" and is_han(short):
        found.append(f"pieces-{_pieces(short, full)}")
    if type == "ORG" and coarse in ("core", "subsequence"):
        one, other = organisations.parse(short), organisations.parse(full)
        found += [
            f"core-{'same' if one.core == other.core else 'other'}",
            f"kind-{_fate(one.kind, other.kind)}",
            f"end-{'same' if short[-1] == full[-1] else 'legal' if one.legal else 'other'}",
            f"start-{'same' if short[0] == full[0] else 'place' if one.place else 'other'}",
            f"{_form(short)}>{_form(full)}",
        ]
        if coarse == "core":
            found.append(f"trade-{_fate(one.trade, other.trade)}")
    return found


def _pieces(short: str, full: str) -> str:
    """Say how many characters an abbreviation takes of each two of the full name, its legal form aside.

    `上航` takes one of each half of `上海航空` (`1+1`), `中移动` one and two of `中国移动` (`1+2`).
    Longer names hold words of more than two.
    """
    bare = organisations.strip_legal(full)
    places = align(short, bare)
    if places is None:
        return "legal"
    if len(bare) > 8:
        return "long"
    taken = [sum(at // 2 == piece for at in places) for piece in range((len(bare) + 1) // 2)]
    return "+".join(map(str, taken))


def _fate(short: str, full: str) -> str:
    """Say what became of one part of the name."""
    if short == full:
        return "same"
    return "none" if not short else "lost" if not full else "part" if short in full else "other"


def _form(key: str) -> str:
    """Return the legal form at the end of a name in letters: g(roup) k(holding) s(hares) l(imited) c(ompany)."""
    marks = (("集团", "g"), ("控股", "k"), ("股份", "s"), ("有限", "l"), ("公司", "c"), ("合伙", "p"))
    legal = organisations.parse(key).legal
    return "".join(letter for word, letter in marks if word in legal) or ("x" if legal else "-")
