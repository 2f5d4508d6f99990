import itertools

import pytest

from guanxi.errors import UnknownNameError
from guanxi.model import Merge
from guanxi.resolve import by_doubt, resolve, same, why_same
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction

SCHEMA = load_schema()


@pytest.fixture(scope="module")
def resolution():
    documents = [
        extraction("飞兔（Flyhare）发布新品。", {"飞兔": "ORG", "Flyhare": "ORG"}, aliases=[("飞兔", "Flyhare")]),
        extraction("Flyhare（兔厂）扩产。", {"Flyhare": "ORG", "兔厂": "ORG"}, aliases=[("Flyhare", "兔厂")]),
        extraction("白云汽车停产。", {"白云汽车": "ORG"}),
    ]
    return resolve(documents, SCHEMA)


def test_a_chain_leads_from_name_to_name(resolution):
    chain = why_same(resolution, "飞兔", "兔厂")
    ends = [{merge.a.casefold(), merge.b.casefold()} for merge in chain]
    assert ends[0] >= {"飞兔"}
    assert ends[-1] >= {"兔厂"}
    assert all(one & other for one, other in itertools.pairwise(ends))
    assert all(merge.evidence for merge in chain if merge.document)


def test_names_of_two_entities_have_no_chain(resolution):
    assert why_same(resolution, "飞兔", "白云汽车") == ()
    assert not same(resolution, "飞兔", "白云汽车")
    assert same(resolution, "ＦＬＹＨＡＲＥ", "飞兔")


def test_an_unknown_name_is_an_error(resolution):
    with pytest.raises(UnknownNameError):
        why_same(resolution, "飞兔", "没有")


def test_the_least_certain_comes_first_and_repeats_once():
    merges = [
        Merge("a", "b", "ORG", "rule", 0.9, "1"),
        Merge("c", "d", "ORG", "rule", 0.8, "1"),
        Merge("A", "b", "ORG", "rule", 0.7, "2"),
    ]
    assert [(merge.a, merge.score) for merge in by_doubt(merges)] == [("A", 0.7), ("c", 0.8)]
