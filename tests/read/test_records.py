"""Files of many records: JSON lines, JSON, CSV."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.model import Document
from guanxi.read import Skipped, csvfile, lines, read
from guanxi.read.csvfile import read_csv
from guanxi.read.jsonfile import read_json
from guanxi.read.jsonlines import read_jsonlines
from guanxi.read.source import Source

TEXT = "甲公司收购乙公司。\n丙公司推出丁。"


def write(path, content, encoding="utf-8"):
    path.write_bytes(content.encode(encoding))
    return path


def reasons(found):
    return [(item.path.rsplit("/", 1)[-1], item.reason) for item in found if isinstance(item, Skipped)]


def texts(found):
    return [item.text for item in found if isinstance(item, Document)]


def test_fields_of_a_record(tmp_path):
    record = {
        "id": 7,
        "标题": "题",
        "content": TEXT,
        "publish_time": 1371629220,
        "作者": ["张三", "李四"],
        "link": "u",
        "x": {"y": [1]},
    }
    (found,) = read([write(tmp_path / "a.jsonl", json.dumps(record))])
    assert isinstance(found, Document)
    assert (found.name, found.text, found.title, found.date) == ("7", f"题\n{TEXT}", "题", "2013-06-19T08:07Z")
    assert (found.author, found.url) == ("张三、李四", "u")
    assert found.meta == {"x": '{"y": [1]}'}
    assert found.path.endswith("/a.jsonl:1")


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"title": "题" * 99, "text": "文"}, "题" * 99 + "\n文"),
        ({"Content": "文", "summary": "摘要更长"}, "文"),
        ({"正文": "文", "text": " "}, "文"),
        ({"url": "http://very-long-address", "a": "短", "b": "更长一些"}, "更长一些"),
        ({"title": "只有题", "id": "0123456789"}, "只有题"),
        ("一行就是一篇", "一行就是一篇"),
    ],
)
def test_the_text_field_is_guessed(tmp_path, record, text):
    assert texts(read([write(tmp_path / "a.jsonl", json.dumps(record))])) == [text]


def test_the_text_field_is_named(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text": "甲", "摘要": "乙"}\n{"text": "丙"}\n{"摘要": 3}\n{"摘要": ""}')
    found = list(read([path], text_field="摘要"))
    assert texts(found) == ["乙"]
    assert reasons(found) == [
        ("a.jsonl:2", "no field 摘要; it has: text"),
        ("a.jsonl:3", "the field 摘要 is not text"),
        ("a.jsonl:4", "the field 摘要 is empty"),
    ]


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path):
    content = '{"text": "甲"}\n\n{"text": "乙"\n[1, 2]\n3\n{}\n{"n": 1}\n{"text": "\\ud800丙\\u0000"}\n' + "[" * 99_999
    found = list(read([write(tmp_path / "a.jsonl", content)]))
    assert texts(found) == ["甲", "\ufffd丙\ufffd"]  # what no database can hold, place for place
    assert [where for where, _ in reasons(found)] == [f"a.jsonl:{line}" for line in (3, 4, 5, 6, 7, 9)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_encodings(tmp_path, encoding, kind):
    rows = [{"id": str(n), "text": f"{TEXT}第{n}篇：中国的公司在北京发布了新手机。"} for n in range(3)]
    if kind == "csv":
        out = io.StringIO()
        csv.DictWriter(out, ["id", "text"]).writeheader()
        csv.DictWriter(out, ["id", "text"]).writerows(rows)
        content = out.getvalue()
    else:
        dumped = [json.dumps(row, ensure_ascii=False) for row in rows]
        content = "\n".join(dumped) if kind == "jsonl" else f"[{', '.join(dumped)}]"
    found = list(read([write(tmp_path / f"a.{kind}", content, encoding)]))
    assert texts(found) == [row["text"] for row in rows], found
    assert [item.name for item in found if isinstance(item, Document)] == ["0", "1", "2"]


def test_a_file_that_shows_its_encoding_late():
    content = (
        b'{"text": "plain"}\n' * 5000
        + '{"text": "中国公司在北京发布了新手机。"}\n'.encode("gb18030") * 2
        + b'{"text": "\xff\xff"}\n'
    )
    found = list(read_jsonlines(Source.of_bytes(content, "a.jsonl")))
    assert texts(found)[-2:] == ["中国公司在北京发布了新手机。"] * 2
    assert reasons(found) == [("a.jsonl:5003", "broken GB18030")]


def test_a_record_too_large_is_one_record(monkeypatch):
    monkeypatch.setattr(lines, "MAX_RECORD", 100)
    for encoding in ("utf-8", "utf-16"):
        content = '{"text": "甲"}\n{"text": "' + "乙" * 500 + '"}\n{"text": "丙"}\n'
        found = list(read_jsonlines(Source.of_bytes(content.encode(encoding), "a.jsonl")))
        assert texts(found) == ["甲", "丙"]
        assert [where for where, _ in reasons(found)] == ["a.jsonl:2"]
        assert "larger" in reasons(found)[0][1]


def json_texts(value, **options):
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, indent=1).encode()
    return [
        (item.path, item.name, item.text)
        for item in read_json(Source.of_bytes(data, "d/a.json"), **options)
        if isinstance(item, Document)
    ]


def test_shapes_of_json():
    assert json_texts([{"text": "甲"}, {"id": "x", "text": "乙"}]) == [
        ("d/a.json:1", "a:1", "甲"),
        ("d/a.json:2", "x", "乙"),
    ]
    assert json_texts({"title": "题", "content": "甲"}) == [("d/a.json", "a", "题\n甲")]
    wrapped = {
        "status": "ok",
        "message": "a long message",
        "data": {"total": 2, "list": [{"text": "甲"}, {"text": "乙"}]},
    }
    assert [text for *_, text in json_texts(wrapped)] == ["甲", "乙"]
    assert json_texts({"k1": {"text": "甲"}, "k2": {"text": "乙"}}) == [
        ("d/a.json:1", "k1", "甲"),
        ("d/a.json:2", "k2", "乙"),
    ]
    assert json_texts(["甲", "乙"]) == [("d/a.json:1", "a:1", "甲"), ("d/a.json:2", "a:2", "乙")]
    assert json_texts('{"text": "甲"}\n{"text": "乙"}\n'.encode()) == [
        ("d/a.json:1", "a:1", "甲"),
        ("d/a.json:2", "a:2", "乙"),
    ]
    long = ('{"text": "' + "长" * 50_000 + '"}\n{"text": "乙"}').encode()
    assert [len(text) for *_, text in json_texts(long)] == [50_000, 1]
    assert json_texts({"a": "甲", "b": "乙丙"}, text_field="a") == [("d/a.json", "a", "甲")]


@pytest.mark.parametrize(
    "content", ["", "   ", "{", "3", "null", '"', "[" * 99_999, '{"a": ' * 99_999, "[1,]", "1" * 9999, "{} x"]
)
def test_what_is_no_json_is_skipped(tmp_path, content):
    (found,) = read([write(tmp_path / "a.json", content)])
    assert isinstance(found, Skipped)
    assert "\n" not in found.reason


def csv_items(content, **options):
    return list(read_csv(Source.of_bytes(content.encode(), "a.csv"), **options))


def test_csv_fields_and_lines():
    found = csv_items('编号,标题,正文,来源\n1,题,"甲，\n“乙”,丙""丁""",报\n\n2,题二,戊,\n')
    assert [(d.path, d.name, d.title, d.text) for d in found if isinstance(d, Document)] == [
        ("a.csv:2", "1", "题", '题\n甲，\n“乙”,丙"丁"'),
        ("a.csv:5", "2", "题二", "题二\n戊"),
    ]
    assert isinstance(found[0], Document)
    assert found[0].meta == {"source": "报"}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_csv_delimiters(delimiter):
    assert texts(csv_items(f"id{delimiter}text\r\n1{delimiter}甲\r\n")) == ["甲"]


