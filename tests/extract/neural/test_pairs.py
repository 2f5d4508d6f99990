import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.neural.pairs import (
    MORE_BREAKS,
    NEXT_LINE,
    NEXT_SENTENCE,
    SAME_SENTENCE,
    candidate_pairs,
    in_near_sentences,
    pair_features,
    segments,
)

BOTH_WAYS = np.array([[0, 1], [1, 0]])
TYPES = np.array([1, 2])


def ends(text: str) -> np.ndarray:
    return np.array([(text.index("甲"), text.index("甲") + 1), (text.index("乙"), text.index("乙") + 1)])


@pytest.mark.parametrize(
    ("between", "breaks"),
    [
        ("", SAME_SENTENCE),
        ("发布了，", SAME_SENTENCE),
        ("。", NEXT_SENTENCE),
        ("。\n", NEXT_SENTENCE),
        ("！？”\n\n", NEXT_SENTENCE),
        ("……？", NEXT_SENTENCE),
        ("\n", NEXT_LINE),
        ("\n \n", NEXT_LINE),
        ("。丙。", MORE_BREAKS),
        ("\n丙。\n", MORE_BREAKS),
        ("\n丙\n", MORE_BREAKS),
    ],
)
def test_breaks_between_mentions(between, breaks):
    text = f"见！甲{between}乙。"
    found = pair_features(text, ends(text), TYPES, BOTH_WAYS)
    assert found[:, 3].tolist() == [breaks, breaks]
    near = in_near_sentences(text, ends(text), BOTH_WAYS)
    assert near.tolist() == ([] if breaks == MORE_BREAKS else BOTH_WAYS.tolist())


@given(st.text(st.sampled_from("丙发布，。！；”\n "), max_size=40))
def test_a_line_for_each_sentence_makes_no_difference(between):
    lines = f"甲{between.replace('。', '。' + chr(10))}乙"
    run_on = f"甲{between.replace('。', '。　')}乙"
    one, other = (pair_features(text, ends(text), TYPES, BOTH_WAYS) for text in (lines, run_on))
    assert (one[:, 3] == other[:, 3]).all()


def test_no_pairs():
    none = np.zeros((0, 2), np.int64)
    assert in_near_sentences("甲乙", ends("甲乙"), none).shape == (0, 2)
    assert pair_features("甲乙", ends("甲乙"), TYPES, none).shape == (0, 5)


def test_overlapping_and_far_mentions_are_no_candidates():
    spans = np.array([(0, 4), (2, 6), (300, 302)])
    assert candidate_pairs(spans, np.ones((3, 3), bool)).tolist() == []
    assert candidate_pairs(spans, np.ones((3, 3), bool), reach=296).tolist() == [[0, 2], [1, 2], [2, 0], [2, 1]]


def test_segments_of_a_pair():
    text = "一二甲三四乙五六"
    assert segments(len(text), ends(text), BOTH_WAYS).tolist() == [
        [1, 1, 3, 4, 4, 5, 6, 6],
        [1, 1, 5, 4, 4, 3, 6, 6],
    ]
