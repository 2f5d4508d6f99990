"""Reads the annotated corpora into one form, and keeps every evaluation text out of training."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME_SETS: dict[str, tuple[str, ...]] = {
    "own": ("ORG", "PRODUCT", "PERSON"),
    "cluener": (
        "name",
        "company",
        "organization",
        "government",
        "position",
        "address",
        "game",
        "movie",
        "book",
        "scene",
    ),
    "news": ("PER", "ORG", "LOC"),
    "boson": ("PERSON", "ORG", "PRODUCT", "PLACE", "TIME"),
    "finance": ("公司", "产品", "人物", "政府机构", "其他机构", "国家/地区", "行业/领域"),
    "announcement": ("org", "abr_org", "person", "date"),
    "career": ("NAME", "ORG", "TITLE"),
    "wiki": ("PER", "ORG", "LOC"),
}
"""The label sets, each with a tagging head of its own: a set that does not label a type never teaches that it is
nothing, and conventions that differ do not fight over one head. `own` is the project's schema."""

PAIR_SETS = ("finre", "fewfc", "duee", "spo")
"""Public relation sets, each with a head of its own over the shared pair representation."""

_NAME_FILES: dict[str, tuple[str, dict[str, str]]] = {
    "cluener.train": ("cluener", {}),
    "msra.train1000": ("news", {}),
    "peoples_daily.train": ("news", {}),
    "peoples_daily_1998.person_place_only": ("news", {}),
    "uner.train": ("wiki", {}),
    "boson.train": ("boson", {}),
    "finner.train": ("finance", {}),
    "finann.train": ("announcement", {}),
    "resume.train": ("career", {}),
    "exec_resume.train": ("career", {"PER": "NAME", "JOB": "TITLE"}),
}

_UNLABELLED = {"peoples_daily_1998.person_place_only": ("ORG", "LOC")}
"""Types that a set leaves out although its label set has them; places there stand inside organisations' names."""

LONGEST = 760
"""Characters of the longest text that is trained on."""

EVALUATION_FILES = (
    "annotated/dev.jsonl",
    "public/ner/cluener.dev.jsonl",
    "public/ner/msra.test.jsonl",
    "public/ner/boson.test.jsonl",
    "public/ner/finner.test.jsonl",
    "public/ner/finann.test.jsonl",
    "public/ner/resume.test.jsonl",
    "public/ner/uner.test.jsonl",
    "public/re/finre.dev.jsonl",
    "public/re/finre.test.jsonl",
    "public/re/fewfc.dev.jsonl",
    "public/re/fewfc.test.jsonl",
)


@dataclass(frozen=True, slots=True)
class Name:
    """A labelled span; `entity` groups the mentions of one entity (own set only)."""

    start: int
    end: int
    type: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled relation.

    Args:
        head, tail: entity ids (own set) or indices of names as text (public sets).
        type: relation type id, or the public set's own label.
        evidence: (start, end) of the text that states it.
        trigger: (start, end), or None.
        negated, modality: as annotated.
    """

    head: str
    type: str
    tail: str
    evidence: tuple[int, int] = (0, 1 << 30)
    trigger: tuple[int, int] | None = None
    negated: bool = False
    modality: str = "fact"


@dataclass
class Example:
    """A text with what one set labels in it. `names` is a key of `NAME_SETS`, or empty when names are not labelled;
    `pairs` is `own`, one of `PAIR_SETS`, or empty when relations are not labelled; `unlabelled` are types of the label
    set that may stand in the text without being labelled."""

    id: str
    text: str
    names: str
    spans: list[Name]
    pairs: str = ""
    facts: list[Fact] = field(default_factory=list)
    unlabelled: tuple[str, ...] = ()


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_annotated(path: Path) -> list[Example]:
    """Read documents annotated with the project's own schema."""
    return [_own(record) for record in read_jsonl(path)]


def _own(record: dict[str, Any]) -> Example:
    text = record["text"]
    spans = [
        Name(start, end, entity["type"], entity["id"])
        for entity in record["entities"]
        for start, end in entity["spans"]
    ]
    facts = []
    for relation in record["relations"]:
        start, end = relation["evidence"]
        trigger = None
        if relation["trigger"]:
            at = text.find(relation["trigger"], start, end)
            trigger = (at, at + len(relation["trigger"])) if at >= 0 else None
        facts.append(
            Fact(
                relation["head"],
                relation["type"],
                relation["tail"],
                (start, end),
                trigger,
                relation["negated"],
                relation["modality"],
            )
        )
    return Example(record["id"], text, "own", _disjoint(spans), "own", facts)