def test_csv_without_a_header():
    found = csv_items("1,甲公司收购乙公司。\n2,丙公司推出丁。\n")
    assert texts(found) == ["甲公司收购乙公司。", "丙公司推出丁。"]
    assert texts(csv_items("1,甲公司收购乙公司。\n", text_field="2")) == ["甲公司收购乙公司。"]


def test_csv_that_is_not_well_formed():
    found = csv_items("id,text\n1,甲,乙\n2,丙\n3\n")
    assert texts(found) == ["丙"]
    assert [where for where, _ in reasons(found)] == ["a.csv:2", "a.csv:4"]
    assert "quoted" in reasons(found)[0][1]
    assert texts(csv_items('id,text\n1,"甲\n2,乙\n')) == ["甲\n2,乙\n"]  # the quote never ends
    found = csv_items("id,text\n1,甲\0乙\n2,丙\n" + "3,丁\n" * 50)
    assert texts(found) == ["丙", *["丁"] * 50]
    assert reasons(found) == [("a.csv:2", "binary, not text")]


def test_csv_with_nothing_but_a_header(tmp_path):
    (found,) = read([write(tmp_path / "a.csv", "id,text\n,,\n")])
    assert isinstance(found, Skipped)
    assert found.reason == "no rows under the header"


def test_csv_field_too_large(monkeypatch):
    monkeypatch.setattr(csvfile, "MAX_RECORD", 1000)
    monkeypatch.setattr(csv, "field_size_limit", lambda limit=0, was=csv.field_size_limit: was(1000))
    try:
        found = csv_items("id,text\n1,甲\n2," + "乙" * 2000 + "\n")
    finally:
        csv.field_size_limit(131_072)
    assert texts(found) == ["甲"]
    assert reasons(found)[0][0] == "a.csv:3"


# Lone surrogates and NUL become U+FFFD on purpose.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


@given(st.lists(words, min_size=1, max_size=5), st.booleans())
def test_any_text_through_json_lines(values, ascii_only):
    content = "\n".join(json.dumps({"text": value}, ensure_ascii=ascii_only) for value in values)
    assert texts(read_jsonlines(Source.of_bytes(content.encode(), "a.jsonl"))) == values
    assert texts(read_json(Source.of_bytes(json.dumps([{"text": v} for v in values]).encode(), "a.json"))) == values


@given(st.lists(words, min_size=1, max_size=5))
def test_any_text_through_csv(values):
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "text"])
    writer.writerows(enumerate(values))
    assert texts(read_csv(Source.of_bytes(out.getvalue().encode(), "a.csv"))) == values


@given(st.binary(max_size=200))
def test_any_bytes_do_no_harm(data):
    for reader in (read_jsonlines, read_json, read_csv):
        try:
            for item in reader(Source.of_bytes(data, "a")):
                str(item).encode("utf-8")
        except Exception as error:
            assert type(error).__name__ == "InputError", error
