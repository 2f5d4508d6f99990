from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.errors import ModelError
from guanxi.extract.neural.encode import CHUNK, MAX_PIECES, char_class, chunks
from guanxi.extract.neural.network import load
from guanxi.extract.neural.windows import OVERLAP, windows


@pytest.fixture(scope="module")
def encoder():
    try:
        return load().encoder
    except ModelError as error:  # pragma: no cover - the package ships its weights
        pytest.fail(str(error))


TEXT = st.text(st.sampled_from("甲乙公司发布了。！？；，、\n “”abcAB12😀𠮷繁體"), max_size=400)


@given(TEXT)
def test_chunks_tile_the_text(text):
    found = chunks(text)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= CHUNK for start, end in found)


def test_chunks_end_with_sentences():
    text = "甲发布了乙。丙收购了丁！"
    assert [text[start:end] for start, end in chunks(text)] == ["甲发布了乙。", "丙收购了丁！"]


def test_short_text_is_one_window(encoder):
    assert [(w.start, w.end, w.own_start, w.own_end) for w in windows("甲发布了乙。", encoder)] == [(0, 6, 0, 6)]
    assert windows("", encoder) == []


@pytest.mark.parametrize("unit", ["星海科技于去年发布了天枢系统。", "星海科技，", "a b ", "字", "😀", "ﷺ"])
def test_own_parts_tile_long_text(encoder, unit):
    text = unit * (6000 // len(unit))
    found = windows(text, encoder)
    assert found[0].own_start == 0 and found[-1].own_end == len(text)
    assert all(a.own_end == b.own_start for a, b in pairwise(found))
    assert all(w.start <= w.own_start <= w.own_end <= w.end for w in found)


def test_neighbours_share_text(encoder):
    found = windows("星海科技于去年发布了天枢系统，月桂研究院对此表示质疑。" * 200, encoder)
    assert len(found) > 3
    assert all(a.end - b.start >= OVERLAP - CHUNK for a, b in pairwise(found))


@given(TEXT)
def test_encoded_characters_point_at_pieces(text):
    encoded = load().encoder.encode([text])[0]
    assert len(encoded) == len(text) and len(encoded.pieces) <= MAX_PIECES + 2
    assert all(0 <= piece < len(encoded.pieces) for piece in encoded.piece_of)


@pytest.mark.parametrize(
    ("char", "other"), [("A", "a"), ("9", "A"), ("《", "》"), ("。", "，"), ("中", "a"), (" ", "中")]
)
def test_classes_tell_characters_apart(char, other):
    assert char_class(char) != char_class(other)
    assert char_class("Ａ") == char_class("A")
