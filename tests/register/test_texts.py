"""Texts that people type; days and their ranges."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel.actions import Invalid
from sleutelbos.register import texts
from sleutelbos.tools import dates

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(st.text(max_size=310))
def test_a_name_is_kept_in_normal_form_or_refused(text: str) -> None:
    with suppress(Invalid):
        name = texts.clean_name(text, "name", required=False)
        assert texts.clean_name(name, "name", required=False) == name
        assert unicodedata.is_normalized("NFC", name)
        assert len(name) <= 300
        assert "\x00" not in name


def test_joiners_of_other_scripts_stay() -> None:
    persian = "می\u200cخواهم"
    assert texts.clean_name(persian, "name") == persian


def test_a_reason_may_not_stay_empty() -> None:
    assert texts.clean_reason(" a \x00 b ", "why", "Vul in.") == "a b"
    with pytest.raises(Invalid, match="Vul in"):
        texts.clean_reason(" \x00", "why", "Vul in.")
    assert len(texts.clean_reason("x" * 900, "why", "")) == 500


@given(days, st.integers(0, 800), days)
def test_a_range_holds_its_first_and_last_day(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    valid = dates.of_days(first, last)
    assert dates.holds_on(valid, day) == (first <= day <= last)
    assert dates.holds_on(dates.of_days(first, None), day) == (first <= day)
    assert dates.holds_on(dates.of_days(None, None), day)


@given(days, st.integers(0, 800), days)
def test_a_cut_range_holds_nothing_from_that_day(first: date, length: int, day: date) -> None:
    valid = dates.of_days(first, first + timedelta(days=length))
    left = dates.cut(valid, day)
    if left is None:
        assert day <= first
    else:
        assert dates.holds_on(left, first)
        assert not dates.holds_on(left, day)
        assert left.upper == min(day, valid.upper)
