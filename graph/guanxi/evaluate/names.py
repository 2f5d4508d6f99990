"""How well names are recognised as one firm on public alias sets: `python -m guanxi.evaluate.names FOLDER`.

- `listed`: short and full names of listed companies, by the strings alone: ten firms at a time stand in one text
  without sentences, and at last all at once. Every pair of names joined counts.
- `announcements`: full and short names of announcements. A pair is right when the announcement defines it
  (`X（以下简称“Y”）`); joins among defined names count. Once by the strings alone, once with the text.
- `sentences`: pairs of firms of one sentence with a labelled relation; `自己` is one entity, all others are two.

The labels of `sentences` contradict each other: of a pair that one sentence labels as one entity, another sentence
says so in 83 of 100 cases (`self_agreement`), and parents are one entity with their subsidiaries here and two firms
there (`奇瑞汽车` … `奇瑞`: 拥有). So they are scored twice: as labelled, every row; and without `contradicted` pairs:
those that some sentence of the whole set labels as one entity, and the same or another sentence with a relation
between two (`拥有`, `收购`…; `unknown` contradicts nothing). What a pair scores does not decide whether it counts.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from guanxi.evaluate.scores import Score
from guanxi.model import Document, Extraction, Mention
from guanxi.resolve.document import certainty, clusters
from guanxi.resolve.names import gather
from guanxi.resolve.pairs import pairs
from guanxi.text.normalise import fold

Pairs = set[tuple[str, str]]
SAME_ENTITY = "自己"
STEPS = (0.3, 0.5, 0.7, 0.75, 0.8, 0.9, 0.95)


def listed(path: Path, size: int = 10) -> Score:
    """Score a table of `short` and `full` names, `size` firms in one text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(fold(row["short"]), fold(row["full"])) for row in csv.DictReader(file, delimiter="\t")]
    rows = [row for row in rows if row[0] != row[1]]
    random.Random(1).shuffle(rows)
    total = Score()
    for start in range(0, len(rows), size):
        batch = rows[start : start + size]
        found = _joined(_apart([full for _, full in batch] + [short for short, _ in batch]))
        total += _score(found, {_pair(*row) for row in batch})
    return total


def announcements(paths: Sequence[Path], *, with_text: bool) -> Score:
    """Score full and short names of announcements (`{text, entities: [{start, end, type, text}]}` lines)."""
    total = Score()
    for row in _lines(paths):
        text, places = row["text"], [e for e in row["entities"] if e["type"] in ("org", "abr_org")]
        gold = {
            _pair(fold(a["text"]), fold(b["text"]))
            for a, b in pairwise(places)
            if a["type"] == "org" and b["type"] == "abr_org" and _DEFINES.fullmatch(text[a["end"] : b["start"]])
        }
        gold = {pair for pair in gold if pair[0] != pair[1]}
        defined = {name for pair in gold for name in pair}
        if with_text:
            document = Document(text)
            spans = sorted({(e["start"], e["end"]) for e in places})
            extraction = Extraction(document, tuple(Mention(document.id, a, b, text[a:b], "ORG") for a, b in spans))
        else:
            extraction = _apart(sorted({e["text"] for e in places}, key=lambda name: (-len(name), name)))
        total += _score({pair for pair in _joined(extraction) if set(pair) <= defined}, gold)
    return total


def sentences(paths: Sequence[Path], without: Pairs | None = None) -> Score:
    """Score labelled pairs of sentences (`{text, head, tail, relation}` lines), those of `without` left out."""
    total = Score()
    for _, known, extraction in _labelled(paths, without or set()):
        total += _score(_joined(extraction) & known.keys(), _same(known))
    return total


def curve(
    paths: Sequence[Path], thresholds: Sequence[float], without: Pairs | None = None
) -> Iterator[tuple[float, Score]]:
    """Yield the scores of labelled pairs at each least certainty; pairs alone, without what clusters add."""
    scored: list[tuple[float, bool]] = []
    expected = 0
    for text, known, extraction in _labelled(paths, without or set()):
        gold = _same(known)
        expected += len(gold)
        found = {_pair(pair.short, pair.full): certainty(pair) for pair in pairs(text, gather(extraction.mentions))}
        scored += [(score, pair in gold) for pair, score in found.items() if pair in known]
    for least in thresholds:
        kept = [right for score, right in scored if score >= least]
        yield least, Score(sum(kept), len(kept), expected)


