"""Letting a client of a third party know who one is, and stopping that."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Client, own
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.signin.models import ClientSession, Consent, Token


def may_give_consent(by: Actor, client: Client, *, scopes: list[str]) -> Decision:
    """Whoever signed in, for himself, at a client that works."""
    person = when(by.pk is not None, _("Meld u aan om dit te kiezen."))
    works = client.state == "active"
    return person & when(works, _("Bij deze toepassing kan niemand zich nu aanmelden."))


@action(
    "signin.give-consent",
    label=_("Toestemming geven"),
    allow=may_give_consent,
    locks=(),
    sentence=_("{by} gaf {client} toestemming om gegevens te krijgen."),
    about=lambda result, client, *, scopes: {"client": client, "scopes": scopes},
)
def give_consent(by: Actor, client: Client, *, scopes: list[str]) -> Consent:
    """Let the client have these scopes, beside those that it had. Invalid for another's scope."""
    if not scopes or set(scopes) - set(client.scopes):
        raise Invalid(_t("De toepassing vraagt iets wat ze niet mag vragen."))
    assert by.pk is not None
    rows = Consent.objects.select_for_update(no_key=True, of=("self",))
    found = rows.filter(person=by.pk, client=client, withdrawn_at=None).first()
    now = clock.real_now()
    if found is None:
        return Consent.objects.create(
            person_id=by.pk, client=client, scopes=sorted(set(scopes)), given=now
        )
    found.scopes = sorted({*found.scopes, *scopes})
    found.given = now
    found.save(update_fields=["scopes", "given"])
    return found


def may_withdraw_consent(by: Actor, consent: Consent) -> Decision:
    """One's own."""
    return own(by, consent.person)


@action(
    "signin.withdraw-consent",
    label=_("Toestemming intrekken"),
    allow=may_withdraw_consent,
    sentence=_("{by} trok de toestemming voor {client} in."),
    about=lambda result, consent: {"client": consent.client},
)
def withdraw_consent(by: Actor, consent: Consent) -> Consent:
    """From now on the client gets nothing any more: its tokens of this person are taken back.

    Invalid when it was withdrawn before.
    """
    if consent.withdrawn_at is not None:
        raise Invalid(_t("Deze toestemming is al ingetrokken."))
    now = clock.real_now()
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    theirs = {"client": consent.client_id}
    tokens = Token.objects.filter(**theirs, person=consent.person_id, revoked_at=None)
    tokens.update(revoked_at=now)
    visits = ClientSession.objects.filter(
        **theirs, session__person=consent.person_id, ended_at=None
    )
    visits.update(ended_at=now)
    return consent
