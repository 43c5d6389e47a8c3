"""Numbers of enterprises and vestigingen in the KBO.

Ten digits; the last two are 97 minus the first eight modulo 97. Enterprises start with 0 or 1,
vestigingen with 2 to 8. Demo numbers lie in blocks that nobody has yet: enterprises 19…,
vestigingen 89… (data_standards §1.5 and §2.2).
"""

from __future__ import annotations

import re
from typing import Literal

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text

FaultCode = Literal["empty", "format", "check", "kind", "test"]

TEST_ENTERPRISES, TEST_SITES = "19", "89"


class KboFault(ValueError):
    """A text that is no such number: ``code`` says why, ``sentence`` says it to the user."""

    def __init__(self, code: FaultCode, sentence: type_of_text) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


def parse_enterprise(text: str, *, allow_test: bool) -> str:
    """The ten digits of an ondernemingsnummer; raises :class:`KboFault`.

    Reads ``BE 0123.456.749``, ``0123456749``, ``123456749`` (the old nine digits) and the like.
    """
    digits = _digits(text)
    digits = digits.zfill(10) if len(digits) == 9 else digits
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise KboFault(
            "format", _("Een ondernemingsnummer telt 10 cijfers, bijvoorbeeld 0200.068.636.")
        )
    _check(digits)
    if digits[0] not in "01":
        raise KboFault(
            "kind",
            _("Dit is een vestigingsnummer. Een ondernemingsnummer begint met 0 of 1."),
        )
    if digits.startswith(TEST_ENTERPRISES) and not allow_test:
        raise KboFault("test", _("Dit is een testnummer. Het werkt alleen in de demo."))
    return digits


def parse_site(text: str, *, allow_test: bool) -> str:
    """The ten digits of a vestigingsnummer; raises :class:`KboFault`."""
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise KboFault(
            "format", _("Een vestigingsnummer telt 10 cijfers, bijvoorbeeld 2.000.000.339.")
        )
    _check(digits)
    if digits[0] not in "2345678":
        raise KboFault(
            "kind", _("Dit is geen vestigingsnummer: dat begint met een cijfer van 2 tot 8.")
        )
    if digits.startswith(TEST_SITES) and not allow_test:
        raise KboFault("test", _("Dit is een testnummer. Het werkt alleen in de demo."))
    return digits


def _digits(text: str) -> str:
    plain = re.sub(r"[\s.\-\u2010-\u2014/]", "", text).upper().removeprefix("BE")
    if not plain:
        raise KboFault("empty", _("Vul een nummer in."))
    return plain


def _check(digits: str) -> None:
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise KboFault("check", _("Het controlegetal klopt niet. Kijk het nummer na."))


def test_enterprise(position: int) -> str:
    """The demo ondernemingsnummer of a position, 0 to 999,999; ValueError outside."""
    return _test_number(19_000_000, position)


def test_site(position: int) -> str:
    """The demo vestigingsnummer of a position, 0 to 999,999; ValueError outside."""
    return _test_number(89_000_000, position)


def _test_number(start: int, position: int) -> str:
    if not 0 <= position < 1_000_000:
        raise ValueError(f"position {position}")
    return f"{start + position:08d}{97 - (start + position) % 97:02d}"


def shown(value: str) -> str:
    """As people write it: ``0123.456.749`` for an enterprise, ``2.123.456.789`` for a vestiging.

    What isn't ten digits (an OVO code, an instellingsnummer) stays as it is.
    """
    if not re.fullmatch(r"[0-9]{10}", value):
        return value
    if value[0] in "01":
        return f"{value[:4]}.{value[4:7]}.{value[7:]}"
    return f"{value[0]}.{value[1:4]}.{value[4:7]}.{value[7:]}"
