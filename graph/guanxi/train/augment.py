"""Changes examples: other names of the same type, so that the model learns contexts, not names; rows of people whose
names run together, as they do in copied text that has lost its spaces; sentences that follow one another in a line."""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from guanxi.train.data import Example, Name

_POOLS = {
    "own": {"ORG": "ORG", "PRODUCT": "PRODUCT", "PERSON": "PERSON"},
    "boson": {"ORG": "ORG", "PRODUCT": "PRODUCT", "PERSON": "PERSON"},
    "cluener": {
        "company": "ORG",
        "organization": "ORG",
        "name": "PERSON",
        "game": "PRODUCT",
        "movie": "PRODUCT",
        "book": "PRODUCT",
    },
}

PERSON = {"own": "PERSON", "news": "PER", "boson": "PERSON", "wiki": "PER"}
"""What label sets call people; only sets that label every person."""

_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def name_pool(sets: Mapping[str, Iterable[Example]]) -> dict[str, list[str]]:
    """Return the distinct names of the training sets by type of the project's schema, sorted."""
    pool: dict[str, set[str]] = {"ORG": set(), "PRODUCT": set(), "PERSON": set()}
    for examples in sets.values():
        for example in examples:
            types = _POOLS.get(example.names, {})
            for span in example.spans:
                if span.type in types and 2 <= span.end - span.start <= 20:
                    pool[types[span.type]].add(example.text[span.start : span.end].strip("《》“”"))
    return {type_: sorted(name for name in names if len(name) > 1) for type_, names in pool.items()}


def swap_names(example: Example, pool: Mapping[str, list[str]], rng: random.Random, share: float = 0.4) -> Example:
    """Return the example with about `share` of its entities renamed throughout.

    An entity of a relation that only juxtaposition or the name itself states (no trigger) keeps its name; so does
    one whose spans hold or touch a name of another entity.
    """
    fixed = {end for fact in example.facts if fact.trigger is None for end in (fact.head, fact.tail)}
    surfaces: dict[tuple[str, str], str] = {}
    chosen = {entity for entity in sorted({span.entity for span in example.spans} - fixed) if rng.random() < share}
    parts, spans, cuts, shifts = [], [], [0], [0]
    at, shift = 0, 0
    for span in example.spans:
        old = example.text[span.start : span.end]
        new = old
        if span.entity in chosen:
            key = span.entity, old
            if key not in surfaces:
                surfaces[key] = rng.choice(pool[span.type])
            new = surfaces[key]
        parts += [example.text[at : span.start], new]
        spans.append(Name(span.start + shift, span.start + shift + len(new), span.type, span.entity))
        shift += len(new) - len(old)
        at = span.end
        cuts.append(span.end)
        shifts.append(shift)
    parts.append(example.text[at:])

    def move(span: tuple[int, int]) -> tuple[int, int]:
        start, end = (offset + shifts[bisect_right(cuts, offset) - 1] for offset in span)
        return start, max(start + 1, end)

    facts = [
        replace(fact, evidence=move(fact.evidence), trigger=move(fact.trigger) if fact.trigger else None)
        for fact in example.facts
    ]
    return Example(f"{example.id}~", "".join(parts), example.names, spans, example.pairs, facts)


_ENDED_LINE = re.compile(r"(?<=[。！？；!?;”’])\n(?!\n)")


def join_lines(example: Example) -> Example:
    """Return the example with its sentences in lines of several: the annotated documents have a line for each, which
    what people read has not."""
    gone = [found.start() for found in _ENDED_LINE.finditer(example.text)]

    def move(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] - bisect_left(gone, span[0]), span[1] - bisect_left(gone, span[1])

    return replace(
        example,
        id=f"{example.id}~",
        text=_ENDED_LINE.sub("", example.text),
        spans=[Name(*move((span.start, span.end)), span.type, span.entity) for span in example.spans],
        facts=[
            replace(fact, evidence=move(fact.evidence), trigger=move(fact.trigger) if fact.trigger else None)
            for fact in example.facts
        ],
    )


def row_of_people(example: Example, pool: Mapping[str, list[str]], rng: random.Random) -> Example:
    """Return the example with one of its people, whom no relation names, made a row of 2 to 30 people; the example
    itself when there is none."""
    type_ = PERSON[example.names]
    related = {end for fact in example.facts for end in (fact.head, fact.tail)}
    found = [at for at, span in enumerate(example.spans) if span.type == type_ and span.entity not in related]
    names = [name for name in rng.sample(pool["PERSON"], min(60, len(pool["PERSON"]))) if _CHINESE_NAME.fullmatch(name)]
    if not found or not names:
        return example
    at = rng.choice(found)
    old = example.spans[at]
    names = names[: rng.choice((2, 3, 4, 6, 9, 14, 20, 30))]
    row, text = [], ""
    for name in names:
        start = old.start + len(text)
        row.append(Name(start, start + len(name), type_, f"~{name}" if old.entity else ""))
        text += name + ("（女）" if rng.random() < 0.04 else "")
    shift = len(text) - (old.end - old.start)

    def move(offset: int) -> int:
        return offset if offset <= old.start else max(old.start, offset + shift)

    spans = [
        *example.spans[:at],
        *row,
        *(Name(s.start + shift, s.end + shift, s.type, s.entity) for s in example.spans[at + 1 :]),
    ]
    facts = [
        replace(
            fact,
            evidence=(move(fact.evidence[0]), move(fact.evidence[1])),
            trigger=(move(fact.trigger[0]), move(fact.trigger[1])) if fact.trigger else None,
        )
        for fact in example.facts
    ]
    whole = example.text[: old.start] + text + example.text[old.end :]
    return Example(f"{example.id}~", whole, example.names, spans, example.pairs, facts, example.unlabelled)
