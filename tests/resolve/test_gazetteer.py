import pytest

from guanxi.errors import InputError
from guanxi.resolve import read_gazetteer, resolve
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction, groups

SCHEMA = load_schema()


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(
        "canonical,type,aliases\n飞兔科技,公司,Flyhare|兔厂\n白石大学,ORG,石大\n黑石大学,ORG,石大\n",
        encoding="utf-8-sig",
    )
    return read_gazetteer(path, SCHEMA)


def test_listed_names_are_one_entity_in_and_across_documents(names):
    documents = [
        extraction("兔厂和Flyhare都涨了。", {"兔厂": "ORG", "Flyhare": "ORG"}),
        extraction("飞兔科技回应。", {"飞兔科技": "ORG"}),
    ]
    found = resolve(documents, SCHEMA, names=names)
    assert groups(found.entities) == {frozenset({"兔厂", "Flyhare", "飞兔科技"})}
    assert found.entities[0].name == "飞兔科技"
    assert {merge.rule for merge in found.merges} == {"names-file"}


def test_the_type_must_agree(names):
    documents = [extraction("兔厂回应。", {"兔厂": "ORG"}), extraction("Flyhare好用。", {"Flyhare": "PRODUCT"})]
    assert len(resolve(documents, SCHEMA, names=names).entities) == 2


def test_two_listed_entities_never_join(names):
    text = "白石大学（黑石大学）"
    found = resolve([extraction(text, {"白石大学": "ORG", "黑石大学": "ORG"})], SCHEMA, names=names)
    assert len(found.entities) == 2


def test_an_alias_of_two_rows_decides_nothing(names):
    assert names.canonical("ORG", "石大") == ""
    assert names.canonical("ORG", "flyhare") == "飞兔科技"


@pytest.mark.parametrize(
    ("text", "says"), [("name,type\nA,ORG\n", r":1: no column canonical"), ("canonical,type\nA,ROCK\n", r":2: unknown")]
)
def test_a_broken_file_is_named(tmp_path, text, says):
    path = tmp_path / "names.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_gazetteer(path, SCHEMA)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match="can't read"):
        read_gazetteer(tmp_path / "none.csv", SCHEMA)
