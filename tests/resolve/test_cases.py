import itertools

import pytest

from guanxi.resolve import resolve
from guanxi.schema import load_schema
from tests.resolve.cases import ALIASES, HOMONYMS

SCHEMA = load_schema()


def entity_of(case, resolution, place):
    number, surface = place
    mention = next(mention for mention in case.documents[number].mentions if mention.text == surface)
    return resolution.entity_of(mention)


@pytest.mark.parametrize("case", HOMONYMS + ALIASES, ids=lambda case: case.name)
def test_case(case):
    resolution = resolve(case.documents, SCHEMA)
    for a, b in case.same:
        assert entity_of(case, resolution, a) == entity_of(case, resolution, b), (a, b)
    for a, b in case.apart:
        assert entity_of(case, resolution, a) != entity_of(case, resolution, b), (a, b)


@pytest.mark.parametrize("case", HOMONYMS + ALIASES, ids=lambda case: case.name)
def test_any_order_gives_the_same(case):
    assert len({repr(resolve(order, SCHEMA)) for order in itertools.permutations(case.documents)}) == 1


def test_there_are_enough_cases():
    assert len(HOMONYMS) >= 20
    assert len(ALIASES) >= 20
