"""A passkey on a phone, a computer or a security key, unlocked by its owner."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.signin import passkeys, queries
from sleutelbos.signin.keys.base import Given, NotProven, Proof
from sleutelbos.signin.states import LEVELS, KeyKind

UNKNOWN = _(
    "Deze toegangssleutel is hier niet bekend of klopt niet. Kies een andere, of meld u aan met "
    "een code."
)


class PasskeyKey:
    """Something one has, unlocked by something one is or knows."""

    code: str = KeyKind.PASSKEY
    label: type_of_text = KeyKind.PASSKEY.label
    explanation: type_of_text = _("Uw vinger, uw gezicht of de pincode van uw toestel.")
    icon = "lock"
    level = LEVELS[KeyKind.PASSKEY]

    def offered(self) -> bool:
        """Always; the page says when this address can't have passkeys."""
        return True

    def begin(self) -> str:
        """The page that asks the browser."""
        return reverse("signin:passkey")

    def verify(self, given: Given) -> Proof:
        """Values: ``credential`` (JSON of the browser) and ``challenge`` (hexadecimal)."""
        sent, challenge = given.values.get("credential", ""), given.values.get("challenge", "")
        try:
            key = queries.passkey_with(passkeys.credential_id_of(sent))
            if key is None or not challenge:
                raise NotProven(UNKNOWN)
            counter = passkeys.used(given.site, bytes.fromhex(challenge), sent, key)
        except passkeys.BadPasskey as fault:
            raise NotProven(UNKNOWN) from fault
        return Proof(key.person, KeyKind.PASSKEY, key, counter=counter)
