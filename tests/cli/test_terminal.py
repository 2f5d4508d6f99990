from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.text import Text

from guanxi.cli.evidence import wrap
from guanxi.cli.terminal import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("红\x1b[31m色", "红[31m色"),
        ("\x1b]0;title\x07窗口", "]0;title窗口"),
        ("\x9b31m微信", "31m微信"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("零\u200b宽\ufeff", "零宽"),
        ("一\n二\r\n三\u2028四", "一 二 三 四"),
        ("a\x00b\x7fc", "abc"),
        ("半\ud800个", "半个"),
        ("全　角", "全 角"),
        ("“中国移动” — Jego №1", "“中国移动” — Jego №1"),
    ],
)
def test_nothing_of_a_document_commands_the_terminal(text, shown):
    assert plain(text) == shown


def lines(text: str, width: int, hanging: int = 0) -> list[str]:
    return [line.plain for line in wrap(Text(text), width, hanging)]


def test_lines_fit_and_lose_nothing_but_spaces():
    text = "推出方东海集团国际公司则表示，Yunfan主要功能是聊天，因此首要竞争对手是北山Slack而非南山微聊。" * 3
    for width in (10, 17, 40, 80):
        broken = lines(text, width)
        assert all(cell_len(line) <= width for line in broken)
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")


def test_latin_words_stay_whole_and_closing_marks_do_not_begin_a_line():
    assert lines("首要竞争对手是北山Slack而非微聊", 20) == ["首要竞争对手是北山", "Slack而非微聊"]
    assert lines("一二三四五，六七", 10) == ["一二三四", "五，六七"]
    assert lines("one two three", 8) == ["one two", "three"]


def test_a_word_longer_than_the_line_is_broken():
    assert lines("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_lines_after_the_first_are_shorter_by_the_indent():
    assert lines("一二三四五六七八", 8, 4) == ["一二三四", "五六", "七八"]


def test_styles_survive_wrapping():
    text = Text("一二三四五六").append("微信", "bold")
    styled = [line.plain[span.start : span.end] for line in wrap(text, 14) for span in line.spans]
    assert "".join(styled) == "微信"


def test_empty_text_is_one_empty_line():
    assert lines("", 10) == [""]
