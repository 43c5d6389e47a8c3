"""Who sets knipperlichten, who sees what lit up, who manages acties (S3: W14–W17)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.signals.models import About, Light, Signal
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import Site

FOLLOW_UP, LIGHTS, SIGNALS = "follow-up", "lights", "signals"


def follows_up(by: Actor, partnership: int) -> Decision:
    """S3: Acties beheren; Beheerder, Medewerker and Behandelaar of that partnership (a key)."""
    return when(
        partnership in abilities.places(by, FOLLOW_UP),
        _("Acties beheert een Beheerder, Medewerker of Behandelaar van het partnerschap."),
    )


def follows_up_somewhere(by: Actor) -> Decision:
    """The door of acties."""
    return when(
        bool(abilities.places(by, FOLLOW_UP)),
        _("Acties zijn er voor de Beheerder, Medewerker en Behandelaar van een partnerschap."),
    )


def sets_lights(by: Actor, partnership: int) -> Decision:
    """S3: Knipperlichten instellen; the Beheerder of that partnership (a key)."""
    return when(
        partnership in abilities.places(by, LIGHTS),
        _("Knipperlichten stelt de Beheerder van het partnerschap in."),
    )


def sets_lights_somewhere(by: Actor) -> Decision:
    """The door of setting knipperlichten."""
    return when(
        bool(abilities.places(by, LIGHTS)),
        _("Knipperlichten stelt de Beheerder van een sectoraal partnerschap in."),
    )


def sets(by: Actor, light: Light) -> Decision:
    """The Beheerder of the partnership of a knipperlicht."""
    return sets_lights(by, light.partnership_id)


def reads_signals(by: Actor) -> Decision:
    """S3: Knipperlichten bekijken."""
    return when(
        bool(abilities.places(by, SIGNALS)),
        _("Knipperlichten bekijkt de Medewerker of de Behandelaar van een partnerschap."),
    )


def reads_signal(by: Actor, signal: Signal) -> Decision:
    """Medewerker or Behandelaar of the partnership where it burns."""
    return when(
        signal.partnership_id in abilities.places(by, SIGNALS),
        _("Dit knipperlicht bekijkt de Medewerker of de Behandelaar van het partnerschap."),
    )


def competent_for(about: About) -> set[int]:
    """Keys of the partnerships that are competent for a vestiging, erkenning, mentor or
    overeenkomst."""
    if isinstance(about, Site):
        rows = Recognition.objects.filter(site=about, partnership__isnull=False)
        return set(rows.values_list("partnership", flat=True))
    if isinstance(about, Recognition):
        found = about.partnership_id
    elif isinstance(about, Mentor):
        found = about.request.partnership_id
    else:
        found = about.recognition.partnership_id if about.recognition is not None else None
    return set() if found is None else {found}


def reaches(by: Actor, about: About, partnership: int) -> Decision:
    """Whether the role finds it: a mentor is a Behandelaar's, an agreement not a Beheerder's (S3).
    A vestiging and an erkenning are found by each who manages acties."""
    ability = FOLLOW_UP
    if isinstance(about, Mentor):
        ability = "mentors"
    elif not isinstance(about, Site | Recognition):
        ability = "agreements"
    ours = partnership in competent_for(about) & abilities.places(by, ability)
    return when(ours, _("Uw rol vindt dit niet terug. Vraag het aan een collega."))
