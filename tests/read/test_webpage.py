"""Saved web pages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.errors import InputError
from guanxi.model import Document
from guanxi.read import read
from guanxi.read.source import Skipped, Source
from guanxi.read.webpage import read_webpage
from guanxi.view import write_page
from tests.query.example import example

PAGE = """<!DOCTYPE html><html lang="zh"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>甲公司发布新产品_某某网</title><meta name="author" content="张三">
<meta property="article:published_time" content="2013-06-19T16:07:00+08:00"><meta name="keywords" content="甲,乙">
<link rel="canonical" href="https://example.com/a/1.html"><script>var x = "脚本";</script></head><body>
<nav><a href="/">首页</a><a href="/x">新闻中心</a></nav><article><h1>甲公司发布新产品</h1>
<p>甲公司今日在北京<b>正式</b>发布了一款<a href="/p">新手机</a>，售价1999元。</p>
<p>乙公司表示，这款产品与其自家产品存在竞争关系，但不担心。A &amp; B</p>
<p>分析师说：“这是中国市场的一件大事。”</p></article>
<footer>版权所有 某某网</footer></body></html>"""


def webpage(page, encoding="utf-8"):
    data = page if isinstance(page, bytes) else page.encode(encoding)
    (found,) = read_webpage(Source.of_bytes(data, "a.html"))
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5"])
def test_the_article_and_what_the_page_says_of_it(encoding):
    page = (
        PAGE
        if encoding != "big5"
        else "<html><head><meta charset=big5></head><p>甲公司在臺北發表了新的手機。</p></html>"
    )
    found = webpage(page, encoding)
    if encoding == "big5":
        assert found.text == "甲公司在臺北發表了新的手機。"
        return
    lines = found.text.split("\n")
    assert "甲公司今日在北京正式发布了一款新手机，售价1999元。" in lines
    assert "乙公司表示，这款产品与其自家产品存在竞争关系，但不担心。A & B" in lines
    assert not any(noise in found.text for noise in ("首页", "脚本", "版权所有"))
    assert found.title == "甲公司发布新产品"
    assert (found.date, found.author) == ("2013-06-19T16:07+08:00", "张三")
    assert found.url == "https://example.com/a/1.html"
    assert found.meta["keywords"] == "甲,乙"


def test_a_page_too_short_for_an_article_is_read_as_it_shows():
    page = "<div>甲公司<b>收购</b>乙公司。<!-- 藏 --><div>丙<br>丁</div>戊<style>x</style>己</div><nav>菜单</nav>"
    assert webpage(page).text.split("\n") == ["甲公司收购乙公司。", "丙", "丁", "戊", "己"]


def test_metadata_that_is_not_there_stays_empty():
    found = webpage("<p>甲公司收购乙公司。</p>")
    assert (found.date, found.author, found.url) == ("", "", "")


def test_an_xml_declaration():
    assert (
        webpage('<?xml version="1.0" encoding="UTF-8"?><html><body><p>甲公司收购乙公司。</p></body></html>').text
        == "甲公司收购乙公司。"
    )


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!-- -->", "<script>1</script>", "<", "<html><body><p> </p></body></html>"]
)
def test_pages_without_text(page):
    try:
        assert webpage(page).text.strip()
    except InputError as error:
        assert "text" in str(error)


def test_a_page_that_guanxi_drew_is_no_article(tmp_path):
    article, page = tmp_path / "a.txt", tmp_path / "graph.html"
    article.write_text("甲公司收购乙公司。", encoding="utf-8")
    write_page(example(), page)
    found, skipped = read([tmp_path])
    assert isinstance(found, Document) and found.path.endswith("a.txt")
    assert skipped == Skipped(page.as_posix(), "a page that guanxi drew itself, no article")


def test_a_page_about_guanxi_is_an_article():
    page = PAGE.replace("A &amp; B", '&lt;meta name="generator" content="guanxi"&gt;')
    assert 'content="guanxi"' in webpage(page).text


def test_hostile_markup_ends():
    for page in (
        "<div>" * 5_000 + "甲公司收购乙公司。",
        "<p>甲<" * 21_000,
        "<a href='" * 10_000,
        "<table><tr><td>" * 5_000 + "甲",
    ):
        try:
            assert isinstance(webpage(page), Document)
        except InputError as error:
            assert "\n" not in str(error)


@settings(max_examples=30)
@given(st.text("甲乙。<>/!-=\"' abdivpstylecrnh&;\n", max_size=200))
def test_any_markup(text):
    try:
        webpage("<html>" + text).text.encode("utf-8")
    except InputError as error:
        assert "\n" not in str(error)
