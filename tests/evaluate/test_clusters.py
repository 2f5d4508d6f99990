"""B³ and CEAF-e, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.evaluate.clusters import ClusterScore, b_cubed, ceaf_e


def test_perfect_clusters():
    for measure in (b_cubed, ceaf_e):
        found = measure(["ab", "c"], ["c", "ba"])
        assert (found.precision, found.recall, found.f1) == (1.0, 1.0, 1.0)


def test_b_cubed_by_hand():
    # True: {1,2,3,4,5}, {6,7}, {8,9,A,B,C}; found: the second and third in one (Bagga and Baldwin's example).
    found = b_cubed(["12345", "67", "89ABC"], ["12345", "6789ABC"])
    # precision: five mentions at 1, two at 2/7, five at 5/7
    assert found.precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert found.recall == 1.0


def test_ceaf_by_hand():
    # True: {1,2,3}, {4,5}; found: {1,2}, {3,4,5}: each pairs with its like: 2*2/5 + 2*2/5.
    found = ceaf_e(["123", "45"], ["12", "345"])
    assert found.precision == found.recall == pytest.approx((4 / 5 + 4 / 5) / 2)
    # All in one: the one cluster pairs with the larger true one: 2*3/(3+5) of 1 found, of 2 true.
    found = ceaf_e(["123", "45"], ["12345"])
    assert found.precision == pytest.approx(6 / 8)
    assert found.recall == pytest.approx(6 / 16)


def test_leaving_all_alone():
    alone = b_cubed(["123", "4"], ["1", "2", "3", "4"])
    assert (alone.precision, alone.recall) == (1.0, pytest.approx((3 * 1 / 3 + 1) / 4))
    alone = ceaf_e(["123", "4"], ["1", "2", "3", "4"])
    assert alone.precision == pytest.approx((2 / 4 + 1) / 4)
    assert alone.recall == pytest.approx((2 / 4 + 1) / 2)


def test_mentions_that_only_one_side_has():
    found = b_cubed(["12"], ["1", "x"])
    assert (found.precision, found.recall) == (0.5, 0.25)
    assert ceaf_e(["12"], ["x"]) == ClusterScore(0, 1, 0, 1)


def test_the_pairing_of_clusters_is_the_best_and_not_the_first():
    # {1,2,3,6} is most like {1,2,3,4,5} (6/9), yet giving it to {6} (2/5) frees that for {4,5} (4/7).
    assert ceaf_e(["12345", "6"], ["1236", "45"]).precise == pytest.approx(4 / 7 + 2 / 5)


def test_documents_add_up():
    total = b_cubed(["12"], ["1", "2"]) + b_cubed(["3"], ["3"])
    assert (total.precision, total.recall) == (1.0, pytest.approx(2 / 3))
    assert (ClusterScore().precision, ClusterScore().recall, ClusterScore().f1) == (0.0, 0.0, 0.0)


def partitions(labels):
    groups: dict[int, set[int]] = {}
    for mention, label in enumerate(labels):
        groups.setdefault(label, set()).add(mention)
    return list(groups.values())


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_measures_are_within_bounds_and_turn_with_their_arguments(pairs):
    true, predicted = partitions([a for a, _ in pairs]), partitions([b for _, b in pairs])
    for measure in (b_cubed, ceaf_e):
        there, back = measure(true, predicted), measure(predicted, true)
        assert 0 < there.precision <= 1 + 1e-9
        assert there.precision == pytest.approx(back.recall)
        assert there.recall == pytest.approx(back.precision)
        assert (there.f1 > 1 - 1e-9) == ({frozenset(c) for c in true} == {frozenset(c) for c in predicted})
