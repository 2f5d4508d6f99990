import itertools

from guanxi.resolve import resolve
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction, groups

SCHEMA = load_schema()
DOCUMENTS = [
    extraction("青禾科技有限公司（青禾科技）开业。", {"青禾科技有限公司": "ORG", "青禾科技": "ORG"}),
    extraction("青禾科技昨日涨停。", {"青禾科技": "ORG"}),
    extraction("青禾科技有限公司发布财报。", {"青禾科技有限公司": "ORG"}),
]


def test_documents_share_entities():
    assert groups(resolve(DOCUMENTS, SCHEMA).entities) == {frozenset({"青禾科技有限公司", "青禾科技"})}


def test_every_mention_has_its_entity():
    resolution = resolve(DOCUMENTS, SCHEMA)
    ids = {entity.id for entity in resolution.entities}
    assert {resolution.entity_of(mention) for document in DOCUMENTS for mention in document.mentions} == ids


def test_order_does_not_matter():
    outcomes = {repr(resolve(order, SCHEMA)) for order in itertools.permutations(DOCUMENTS)}
    assert len(outcomes) == 1
