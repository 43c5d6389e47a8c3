"""One value of the file into ours; what is wrong is a Dutch sentence."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sleutelbos.connectors.esf.contract import Field
from sleutelbos.register.public import KboFault, parse_enterprise, parse_site

CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
MOST_DIGITS = 15


class Wrong(ValueError):
    """The value is not what the field asks; the message is the sentence."""


def value_of(field: Field, given: object, *, allow_test: bool) -> Any:
    """The value; an empty one is an empty text. Raises Wrong."""
    text = as_text(given)
    if not text:
        if field.required:
            raise Wrong(_("Dit veld is leeg."))
        return ""
    if len(text) > field.most:
        raise Wrong(_("Dit veld telt hoogstens %(most)s tekens.") % {"most": field.most})
    if CONTROL.search(text):
        raise Wrong(_("Er staan tekens in die geen tekst zijn."))
    return _READ[field.type](field, text, allow_test)


def as_text(given: object) -> str:
    """A value of JSON or a cell of CSV as text. Raises Wrong for what is a list or an object."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return "ja" if given else "nee"
    if isinstance(given, str | int):
        return str(given).strip()
    raise Wrong(_("Hier hoort tekst of een geheel getal."))


def _text(field: Field, text: str, allow_test: bool) -> str:
    return text


def _email(field: Field, text: str, allow_test: bool) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Wrong(_("Dit is geen e-mailadres.")) from error
    return text


def _whole(field: Field, text: str, allow_test: bool) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Wrong(_("Dit is geen geheel getal van 0 of meer."))
    return int(text)


def _yes_or_no(field: Field, text: str, allow_test: bool) -> bool:
    if text.lower() not in ("ja", "nee"):
        raise Wrong(_("Hier staat ja of nee."))
    return text.lower() == "ja"


def _day(field: Field, text: str, allow_test: bool) -> date:
    try:
        found = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        found = None
    if found is None:
        raise Wrong(_("Dit is geen datum. Schrijf ze als 2026-11-27."))
    if not EARLIEST <= found <= LATEST:
        raise Wrong(_("Deze datum ligt te ver weg. Kijk het jaar na."))
    return found


def _moment(field: Field, text: str, allow_test: bool) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Wrong(
            _("Dit is geen tijdstip met tijdzone. Schrijf het als 2026-11-27T16:00:00+01:00.")
        )
    return found


def _kbo(field: Field, text: str, allow_test: bool) -> str:
    try:
        return parse_enterprise(text, allow_test=allow_test)
    except KboFault as fault:
        raise Wrong(str(fault.sentence)) from fault


def _site(field: Field, text: str, allow_test: bool) -> str:
    try:
        return parse_site(text, allow_test=allow_test)
    except KboFault as fault:
        raise Wrong(str(fault.sentence)) from fault


def _choice(field: Field, text: str, allow_test: bool) -> str:
    if text not in field.choices:
        raise Wrong(_("Hier staat een van: %(choices)s.") % {"choices": ", ".join(field.choices)})
    return text


_READ = {
    "text": _text,
    "email": _email,
    "whole": _whole,
    "yesno": _yes_or_no,
    "day": _day,
    "moment": _moment,
    "kbo": _kbo,
    "site": _site,
    "choice": _choice,
}
