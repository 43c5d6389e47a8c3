"""Numbers of enterprises and vestigingen: spellings, faults, demo blocks."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.register.kbo import numbers
from sleutelbos.register.kbo.numbers import KboFault


def fault_of(text: str, *, site: bool = False, allow_test: bool = False) -> str:
    parse = numbers.parse_site if site else numbers.parse_enterprise
    with pytest.raises(KboFault) as caught:
        parse(text, allow_test=allow_test)
    assert str(caught.value.sentence)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    ["0200.068.636", "0200068636", "BE 0200.068.636", "be0200-068-636", "200068636", "200.068.636"],
)
def test_an_enterprise_in_every_spelling(text: str) -> None:
    assert numbers.parse_enterprise(text, allow_test=False) == "0200068636"


def test_a_vestiging() -> None:
    assert numbers.parse_site("2.000.000.339", allow_test=False) == "2000000339"
    assert numbers.shown("2000000339") == "2.000.000.339"


def test_numbers_are_shown_as_people_write_them() -> None:
    assert numbers.shown("0200068636") == "0200.068.636"
    assert numbers.shown("OVO003924") == "OVO003924"
    assert numbers.shown("12345") == "12345"


def test_faults_are_told_apart() -> None:
    assert fault_of("") == "empty"
    assert fault_of("0200.068.63") == "check"  # nine digits: the old spelling of another number
    assert fault_of("0200.068") == "format"
    assert fault_of("0200.068.63X") == "format"
    assert fault_of("0200.068.637") == "check"
    assert fault_of("2.000.000.339") == "kind"
    assert fault_of("0200.068.636", site=True) == "kind"
    assert fault_of("2.000.000.338", site=True) == "check"
    assert fault_of("٠٢٠٠٠٦٨٦٣٦") == "format"


def test_demo_numbers_work_in_the_demo_only() -> None:
    assert numbers.test_enterprise(0) == "1900000069"
    assert numbers.test_site(0) == "8900000022"
    assert numbers.parse_enterprise("1900.000.069", allow_test=True) == "1900000069"
    assert fault_of("1900.000.069") == "test"
    assert fault_of("8.900.000.022", site=True) == "test"


@given(st.integers(0, 999_999))
def test_every_demo_number_is_read_back(position: int) -> None:
    enterprise, site = numbers.test_enterprise(position), numbers.test_site(position)
    assert numbers.parse_enterprise(numbers.shown(enterprise), allow_test=True) == enterprise
    assert numbers.parse_site(numbers.shown(site), allow_test=True) == site


def test_positions_end() -> None:
    for position in (-1, 1_000_000):
        with pytest.raises(ValueError, match="position"):
            numbers.test_enterprise(position)


@given(st.text(max_size=16))
def test_any_text_gives_a_number_or_a_fault(text: str) -> None:
    with suppress(KboFault):
        assert len(numbers.parse_enterprise(text, allow_test=True)) == 10
