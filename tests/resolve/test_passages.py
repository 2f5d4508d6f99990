"""The same sentence in two documents is one voice; the same fact in other words is not."""

from __future__ import annotations

import random

import pytest

from guanxi.assemble import support
from guanxi.model import Claim, Document, Mention, Span
from guanxi.resolve.passages import same_passages

SAID = "海豚公司总裁王小明昨日在杭州表示，公司将以三亿元收购飞鱼软件的全部股权。"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SAID, True),
        ("海豚公司总裁王小明昨日在杭州表示，公司将以三亿元收购飞鱼软件的全部股权", True),
        ("海豚公司总裁王小明 昨日在杭州表示：公司将以三亿元收购“飞鱼软件”的全部股权！", True),
        ("海豚公司總裁王小明昨日在杭州表示，公司將以三億元收購飛魚軟件的全部股權。", True),
        ("海豚公司总裁王小明昨天在杭州表示，公司将以三亿元收购飞鱼软件的全部股权。", True),
        ("据新华社报道，海豚公司总裁王小明昨日在杭州表示，公司将以三亿元收购飞鱼软件的全部股权。", True),
        ("在杭州，王小明昨日宣布了海豚公司收购飞鱼软件的消息，价钱是三亿元。", False),
        ("海豚公司总裁王小明昨日在杭州表示，公司不会进军房地产市场，也不打算裁员。", False),
    ],
)
def test_what_repeats_a_sentence(other, same):
    assert (same_passages([SAID, other]) == [0, 0]) is same


def test_short_sentences_are_written_twice_by_chance():
    assert same_passages(["海豚收购飞鱼。", "海豚收购飞鱼。"]) == [0, 1]
    assert same_passages([]) == [] and same_passages(["", ""]) == [0, 1]


def test_the_order_makes_no_other_groups():
    texts = [
        SAID,
        SAID.replace("昨日", "昨天"),
        "另一句话说的是完全不同的事情，与前两句没有任何关系。",
        SAID[:-1],
        "",
    ] * 2

    def groups(order: list[int]) -> set[frozenset[int]]:
        found: dict[int, set[int]] = {}
        for at, first in zip(order, same_passages([texts[at] for at in order]), strict=True):
            found.setdefault(first, set()).add(at)
        return {frozenset(group) for group in found.values()}

    expected = groups(list(range(len(texts))))
    for seed in range(5):
        order = list(range(len(texts)))
        random.Random(seed).shuffle(order)
        assert groups(order) == expected


def claims(*documents: Document, score: float = 0.9, **fields) -> list[Claim]:
    return [
        Claim(
            one.id,
            Mention(one.id, 0, 1, "甲", "ORG"),
            "acquired",
            Mention(one.id, 1, 2, "乙", "ORG"),
            Span(one.text.index("海豚"), one.text.index("股权。") + 3),
            score=score,
            **fields,
        )
        for one in documents
    ]


def test_a_quoted_paragraph_is_one_voice():
    a, b = Document(f"今天股市上涨。{SAID}"), Document(f"{SAID}另一篇谈的是别的。")
    c = Document("记者在现场看到，海豚公司和飞鱼软件的代表握手，海豚将得到飞鱼全部股权。")
    by_id = {one.id: one for one in (a, b, c)}
    assert support(claims(a, b), {}, by_id) == (1, 0.9)
    assert support(claims(a, b, c), {}, by_id) == (2, 1.8)
    assert support(claims(a, b, c), {a.id: "x", c.id: "x"}, by_id) == (1, 0.9)


def test_a_denial_does_not_repeat_what_is_asserted():
    a, b = Document(f"一。{SAID}"), Document(f"二。{SAID}")
    by_id = {one.id: one for one in (a, b)}
    assert support([*claims(a), *claims(b, polarity="denied")], {}, by_id) == (1, 0.9)
    assert support(claims(a, b, polarity="denied"), {}, by_id) == (0, 0.9)
