"""Plain text files."""

import pytest

from guanxi.model import Document
from guanxi.read.plain import read_plain
from guanxi.read.source import Source


def plain(text):
    (found,) = read_plain(Source.of_bytes(text.encode("utf-8"), "d/news.txt"))
    assert isinstance(found, Document)
    return found


def test_the_text_is_the_file():
    text = "\n  甲公司收购乙公司。\r\n\r\n\t丙 "
    assert plain(text).text == text
    assert plain(text).name == "news"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("甲公司收购乙公司\n\n甲公司今天宣布收购。", "甲公司收购乙公司"),
        ("\n甲：乙\n\n\n甲公司今天宣布收购。", "甲：乙"),
        ("甲公司收购乙公司。\n\n甲公司今天宣布收购。", ""),
        ("甲公司，乙公司\n\n甲公司今天宣布收购。", ""),
        ("甲公司收购乙公司\n甲公司今天宣布收购。", ""),
        ("甲" * 61 + "\n\n甲公司今天宣布收购。", ""),
        ("甲公司\n\n乙公司", ""),
        ("甲公司收购乙公司", ""),
    ],
)
def test_a_first_line_is_the_title_only_when_certain(text, title):
    assert plain(text).title == title
    assert plain(text).text == text


def test_labelled_lines_at_the_top():
    text = "标题：甲收购乙\n作者: 张三\n发布时间：2013年6月19日 16:07\n来源：某报\n\n甲公司今天宣布收购。作者：不是"
    found = plain(text)
    assert (found.title, found.author, found.date) == ("甲收购乙", "张三", "2013-06-19T16:07")
    assert found.meta == {"source": "某报"}
    assert found.text == text


def test_dialogue_is_no_label():
    assert plain("记者：您怎么看？\n作者论\n张三：很好。").author == ""