def contradicted(paths: Sequence[Path]) -> Pairs:
    """Return the pairs that are labelled as one entity, and there or elsewhere with a relation between two."""
    same: Pairs = set()
    two: Pairs = set()
    for _, labels in labelled_sentences(paths):
        same |= _same(labels)
        two |= {pair for pair, kinds in labels.items() if kinds - {SAME_ENTITY, "unknown"}}
    return same & two


def self_agreement(paths: Sequence[Path]) -> float:
    """Return how often another sentence with a pair that one labels as one entity labels it so, too, 0–1."""
    of: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for _, labels in labelled_sentences(paths):
        for pair, kinds in labels.items():
            if pair[0] != pair[1]:
                of[pair].append(SAME_ENTITY in kinds)
    several = [marks for marks in of.values() if len(marks) > 1]
    agree = sum(sum(marks) * (sum(marks) - 1) / (len(marks) - 1) for marks in several)
    return agree / max(1, sum(map(sum, several)))


def _labelled(
    paths: Sequence[Path], without: Pairs
) -> Iterator[tuple[str, dict[tuple[str, str], set[str]], Extraction]]:
    """Yield each sentence with the labelled pairs of two names that both stand in it, and its names."""
    for text, labels in labelled_sentences(paths):
        extraction = occurrences(text, {name for pair in labels for name in pair})
        there = {fold(mention.text) for mention in extraction.mentions}
        known = {
            pair: kinds
            for pair, kinds in labels.items()
            if pair[0] != pair[1] and set(pair) <= there and pair not in without
        }
        yield text, known, extraction


def _same(labels: Mapping[tuple[str, str], set[str]]) -> Pairs:
    return {pair for pair, kinds in labels.items() if SAME_ENTITY in kinds and pair[0] != pair[1]}


def labelled_sentences(paths: Sequence[Path]) -> Iterator[tuple[str, dict[tuple[str, str], set[str]]]]:
    """Yield each sentence with the relations of its pairs; a pair is two folded names in order of the alphabet."""
    found: defaultdict[str, dict[tuple[str, str], set[str]]] = defaultdict(dict)
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                a, b = sorted((fold(row["head"]), fold(row["tail"])))
                found[row["text"]].setdefault((a, b), set()).add(row["relation"])
    yield from sorted(found.items())


def occurrences(text: str, names: set[str], type: str = "ORG") -> Extraction:
    """Return an extraction with every longest occurrence of some names."""
    document = Document(text)
    pattern = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return Extraction(
        document,
        tuple(Mention(document.id, *found.span(), found.group(), type) for found in re.finditer(pattern, text)),
    )


def main(folder: str) -> None:
    """Print one line for each set."""
    public = Path(folder)
    firms = public / "alias" / "listed_companies.tsv"
    notices = [public / "ner" / f"finann.{part}.jsonl" for part in ("train", "test")]
    everything = [public / "re" / f"finre.{part}.jsonl" for part in ("train", "dev", "test")]
    relations = everything[1:]
    doubtful = contradicted(everything)
    defined, related = announcements(notices, with_text=True), sentences(relations)
    for name, score in (
        ("listed, ten at a time", listed(firms)),
        ("listed, all at once", listed(firms, 10**6)),
        ("announcements, strings alone", announcements(notices, with_text=False)),
        ("announcements, with the text", defined),
        ("  together with sentences", defined + related),
        ("sentences (dev and test)", related),
        ("  contradicted pairs left out", sentences(relations, doubtful)),
        *((f"  pairs with a score from {least:.2f}", score) for least, score in curve(relations, STEPS, doubtful)),
    ):
        print(f"{name:32} P {score.precision:.4f}  R {score.recall:.4f}  of {score.expected} pairs")
    print(f"{'  the labels against themselves':32} {self_agreement(everything):.4f}")


_DEFINES = re.compile(r"[(（](以下)?简?称?[:：]?[\"“”]?")


def _apart(names: Iterable[str]) -> Extraction:
    text, places = "", []
    for name in names:
        places.append((len(text), len(text) + len(name)))
        text += f"{name}。"
    document = Document(text)
    return Extraction(document, tuple(Mention(document.id, a, b, text[a:b], "ORG") for a, b in places))


def _joined(extraction: Extraction) -> Pairs:
    groups, _ = clusters(extraction)
    return {_pair(a.key, b.key) for group in groups for a, b in combinations(group, 2)}


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _score(found: Pairs, gold: Pairs) -> Score:
    return Score(len(found & gold), len(found), len(gold))


def _lines(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)


if __name__ == "__main__":
    main(*sys.argv[1:2] or ["../shared/corpus/public"])
