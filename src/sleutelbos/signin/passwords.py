"""Passwords: long, not the user name, not one that everybody tries (NIST SP 800-63B §3.1.1)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text

SHORTEST, LONGEST = 12, 200


@cache
def common() -> frozenset[str]:
    """Twelve letters and more that people choose all the same; without case and spaces."""
    return frozenset((files("sleutelbos.signin") / "common_passwords.txt").read_text().split())


def problem_with(password: str, user_name: str) -> type_of_text:
    """Why a password won't do, with what to do; empty when it is good."""
    if len(password) < SHORTEST:
        return _(
            "Gebruik minstens 12 tekens. Een zin van enkele woorden is lang en toch goed te "
            "onthouden."
        )
    if len(password) > LONGEST:
        return _("Gebruik hoogstens 200 tekens.")
    bare = "".join(password.split()).lower()
    if user_name and user_name.lower() in bare:
        return _("Uw gebruikersnaam zit in het wachtwoord. Dat proberen aanvallers het eerst.")
    if bare in common() or len(set(bare)) < 4:
        return _("Dit wachtwoord gebruiken veel mensen. Kies er een dat niemand kan raden.")
    return ""


def seal(password: str) -> str:
    """The salted scrypt hash that we keep."""
    return make_password(password)


@cache
def _nobody() -> str:
    return make_password("een wachtwoord van niemand")


def fits(password: str, sealed: str | None) -> bool:
    """Whether a password fits its hash; takes as long when there is no hash to compare with."""
    good = check_password(password, sealed or _nobody())
    return good and sealed is not None
