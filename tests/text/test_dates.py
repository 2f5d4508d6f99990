from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.text.dates import expressions, normalise

PUBLISHED = "2019-06-19T10:00"  # a Wednesday


def found(text: str) -> list[str]:
    return [span.of(text) for span in expressions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司于2012年11月5日上午成立。", ["2012年11月5日上午"]),
        ("去年12月下雨，上周五也下雨。", ["去年12月", "上周五"]),
        ("2013年3月至2014年2月在任。", ["2013年3月至2014年2月"]),
        ("自2007年5月起任职。", ["2007年5月"]),
        ("今年5月和7月两轮融资。", ["今年5月和7月"]),
        ("近日、三年前、年底、本月22日、2019-08-01", ["近日", "三年前", "年底", "本月22日", "2019-08-01"]),
        ("1号线、第3月、3.5日元", []),
        ("8月 1 日", ["8月 1 日"]),
        ("W12今日上市", ["今日"]),
        ("没有时间。", []),
    ],
)
def test_expressions(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("expression", "iso"),
    [
        ("2008年", "2008"),
        ("08年", "2008"),
        ("2008年底", "2008"),
        ("2008年的11月", "2008-11"),
        ("二〇〇八年十一月五日", "2008-11-05"),
        ("２００８年１１月", "2008-11"),
        ("2012年11月5日晚间", "2012-11-05"),
        ("2012年2月30日", ""),
        ("去年12月", "2018-12"),
        ("前年", "2017"),
        ("今年上半年", "2019"),
        ("5月9日", "2019-05-09"),
        ("12月29日", "2018-12-29"),
        ("12月", "2019-12"),
        ("9月初", "2019-09"),
        ("8日", "2019-06-08"),
        ("25日", "2019-05-25"),
        ("昨天", "2019-06-18"),
        ("今晚8点", "2019-06-19"),
        ("上周五", "2019-06-14"),
        ("本周一", "2019-06-17"),
        ("周四", "2019-06-13"),
        ("下周一", "2019-06-24"),
        ("上个月", "2019-05"),
        ("本月22日", "2019-06-22"),
        ("三年前", "2016"),
        ("两个月后", "2019-08"),
        ("10天前", "2019-06-09"),
        ("2019-08-01", "2019-08-01"),
        ("2013年3月至2014年2月", "2013-03"),
        ("近日", ""),
        ("目前", ""),
        ("当天", ""),
    ],
)
def test_meaning(expression: str, iso: str) -> None:
    assert normalise(expression, PUBLISHED) == iso


@pytest.mark.parametrize("expression", ["去年12月", "5月9日", "上周五", "昨天", "三年前", "8日"])
def test_without_a_document_date_nothing_relative_means_anything(expression: str) -> None:
    assert normalise(expression, "") == ""


def test_a_year_of_its_own_needs_no_document_date() -> None:
    assert normalise("2008年11月", "") == "2008-11"


def test_january_looks_back_to_december() -> None:
    assert normalise("12月29日", "2020-01-03") == "2019-12-29"
    assert normalise("31日", "2020-01-03") == "2019-12-31"


@given(st.text(alphabet="0123456789一二三十年月日号去今明前后上下本个周末底初至到-.:：晚早 ", max_size=40), st.dates())
def test_any_expression_gives_a_valid_date_or_none(text: str, day: date) -> None:
    end = 0
    for span in expressions(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        iso = normalise(span.of(text), day.isoformat())
        assert re.fullmatch(r"|\d{4}(?:-\d{2}(?:-\d{2})?)?", iso)
        if len(iso) == 10:
            date.fromisoformat(iso)


@pytest.mark.parametrize("unit", ["1", "年", "2019年", "1月", "十", "3日至", "前", " "])
def test_long_input_takes_linear_time(unit: str) -> None:
    start = time.process_time()
    expressions(unit * (50_000 // len(unit)))
    assert time.process_time() - start < 10
