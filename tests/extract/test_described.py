from guanxi.extract.described import LEAST, about, stand_ins, told
from guanxi.extract.neural.extractor import Neural
from guanxi.extract.reading import Reading
from guanxi.extract.rules.extractor import Rules
from guanxi.model import Claim, Document, Span
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction

NAMES = {"青禾科技": "ORG", "白云汽车": "ORG", "远山银行": "ORG", "张敏": "PERSON"}


def read(text):
    found = extraction(text, NAMES)
    reading = Reading.of(found.document, found.mentions)
    return reading, stand_ins(reading)


def claim(reading, head, tail, word, score=0.9):
    """Return a claim that stands in the last sentence."""
    last = reading.sentences[-1].span
    at = reading.text.index(word)
    return Claim(reading.document.id, head, "acquired", tail, last, trigger=Span(at, at + len(word)), score=score)


def test_the_end_of_a_claim_is_what_the_description_stands_for():
    reading, standing = read("市场平静。青禾科技昨日上市。该公司收购了白云汽车。天晴。")
    (description,) = standing
    assert (description.text, description.type) == ("该公司", "ORG")
    tail = reading.mentions[-1]
    given = Claim(reading.document.id, description, "acquired", tail, Span(14, 25), trigger=Span(17, 19), score=0.9)
    (found,) = told(reading, [given], standing)
    assert (found.head.text, found.tail, found.trigger) == ("青禾科技", tail, given.trigger)
    assert found.head in reading.mentions
    assert found.evidence.of(reading.text) == "青禾科技昨日上市。该公司收购了白云汽车。"


def test_both_parties_make_a_claim_each():
    reading, standing = read("青禾科技与白云汽车签约。双方收购了远山银行。")
    (description,) = standing
    found = list(told(reading, [claim(reading, description, reading.mentions[-1], "收购")], standing))
    assert [(one.head.text, one.tail.text) for one in found] == [("青禾科技", "远山银行"), ("白云汽车", "远山银行")]


def test_what_one_sentence_says_of_two_names_is_left_to_them():
    reading, standing = read("青禾科技上市后，该公司收购了白云汽车。")
    (description,) = standing
    assert list(told(reading, [claim(reading, description, reading.mentions[-1], "收购")], standing)) == []


def test_doubtful_claims_and_those_without_descriptions_are_left_out():
    reading, standing = read("青禾科技昨日上市。该公司收购了白云汽车。")
    (description,) = standing
    names = reading.mentions
    doubtful = claim(reading, description, names[-1], "收购", LEAST - 0.01)
    assert list(told(reading, [doubtful, claim(reading, names[0], names[-1], "收购")], standing)) == []


def test_a_description_is_never_paired_with_what_it_stands_for():
    reading, standing = read("青禾科技昨日上市。该公司收购了白云汽车。")
    mentions = sorted((*reading.mentions, *standing))
    pairs = [(0, 1), (1, 0), (0, 2), (1, 2), (2, 1)]
    assert about(mentions, pairs, standing) == [False, False, False, True, True]


def test_descriptions_become_no_mentions_and_no_aliases():
    text = "青禾科技（以下简称“青禾”）昨日上市。该公司收购了白云汽车，后者在海边。张敏是青禾科技总裁。他很高兴。"
    found = Neural(load_schema()).extract(Document(text))
    texts = {mention.text for mention in found.mentions}
    ends = {end.text for one in found.claims for end in (one.head, one.tail)}
    assert not (texts | ends) & {"该公司", "后者", "他"}
    assert ends <= texts
    assert not {end.text for alias in found.aliases for end in (alias.a, alias.b)} & {"该公司", "后者", "他"}


def test_rules_find_the_end_that_a_description_stands_for():
    text = "青禾科技有限公司昨日上市。该公司收购了白云汽车有限公司。"
    found = Rules(load_schema()).extract(Document(text))
    assert [(one.head.text, one.type, one.tail.text) for one in found.claims] == [
        ("青禾科技有限公司", "acquired", "白云汽车有限公司")
    ]
    assert found.claims[0].evidence.of(text) == text
    assert "该公司" not in {mention.text for mention in found.mentions}
