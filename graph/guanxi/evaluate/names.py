"""How well names are recognised as one firm on public alias sets: `python -m guanxi.evaluate.names FOLDER`.

- `listed`: short and full names of listed companies, by the strings alone: ten firms at a time stand in one text
  without sentences, and at last all at once. Every pair of names joined counts.
- `announcements`: full and short names of announcements. A pair is right when the announcement defines it
  (`X（以下简称“Y”）`); joins among defined names count. Once by the strings alone, once with the text.
- `sentences`: pairs of firms of one sentence with a labelled relation; `自己` is one entity, all others are two. The
  labels are noisy (`奇瑞汽车` … `奇瑞`: 拥有).
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from guanxi.evaluate.scores import Score
from guanxi.model import Document, Extraction, Mention
from guanxi.resolve.document import clusters
from guanxi.text.normalise import fold

Pairs = set[tuple[str, str]]
SAME_ENTITY = "自己"


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


def sentences(paths: Sequence[Path]) -> Score:
    """Score labelled pairs of sentences (`{text, head, tail, relation}` lines)."""
    total = Score()
    for text, labels in labelled_sentences(paths):
        extraction = occurrences(text, {name for pair in labels for name in pair})
        there = {fold(mention.text) for mention in extraction.mentions}
        known = {pair: kinds for pair, kinds in labels.items() if pair[0] != pair[1] and set(pair) <= there}
        gold = {pair for pair, kinds in known.items() if SAME_ENTITY in kinds}
        total += _score(_joined(extraction) & known.keys(), gold)
    return total


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
    relations = [public / "re" / f"finre.{part}.jsonl" for part in ("dev", "test")]
    for name, score in (
        ("listed, ten at a time", listed(firms)),
        ("listed, all at once", listed(firms, 10**6)),
        ("announcements, strings alone", announcements(notices, with_text=False)),
        ("announcements, with the text", announcements(notices, with_text=True)),
        ("sentences (dev and test)", sentences(relations)),
    ):
        print(f"{name:32} P {score.precision:.4f}  R {score.recall:.4f}  of {score.expected} pairs")


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
