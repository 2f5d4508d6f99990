import pytest

from guanxi.resolve import resolve_document
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction, groups

SCHEMA = load_schema()

SAME = [
    ("ORG", "华北电网国际公司", "国际公司"),
    ("ORG", "某某通信研究院", "研究院"),
    ("ORG", "青禾科技有限公司", "青禾科技"),
    ("ORG", "浙江青禾股份", "青禾股份"),
    ("PERSON", "李跃然", "李总"),
    ("PERSON", "崔大伟", "大伟"),
    ("PERSON", "宋远", "远总"),
    ("PERSON", "蒂姆·库克", "库克"),
    ("PRODUCT", "Model 3", "Model3"),
    ("PRODUCT", "ＡＢＣ助手", "abc助手"),
]
APART = [
    ("ORG", "青禾科技", "青禾科技研究院"),
    ("ORG", "青禾科技", "青禾科技市场部"),
    ("ORG", "青禾云", "青禾"),
    ("PRODUCT", "青禾10", "青禾10 Pro"),
    ("PRODUCT", "ASR1603", "ASR1605"),
    ("PERSON", "李跃", "李伟"),
]


@pytest.mark.parametrize(("type", "a", "b"), SAME)
def test_one_entity(type, a, b):
    found = resolve_document(extraction(f"{a}昨日表态。随后{b}也回应了。", {a: type, b: type}), SCHEMA)
    assert groups(found) == {frozenset({a, b})}


@pytest.mark.parametrize(("type", "a", "b"), APART)
def test_two_entities(type, a, b):
    found = resolve_document(extraction(f"{a}昨日表态。随后{b}也回应了。", {a: type, b: type}), SCHEMA)
    assert groups(found) == {frozenset({a}), frozenset({b})}


def test_a_stated_alias_joins_what_no_rule_would():
    found = resolve_document(
        extraction(
            "Zed在内部被称作“斑马”。斑马很快。", {"Zed": "PRODUCT", "斑马": "PRODUCT"}, aliases=[("Zed", "斑马")]
        ),
        SCHEMA,
    )
    assert groups(found) == {frozenset({"Zed", "斑马"})}


def test_a_short_name_that_fits_two_stays_alone():
    names = {"青禾研究院": "ORG", "白云研究院": "ORG", "研究院": "ORG"}
    found = resolve_document(extraction("青禾研究院和白云研究院都在。研究院说好。", names), SCHEMA)
    assert groups(found) == {frozenset({name}) for name in names}
