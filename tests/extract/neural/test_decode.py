import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from guanxi.extract.neural.decode import best_path, decode, log_softmax

O, B, I, E, S = range(5)  # noqa: E741


def scores(tags: list[int], types: int = 2, sure: float = 8.0) -> np.ndarray:
    found = np.zeros((len(tags), 1 + 4 * types), np.float32)
    found[np.arange(len(tags)), tags] = sure
    return log_softmax(found)


def test_reads_mentions_off_the_tags():
    found = decode(scores([O, B, I, E, O, S + 4, O]))
    assert [mention[:3] for mention in found] == [(1, 4, 0), (5, 6, 1)]
    assert all(score > 0.98 for *_, score in found)


def test_mends_what_is_not_well_formed():
    # An inner tag without a beginning: the best whole path makes it the beginning.
    broken = scores([O, I, E, O], types=1, sure=3.0)
    assert [mention[:2] for mention in decode(broken)] == [(1, 3)]


def test_score_tells_doubt():
    certain, doubtful = decode(scores([B, E], 1, 9.0)), decode(scores([B, E], 1, 2.0))
    assert certain[0][3] > doubtful[0][3] > 0.2


@given(arrays(np.float32, st.tuples(st.integers(1, 40), st.just(13)), elements=st.floats(-9, 9, width=32)))
def test_every_path_is_well_formed(raw):
    path = best_path(log_softmax(raw))
    open_type = None
    for tag in path:
        type_, part = divmod(tag - 1, 4) if tag else (None, None)
        if open_type is None:
            assert part in (None, 0, 3)
        else:
            assert type_ == open_type and part in (1, 2)
        open_type = type_ if part in (0, 1) else None
    assert open_type is None


@given(arrays(np.float32, st.tuples(st.integers(1, 40), st.just(9)), elements=st.floats(-9, 9, width=32)))
def test_mentions_lie_within_the_text_and_apart(raw):
    found = decode(log_softmax(raw))
    last = 0
    for start, end, type_, score in found:
        assert last <= start < end <= len(raw) and type_ in (0, 1) and 0 < score <= 1
        last = end


def test_log_softmax_is_a_distribution():
    assert np.exp(log_softmax(np.array([[1000.0, 0.0, -1000.0]], np.float32))).sum() == pytest.approx(1)
