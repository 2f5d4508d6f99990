from __future__ import annotations

import pytest

from guanxi.text.dialogue import turns


def said(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (turn.label.of(text), turn.bracket.of(text) if turn.bracket else None, text[turn.body : turn.end].strip())
        for turn in turns(text)
    ]


def test_turns_on_their_own_paragraphs() -> None:
    text = "陈晓岚：新系统好用吗？\n\n员工A（海蓝软件测试部员工）：不好用。\n\n员工B：我看行。"
    assert said(text) == [
        ("陈晓岚", None, "新系统好用吗？"),
        ("员工A", "海蓝软件测试部员工", "不好用。"),
        ("员工B", None, "我看行。"),
    ]


def test_a_label_without_the_shape_of_a_name_counts_when_it_recurs_among_speakers() -> None:
    text = "海蓝周刊：您怎么看？\n陈晓岚：我很看好。\n海蓝周刊：为什么？\n陈晓岚：说不清。"
    assert [label for label, _, _ in said(text)] == ["海蓝周刊", "陈晓岚", "海蓝周刊", "陈晓岚"]


@pytest.mark.parametrize(
    "text",
    [
        "注：以上数据来自公开资料。",
        "原标题：海蓝软件发布新品",
        "来源：海蓝周刊",
        "责任编辑：陈晓岚",
        "记者：陈晓岚",
        "作者：陈晓岚\n来源：海蓝周刊\n作者：陈晓岚\n来源：海蓝周刊",
        "价格：1999元\n颜色：黑\n价格：2999元\n颜色：白",
        "优点：便宜。\n缺点：慢。\n优点：轻。\n缺点：贵。",
        "陈晓岚表示：“我们会推出新品。”",
        "比分为3:2，时间是16:07。",
        "网址：http://example.com/a:b",
        "包括以下三点：第一，快。",
    ],
)
def test_what_is_no_dialogue(text: str) -> None:
    assert turns(text) == ()


def test_a_turn_ends_at_a_drawn_rule_and_at_a_blank_line() -> None:
    text = "员工A：好。 陈晓岚：行。 员工A：嗯。 ———————— 欢迎关注。\n\n另一篇文章开始了。"
    assert said(text)[-1] == ("员工A", None, "嗯。")


def test_a_paragraph_without_a_label_goes_on_where_nearly_all_have_one() -> None:
    lines = ["问：怎么看？", "答：很好。", "还会更好。", "问：谢谢。", "答：不客气。", "问：再问一个。", "答：请。"]
    assert said("\n\n".join(lines))[1] == ("答", None, "很好。\n\n还会更好。")


@pytest.mark.parametrize(
    "between",
    [
        "记者随后离开。\n\n外面下着雨。\n\n街上没有人。",  # a passage, no answer
        "————————\n\n外面下着雨。",
    ],
)
def test_a_passage_between_turns_belongs_to_nobody(between: str) -> None:
    lines = ["问：怎么看？", "答：很好。", between, "问：谢谢。", "答：不客气。", "问：再问一个。", "答：请。"]
    assert said("\n\n".join(lines))[1] == ("答", None, "很好。")


def test_narration_after_most_turns_belongs_to_nobody() -> None:
    text = "员工A：好。\n\n说完他走了。\n\n员工B：行。\n\n她也走了。\n\n员工A：嗯。"
    assert [body for _, _, body in said(text)] == ["好。", "行。", "嗯。"]


def test_an_interview_goes_on_over_line_breaks() -> None:
    text = "问：怎么看？\n答：很好。\n还会更好。\n问：谢谢。"
    assert said(text)[1] == ("答", None, "很好。\n还会更好。")


def test_foreign_names() -> None:
    text = "安娜·贝克：你好。\nJohn Smith：你好。\n安娜·贝克：再见。"
    assert [label for label, _, _ in said(text)] == ["安娜·贝克", "John Smith", "安娜·贝克"]


def test_a_notice_that_recurs_among_speakers_is_no_turn() -> None:
    text = "员工A：好。\n员工B：行。\n员工A：嗯。\n\n作者微信公众号：abc01，欢迎关注。\n\n作者微信公众号：abc01，再见。"
    assert [label for label, _, _ in said(text)] == ["员工A", "员工B", "员工A"]
