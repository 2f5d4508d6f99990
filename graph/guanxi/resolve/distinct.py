"""Which names say on their own who is meant, and which only do inside their document."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from guanxi.resolve import organisations, people
from guanxi.resolve.lists import load
from guanxi.resolve.names import is_han, letters

_LABEL = re.compile(r".*(?:某|[某甲乙丙丁]+|员工|网友|用户|读者|记者|受访者|客户|队员|同学)[a-z0-9甲乙丙丁一二三四]?")
# A4, K3 and 3070 mean something else in each document; PS4 and ES8 hardly ever do.
_CODE = re.compile(r"[a-z]?[0-9]{1,4}[a-z]{0,2}")
_ROLES = frozenset(
    [
        *(
            "公司",
            "本公司",
            "上市公司",
            "标的公司",
            "目标公司",
            "发行人",
            "要约人",
            "收购人",
            "转让方",
            "受让方",
            "交易对方",
        ),
        *(
            "甲方",
            "乙方",
            "丙方",
            "保荐机构",
            "主承销商",
            "基金管理人",
            "管理人",
            "母公司",
            "子公司",
            "总公司",
            "分公司",
            "集团",
        ),
        *("总部", "政府", "联邦政府", "市政府", "省政府", "区政府", "警方", "法院", "股东"),
    ]
)
_REGIONS = frozenset(["省", "市", "县", "区", "州", "镇", "市场", "国际", "总", "第一", "第二", "第三", "业务"])
_UNITS = ("部", "处", "科", "室", "中心", "院", "所", "队", "组", "公司")


@lru_cache(maxsize=262144)
def distinctive(key: str, type: str) -> bool:
    """Tell whether a folded name says on its own who is meant.

    `中国移动` does, `研究院`, `市场部`, `乙方` don't; `李跃` does, `李总`, `大伟`, `员工A`, `张某` don't;
    `iPhone` does, `K3` doesn't.
    """
    if type == "PERSON":
        return _person(key)
    if type == "ORG":
        return len(letters(key)) > 1 and key not in _ROLES and not _general(key)
    return len(letters(key)) > 1 and not _CODE.fullmatch(letters(key))


def _general(key: str) -> bool:
    """Tell whether a name is made of general words only: a trade alone, or a unit with what it does (`信息技术部`)."""
    lists = load()
    if key in lists.industry or organisations.covers(key, _plain_words()):
        return True
    # Three characters may name a ministry (商务部).
    return len(key) > 3 and key.endswith(_UNITS) and organisations.covers(key, _plain_words() | lists.industry)


@cache
def _plain_words() -> frozenset[str]:
    lists = load()
    return lists.unit | lists.legal | _REGIONS


def _person(key: str) -> bool:
    if _LABEL.fullmatch(key):
        return False
    person = people.parse(key)
    if person.called:
        return False
    if person.surname or len(person.parts) > 1:
        return True
    # One part of a foreign name: long enough to be a surname that news use alone (马斯克, Zuckerberg).
    return len(key) >= (3 if is_han(key) else 5)
