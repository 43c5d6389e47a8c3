"""Personal numbers: each fault told apart, in Dutch (issue 2 §4, G06)."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel import clock
from sleutelbos.register import insz
from sleutelbos.register.insz import InszFault


def fault_of(text: str, *, allow_test: bool = True) -> InszFault:
    with pytest.raises(InszFault) as caught:
        insz.parse(text, allow_test=allow_test)
    return caught.value


@pytest.mark.parametrize(
    ("text", "kind", "birth", "sex"),
    [
        ("85.07.30-033.28", "RRN", date(1985, 7, 30), "M"),
        ("85073003328", "RRN", date(1985, 7, 30), "M"),
        (" 85 07 30 033\u00a028 ", "RRN", date(1985, 7, 30), "M"),
        ("85/07/30\u2013033.28", "RRN", date(1985, 7, 30), "M"),
        ("17.07.30-033.84", "RRN", date(2017, 7, 30), "M"),
        ("98.47.28-997.65", "BIS", date(1998, 7, 28), "M"),
        ("00.60.00-995.36", "TST", None, "M"),
    ],
)
def test_reads_what_can_exist(text: str, kind: str, birth: date | None, sex: str) -> None:
    number = insz.parse(text, allow_test=True)
    assert (number.kind, number.birth, number.sex) == (kind, birth, sex)


def test_a_bis_number_given_before_the_sex_was_known_tells_no_sex() -> None:
    body = "842315002"
    number = insz.parse(f"{body}{97 - int(body) % 97:02d}", allow_test=False)
    assert (number.kind, number.birth, number.sex) == ("BIS", date(1984, 3, 15), None)


@pytest.mark.requirement("G06")
@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("", "empty", "Vul een rijksregisternummer of bisnummer in."),
        (" .-", "empty", "Vul een rijksregisternummer of bisnummer in."),
        ("8507300332", "format", "Een rijksregisternummer telt 11 cijfers"),
        ("850730033281", "format", "Een rijksregisternummer telt 11 cijfers"),
        ("85.07.30-033.2B", "format", "Een rijksregisternummer telt 11 cijfers"),
        ("٨٥٠٧٣٠٠٣٣٢٨", "format", "Een rijksregisternummer telt 11 cijfers"),
        ("850730033\x0028", "format", "Een rijksregisternummer telt 11 cijfers"),
        ("85.07.30-033.29", "check", "Het controlegetal klopt niet. Kijk het nummer na."),
    ],
)
def test_faults_are_told_apart(text: str, code: str, sentence: str) -> None:
    fault = fault_of(text)
    assert fault.code == code
    assert str(fault.sentence).startswith(sentence)


@pytest.mark.parametrize("body", ["851332001", "850230001", "853431001", "850732001"])
def test_a_date_that_does_not_exist(body: str) -> None:
    assert fault_of(f"{body}{97 - int(body) % 97:02d}").code == "date"


def test_a_birth_in_the_future_does_not_exist() -> None:
    number = insz.test_number(date(2031, 5, 5), 1)
    with clock.stamped(datetime(2031, 5, 4, 12, tzinfo=UTC)):
        assert fault_of(number).code == "date"
    with clock.stamped(datetime(2031, 5, 5, 12, tzinfo=UTC)):
        assert insz.parse(number, allow_test=True).birth == date(2031, 5, 5)


def test_a_test_number_works_in_the_demo_only() -> None:
    number = insz.test_number(date(1990, 1, 2), 2)
    assert insz.parse(number, allow_test=True).sex == "F"
    fault = fault_of(number, allow_test=False)
    assert fault.code == "test"
    assert str(fault.sentence) == "Dit is een testnummer. Het werkt alleen in de demo."


def test_a_fault_in_a_test_number_says_nothing_about_tests() -> None:
    assert fault_of("90610200299", allow_test=False).code == "check"


def test_a_number_never_shows_itself() -> None:
    number = insz.parse("85.07.30-033.28", allow_test=False)
    assert str(number) == "••.••.••-•••.28"
    assert "85" not in repr(number)
    assert insz.shown(number.value) == "85.07.30-033.28"
    assert "850730" not in str(fault_of("85073003329"))


@given(st.dates(date(1920, 1, 1), date(2020, 12, 31)), st.integers(1, 998))
def test_every_generated_number_is_read_back(birth: date, counter: int) -> None:
    number = insz.parse(insz.test_number(birth, counter), allow_test=True)
    assert number.kind == "TST"
    # The two centuries share a number where both check digits fit: one in 97 by chance.
    assert number.birth == birth or number.birth == birth.replace(year=birth.year - 100)
    assert number.sex == ("M" if counter % 2 else "F")


@given(st.text(max_size=20))
def test_any_text_gives_a_number_or_a_fault(text: str) -> None:
    with suppress(InszFault):
        assert len(insz.parse(text, allow_test=True).value) == 11


@given(st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, shift: int) -> None:
    right = insz.test_number(date(1941, 2, 3), 45)
    digit = (int(right[place]) + shift) % 10
    assert fault_of(f"{right[:place]}{digit}{right[place + 1 :]}").code in ("check", "date")
