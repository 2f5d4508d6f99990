from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.evaluate.annotations import Annotated, parse_annotated, read_annotated
from guanxi.evaluate.claims import WANTED, claims_of, evaluate_claims
from guanxi.extract.attributes import modality
from guanxi.schema import load_schema
from guanxi.train.crossed import crossed

CORPUS = Path("/work/shared/corpus/annotated")


def record() -> Annotated:
    text = "陆知遥表示，雾岛重工去年否认收购星桥科技。雾岛重工拟投资青禾通信。"
    names = {
        "e1": ("PERSON", "陆知遥"),
        "e2": ("ORG", "雾岛重工"),
        "e3": ("ORG", "星桥科技"),
        "e4": ("ORG", "青禾通信"),
    }
    entities = [{"id": id, "type": type, "name": name, "mentions": [name]} for id, (type, name) in names.items()]
    first, second = text.index("。") + 1, len(text)
    common = {"negated": False, "modality": "fact", "time": None, "source": None}
    relations = [
        {**common, "head": "e2", "type": "acquired", "tail": "e3", "trigger": "收购", "evidence": [0, first]}
        | {"negated": True, "source": "e1", "time": "去年"},
        {**common, "head": "e2", "type": "invested_in", "tail": "e4", "trigger": "投资", "evidence": [first, second]}
        | {"modality": "plan"},
    ]
    return parse_annotated({"id": "x", "text": text, "entities": entities, "relations": relations})


def test_relations_become_bare_claims() -> None:
    reading, pairs = claims_of(record(), load_schema())
    (denied, _), (planned, _) = pairs
    assert (denied.head.text, denied.tail.text, denied.trigger and denied.trigger.of(reading.text)) == (
        "雾岛重工",
        "星桥科技",
        "收购",
    )
    assert planned.head.start > denied.tail.end, "the mention in the claim's own evidence is its end"
    assert (denied.polarity, denied.source, denied.time) == ("asserted", None, None), "the answer was given away"


def test_the_report_counts_what_is_right() -> None:
    report = evaluate_claims([record()], load_schema())
    assert report.relations == 2
    assert (report.denied.correct, report.denied.predicted, report.denied.expected) == (1, 1, 1)
    assert report.modality["plan"].f1 == 1
    assert report.time_accuracy == 1
    rows = {(row["of"], row["type"]): row for row in report.rows()}
    assert rows["polarity", "denied"]["f1"] == 1
    assert set(rows) == {
        ("polarity", "denied"),
        ("modality", "fact"),
        ("modality", "plan"),
        ("modality", "claim"),
        ("modality", "macro"),
        ("source", "all"),
        ("source", "marked documents"),
        ("time", "all"),
        ("time", "marked documents"),
    }
    assert rows["source", "all"]["wanted"] == "recall ≥ 0.75"
    assert report.figures() == {"denied": 1, "modality": report.modality_f1, "source": 0, "time": 1}


def test_documents_without_any_marked_source_count_apart() -> None:
    marked = record()
    bare = parse_annotated(
        {
            "id": "z",
            "text": marked.text,
            "entities": [
                {"id": e.id, "type": e.type, "name": e.name, "mentions": sorted(e.mentions)} for e in marked.entities
            ],
            "relations": [{"head": "e2", "type": "acquired", "tail": "e3", "trigger": "收购", "evidence": [0, 22]}],
        }
    )
    report = evaluate_claims([marked, bare], load_schema())
    assert (report.source.predicted, report.source_marked.predicted) == (2, 1)
    assert (report.time.predicted, report.time_marked.predicted) == (2, 1)


def test_folds_are_judged_by_what_the_others_taught() -> None:
    records = [record()] * 6
    rows = {str(row["of"]): row for row in crossed(records, load_schema(), folds=3)}
    assert list(rows) == list(WANTED)
    for row in rows.values():
        least, mean, most = (float(row[name]) for name in ("least", "mean", "most"))
        assert least <= mean <= most
    assert rows["denied"]["mean"] == rows["time"]["mean"] == 1
    with pytest.raises(ValueError, match="7 folds need as many documents"):
        next(crossed(records, load_schema(), folds=7))


def test_other_weights_hold_only_meanwhile() -> None:
    kept = modality.likeliest(["bias"])
    with modality.weighed({"bias": [0.0, 0.0, 9.0]}):
        assert modality.likeliest(["bias"]) == "claim"
    assert modality.likeliest(["bias"]) == kept


def test_a_wrong_answer_costs() -> None:
    right = record()
    turned = parse_annotated(
        {
            "id": "y",
            "text": right.text,
            "entities": [
                {"id": e.id, "type": e.type, "name": e.name, "mentions": sorted(e.mentions)} for e in right.entities
            ],
            "relations": [
                {"head": "e2", "type": "acquired", "tail": "e3", "trigger": "收购", "evidence": [0, 22], "source": "e3"}
            ],
        }
    )
    report = evaluate_claims([turned], load_schema())
    assert (report.denied.predicted, report.denied.expected, report.denied.f1) == (1, 0, 0)
    assert report.source_accuracy == 0


@pytest.mark.skipif(not CORPUS.exists(), reason="the annotated corpus is not part of the product")
def test_the_figures_on_the_corpus() -> None:
    records = read_annotated(CORPUS / "train.jsonl") + read_annotated(CORPUS / "dev.jsonl")
    report = evaluate_claims(records, load_schema())
    assert report.relations > 8000
    assert report.denied.f1 >= 0.70
    assert report.modality_f1 >= 0.70
    assert report.source_accuracy >= 0.75
    assert report.time_accuracy >= 0.80
