"""Front matter and markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.model import Document
from guanxi.read import Skipped, read
from guanxi.read.frontmatter import split
from guanxi.read.markdown import read_markdown
from guanxi.read.prose import strip_markup
from guanxi.read.source import Source


def markdown(text):
    (found,) = read_markdown(Source.of_bytes(text.encode("utf-8"), "a.md"))
    assert isinstance(found, Document)
    return found


def test_front_matter_with_its_synonyms():
    found = markdown(
        "---\n标题: 甲收购乙\n作者: 张三\n发布时间: 2013年6月19日\n链接: https://e.cn/1\n来源: 某报\n---\n正文。"
    )
    assert (found.title, found.author, found.date) == ("甲收购乙", "张三", "2013-06-19")
    assert (found.url, found.meta, found.text) == ("https://e.cn/1", {"source": "某报"}, "甲收购乙\n正文。")


def test_values_stay_text_and_lists_are_joined():
    found = markdown("---\ntitle: 001\ntime: 16:07\nauthors: [张三, 李四]\ntags:\n  - 手机\n  - 收购\n---\n正文。")
    assert (found.title, found.author, found.date) == ("001", "张三、李四", "")
    assert found.meta == {"tags": "手机、收购", "time": "16:07"}


@pytest.mark.parametrize(
    "title", ["甲：与创新无关", "Jego: 与创新无关", "[甲] 乙", "@甲 说", "“甲”说", "- 甲", "100% 甲", "甲 #1"]
)
def test_any_title_survives(title):
    found = markdown(f"---\ntitle: {title}\ntime: 2013-06-19\n---\n正文。")
    assert found.text in ("正文。", f"{found.title}\n正文。")
    assert found.date == "2013-06-19"
    assert found.title.replace("、", "") in (title, title.strip("[]"), title.removesuffix(" #1"), title[1:-1])


def test_the_date_is_the_first_that_is_one():
    found = markdown("---\ndate: 昨天\ntime: 2013-06-19\n---\n正文。")
    assert (found.date, found.meta) == ("2013-06-19", {"date": "昨天"})


def test_dates_of_yaml_and_a_second_date():
    found = markdown("---\ndate: 2013-06-19 16:07:00 +08:00\ntime: 昨天\n---\n正文。")
    assert found.date == "2013-06-19T16:07+08:00"
    assert found.meta == {"time": "昨天"}


def test_toml_front_matter():
    found = markdown('+++\ntitle = "甲收购乙"\ndate = 2013-06-19T16:07:00+08:00\n+++\n正文。')
    assert (found.title, found.date, found.text) == ("甲收购乙", "2013-06-19T16:07+08:00", "甲收购乙\n正文。")
    assert markdown("+++\n甲\n+++\n正文。").text == "+++\n甲\n+++\n正文。"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_stay_as_they_are(end):
    found = markdown(end.join(["---", "title: 甲", "---", "", "第一段。", "", "第二段。", ""]))
    assert found.title == "甲"
    assert found.text == f"甲\n第一段。{end}{end}第二段。"


@pytest.mark.parametrize(
    "text",
    [
        "---\n甲公司收购乙公司。\n---\n丙公司推出丁。",  # an article between two rules
        "---\n甲公司收购乙公司。",  # never closes
        "----\n甲公司收购乙公司。\n丙公司推出丁。",
        "---\n- 甲\n- 乙\n---\n丙公司推出丁。",
    ],
)
def test_what_is_no_front_matter_is_not_lost(text):
    found = markdown(text)
    for character in "甲乙丙丁":
        assert (character in text) == (character in found.text)


def test_an_alias_bomb_is_not_expanded():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 12)
    )
    found = markdown(f"---\n{bomb}title: 甲\n---\n正文。")
    assert found.title == "甲"
    assert found.text == "甲\n正文。"
    assert sum(map(len, found.meta.values())) < 10_000


def test_deep_nesting_is_read_line_by_line():
    found = markdown(f"---\na: {'[' * 20_000}\ntitle: 甲\n---\n正文。")
    assert (found.title, found.text) == ("甲", "甲\n正文。")


def test_nothing_but_front_matter(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: 甲\n---\n\n", encoding="utf-8")
    (found,) = read([tmp_path])
    assert found == Skipped((tmp_path / "a.md").as_posix(), "nothing but front matter")


def test_the_first_heading_is_the_title_when_nothing_else_is():
    assert markdown("# 甲收购**乙**\n\n正文。").title == "甲收购乙"
    assert markdown("# 甲收购**乙**\n\n正文。").text == "甲收购乙\n\n正文。"
    assert markdown("甲收购乙\n======\n正文。").title == "甲收购乙"
    assert markdown("正文。\n# 甲收购乙").title == ""
    assert markdown("## 小标题\n正文。").title == ""
    assert markdown("---\ntitle: 甲\n---\n# 乙\n正文。").title == "甲"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ('## 二、[微信](https://a.cn/(x) "题")与**飞信** ##', "二、微信与飞信"),
        ("甲![图](a.png)乙", "甲乙"),
        ("[![图](a.png)](b.html)甲", "甲"),
        ("[甲][1]和[乙][]\n\n[1]: http://a.cn\n[乙]: http://b.cn", "甲和乙\n\n\n"),
        ("[甲][没有]和[2013]", "[甲][没有]和[2013]"),
        ("> 引用甲\n> > 再引", "引用甲\n再引"),
        ("- 甲\n* 乙\n+ 丙\n1. 丁", "甲\n乙\n丙\n1. 丁"),
        ("甲\n\n---\n\n乙\n***\n丙", "甲\n\n\n\n乙\n\n丙"),
        ("***甲***和~~乙~~和__丙__", "甲和乙和丙"),
        ("`git`命令", "git命令"),
        ("```python\n**x** = [a](b)\n```\n甲", "**x** = [a](b)\n甲"),
        ("甲<br>乙<!-- 藏\n起来 --><img src='x'>丙<script>x()</script>", "甲乙丙"),
        ("甲&nbsp;乙&amp;丙 \\*丁\\*", "甲\xa0乙&丙 *丁*"),
        ("<https://a.cn/x>", "https://a.cn/x"),
        ("| 甲 | 乙 |\n|---|:-:|\n| 丙 | 丁 |", "| 甲 | 乙 |\n\n| 丙 | 丁 |"),
        # not markup
        ("*ST长生和*ST康得", "*ST长生和*ST康得"),
        ("被告人张*、李**和王*", "被告人张*、李**和王*"),
        ("snake__case__name 5*3*2 a_b_c", "snake__case__name 5*3*2 a_b_c"),
        ("a < b > c，<微信>，1<2", "a < b > c，<微信>，1<2"),
        ("#话题# 甲", "#话题# 甲"),
        ("C# 和 F#", "C# 和 F#"),
        ("-10度，- ", "-10度，- "),
        ("甲 <!-- 没有结束", "甲 <!-- 没有结束"),
        ("２０１３年【快讯】甲（乙）", "２０１３年【快讯】甲（乙）"),
    ],
)
def test_markup(written, read_as):
    assert strip_markup(written) == read_as


def _is_subsequence(short, long):
    rest = iter(long)
    return all(character in rest for character in short)


@given(st.text("甲乙，。*_~`#>-+=[]()<!/ab1 \t\n\\|:\"'", max_size=120))
def test_no_character_is_added_or_moved(text):
    assert _is_subsequence(strip_markup(text), text)


@given(st.text("甲乙丙，。“”、：（）《》0aZ", max_size=120))
def test_prose_is_left_alone(text):
    assert strip_markup(text) == text


@given(st.text("-+:： \n\r甲a#[]{}&*!|>'\"%@`", max_size=80))
def test_any_front_matter_leaves_the_article(block):
    fields, body = split(f"---\ntitle: 甲\n{block}\n---\n正文就在这里。")
    assert body.endswith("正文就在这里。")
    assert isinstance(fields, dict)
