"""Annotated records: what is read and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from guanxi.errors import InputError
from guanxi.evaluate import parse_annotated, read_annotated
from guanxi.evaluate.annotations import find_places

CORPUS = Path("/work/shared/corpus/annotated")
GOOD: dict[str, Any] = {
    "id": "x",
    "text": "甲公司收购乙。",
    "entities": [
        {"id": "e1", "type": "ORG", "name": "甲公司", "mentions": ["甲公司"]},
        {"id": "e2", "type": "ORG", "name": "乙", "mentions": ["乙"], "spans": [[5, 6]]},
    ],
    "relations": [{"head": "e1", "type": "acquired", "tail": "e2", "trigger": "收购", "evidence": "甲公司收购乙。"}],
}


def test_evidence_may_be_a_string_or_a_span():
    assert parse_annotated(GOOD).relations[0].evidence == (0, 7)
    spanned = GOOD | {"relations": [GOOD["relations"][0] | {"evidence": [0, 6]}]}
    assert parse_annotated(spanned).relations[0].evidence == (0, 6)


def test_places_are_those_of_the_longest_string():
    assert find_places("中国移动和移动", ["移动", "中国移动", ""]) == {"中国移动": [(0, 4)], "移动": [(5, 7)]}
    assert find_places("a.b", ["a.b", "."]) == {"a.b": [(0, 3)], ".": []}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": 1}, "text"),
        ({"entities": None}, "entities"),
        ({"entities": ["x"]}, "entities[0]"),
        ({"entities": [{"id": "e1", "type": "ORG"}]}, "entities[0]"),
        ({"entities": [GOOD["entities"][0]] * 2}, "same id"),
        ({"entities": [GOOD["entities"][1] | {"spans": [[5, 99]]}]}, "entities[0].spans"),
        ({"entities": [GOOD["entities"][1] | {"spans": [[True, 2]]}]}, "entities[0].spans"),
        ({"relations": [{"head": "e1", "type": "acquired"}]}, "relations[0]"),
        ({"relations": [GOOD["relations"][0] | {"tail": "e9"}]}, "e9"),
        ({"relations": [GOOD["relations"][0] | {"evidence": "别的"}]}, "relations[0].evidence"),
    ],
)
def test_a_record_of_another_form_is_refused_by_file_line_and_field(tmp_path, change, says):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + json.dumps(GOOD | change), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_annotated(path)
    assert str(error.value).startswith(f"{path}:3: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"{", b"\xff\xfe\xfd", b"[" * 100_000, b"[]"])
def test_a_file_that_is_no_annotation_is_one_line(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_annotated(path)
    assert "\n" not in str(error.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"no\.jsonl"):
        read_annotated(tmp_path / "no.jsonl")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the annotated corpus is not here")
def test_the_corpus_is_of_this_form():
    records = read_annotated(CORPUS / "dev.jsonl")
    assert len(records) > 100
    for record in records:
        for entity in record.entities:
            assert {record.text[start:end] for start, end in entity.spans} <= entity.mentions
