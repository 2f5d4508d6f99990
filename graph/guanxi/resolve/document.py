"""Resolution inside one document: stated aliases, then scored pairs, the surest first; vetoes keep the rest apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from guanxi.model import Document, Extraction, Merge, Span
from guanxi.resolve import people
from guanxi.resolve.gazetteer import Gazetteer
from guanxi.resolve.names import Name, gather
from guanxi.resolve.pairs import Pair, describe, pairs
from guanxi.resolve.scorer import probability
from guanxi.resolve.signs import grades, versions
from guanxi.resolve.unions import Unions
from guanxi.text.normalise import fold

_ENDS = "。！？!?\n"
# Chosen on the development set: pairs below are left apart; pairs below DOUBT keep whole clusters apart.
THRESHOLD = 0.75
DOUBT = 0.05
# A short name that fits two entities about as well belongs to neither.
MARGIN = 0.3
_EQUATED = frozenset(["text:defined", "text:named", "text:renamed", "text:brackets"])


def clusters(
    extraction: Extraction, gazetteer: Gazetteer | None = None, weights: Mapping[str, float] | None = None
) -> tuple[list[list[Name]], list[Merge]]:
    """Join the names of one document that mean one entity.

    Args:
        extraction: the document with its mentions and stated aliases.
        gazetteer: names the user says belong together.
        weights: of the pair scorer; by default the shipped ones.

    Returns:
        The clusters in a fixed order, and a `Merge` for every join.
    """
    names = gather(extraction.mentions)
    by_key = {name.key: name for name in names}
    document = extraction.document.id
    merges = []
    free: Unions[str] = Unions(by_key)
    for alias in sorted(extraction.aliases, key=lambda alias: (-alias.score, alias.a, alias.b, alias.rule)):
        a, b = fold(alias.a.text), fold(alias.b.text)
        if a in by_key and b in by_key and alias.score >= THRESHOLD and free.join(a, b):
            merges.append(
                Merge(
                    by_key[a].text, by_key[b].text, by_key[a].type, alias.rule, alias.score, document, (alias.evidence,)
                )
            )
    for names_of_one in _listed(names, gazetteer or Gazetteer()):
        for other in names_of_one[1:]:
            if free.join(names_of_one[0].key, other.key):
                merges.append(Merge(names_of_one[0].text, other.text, other.type, "names-file", 1.0, document))
    scored = sorted(
        ((certainty(pair, weights), pair) for pair in pairs(extraction.document.text, names)),
        key=lambda found: (-found[0], found[1].short, found[1].full),
    )
    sure = {(pair.short, pair.full): score for score, pair in scored}

    listed = {
        name.key: gazetteer.canonical(name.type, name.key)
        for name in names
        if gazetteer and gazetteer.canonical(name.type, name.key)
    }

    def related(a: str, b: str) -> bool:
        return sure.get((a, b), sure.get((b, a), 0.0)) > DOUBT

    def veto(a: str, b: str) -> bool:
        if a in listed and b in listed and listed[a] != listed[b]:
            return True
        score = sure.get((a, b), sure.get((b, a)))
        if score is not None and score >= THRESHOLD:
            return False
        return (score is not None and score < DOUBT) or clash(by_key[a], by_key[b])

    unions = free.under(veto)
    fits: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for score, pair in scored:
        fits[pair.short].append((score, pair.full))
    for score, pair in scored:
        if score < THRESHOLD:
            break
        if any(
            other > score - MARGIN and unions.find(full) != unions.find(pair.full) and not related(full, pair.full)
            for other, full in fits[pair.short]
        ):
            continue
        if unions.join(pair.short, pair.full):
            merges.append(_merge(pair, by_key, score, extraction.document))
    return [[by_key[key] for key in cluster] for cluster in unions.clusters()], merges


def certainty(pair: Pair, weights: Mapping[str, float] | None = None) -> float:
    """Return how certain it is that a pair is one entity, 0–1.

    A firm's name and the same name with a trade that firms enter by a subsidiary (`万科`, `万科置业`) are two, however
    often texts use one for the other, unless the text equates them. So are names of which a sentence says that one is
    the other's (`甲是乙的…`, `甲由乙控股`).
    """
    two = pair.shape == "prefix:branch" or (pair.type != "PERSON" and "told-apart" in pair.signs)
    if two and not pair.signs.keys() & _EQUATED:
        return 0.0
    return probability(pair.signs, weights)


def clash(a: Name, b: Name) -> bool:
    """Tell whether two names can't be one entity by themselves: other types, other people, other versions."""
    if a.type != b.type:
        return True
    if a.type == "PERSON":
        one, other = people.parse(a.key), people.parse(b.key)
        return bool(one.surname and other.surname) and (one.surname, one.given) != (other.surname, other.given)
    if a.type == "PRODUCT":
        numbers = versions(a.key), versions(b.key)
        return (all(numbers) and numbers[0] != numbers[1]) or grades(a.key) != grades(b.key)
    return False


def _listed(names: list[Name], gazetteer: Gazetteer) -> list[list[Name]]:
    groups: defaultdict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in names:
        canonical = gazetteer.canonical(name.type, name.key)
        if canonical:
            groups[name.type, canonical].append(name)
    return [group for _, group in sorted(groups.items())]


def _merge(pair: Pair, names: Mapping[str, Name], score: float, document: Document) -> Merge:
    short, full = names[pair.short], names[pair.full]
    spans = pair.evidence or tuple(name.mentions[0].span for name in (short, full))
    evidence = tuple(sorted({_sentence(document.text, span) for span in spans}))
    return Merge(short.text, full.text, pair.type, describe(pair), round(score, 4), document.id, evidence)


def _sentence(text: str, span: Span) -> Span:
    """Return the sentence(s) a span lies in, by the marks that end sentences."""
    start = max((text.rfind(mark, 0, span.start) for mark in _ENDS), default=-1) + 1
    ends = [end for end in (text.find(mark, span.end) for mark in _ENDS) if end >= 0]
    end = min(ends) + 1 if ends else len(text)
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
