"""Short cases of our own, a third of them traps: what is claimed, by whom, when (`claims.jsonl`).

A case names its mentions (all occurrences of those strings), one relation and what must be read of it; `modality` or
`time` is left out where two answers are as good. `xfail` says why a case can't be met yet.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from guanxi.extract.attributes import fill
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Document, Mention, Span

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("claims.jsonl").read_text(encoding="utf-8").splitlines()
]


def filled(case: dict[str, Any]) -> Claim:
    document = Document(case["text"], date=case["published"])
    longest_first = sorted(case["mentions"], key=lambda name: -len(name))
    mentions = [
        Mention(document.id, found.start(), found.end(), found[0], case["mentions"][found[0]])
        for found in re.finditer("|".join(map(re.escape, longest_first)), document.text)
    ]
    reading = Reading.of(document, mentions)
    trigger = None
    if case["trigger"]:
        places = [found.start() for found in re.finditer(re.escape(case["trigger"]), document.text)]
        place = places[case.get("trigger_at", 1) - 1]
        trigger = Span(place, place + len(case["trigger"]))
    anchor = trigger.start if trigger else 0
    head, tail = (
        min((m for m in mentions if m.text == case[end]), key=lambda m: abs(m.start - anchor))
        for end in ("head", "tail")
    )
    evidence = reading.whole(trigger or head.span)
    (claim,) = fill(reading, [Claim(document.id, head, case["type"], tail, evidence, trigger)])
    assert claim.time is None or claim.evidence.contains(claim.time)
    return claim


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    claim = filled(case)
    found: dict[str, object] = {
        "polarity": claim.polarity,
        "modality": claim.modality,
        "source": claim.source.text if claim.source else None,
        "time": claim.time.of(case["text"]) if claim.time else None,
        "date": claim.date,
    }
    assert found == {**found, **{key: case[key] for key in found if key in case}}


def test_there_are_enough_cases_and_traps() -> None:
    texts = [(case["text"], case["head"], case["type"], case["tail"]) for case in CASES]
    assert len(set(texts)) == len(texts) >= 150
    assert sum(case.get("trap", False) for case in CASES) >= len(CASES) / 3
    assert sum("xfail" in case for case in CASES) <= 8
