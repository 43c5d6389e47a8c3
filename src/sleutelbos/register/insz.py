"""The INSZ: rijksregisternummer (RRN), bisnummer (BIS) and test number (TST).

Eleven digits ``YYMMDD-counter-check``; the check is 97 minus the first nine modulo 97, with a 2 in
front for who was born from 2000 on. A BIS number has its month raised by 20 (sex unknown when it
was given) or 40; a test number by 60 or 80, so that it can belong to nobody (data_standards §2.1).
Month 00 means that the date of birth is not known, day 00 that only its day is not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext_lazy as _
from stdnum.be import bis, nn
from stdnum.exceptions import InvalidChecksum, ValidationError

from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.states import NumberKind

FaultCode = Literal["empty", "format", "check", "date", "test"]

EMPTY = _("Vul een rijksregisternummer of bisnummer in.")
FORMAT = _("Een rijksregisternummer telt 11 cijfers, bijvoorbeeld 85.07.30-033.28.")
CHECK = _("Het controlegetal klopt niet. Kijk het nummer na.")
DATE = _("De geboortedatum in dit nummer bestaat niet. Kijk het nummer na.")
TEST = _("Dit is een testnummer. Het werkt alleen in de demo.")


class InszFault(ValueError):
    """A text that is no INSZ: ``code`` says why, ``sentence`` says it to the user.

    The text itself is never kept in the exception.
    """

    def __init__(self, code: FaultCode, sentence: type_of_text) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True)
class Insz:
    """A number that can exist. ``birth`` and ``sex`` are None where the number doesn't tell."""

    value: str
    kind: NumberKind
    birth: date | None
    sex: Literal["M", "F"] | None

    def __repr__(self) -> str:
        return f"Insz({masked(self.value)})"

    def __str__(self) -> str:
        return masked(self.value)


def parse(text: str, *, allow_test: bool) -> Insz:
    """Read a number in any usual spelling; raises :class:`InszFault`.

    ``allow_test`` lets test numbers through: in demo and test mode only.
    """
    digits = re.sub(r"[\s.\-\u2010-\u2014/]", "", text)
    if not digits:
        raise InszFault("empty", EMPTY)
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise InszFault("format", FORMAT)
    century = _century(digits)
    month = int(digits[2:4])
    kind = _kind(month)
    if kind is NumberKind.TST:
        if not allow_test:
            raise InszFault("test", TEST)
    else:
        _check_real(digits, kind)
    counter = int(digits[6:9])
    if not 1 <= counter <= (999 if kind is NumberKind.TST else 998):
        raise InszFault("check", CHECK)
    birth = _birth(century + int(digits[:2]), month % 20, int(digits[4:6]))
    sex: Literal["M", "F"] | None = "M" if counter % 2 else "F"
    return Insz(digits, kind, birth, None if 20 <= month <= 32 else sex)


def _century(digits: str) -> int:
    """1900 or 2000, whichever makes the check digits right and the year not future."""
    body, check = int(digits[:9]), int(digits[9:])
    if 97 - body % 97 == check:
        return 1900
    if 97 - (2_000_000_000 + body) % 97 == check:
        if 2000 + int(digits[:2]) > clock.today().year:
            raise InszFault("date", DATE)
        return 2000
    raise InszFault("check", CHECK)


def _kind(month: int) -> NumberKind:
    if month % 20 > 12:
        raise InszFault("date", DATE)
    if month < 20:
        return NumberKind.RRN
    return NumberKind.BIS if month < 60 else NumberKind.TST


def _check_real(digits: str, kind: NumberKind) -> None:
    """Let python-stdnum confirm a number that a real person may have."""
    try:
        (nn if kind is NumberKind.RRN else bis).validate(digits)
    except InvalidChecksum as error:
        raise InszFault("check", CHECK) from error
    except ValidationError as error:
        raise InszFault("date", DATE) from error


def _birth(year: int, month: int, day: int) -> date | None:
    if month == 0 or day == 0:
        return None
    if day > monthrange(year, month)[1]:
        raise InszFault("date", DATE)
    born = date(year, month, day)
    if born > clock.today():
        raise InszFault("date", DATE)
    return born


def test_number(birth: date, counter: int) -> str:
    """A TST number that belongs to nobody; ``counter`` 1 to 998, odd for a man, even for a woman.

    ValueError for another counter.
    """
    if not 1 <= counter <= 998:
        raise ValueError(f"counter {counter}")
    body = f"{birth.year % 100:02d}{birth.month + 60:02d}{birth.day:02d}{counter:03d}"
    century = 2_000_000_000 if birth.year >= 2000 else 0
    return f"{body}{97 - (century + int(body)) % 97:02d}"


def shown(value: str) -> str:
    """The eleven digits as people write them: ``85.07.30-033.28``."""
    return f"{value[:2]}.{value[2:4]}.{value[4:6]}-{value[6:9]}.{value[9:]}"


def masked(value: str) -> str:
    """As :func:`shown`, with only the last two digits to see."""
    return f"••.••.••-•••.{value[-2:]}"
