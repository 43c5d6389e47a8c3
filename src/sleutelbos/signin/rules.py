"""Who may, in Toegangsbeheer."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import organisations_of
from sleutelbos.kernel.actors import Actor, Link
from sleutelbos.kernel.decisions import Decision, no, when
from sleutelbos.register.public import Organisation, Person
from sleutelbos.signin.models import Key, KeyInvitation
from sleutelbos.signin.states import KeyKind

NO_PERSONAS = _("Personas bestaan alleen in de demo.")


def personas_exist(by: Actor) -> Decision:
    """Personas are a key in demo mode only; everywhere else nobody gets in that way (G15)."""
    return when(settings.DEMO_SIGN_IN, NO_PERSONAS)


def key_opens(by: Actor, person: Person, kind: str, key: Key | None) -> Decision:
    """Whether this key lets this person in now."""
    if person.deceased_on is not None:
        return no(_("Volgens het Rijksregister is deze persoon overleden."))
    if kind == KeyKind.PERSONA:
        return personas_exist(by)
    fits = key is not None and key.person_id == person.pk and key.withdrawn_at is None
    return when(fits, _("Deze digitale sleutel is ingetrokken."))


def acts_for(by: Actor, organisation: Organisation) -> Decision:
    """Has a werkrelatie, a post or a KBO function there now."""
    known = by.pk is not None and organisations_of(by.pk).filter(pk=organisation.pk).exists()
    return when(known, _("U kunt niet meer voor deze organisatie handelen."))


def holds_invitation(by: Actor, invitation: KeyInvitation) -> Decision:
    """The bearer of the link of exactly this invitation."""
    return when(
        isinstance(by, Link) and by.ref == bearer_of(invitation).ref,
        _("Deze link is niet geldig."),
    )


def bearer_of(invitation: KeyInvitation) -> Link:
    """The actor that a good link makes of a visitor."""
    return Link(ref=f"link:sleutel-{invitation.pk}")