def read_names(path: Path, label_set: str, rename: dict[str, str] | None = None) -> list[Example]:
    """Read a public named-entity set; labels outside the label set are left out."""
    rename = rename or {}
    unlabelled = _UNLABELLED.get(path.stem, ())
    labels = [label for label in NAME_SETS[label_set] if label not in unlabelled]
    found = []
    for index, record in enumerate(read_jsonl(path)):
        spans = [
            Name(entity["start"], entity["end"], label)
            for entity in record["entities"]
            if (label := rename.get(entity["type"], entity["type"])) in labels
        ]
        example = Example(f"{path.stem}:{index}", record["text"], label_set, _disjoint(spans), unlabelled=unlabelled)
        found.append(example)
    return found


def read_pairs(path: Path, label_set: str) -> list[Example]:
    """Read a public relation set; the pairs of one text become one example.

    `unknown` and `自己` (the same entity) are no relation. Labels that begin with 被 are the inverse of the label
    without it, so they are dropped: the other row of the same pair says it with the doer first.
    """
    examples: dict[str, Example] = {}
    seen: dict[str, dict[tuple[int, int], int]] = {}
    for record in read_jsonl(path):
        text = record["text"]
        if any(not text.startswith(record[end], max(0, record[f"{end}_start"])) for end in ("head", "tail")):
            continue  # a few rows do not say where their ends are
        if record["head_start"] < 0 or record["tail_start"] < 0:
            continue
        example = examples.setdefault(text, Example(f"{path.stem}:{len(examples)}", text, "", [], label_set))
        places = seen.setdefault(text, {})
        ends = []
        for end in ("head", "tail"):
            start = record[f"{end}_start"]
            span = (start, start + len(record[end]))
            if span not in places:
                places[span] = len(example.spans)
                example.spans.append(Name(*span, _mention_type(record[f"{end}_type"])))
            ends.append(str(places[span]))
        label = record["relation"]
        if label not in ("unknown", "自己", "none") and not label.startswith("被"):
            example.facts.append(Fact(ends[0], label, ends[1]))
    return list(examples.values())


def _mention_type(label: str) -> str:
    if label in ("ORG", "企业", "机构"):
        return "ORG"
    return "PERSON" if label in ("PER", "人物") else ""


def _disjoint(spans: Iterable[Name]) -> list[Name]:
    """Keep the longest of overlapping spans, in order of place."""
    kept: list[Name] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


_SHINGLE = 14


def _shingles(text: str) -> set[str]:
    text = re.sub(r"[\W_]+", "", text)
    if len(text) <= _SHINGLE:
        return {text} if len(text) >= 8 else set()
    return {text[at : at + _SHINGLE] for at in range(0, len(text) - _SHINGLE + 1)}


def evaluation_shingles(corpus: Path) -> set[str]:
    """Return every run of 14 word characters in the evaluation sets."""
    found: set[str] = set()
    for name in EVALUATION_FILES:
        for record in read_jsonl(corpus / name):
            found |= _shingles(record["text"])
    return found


def drop_seen(examples: list[Example], shingles: set[str]) -> tuple[list[Example], int]:
    """Leave out the examples of which a fifth or more stands in an evaluation set; return the rest and the number."""
    kept = []
    for example in examples:
        own = _shingles(example.text)
        if len(own & shingles) < max(1, 0.2 * len(own)):
            kept.append(example)
    return kept, len(examples) - len(kept)


def load(corpus: Path) -> tuple[dict[str, list[Example]], dict[str, int]]:
    """Return the training examples by file, with every text of an evaluation set left out, and what was dropped."""
    shingles = evaluation_shingles(corpus)
    sets = {"annotated": read_annotated(corpus / "annotated" / "train.jsonl")}
    for name, (label_set, rename) in _NAME_FILES.items():
        sets[name] = read_names(corpus / "public" / "ner" / f"{name}.jsonl", label_set, rename)
    for name, label_set in (
        ("finre.train", "finre"),
        ("fewfc.train", "fewfc"),
        ("duee_pairs", "duee"),
        ("open_spo", "spo"),
    ):
        sets[name] = read_pairs(corpus / "public" / "re" / f"{name}.jsonl", label_set)
    dropped = {}
    for name, examples in sets.items():
        sets[name], dropped[name] = drop_seen(examples, shingles)
    return sets, dropped


def pair_labels(sets: dict[str, list[Example]], label_set: str, least: int = 8) -> tuple[str, ...]:
    """Return the relation labels of a public set that occur at least `least` times, most frequent first."""
    counts: dict[str, int] = {}
    for examples in sets.values():
        for example in examples:
            if example.pairs == label_set:
                for fact in example.facts:
                    counts[fact.type] = counts.get(fact.type, 0) + 1
    return tuple(
        sorted((label for label in counts if counts[label] >= least), key=lambda label: (-counts[label], label))
    )
