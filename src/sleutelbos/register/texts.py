"""Texts that people type: names in every script, addresses for mail."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.states import Language

LONGEST_NAME = 300
# Marks that turn the direction of writing: with them a name can pose as another one.
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean_name(text: str, field: str, *, required: bool = True) -> str:
    """A name in normal form (NFC), single spaces; Invalid under ``field`` when it can't be one."""
    name = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in name if not c.isspace()):
        raise Invalid({field: _("De naam bevat een teken dat niet kan. Typ de naam opnieuw.")})
    if DIRECTION.search(name):
        raise Invalid({field: _("De naam bevat een teken dat niet kan. Typ de naam opnieuw.")})
    name = " ".join(name.split())
    if required and not name:
        raise Invalid({field: _("Vul een naam in.")})
    if len(name) > LONGEST_NAME:
        raise Invalid({field: _("Een naam telt hoogstens 300 tekens.")})
    return name


def clean_email(text: str) -> str:
    """An e-mail address, or nothing; Invalid under ``email`` when it can't be one."""
    address = text.strip()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid({"email": _("Dit e-mailadres klopt niet. Kijk het na.")}) from error
    if len(address) > 254:
        raise Invalid({"email": _("Dit e-mailadres is te lang.")})
    return address


def clean_language(code: str) -> str:
    """A language code; Invalid under ``language`` when it is none of ours."""
    if code not in Language.values:
        raise Invalid({"language": _("Kies een taal.")})
    return code


def clean_reason(text: str, field: str, sentence: str) -> str:
    """A text that may not stay empty; Invalid under ``field`` with ``sentence`` when it does."""
    reason = " ".join(text.replace("\x00", " ").split())
    if not reason:
        raise Invalid({field: sentence})
    return reason[:500]
