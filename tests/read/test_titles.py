"""A title is part of what is read: once, as the first line, and never where the article shows it already."""

from __future__ import annotations

import json

import pytest

from guanxi.model import Document
from guanxi.read.csvfile import read_csv
from guanxi.read.fields import headed
from guanxi.read.jsonlines import read_jsonlines
from guanxi.read.markdown import read_markdown
from guanxi.read.plain import read_plain
from guanxi.read.source import Source
from guanxi.read.webpage import read_webpage

TITLE = "海豚公司收购飞鱼软件"
BODY = "双方今日签署了协议。\n交易金额没有公布。"
PROSE = "双方今日签署了协议，金额没有公布。" * 9
PAGE = f"<html><head><title>{TITLE}</title></head><body><article><p>{PROSE}</p></article>"


def text(reader, content: str, *more: object) -> str:
    (found,) = reader(Source.of_bytes(content.encode("utf-8"), "a"), *more)
    assert isinstance(found, Document)
    assert found.title == TITLE
    return found.text


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        (read_markdown, f"---\ntitle: {TITLE}\n---\n{BODY}"),
        (read_jsonlines, json.dumps({"title": TITLE, "text": BODY})),
        (read_csv, f'标题,正文\n{TITLE},"{BODY}"\n'),
    ],
)
def test_a_title_outside_the_article_is_its_first_line(reader, content):
    assert text(reader, content) == f"{TITLE}\n{BODY}"


def test_the_title_of_a_web_page_is_read_too():
    found = text(read_webpage, PAGE)
    assert found.startswith(f"{TITLE}\n双方今日") and found.count(TITLE) == 1


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        (read_markdown, f"---\ntitle: {TITLE}\n---\n# {TITLE}\n\n{BODY}"),
        (read_markdown, f"# {TITLE}\n\n{BODY}"),
        (read_plain, f"{TITLE}\n\n{BODY}"),
        (read_plain, f"标题：{TITLE}\n{BODY}"),
        (read_jsonlines, json.dumps({"title": TITLE, "text": f"原标题：{TITLE}\n{BODY}"})),
    ],
)
def test_a_title_that_the_article_shows_is_not_read_twice(reader, content):
    assert text(reader, content).count(TITLE) == 1


@pytest.mark.parametrize("shown", ["海豚公司 收购 飞鱼软件", "“海豚公司”收购《飞鱼软件》！", "海豚公司\n收购飞鱼软件"])
def test_spaces_and_punctuation_do_not_make_another_title(shown):
    assert headed(f"{shown}\n{BODY}", TITLE) == f"{shown}\n{BODY}"


def test_width_and_case_do_not_make_another_title():
    assert headed("ＪＥＧＯ上线了", "Jego上线") == "ＪＥＧＯ上线了"


@pytest.mark.parametrize("title", ["", "——", "！？"])
def test_a_title_without_a_word_adds_nothing(title):
    assert headed(BODY, title) == BODY


def test_records_without_a_title_stay_as_they_are():
    record = {"id": "x", "text": BODY, "entities": [], "relations": []}
    (found,) = read_jsonlines(Source.of_bytes(json.dumps(record).encode(), "a"))
    assert isinstance(found, Document) and found.text == BODY
