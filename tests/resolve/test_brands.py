"""A brand and the firm named after it with a trade: two when the text tells of them as two, in names never seen."""

import pytest

from guanxi.resolve import resolve_document
from guanxi.schema import load_schema
from tests.resolve.helpers import extraction

SCHEMA = load_schema()
BRANDS = ("晟澜", "霁川", "锐珂", "云岫")
TRADES = ("汽车", "科技", "电器", "手机", "钢铁", "乳业", "能源", "半导体")
BRANCHES = ("商业银行", "人寿保险", "物业", "地产", "金融", "音乐", "保险", "证券", "云", "研究院", "香港", "国际")
TWO = (
    "{a}旗下{b}昨日发布新品。{b}去年亏损。",
    "{a}持有{b}六成股权。{b}去年亏损，{a}没有回应。",
    "{b}的母公司{a}表示支持。",
    "{b}由{a}控股。{a}去年盈利。",
    "{b}是{a}的子公司。{a}去年盈利。",
    "{a}分拆{b}上市。",
    "{a}与{b}签订协议。",
    "{a}成立{b}，注册资本一亿元。",
    "{b}成立于2019年，是{a}的造车平台。",
)


def joined(text, a, b):
    entities = resolve_document(extraction(text.format(a=a, b=b), {a: "ORG", b: "ORG"}), SCHEMA)
    return len(entities) == 1


@pytest.mark.parametrize("text", TWO)
def test_a_text_that_tells_of_two_is_believed(text):
    assert not [b + trade for b in BRANDS for trade in TRADES if joined(text, b, b + trade)]


def test_trades_of_subsidiaries_and_units_are_never_the_parent():
    text = "{b}昨日发布消息。{a}没有回应。"
    assert not [b + branch for b in BRANDS for branch in BRANCHES if joined(text, b, b + branch)]


def test_siblings_keep_each_other_from_the_brand():
    for brand in BRANDS:
        names = [brand, f"{brand}汽车", f"{brand}物业"]
        text = "，".join(f"{name}昨日没有回应" for name in names) + "。"
        assert len(resolve_document(extraction(text, dict.fromkeys(names, "ORG")), SCHEMA)) == 3


def test_what_the_text_defines_is_one():
    assert all(joined("{b}（以下简称“{a}”）昨日上市。{a}去年盈利。", b, b + trade) for b in BRANDS for trade in TRADES)
    assert all(joined("{b}（以下简称“{a}”）昨日上市。{a}去年盈利。", b, b + "物业") for b in BRANDS)
