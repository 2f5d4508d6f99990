"""What an extraction looks like as a record, and scoring an extractor with it."""

import json

from guanxi.evaluate import evaluate, extract_all, parse_annotated, score, sweep, to_record
from guanxi.model import Claim, Document, Entity, Extraction, Mention, Span
from guanxi.schema import load_schema

TEXT = "甲公司将收购乙网。传闻乙网与甲公司合作，乙网否认与丙网合作。"


def mention(document, string, type_="ORG", nth=0, score=1.0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(string, start + 1)
    return Mention(document.id, start, start + len(string), string, type_, score)


def sample(name="x"):
    document = Document(TEXT, name=name, path="x.md")
    a, b, a2, b2, b3, c = (
        mention(document, *place)
        for place in (
            ("甲公司",),
            ("乙网",),
            ("甲公司", "ORG", 1),
            ("乙网", "ORG", 1),
            ("乙网", "ORG", 2),
            ("丙网", "ORG", 0, 0.4),
        )
    )
    first, second = Span(0, 9), Span(9, len(TEXT))
    claims = (
        Claim(document.id, a, "acquired", b, first, Span(4, 6), modality="plan", score=0.61234567),
        Claim(document.id, a, "acquired", b, second, Span(4, 6), modality="plan", score=0.5),
        Claim(document.id, b2, "partners_with", a2, second, Span(17, 19), modality="rumour", source=c, score=0.9),
        Claim(document.id, a2, "partners_with", b2, second, Span(17, 19), modality="opinion", score=0.8),
        Claim(document.id, b3, "partners_with", c, second, polarity="denied", score=0.7),
        Claim(document.id, a, "partners_with", a2, second, score=0.99),
    )
    return Extraction(document, (a, b, a2, b2, b3, c), claims)


def test_the_record_form():
    record = to_record(sample(), load_schema())
    assert record["id"] == "x"
    assert record["path"] == "x.md"
    assert "text" not in record
    assert record["entities"] == [
        {"id": "e1", "type": "ORG", "name": "甲公司", "mentions": ["甲公司"], "spans": [[0, 3], [14, 17]]},
        {"id": "e2", "type": "ORG", "name": "乙网", "mentions": ["乙网"], "spans": [[6, 8], [11, 13], [20, 22]]},
        {"id": "e3", "type": "ORG", "name": "丙网", "mentions": ["丙网"], "spans": [[25, 27]]},
    ]
    relations = record["relations"]
    assert isinstance(relations, list)
    ends = [(r["head"], r["type"], r["tail"], r["negated"], r["modality"], r["score"]) for r in relations]
    assert ends == [
        ("e2", "partners_with", "e1", False, "claim", 0.9),  # rumour and opinion are one; symmetric; not with itself
        ("e2", "partners_with", "e3", True, "fact", 0.7),
        ("e1", "acquired", "e2", False, "plan", 0.6123),
    ]
    assert relations[0]["source"] == "e3"
    assert relations[0]["modality_detail"] == "rumour"
    assert relations[2]["evidence"] == TEXT[:9]
    assert relations[2]["evidence_span"] == [0, 9]
    assert relations[2]["trigger"] == "收购"
    assert relations[1]["trigger"] is None
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


def test_the_record_reads_back_as_an_annotation():
    made = parse_annotated(to_record(sample(), load_schema(), text=True))
    assert made.text == TEXT
    assert [entity.id for entity in made.entities] == ["e1", "e2", "e3"]
    assert made.relations[2].evidence == (0, 9)


def test_given_entities_are_used_and_other_documents_left_out():
    extraction = sample()
    other = Mention("other", 0, 3, "甲公司", "ORG")
    entity = Entity("id", "ORG", "甲公司全名", ("甲公司",), (other, *extraction.mentions[:1]))
    record = to_record(extraction, load_schema(), entities=[entity])
    assert record["entities"] == [
        {"id": "e1", "type": "ORG", "name": "甲公司", "mentions": ["甲公司"], "spans": [[0, 3]]}
    ]
    assert record["relations"] == []


class Fixed:
    """Finds the sample's mentions and claims, whatever it reads."""

    name = "fixed"

    def extract(self, document: Document) -> Extraction:
        return sample(document.name)


def test_evaluate_and_thresholds():
    gold = [parse_annotated(to_record(sample(), load_schema(), text=True))]
    perfect = evaluate(gold, Fixed(), load_schema())
    assert [kind.total.f1 for kind in (perfect.mentions, perfect.entities, perfect.relations)] == [1.0, 1.0, 1.0]
    strict = evaluate(gold, Fixed(), load_schema(), min_score=0.65, min_mention_score=0.5)
    assert (strict.mentions.total.correct, strict.mentions.total.expected) == (5, 6)
    assert (strict.relations.total.correct, strict.relations.total.expected) == (1, 3)  # one end fell with its mention
    extractions = list(extract_all(gold, Fixed()))
    found = [report.relations.total.correct for _, report in sweep(gold, extractions, load_schema(), [0.0, 0.65, 1.0])]
    assert found == [3, 2, 0]
    by_mention = list(sweep(gold, extractions, load_schema(), [0.5], of="mentions"))
    assert by_mention[0][1].rows() is not None
    assert score(gold, extractions, load_schema()).relations.total.f1 == 1.0


def test_rows_start_with_the_total():
    gold = [parse_annotated(to_record(sample(), load_schema(), text=True))]
    rows = list(evaluate(gold, Fixed(), load_schema()).rows())
    assert [(row["of"], row["type"]) for row in rows] == [
        ("mention", "all"),
        ("mention", "ORG"),
        ("entity", "all"),
        ("entity", "ORG"),
        ("relation", "all"),
        ("relation", "acquired"),
        ("relation", "partners_with"),
    ]
    assert rows[4]["f1"] == 1.0
