from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.errors import ModelError
from guanxi.extract.neural.encode import CHUNK, MAX_PIECES, PART, char_class, chunks
from guanxi.extract.neural.network import load
from guanxi.extract.neural.windows import OVERLAP, WINDOW, windows
from guanxi.model import Span


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


def test_short_text_is_one_window():
    assert windows("甲发布了乙。") == [Span(0, 6)]
    assert windows("") == []


def test_neighbours_share_text():
    text = "星海科技于去年发布了天枢系统，月桂研究院对此表示质疑。" * 200
    found = windows(text)
    assert len(found) > 3 and found[0].start == 0 and found[-1].end == len(text)
    assert all(OVERLAP - CHUNK <= a.end - b.start < WINDOW for a, b in pairwise(found))
    assert all(window.end - window.start <= WINDOW for window in found)


UNITS = ["星海科技于去年发布了天枢系统。", "星海科技，", "a b ", "字", "😀", "ﷺ", "“甲。”\n", "　"]


@pytest.mark.parametrize("unit", UNITS)
def test_parts_tile_a_text_of_any_length(encoder, unit):
    for count in (1, 300, 6000 // len(unit)):
        parts = list(encoder.parts(unit * count))
        assert [part.start for part in parts] == [0, *(part.start + len(part) for part in parts[:-1])]
        assert sum(map(len, parts)) == count * len(unit)
        assert all(part.chunks[0][0] == 0 and part.chunks[-1][1] == len(part) for part in parts)


@given(TEXT)
def test_characters_point_at_the_same_pieces_in_parts_as_in_the_whole(text):
    encoder = load().encoder
    whole = encoder.encode(text, None)
    pieces = [whole.pieces[piece] if piece else None for piece in whole.piece_of]
    found = []
    for part in encoder.parts(text):
        assert len(part.pieces) <= MAX_PIECES + 2 and 0 <= part.piece_of.min() <= part.piece_of.max() < len(part.pieces)
        found += [part.pieces[piece] if piece else None for piece in part.piece_of]
    assert found == pieces


def test_parts_are_about_as_long_as_wanted(encoder):
    parts = list(encoder.parts("星海科技于去年发布了天枢系统，月桂研究院对此表示质疑。" * 60))
    assert all(PART / 2 < len(part.pieces) <= PART + 2 for part in parts)
    assert all(part.lexical[part.chunks[-1][1] - 1] == parts[0].lexical[-1] for part in parts)  # each ends with 。


@pytest.mark.parametrize(
    ("char", "other"), [("A", "a"), ("9", "A"), ("《", "》"), ("。", "，"), ("中", "a"), (" ", "中")]
)
def test_classes_tell_characters_apart(char, other):
    assert char_class(char) != char_class(other)
    assert char_class("Ａ") == char_class("A")
