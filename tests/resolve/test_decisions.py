import itertools

import pytest

from guanxi.errors import InputError
from guanxi.resolve import Join, Split, add_decision, parse_decisions, read_decisions, resolve
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction, groups

SCHEMA = load_schema()
FIRMS = [
    extraction("飞兔公布财报。", {"飞兔": "ORG"}, name="one"),
    extraction("Flyhare上市。", {"Flyhare": "ORG"}, name="two"),
]
PEOPLE = [
    extraction("阿里总裁李伟到访。", {"阿里": "ORG", "李伟": "PERSON"}, posts=[("李伟", "阿里")], name="one"),
    extraction("李伟昨日获奖。", {"李伟": "PERSON"}, name="two"),
]


def resolved(documents, text):
    return resolve(documents, SCHEMA, decisions=parse_decisions(text, "d.toml"))


def test_a_merge_joins_what_no_rule_would():
    found = resolved(FIRMS, '[[merge]]\nnames = ["飞兔", "flyhare"]\nnote = "官网"')
    assert groups(found.entities) == {frozenset({"飞兔", "Flyhare"})}
    assert [(entity.name, entity.aliases) for entity in found.entities] == [("飞兔", ("Flyhare",))]
    assert [(merge.a, merge.b, merge.rule) for merge in found.merges] == [("Flyhare", "飞兔", "decision: 官网")]
    assert not found.notices


def test_a_split_takes_a_surface_out():
    documents = [
        extraction("青禾科技有限公司（青禾科技）。", {"青禾科技有限公司": "ORG", "青禾科技": "ORG"}),
        extraction("青禾科技涨停。", {"青禾科技": "ORG"}),
    ]
    found = resolved(documents, '[[split]]\nname = "青禾科技有限公司"\nsurfaces = ["青禾科技"]')
    assert groups(found.entities) == {frozenset({"青禾科技有限公司"}), frozenset({"青禾科技"})}


def test_a_split_may_name_documents_and_the_new_entity():
    assert len([e for e in resolve(PEOPLE, SCHEMA).entities if e.type == "PERSON"]) == 1
    found = resolved(
        PEOPLE, '[[split]]\nname = "李伟"\nsurfaces = ["李伟"]\ndocuments = ["two"]\ninto = "李伟（作家）"'
    )
    people = {entity.name: entity.documents for entity in found.entities if entity.type == "PERSON"}
    assert people == {"李伟": (PEOPLE[0].document.id,), "李伟（作家）": (PEOPLE[1].document.id,)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[merge]]\nnames = ["飞兔", "没有这家"]', "no entity is called “没有这家”"),
        ('[[split]]\nname = "飞兔"\nsurfaces = ["别名"]', "has no such surface"),
        ('[[split]]\nname = "飞兔"\nsurfaces = ["飞兔"]', "left without a name"),
        ('[[merge]]\nnames = ["飞兔", "Flyhare"]\ntype = "PERSON"', "no entity is called “飞兔”"),
    ],
)
def test_a_decision_that_no_longer_matches_is_reported(text, says):
    found = resolved(FIRMS, text)
    assert len(found.notices) == 1
    assert says in found.notices[0]
    assert found.notices[0].startswith("d.toml: decision 1 (")
    assert found.entities == resolve(FIRMS, SCHEMA).entities


def test_decisions_hold_in_any_order_of_documents():
    text = '[[merge]]\nnames = ["飞兔", "Flyhare"]'
    assert len({repr(resolved(order, text)) for order in itertools.permutations(FIRMS + PEOPLE)}) == 1


def test_a_file_grows_by_blocks_and_reads_back(tmp_path):
    path = tmp_path / "decisions.toml"
    assert read_decisions(path).items == ()
    path.write_text("# 人工核对\n", encoding="utf-8")
    items = (Join(("飞兔", 'Fly"hare\\'), "ORG", "官网"), Split("李伟", ("李伟",), ("two",), "李伟（作家）"))
    for item in items:
        add_decision(path, item)
    assert read_decisions(path).items == items
    assert path.read_text(encoding="utf-8").startswith("# 人工核对\n\n[[merge]]\n")


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[merge]\nnames = []",
        '[[merge]]\nnames = ["A"]',
        "[[split]]\nname = 3",
        '[[join]]\nx = "y"',
        '[[merge]]\nnames = ["A", "B"]\nwhy = "typo"',
        '[[split]]\nname = "A"\nsurfaces = "B"',
    ],
)
def test_a_broken_file_is_named(text):
    with pytest.raises(InputError, match=r"^d\.toml: "):
        parse_decisions(text, "d.toml")
