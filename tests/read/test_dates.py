"""Publication dates."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.read.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2013-06-19 16:07", "2013-06-19T16:07"),
        ("2013-06-19T16:07:00", "2013-06-19T16:07"),
        ("2013-06-19T16:07:42.123Z", "2013-06-19T16:07:42Z"),
        ("2013-06-19T16:07:00+0800", "2013-06-19T16:07+08:00"),
        ("2013-06-19", "2013-06-19"),
        ("2013/6/9", "2013-06-09"),
        ("2013.06.19 9:05", "2013-06-19T09:05"),
        ("2013年6月19日", "2013-06-19"),
        ("2013 年 6 月 19 日 16:07", "2013-06-19T16:07"),
        ("2013年06月19日16时07分", "2013-06-19T16:07"),
        ("2013年06月19日 星期三 16:07", "2013-06-19T16:07"),
        ("2013年6月19日 下午4:07", "2013-06-19T16:07"),
        ("2013年6月", "2013-06"),
        ("2013-06", "2013-06"),
        ("20130619", "2013-06-19"),
        ("20130619160742", "2013-06-19T16:07:42"),
        ("1371629220", "2013-06-19T08:07Z"),
        (1371629220000, "2013-06-19T08:07Z"),
        (1371629220.5, "2013-06-19T08:07Z"),
        ("Wed, 19 Jun 2013 16:07:00 +0800", "2013-06-19T16:07+08:00"),
        (date(2013, 6, 19), "2013-06-19"),
        (datetime(2013, 6, 19, 16, 7, tzinfo=UTC), "2013-06-19T16:07Z"),
        (" 2013-06-19\n", "2013-06-19"),
        # not certain, or no such day
        ("", ""),
        ("昨天", ""),
        ("6月19日", ""),
        ("2013-02-30", ""),
        ("2013-06-19 25:00", ""),
        ("2013-13", ""),
        ("20131340", ""),
        ("19/06/2013", ""),
        ("13800138000", ""),
        ("8613800138", ""),
        ("99", ""),
        (True, ""),
        (None, ""),
        ("发布于2013-06-19", ""),
        ("2013-06-19" * 50, ""),
    ],
)
def test_forms(written, iso):
    assert iso_date(written) == iso


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_its_own_output_stays(moment):
    iso = iso_date(moment)
    assert iso_date(iso) == iso
    assert datetime.fromisoformat(iso) == moment.replace(microsecond=0)


@given(st.text(max_size=60) | st.integers() | st.floats() | st.none() | st.booleans())
def test_anything_else_is_empty_or_iso(value):
    iso = iso_date(value)
    assert iso == "" or iso[:4].isdecimal()


@given(st.text("0123456789-/.:年月日 时分TZ+上下午", max_size=24))
def test_near_dates_do_not_break_it(value):
    iso = iso_date(value)
    assert not iso or iso_date(iso) == iso
