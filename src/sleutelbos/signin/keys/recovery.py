"""User name, password and a recovery code instead of the code of an app that was lost."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.signin import passwords, queries, recovery, throttle
from sleutelbos.signin.keys.base import Given, NotProven, Proof
from sleutelbos.signin.keys.totp import too_soon
from sleutelbos.signin.states import KeyKind

WRONG = _(
    "De gebruikersnaam, het wachtwoord of de herstelcode klopt niet. Elke herstelcode werkt één "
    "keer."
)


def verify(given: Given) -> Proof:
    """As :class:`TotpKey.verify`, with one of the codes that were printed. Raises NotProven."""
    user_name = given.values.get("user_name", "")
    wait = throttle.reserve(user_name, given.address)
    if wait:
        raise NotProven(too_soon(wait))
    key = queries.key_by_name(user_name)
    known = passwords.fits(given.values.get("password", ""), key.password if key else None)
    code = queries.recovery_code(key, recovery.digest_of(given.values.get("code", "")))
    if key is None or not known or code is None:
        raise NotProven(WRONG)
    failed = throttle.succeeded(user_name, given.address)
    return Proof(key.person, KeyKind.TOTP, key, recovery=code.pk, failed_before=failed)
