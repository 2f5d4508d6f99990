from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.text.normalise import fold, fold_with_offsets


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ｊａｄｅ　手机", "jade 手机"),
        ("「青山」", "青山"),
        ("《長河》", "长河"),
        ("臺灣積體電路", "台湾积体电路"),
        ("  海蓝\t软件 ", "海蓝 软件"),
        ("ＡＢＣ（中国）", "abc(中国)"),
        ("STRASSE", "straße"),
    ],
)
def test_names_that_match(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("青山", "青山科技"), ("A1", "A2"), ("海 蓝", "海蓝")])
def test_names_that_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_folded_match_is_traced_back_to_the_original() -> None:
    text = "臺灣的ﬁnＡ公司"
    folded = fold_with_offsets(text)
    start = folded.text.index("fina公司")
    assert text[slice(*folded.original(start, start + 6))] == "ﬁnＡ公司"
    assert folded.text.startswith("台湾的")


@given(st.text(max_size=80))
def test_folding_is_stable_and_offsets_grow(text: str) -> None:
    assert fold(text) == fold(text)
    folded = fold_with_offsets(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    for place in range(len(folded.text)):
        start, end = folded.original(place, place + 1)
        assert 0 <= start < end <= len(text)
