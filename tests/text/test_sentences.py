from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.text import sentences

CHINESE = st.text(
    alphabet="甲乙公司推出了，。！？；：…“”‘’「」《》（）()\n \t0123456789、.:;!?~—ABab员工记者问答😀𠀀\u3000\u200b",
    max_size=300,
)


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一。二！三？四；五", ["一。", "二！", "三？", "四；", "五"]),
        ("他说：“不去。”我们走吧。", ["他说：“不去。”", "我们走吧。"]),
        ("“真的？”她问道。没人答。", ["“真的？”她问道。", "没人答。"]),
        ("“不卖。”，这是原话。", ["“不卖。”，这是原话。"]),
        ("「好。」『行！』", ["「好。」", "『行！』"]),
        ("等等……再说。", ["等等……", "再说。"]),
        ("《怎么办？》是本书。", ["《怎么办？》是本书。"]),
        ("标题\n正文。\r\n第二段", ["标题", "正文。", "第二段"]),
        ("要点如下： 1、甲产品 2、乙产品", ["要点如下：", "1、甲产品", "2、乙产品"]),
        ("涨了3.5%。约1、2个月。", ["涨了3.5%。", "约1、2个月。"]),
        ("雅虎(Yahoo!)公布财报", ["雅虎(Yahoo!)公布财报"]),
        ("见 http://a.cn/?b=1;c 一文。", ["见 http://a.cn/?b=1;c 一文。"]),
        ("真的吗?!好。。。", ["真的吗?!", "好。。。"]),
        ("（他走了。）第二句。", ["（他走了。）", "第二句。"]),
        ("", []),
        (" \n\u3000", []),
    ],
)
def test_sentence_ends(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_run_together_turns_are_split_at_their_labels() -> None:
    text = "以下为采访： 林青禾：新品怎么样？ 员工甲（青山科技员工）：还行吧 林青禾：就这样~ 员工甲：嗯"
    found = sentences(text)
    assert [text[s.start : s.end] for s in found] == [
        "以下为采访：",
        "林青禾：新品怎么样？",
        "员工甲（青山科技员工）：还行吧",
        "林青禾：就这样~",
        "员工甲：嗯",
    ]
    assert [s.speaker and text[s.speaker.start : s.speaker.end] for s in found] == [
        None,
        "林青禾",
        "员工甲",
        "林青禾",
        "员工甲",
    ]


@given(st.one_of(CHINESE, st.text(max_size=300)))
def test_sentences_tile_the_text(text: str) -> None:
    found = sentences(text)
    covered: set[int] = set()
    end = 0
    for sentence in found:
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip()
        end = sentence.end
        covered.update(range(sentence.start, sentence.end))
        if sentence.speaker:
            assert 0 <= sentence.speaker.start < sentence.speaker.end <= len(text)
            assert sentence.speaker.start <= sentence.start
    assert all(text[i].isspace() or text[i] in "\u200b\ufeff" for i in range(len(text)) if i not in covered)


@pytest.mark.parametrize(
    "unit",
    ["字", "甲：", "“", "（", "1、", "员工A：好。", "A.", "他说“好。”", " ", "\n", "…", "。”", "：", "Aa ", "(", "!?"],
)
def test_long_input_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    found = sentences(text)
    assert time.process_time() - start < 10
    assert all(s.end - s.start <= 1500 for s in found)
