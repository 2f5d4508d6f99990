"""The pairs of names of one document that may be one entity, each with its signs; no comparison of all with all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from guanxi.model import Span
from guanxi.resolve import organisations, people
from guanxi.resolve.equations import equations
from guanxi.resolve.names import Name, is_han
from guanxi.resolve.signs import details, relation

# Words between or after two names that speak of them as two: parent and child, holder and held, parties of a deal.
_OWNED = re.compile(
    "旗下|下属|子公司|分公司|母公司|控股|全资|持有|持股|参股|增持|减持|股权|股东|隶属|所属|附属|分拆|成员|拥有|投资|收购|出售|转让|注入|划转|合并|重组"
)
# Words right before a name that give it a part towards another firm; *ST marks the firm whose shares are traded.
_ROLE = re.compile("(?:股东|母公司|实际控制人|子公司|分公司|旗下|下属|所属|关联方|关联企业|控股的?)[的—、]{0,2}$")
_TRADED = re.compile(r"ST$")
# B是A的…, B由A控股: the sentence itself says that they are two, unless it speaks of the name.
_BEING = re.compile(r"(?:是|(?<![更改]名)(?<!变更)(?<!改制)(?<!称)为|系)$")
_MADE = re.compile(r"(?:由|被)$")
_OF_OTHER = re.compile(r"(?:的(?!简称|全称|前身|英文|中文|旧|原|新名|别)|旗下|下属|所属|全资|控股|参股|子公司|分公司)")
_BY_OTHER = re.compile(
    r"(?:等|共同|全资|联合|单独|独资)?(?:控股|持有|持股|投资|出资|设立|成立|创办|创立|孵化|收购|拥有|管理)"
)
_DEAL = re.compile("与|和|及|向|同|起诉|诉|联合|合作|签|采购|供应|委托|授权|、")
_CLAUSE_END = re.compile("[，,；;:：]")
_SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True)
class Pair:
    """Two names that may be one entity.

    Args:
        short, full: their keys; `short` is the shorter one.
        type: entity type of both.
        shape: how the short one is made from the full one (`signs.relation`), empty when only the text equates them.
        signs: what the scorer weighs.
        evidence: where the text itself puts them together.
    """

    short: str
    full: str
    type: str
    shape: str
    signs: Mapping[str, float]
    evidence: tuple[Span, ...] = field(default=(), compare=False)


def pairs(text: str, names: Sequence[Name]) -> list[Pair]:
    """Return the candidate pairs among the names of a document, in a fixed order.

    Args:
        text: the document's text, for what stands between names; may be empty (then only the strings count).
        names: as `names.gather` gives them.
    """
    by_key = {name.key: name for name in names}
    placed = sorted((mention, name.key) for name in names for mention in name.mentions)
    seen = equations(text, [mention for mention, _ in placed], [key for _, key in placed]) if text else {}
    shapes: dict[tuple[str, str], str] = {}
    for short, full in _near(names):
        shape = relation(short.key, full.key, short.type)
        if shape:
            shapes[short.key, full.key] = shape
    for a, b in seen:
        if by_key[a].type == by_key[b].type:
            short, full = sorted((by_key[a], by_key[b]), key=_size)
            shapes.setdefault((short.key, full.key), "")
    fits: defaultdict[str, list[str]] = defaultdict(list)
    for (low, high), shape in shapes.items():
        if shape:
            fits[low].append(high)
    stated: defaultdict[str, set[str]] = defaultdict(set)
    for (a, b), places in seen.items():
        if by_key[a].type == by_key[b].type and places.keys() & {"defined", "brackets", "named"}:
            stated[a].add(b)
            stated[b].add(a)
    frozen = {key: frozenset(others) for key, others in stated.items()}
    context = _Context(text, by_key, shapes, fits, seen, frozen, sorted(by_key))
    return [context.pair(*ends) for ends in sorted(shapes)]


_WORDS = {
    "letters": "same but for spaces and marks",
    "legal-form": "same but for the legal form",
    "prefix": "begins the full name",
    "suffix": "ends the full name",
    "inside": "stands inside the full name",
    "initials": "initials",
    "subsequence": "abbreviation: characters of the full name in order",
    "core": "same but for trade or kind",
    "typo": "one character differs",
    "surname-title": "surname with a title",
    "given-title": "given name with a title",
    "given-title-first": "given name with a title",
    "given": "given name",
    "first": "first part of a foreign name",
    "last": "last part of a foreign name",
    "middle": "part of a foreign name",
    "parts": "parts of a foreign name",
    "tail": "ends the full name",
    "head": "begins the full name",
    "typo-surname": "one character differs",
}
_EQUATED = {
    "defined": "the text defines it",
    "named": "the text says so",
    "that-is": "the text says so",
    "renamed": "renamed",
    "brackets": "in brackets",
    "brackets-more": "in brackets",
    "open": "in brackets",
    "adjacent": "side by side",
}


def describe(pair: Pair) -> str:
    """Return why a pair may be one entity, for people, with the shape for those who know it: `initials [initials]`."""
    words = [_EQUATED[sign] for sign in _EQUATED if f"text:{sign}" in pair.signs]
    shape = _WORDS.get(pair.shape.split(":")[0])
    return f"{'; '.join(dict.fromkeys([shape, *words] if shape else words)) or 'likeness'} [{pair.shape}]"


@dataclass(frozen=True)
class _Context:
    """What the other names of the document, and the text, say about a pair."""

    text: str
    names: Mapping[str, Name]
    shapes: Mapping[tuple[str, str], str]
    fits: Mapping[str, Sequence[str]]
    seen: Mapping[tuple[str, str], Mapping[str, Span]]
    stated: Mapping[str, frozenset[str]]
    ordered: Sequence[str]

    def pair(self, low: str, high: str) -> Pair:
        short, full, shape = self.names[low], self.names[high], self.shapes[low, high]
        type = short.type
        kind = shape or ("script" if is_han(low) != is_han(high) else "unlike")
        coarse = kind.split(":")[0]
        places = self.seen.get((low, high) if low < high else (high, low), {})
        signs = {type: 1.0, f"{type}:{coarse}": 1.0, f"{type}:{kind}": 1.0}
        signs[f"{type}:{coarse}:length:{min(len(low), 5)}"] = 1.0
        for sign in places:
            signs[f"text:{sign}"] = 1.0
            signs[f"text:{sign}:{coarse if shape else kind}"] = 1.0
        for flag in self._flags(short, full, coarse, places):
            signs[flag] = 1.0
            signs[f"{type}:{coarse}:{flag}"] = 1.0
        signs[f"{type}:{kind}:length:{min(len(low), 5)}"] = 1.0
        if f"{type}:{coarse}:short-first" in signs:
            signs[f"{type}:{kind}:short-first"] = 1.0
        for detail in details(low, high, type, coarse):
            signs[f"{type}:{coarse}:{detail}"] = 1.0
        return Pair(low, high, type, kind, signs, tuple(places[sign] for sign in sorted(places)))

    def _flags(self, short: Name, full: Name, coarse: str, places: Mapping[str, Span]) -> Iterator[str]:
        low, high = short.key, full.key
        fits = [other for other in self.fits.get(low, ()) if other != high]
        related = [other for other in fits if self._alike(other, high)]
        if len(related) < len(fits):
            yield "rivals"
            if len(fits) - len(related) > 1:
                yield "rivals-many"
        if any(self.shapes.get((other, high)) for other in related):
            yield "between"
        if any(self.shapes.get((high, other)) for other in related):
            yield "longer"
        if short.mentions[0] < full.mentions[0]:
            yield "short-first"
        if len(short.mentions) > len(full.mentions):
            yield "short-more"
        if len(full.mentions) > 1:
            yield "full-again"
        equated = {"defined", "named", "brackets"} & places.keys()
        if not equated:
            if self.stated.get(low, frozenset()) - {high}:
                yield "short-stated-elsewhere"
            if self.stated.get(high, frozenset()) - {low}:
                yield "full-stated-elsewhere"
            yield from self._together(short, full)
        if coarse == "suffix":
            yield f"front-{'named' if high[: -len(low)].strip(' ·') in self.names else 'unnamed'}"
        if coarse == "prefix":
            yield f"rest-{'named' if high[len(low) :].strip(' ·') in self.names else 'unnamed'}"
            brand = bisect_left(self.ordered, low + chr(0x10FFFF)) - bisect_left(self.ordered, low) - 2
            yield f"brand-{min(brand, 3)}"
            begins = sum(self.shapes[low, other].startswith("prefix") for other in self.fits[low])
            yield f"begins-{min(begins, 3)}"

    def _alike(self, a: str, b: str) -> bool:
        return bool(self.shapes.get((a, b)) or self.shapes.get((b, a)))

    def _together(self, short: Name, full: Name) -> Iterator[str]:
        """Say what one sentence with both names says: who writes the full name seldom says it in short so soon."""
        gaps = []
        for a in short.mentions[:20]:
            for b in full.mentions[:20]:
                start, end = min(a.end, b.end), max(a.start, b.start)
                if end - start < 60 and not _SENTENCE_END.search(self.text, start, max(start, end)):
                    gaps.append((max(0, end - start), start, max(start, end)))
        if not gaps:
            return
        yield "one-sentence"
        if any(self._two(start, end, short, full) for _, start, end in gaps):
            yield "told-apart"
        _, start, end = min(gaps)
        for which, name in (("short", short), ("full", full)):
            before = [self.text[max(0, m.start - 8) : m.start] for m in name.mentions[:20]]
            if any(_ROLE.search(words) for words in before):
                yield f"role-before-{which}"
            if any(_TRADED.search(words) for words in before):
                yield f"traded-{which}"
        yield f"gap-{'near' if end - start < 6 else 'mid' if end - start < 20 else 'far'}"
        if _OWNED.search(self.text, start, end):
            yield "owned-between"
        elif _OWNED.search(self.text, end, self._clause_end(end)):
            yield "owned-after"
        if _DEAL.search(self.text, start, end):
            yield "deal-between"
        if _CLAUSE_END.search(self.text, start, end):
            yield "clauses-between"

    def _two(self, start: int, end: int, short: Name, full: Name) -> bool:
        """Tell whether what stands from the first name to the second, and behind it, speaks of them as two."""
        gap = self.text[start:end]
        second = next((m.end for name in (short, full) for m in name.mentions if m.start == end), end)
        if _BEING.search(gap):
            return bool(_OF_OTHER.match(self.text, second))
        return bool(_MADE.search(gap) and _BY_OTHER.match(self.text, second))

    def _clause_end(self, start: int) -> int:
        found = _SENTENCE_END.search(self.text, start, start + 40)
        return found.start() if found else start + 40


def _size(name: Name) -> tuple[int, str]:
    return len(name.key), name.key


def _near(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield pairs (shorter first) of one type that share a block, each once."""
    by_type: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_type[name.type].append(name)
    for type, group in sorted(by_type.items()):
        yield from _near_people(group) if type == "PERSON" else _near_names(group)


