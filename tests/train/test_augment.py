"""Changed examples: every span, trigger and evidence still stands where it should."""

import random
import re

from guanxi.train.augment import JIEBA, NEWS, join_lines, name_pool, row_of_people, swap_names, swap_organisations
from guanxi.train.data import Example, Fact, Name


def example(text: str, names: dict[str, str], label_set: str = "own", facts: list[Fact] | None = None) -> Example:
    """Return an example with each name, an entity of its own, wherever it stands in the text."""
    entity = label_set == "own"
    spans = [
        Name(found.start(), found.end(), type_, f"e{at}" if entity else "")
        for at, (name, type_) in enumerate(names.items())
        for found in re.finditer(name, text)
    ]
    return Example(
        "a", text, label_set, sorted(spans, key=lambda span: span.start), label_set if facts else "", facts or []
    )


def words(made: Example) -> list[str]:
    return [made.text[span.start : span.end] for span in made.spans]


def test_swapped_names_stand_where_the_spans_say():
    text = "青禾软件昨日发布了瑶光。分析人士认为，青禾软件与月桂集团将在瑶光上合作。北辰电子旗下天枢停售。"
    names = {"青禾软件": "ORG", "瑶光": "PRODUCT", "月桂集团": "ORG", "北辰电子": "ORG", "天枢": "PRODUCT"}
    first, second = (text.index(end) + 1 for end in ("。分", "。北"))
    facts = [
        Fact("e0", "launched", "e1", (0, first), (text.index("发布"), text.index("发布") + 2)),
        Fact("e0", "partners_with", "e2", (first, second), (text.index("合作"), text.index("合作") + 2)),
        Fact("e3", "operates", "e4", (second, len(text)), None),
    ]
    pool = {"ORG": ["甲乙丙公司"], "PRODUCT": ["Zed 9"], "PERSON": ["王一"]}
    made = swap_names(example(text, names, facts=facts), pool, random.Random(1), share=1.0)
    assert set(words(made)) == {"甲乙丙公司", "Zed 9", "北辰电子", "天枢"}  # what only juxtaposition relates stays
    assert (
        made.text
        == "甲乙丙公司昨日发布了Zed 9。分析人士认为，甲乙丙公司与甲乙丙公司将在Zed 9上合作。北辰电子旗下天枢停售。"
    )
    one, other, without = made.facts
    assert one.trigger and made.text[slice(*one.trigger)] == "发布"
    assert made.text[slice(*one.evidence)] == "甲乙丙公司昨日发布了Zed 9。"
    assert other.trigger and made.text[slice(*other.trigger)] == "合作"
    assert made.text[other.evidence[1] - 1] == "。"
    assert without.trigger is None and made.text[slice(*without.evidence)] == "北辰电子旗下天枢停售。"


def test_organisations_of_newswire_change_places():
    before = example(
        "外交部发言人朱邦造说，北约和东盟在日内瓦。",
        {"外交部": "ORG", "朱邦造": "PER", "北约": "ORG", "日内瓦": "LOC"},
        "news",
    )
    pool = name_pool({"news": [before], "own": [example("青禾软件", {"青禾软件": "ORG"})]})
    assert pool[NEWS] == ["北约", "外交部"] and pool["ORG"] == ["青禾软件"]
    assert {"世贸组织", "全国政协"} <= set(pool[JIEBA]) and min(map(len, pool[JIEBA])) == 3
    seen = set()
    for seed in range(30):
        made = swap_organisations(before, pool, random.Random(seed))
        first, person, second, place = words(made)
        assert (person, place) == ("朱邦造", "日内瓦")
        assert made.text == f"{first}发言人朱邦造说，{second}和东盟在日内瓦。"
        seen |= {first, second}
    assert {"外交部", "北约"} < seen and seen & set(pool[JIEBA])


def test_joined_lines_keep_every_place():
    text = "标题\n青禾软件发布了瑶光。\n李四到场；\n“好。”\n\n它卖了。"
    trigger = text.index("发布"), text.index("发布") + 2
    fact = Fact("e1", "launched", "e2", (text.index("青"), text.index("李")), trigger)
    spans = [Name(text.index(name), text.index(name) + len(name), "ORG") for name in ("青禾软件", "李四", "它")]
    made = join_lines(Example("a", text, "own", spans, "own", [fact]))
    assert made.text == "标题\n青禾软件发布了瑶光。李四到场；“好。”\n\n它卖了。"
    assert [made.text[span.start : span.end] for span in made.spans] == ["青禾软件", "李四", "它"]
    assert made.facts[0].trigger and made.text[slice(*made.facts[0].trigger)] == "发布"
    assert made.text[slice(*made.facts[0].evidence)] == "青禾软件发布了瑶光。"


def test_a_row_of_people_takes_one_persons_place():
    text = "出席者有王小明（右）。青禾软件发布了瑶光，创始人李四到场。"
    start = text.index("。") + 1
    trigger = text.index("发布"), text.index("发布") + 2
    facts = [
        Fact("e1", "launched", "e2", (start, len(text)), trigger),
        Fact("e3", "founded", "e1", (start, len(text)), None),
    ]
    before = example(text, {"王小明": "PERSON", "青禾软件": "ORG", "瑶光": "PRODUCT", "李四": "PERSON"}, facts=facts)
    pool = {"PERSON": ["赵一", "钱二多", "孙三", "Bob", "周四海"]}
    assert row_of_people(before, {"PERSON": ["Bob"]}, random.Random(1)) is before
    for seed in range(20):
        made = row_of_people(before, pool, random.Random(seed))
        found = words(made)
        assert found[-3:] == ["青禾软件", "瑶光", "李四"]  # whom a relation names stays
        assert 2 <= len(found[:-3]) <= 4 and set(found[:-3]) <= {"赵一", "钱二多", "孙三", "周四海"}
        assert made.text.replace("（女）", "") == f"出席者有{''.join(found[:-3])}（右）{text[text.index('。') :]}"
        one, other = made.facts
        assert made.text[slice(*one.evidence)] == text[start:] == made.text[slice(*other.evidence)]
        assert one.trigger and made.text[slice(*one.trigger)] == "发布" and other.trigger is None
    assert row_of_people(example("瑶光。", {"瑶光": "PRODUCT"}), pool, random.Random(1)).text == "瑶光。"
