"""What Toegangsbeheer shows on Mijn profiel: keys and sign-ins (G20)."""

from __future__ import annotations

from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.kernel.actors import Actor
from sleutelbos.signin import queries
from sleutelbos.signin.capacities import label_of
from sleutelbos.signin.models import Key, SignIn
from sleutelbos.signin.states import KeyKind, Outcome
from sleutelbos.web.parts import Actions, Happening, Link, Listing, Part, Section, Timeline


def keys_part(by: Actor) -> Section:
    """The actor's digital keys, each with what can be done with it, and the way to one more."""
    rows = [
        [str(key), key.name, key.created, key.used_at or _("nog niet"), *_ways(key)]
        for key in queries.keys_with_codes(by)
    ]
    headings = [
        _("Soort"),
        _("Naam"),
        _("Gemaakt"),
        _("Laatst gebruikt"),
        _("Herstelcodes"),
        _("Wat u kunt doen"),
    ]
    empty = _("U hebt hier geen eigen sleutel. U meldt u aan met een sleutel van elders.")
    add = Link(_("Sleutel toevoegen"), reverse("signin:add-key"), icon="plus", look="secondary")
    parts: list[Part] = [Listing(headings, rows, empty=empty), Actions([add])]
    return Section(_("Mijn digitale sleutels"), parts, anchor="sleutels")


def _ways(key: Key) -> list[Link | str]:
    withdraw = reverse("signin:withdraw-key", args=[key.pk])
    codes: Link | str = ""
    if key.kind == KeyKind.TOTP:
        url = reverse("signin:recovery-codes", args=[key.pk])
        left: int = cast(Any, key).codes_left
        text = ngettext("%(n)s over", "%(n)s over", left) % {"n": left}
        codes = Link(
            text if left else _("Maak ze nu"), url, about=_("herstelcodes van %s") % key.name
        )
    return [codes, Link(_("Intrekken"), withdraw, about=key.name)]


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
    group = label_of(line.target_group) if line.target_group else ""
    words = {
        "device": f" ({line.device})" if line.device else "",
        "key": str(KeyKind(line.kind).label).lower(),
        "name": line.capacity or group,
        "application": line.client.application if line.client else "",
    }
    if line.outcome == Outcome.PROVEN:
        return _("U toonde opnieuw wie u bent met: %(key)s%(device)s.") % words
    if line.outcome == Outcome.SIGNED_IN:
        return _("U meldde u aan met: %(key)s%(device)s.") % words
    if line.client is None:
        return _("U koos om te handelen voor %(name)s%(device)s.") % words
    if not words["name"]:
        return _("U ging verder naar %(application)s%(device)s.") % words
    return _("U koos bij %(application)s om te handelen voor %(name)s%(device)s.") % words


def _note(line: SignIn) -> str:
    if not line.failed_before:
        return ""
    return ngettext(
        "Hiervoor mislukte %(n)s poging met uw gebruikersnaam.",
        "Hiervoor mislukten %(n)s pogingen met uw gebruikersnaam.",
        line.failed_before,
    ) % {"n": line.failed_before}


def _tone(line: SignIn) -> str:
    return "warn" if line.failed_before else "neutral"
