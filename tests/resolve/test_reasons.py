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


def test_a_join_across_documents_shows_the_sentences_with_both_names():
    documents = [
        extraction(
            "天气很好。远山机械股份有限公司（以下简称“远机”）公告。", {"远山机械股份有限公司": "ORG", "远机": "ORG"}
        ),
        extraction("远机停产。", {"远机": "ORG"}),
    ]
    chain = why_same(resolve(documents, SCHEMA), "远机", "远山机械股份有限公司")
    found = [merge for merge in resolve(documents, SCHEMA).merges if merge.rule == "known-alias"]
    assert chain
    assert [(merge.a, merge.document) for merge in found] == [("远机", documents[0].document.id)]
    text = documents[0].document.text
    assert [span.of(text) for span in found[0].evidence] == ["远山机械股份有限公司（以下简称“远机”）公告。"]


def test_an_abbreviation_says_what_joined_it():
    documents = [
        extraction("江海商业银行行长周密说话。", {"江海商业银行": "ORG", "周密": "PERSON"}),
        extraction("周密说，江行明年招人。", {"江行": "ORG", "周密": "PERSON"}),
    ]
    (merge,) = why_same(resolve(documents, SCHEMA), "江行", "江海商业银行")
    assert merge.rule == "abbreviation, no other name fits [regular], both beside 周密"
    assert merge.score < 0.9
