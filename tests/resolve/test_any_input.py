"""Whatever an extractor hands over, resolution neither fails nor loses a mention, nor depends on the order."""

from hypothesis import given, settings
from hypothesis import strategies as some

from guanxi.model import Claim, Document, Extraction, Mention, Span
from guanxi.resolve import resolve, resolve_document
from guanxi.schema import load_schema

SCHEMA = load_schema()
TEXT = some.text("李总老王青禾科技公司研究院部·（）()“”《》 .-+A3ⅡK㈱\n。，、的称", min_size=1, max_size=40)


@some.composite
def extractions(draw):
    document = Document(draw(TEXT))
    size = len(document.text)
    places = draw(some.lists(some.tuples(some.integers(0, size - 1), some.integers(1, 8)), max_size=8))
    mentions = tuple(
        Mention(document.id, start, end, document.text[start:end], draw(some.sampled_from(sorted(SCHEMA.entities))))
        for start, end in sorted({(start, min(size, start + length)) for start, length in places})
    )
    claims: tuple[Claim, ...] = ()
    if len(mentions) > 1:
        type = draw(some.sampled_from(["works_for", "part_of", "launched"]))
        claims = (Claim(document.id, mentions[0], type, mentions[1], Span(0, size)),)
    return Extraction(document, mentions, claims)


@settings(max_examples=150, deadline=None)
@given(some.lists(extractions(), max_size=4, unique_by=lambda extraction: extraction.document.id))
def test_every_mention_finds_one_entity(documents):
    resolution = resolve(documents, SCHEMA)
    assert resolution == resolve(documents[::-1], SCHEMA)
    ids = [entity.id for entity in resolution.entities]
    assert len(ids) == len(set(ids))
    for document in documents:
        assert all(resolution.entity_of(mention) in ids for mention in document.mentions)
        alone = [mention for entity in resolve_document(document, SCHEMA) for mention in entity.mentions]
        assert sorted(alone) == sorted(document.mentions)
