import pytest

from guanxi.resolve.equations import equations
from tests.resolve.helpers import extraction

NAMES = {"甲乙": "ORG", "丙丁": "ORG"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("甲乙（以下简称“丙丁”）公告。", "defined"),
        ("甲乙（称丙丁）公告。", "defined"),
        ("甲乙，下称丙丁，公告。", "defined"),
        ("甲乙，又名丙丁，公告。", "named"),
        ("甲乙，即丙丁，公告。", "that-is"),
        ("甲乙拟更名为丙丁。", "renamed"),
        ("甲乙（原名：丙丁）公告。", "renamed"),
        ("名称由“甲乙”变更为“丙丁”。", "renamed"),
        ("甲乙（丙丁）公告。", "brackets"),
        ("甲乙（丙丁，总部在海边）公告。", "brackets-more"),
        ("甲乙、戊己公告，丙丁没有。", None),
        ("甲乙、丙丁公告。", "listed"),
        # 称 that means "says", 即 that joins clauses.
        ("甲乙称丙丁已经停产。", None),
        ("资产注入甲乙，即丙丁把业务给它。", None),
        ("甲乙，称丙丁已经停产。", None),
    ],
)
def test_what_stands_between_two_names(text, sign):
    found = extraction(text, NAMES)
    seen = equations(text, found.mentions, [mention.text for mention in found.mentions])
    assert [list(signs) for signs in seen.values()] == ([[sign]] if sign else [])
