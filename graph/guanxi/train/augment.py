"""Changes examples: other names of the same type, so that the model learns contexts, not names; rows of people whose
names run together, as they do in copied text that has lost its spaces; sentences that follow one another in a line."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from guanxi.text.words import dictionary_words
from guanxi.train.data import Example, Name

NEWS, JIEBA = "news", "jieba"
"""The pools of newswire's organisations, whose conventions are not the project's: those of the training sets, and the
words that jieba's dictionary tags so."""

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
    "news": {"ORG": NEWS},
    "wiki": {"ORG": NEWS},
}

PERSON = {"own": "PERSON", "news": "PER", "boson": "PERSON", "wiki": "PER"}
"""What label sets call people; only sets that label every person."""

_ENDED_LINE = re.compile(r"(?<=[。！？；!?;”’])\n(?!\n)")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def name_pool(sets: Mapping[str, Iterable[Example]]) -> dict[str, list[str]]:
    """Return the distinct names of the training sets by type of the project's schema, and those under `NEWS` and
    `JIEBA`; sorted."""
    pool: dict[str, set[str]] = {"ORG": set(), "PRODUCT": set(), "PERSON": set(), NEWS: set(), JIEBA: set()}
    for examples in sets.values():
        for example in examples:
            types = _POOLS.get(example.names, {})
            for span in example.spans:
                if span.type in types and 2 <= span.end - span.start <= 20:
                    pool[types[span.type]].add(example.text[span.start : span.end].strip("《》“”"))
    pool[JIEBA] = {word for word in dictionary_words("nt") if len(word) > 2}
    return {type_: sorted(name for name in names if len(name) > 1) for type_, names in pool.items()}


def swap_names(example: Example, pool: Mapping[str, list[str]], rng: random.Random, share: float = 0.4) -> Example:
    """Return the example with about `share` of its entities renamed throughout.

    An entity of a relation that only juxtaposition or the name itself states (no trigger) keeps its name; so does
    one whose spans hold or touch a name of another entity.
    """
    fixed = {end for fact in example.facts if fact.trigger is None for end in (fact.head, fact.tail)}
    surfaces: dict[tuple[str, str], str] = {}
    chosen = {entity for entity in sorted({span.entity for span in example.spans} - fixed) if rng.random() < share}
    edits = []
    for span in example.spans:
        if span.entity in chosen:
            key = span.entity, example.text[span.start : span.end]
            if key not in surfaces:
                surfaces[key] = rng.choice(pool[span.type])
            edits.append((span.start, span.end, surfaces[key]))
    return _edited(example, edits)


def swap_organisations(
    example: Example, pool: Mapping[str, list[str]], rng: random.Random, share: float = 0.3
) -> Example:
    """Return the example of a news set with about `share` of its organisations' mentions renamed, half of them out of
    the pool `NEWS` and half out of `JIEBA`."""
    edits = [
        (span.start, span.end, rng.choice(pool[rng.choice((NEWS, JIEBA))]))
        for span in example.spans
        if span.type == "ORG" and rng.random() < share
    ]
    return _edited(example, edits)


def join_lines(example: Example) -> Example:
    """Return the example with its sentences in lines of several: the annotated documents have a line for each, which
    what people read has not."""
    return _edited(example, [(*found.span(), "") for found in _ENDED_LINE.finditer(example.text)])


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
    made = _edited(example, [(old.start, old.end, text)])
    return replace(made, spans=[*made.spans[:at], *row, *made.spans[at + 1 :]])


def _edited(example: Example, edits: Sequence[tuple[int, int, str]]) -> Example:
    """Return the example with other text in some places, and all that points into the text moved along.

    Args:
        example: the example.
        edits: start, end and the text to put there, in order of place; none begins or ends inside a span.
    """
    parts, cuts, shifts = [], [0], [0]
    at = 0
    for start, end, text in edits:
        parts += [example.text[at:start], text]
        cuts.append(end)
        shifts.append(shifts[-1] + len(text) - (end - start))
        at = end
    parts.append(example.text[at:])

    def move(span: tuple[int, int]) -> tuple[int, int]:
        start, end = (offset + shifts[bisect_right(cuts, offset) - 1] for offset in span)
        return start, max(start + 1, end)

    return replace(
        example,
        id=f"{example.id}~",
        text="".join(parts),
        spans=[Name(*move((span.start, span.end)), span.type, span.entity) for span in example.spans],
        facts=[
            replace(fact, evidence=move(fact.evidence), trigger=move(fact.trigger) if fact.trigger else None)
            for fact in example.facts
        ],
    )
