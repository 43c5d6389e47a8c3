"""What Toegangsbeheer shows on Mijn profiel: keys and sign-ins (G20)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from sleutelbos.kernel.actors import Actor
from sleutelbos.signin import queries
from sleutelbos.signin.models import Key, SignIn
from sleutelbos.signin.states import KeyKind, Outcome
from sleutelbos.web.parts import Happening, Link, Listing, Section, Timeline


def keys_part(by: Actor) -> Section:
    """The actor's digital keys, each with the way to withdraw it."""
    rows = [[str(key), key.user_name, key.created, _withdraw(key)] for key in queries.keys_of(by)]
    headings = [_("Soort"), _("Gebruikersnaam"), _("Gemaakt"), _("Wat u kunt doen")]
    empty = _("U hebt hier geen eigen sleutel. U meldt u aan met een sleutel van elders.")
    return Section(_("Mijn digitale sleutels"), [Listing(headings, rows, empty=empty)])


def _withdraw(key: Key) -> Link:
    url = reverse("signin:withdraw-key", args=[key.pk])
    return Link(_("Intrekken"), url, about=key.user_name)


def sign_ins_part(by: Actor) -> Section:
    """The actor's newest sign-ins, each in a sentence."""
    lines = [
        Happening(line.at, _sentence(line), note=_note(line), tone=_tone(line))
        for line in queries.sign_ins_of(by)
    ]
    return Section(
        _("Mijn aanmeldingen"),
        [Timeline(lines, empty=_("Nog geen aanmeldingen."))],
        anchor="aanmeldingen",
        sentence=_("Herkent u er een niet? Bel meteen 1700."),
    )


def _sentence(line: SignIn) -> str:
    device = f" ({line.device})" if line.device else ""
    if line.outcome == Outcome.CAPACITY:
        return _("U koos om te handelen voor %(name)s%(device)s.") % {
            "name": line.capacity,
            "device": device,
        }
    return _("U meldde u aan met: %(key)s%(device)s.") % {
        "key": str(KeyKind(line.kind).label).lower(),
        "device": device,
    }


def _note(line: SignIn) -> str:
    if not line.failed_before:
        return ""
    return _("Hiervoor mislukten %(n)s pogingen met uw gebruikersnaam.") % {"n": line.failed_before}


def _tone(line: SignIn) -> str:
    return "warn" if line.failed_before else "neutral"
