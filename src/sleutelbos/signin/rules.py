"""Who may, in Toegangsbeheer."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Client, administers, organisations_of, relations_in
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor, Link
from sleutelbos.kernel.decisions import Decision, no, when
from sleutelbos.register.public import Organisation, Person
from sleutelbos.signin import capacities
from sleutelbos.signin.models import Key, KeyInvitation, Session
from sleutelbos.signin.states import KeyKind

NO_PERSONAS = _("Personas bestaan alleen in de demo.")


def personas_exist(by: Actor) -> Decision:
    """Personas are a key in demo mode only; everywhere else nobody gets in that way (G15)."""
    return when(settings.DEMO_SIGN_IN, NO_PERSONAS)


def lives(by: Actor, person: Person) -> Decision:
    """Nobody gets a key for somebody who died."""
    return when(
        person.deceased_on is None, _("Volgens het Rijksregister is deze persoon overleden.")
    )


def somebody_else(by: Actor, person: Person) -> Decision:
    """Nobody does this for himself."""
    return when(by.pk != person.pk, _("Vraag een collega: dit kunt u niet voor uzelf doen."))


def own_key(by: Actor, key: Key) -> Decision:
    """A key of the actor."""
    return when(by.pk == key.person_id, _("Deze sleutel is van iemand anders."))


def key_opens(by: Actor, person: Person, kind: str, key: Key | None) -> Decision:
    """Whether this key lets this person in now."""
    if person.deceased_on is not None:
        return no(_("Volgens het Rijksregister is deze persoon overleden."))
    if kind == KeyKind.PERSONA:
        return personas_exist(by)
    if kind in (KeyKind.UPSTREAM, KeyKind.CERTIFICATE):
        return when(key is None, _("Deze digitale sleutel houden we hier niet bij."))
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


def counts(session: Session) -> Decision:
    """A session that was not ended and whose time is not over."""
    open_still = session.ended_at is None and clock.real_now() < session.expires
    return when(open_still, _("U bent niet meer aangemeld. Meld u opnieuw aan."))


def can_choose(
    by: Actor, client: Client, organisation: Organisation | None, target_group: str
) -> Decision:
    """The client is open to people, and this is one of the actor's hoedanigheden there."""
    if client.state != "active" or by.pk is None:
        return no(_("Bij deze toepassing kan niemand zich nu aanmelden."))
    found = capacities.client_capacities(by.pk, capacities.asked_by(client))
    wanted = (target_group, organisation)
    fits = any((one.target_group, one.organisation) == wanted for one in found)
    return when(fits, _("U kunt deze hoedanigheid bij deze toepassing niet kiezen."))


def manages_user(by: Actor, person: Person, organisation: Organisation) -> Decision:
    """Beheerder of the organisation for which the user acts, or of the vestiging of his
    werkrelatie there."""
    whole = administers(by, organisation)
    if whole:
        acts = organisations_of(person.pk).filter(pk=organisation.pk).exists()
        return when(acts, _("Deze persoon handelt niet voor uw organisatie."))
    mine = relations_in(by, organisation).filter(person=person, valid__contains=clock.now())
    return when(mine.exists(), whole.reason)
