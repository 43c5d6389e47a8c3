"""User name, password and a code of an app."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.signin import passwords, queries, throttle, totp
from sleutelbos.signin.keys.base import Given, NotProven, Proof
from sleutelbos.signin.states import LEVELS, KeyKind

WRONG = _(
    "De gebruikersnaam, het wachtwoord of de code klopt niet. Wacht tot uw app een nieuwe code "
    "toont en probeer het dan opnieuw."
)


class TotpKey:
    """Level substantial: something one knows and something one has."""

    code: str = KeyKind.TOTP
    label: type_of_text = KeyKind.TOTP.label
    explanation: type_of_text = _("Gebruikersnaam, wachtwoord en zes cijfers uit een app.")
    icon = "key-round"
    level = LEVELS[KeyKind.TOTP]

    def offered(self) -> bool:
        """Always."""
        return True

    def begin(self) -> str:
        """The page with the three fields."""
        return reverse("signin:totp")

    def verify(self, given: Given) -> Proof:
        """Check all three; the sentence and the time taken never tell which one was wrong."""
        user_name = given.values.get("user_name", "")
        wait = throttle.reserve(user_name, given.address)
        if wait:
            raise NotProven(too_soon(wait))
        key = queries.key_by_name(user_name)
        known = passwords.fits(given.values.get("password", ""), key.password if key else None)
        secret = key.secret if key and known else None
        step = totp.step_of(secret, given.values.get("code", "")) if secret else None
        if key is None or step is None or (key.last_step is not None and step <= key.last_step):
            raise NotProven(WRONG)
        failed = throttle.succeeded(user_name, given.address)
        return Proof(key.person, KeyKind.TOTP, key, step, failed_before=failed)


def too_soon(wait: timedelta) -> str:
    """How long to wait, in words."""
    seconds = int(wait.total_seconds()) + 1
    if seconds < 100:
        how_long = ngettext("%(n)s seconde", "%(n)s seconden", seconds) % {"n": seconds}
    else:
        minutes = -(-seconds // 60)
        how_long = ngettext("%(n)s minuut", "%(n)s minuten", minutes) % {"n": minutes}
    return _t("Er waren te veel pogingen na elkaar. Wacht %(how_long)s en probeer het opnieuw.") % {
        "how_long": how_long
    }
