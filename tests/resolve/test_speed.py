"""100,000 mentions of about 30,000 names in 2,500 documents: near-linear, and well under a minute of processor time."""

import random
import time

from guanxi.model import Claim, Document, Extraction, Mention, Span
from guanxi.resolve import resolve
from guanxi.schema import load_schema

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
TRADES = ["科技", "汽车", "银行", "医药", "置业", "投资", "传媒", "电子"]


def names(dice, count):
    found: list[tuple[str, str]] = []
    while len(found) < count:
        kind = dice.random()
        core = "".join(dice.choices(HAN, k=2))
        if kind < 0.25:
            trade = dice.choice(TRADES)
            found += [(f"{core}{trade}有限公司", "ORG"), (f"{core}{trade}", "ORG"), (core, "ORG")]
        elif kind < 0.7:
            found.append(
                (dice.choice("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高") + core[: dice.choice([1, 2])], "PERSON")
            )
        else:
            found.append(
                ("".join(dice.choices("abcdefghikmnostu", k=5)).capitalize() + str(dice.randint(1, 20)), "PRODUCT")
            )
    return found[:count]


def documents(dice, known, count, size):
    for number in range(count):
        text, mentions = f"{number}：", []
        for _ in range(size):
            # A few names are everywhere, most are rare.
            at = int(dice.paretovariate(0.6)) if dice.random() < 0.3 else dice.randrange(len(known))
            name, type = known[min(at, len(known) - 1)]
            mentions.append((len(text), len(text) + len(name), name, type))
            text += f"{name}表示。"
        document = Document(text, name=str(number))
        found = tuple(Mention(document.id, *place) for place in mentions)
        firms = [mention for mention in found if mention.type == "ORG"]
        people = [mention for mention in found if mention.type == "PERSON"]
        claims = tuple(
            Claim(document.id, person, "works_for", dice.choice(firms), Span(0, 9)) for person in people if firms
        )
        yield Extraction(document, found, claims)


def test_a_large_corpus_resolves_in_under_a_minute():
    dice = random.Random(7)
    corpus = list(documents(dice, names(dice, 31000), 2500, 40))
    assert sum(len(extraction.mentions) for extraction in corpus) == 100_000
    assert len({mention.text for extraction in corpus for mention in extraction.mentions}) > 25_000
    start = time.process_time()
    resolution = resolve(corpus, load_schema())
    assert time.process_time() - start < 60
    assert len(resolution.entities) > 10_000