def _near_names(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Pairs where the longer name has the shorter one's rarest character, or that share a core or one half."""
    frequency = Counter(character for name in names for character in set(name.letters))
    blocks: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        for block in {*name.letters, *_halves(name)}:
            blocks[block].append(name)
    for name in names:
        rarest = min(name.letters, key=lambda character: (frequency[character], character))
        near = {other.key: other for block in (rarest, *_halves(name)) for other in blocks[block]}
        for key, other in sorted(near.items()):
            if key == name.key:
                continue
            if _size(name) < _size(other):
                yield name, other
            elif rarest not in other.letters or len(name.letters) < len(other.letters):
                yield other, name


def _halves(name: Name) -> list[str]:
    key = name.letters
    blocks = [f"={key}"]
    if name.type == "ORG":
        blocks.append(f"core={organisations.parse(name.key).core}")
    if len(key) >= 4:
        half = len(key) // 2
        blocks += [f"{len(key)}<{key[:half]}", f"{len(key)}>{key[half:]}"]
    return blocks


def _near_people(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Pairs that share a surname, a given name or a part of a foreign name."""
    blocks: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        person = people.parse(name.key)
        keys = {
            name.letters,
            person.surname,
            person.given,
            person.given[-1:],
            person.given[:1],
            person.called,
            *person.parts,
        }
        # Joined foreign names (比尔盖茨) and misprints share an end.
        keys |= {name.key[-2:], name.key[-1:], name.key[:1] if len(name.key) > 2 else ""}
        for key in sorted(keys - {""}):
            blocks[key].append(name)
    done = set()
    for _, block in sorted(blocks.items()):
        for at, a in enumerate(block):
            for b in block[at + 1 :]:
                pair = sorted((a, b), key=_size)
                if (pair[0].key, pair[1].key) not in done:
                    done.add((pair[0].key, pair[1].key))
                    yield pair[0], pair[1]
