"""Writing to a beheerder without seeing his address (G05)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps
from sleutelbos.desk import rules
from sleutelbos.desk.actions.threads import write
from sleutelbos.desk.events import MessageAdded
from sleutelbos.desk.managers import managers_of
from sleutelbos.desk.models import Conversation
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person

A_DAY = 20  # conversations that one person starts


def may_write_manager(
    by: Actor, organisation: Organisation, manager: Person, *, text: str
) -> Decision:
    """Anybody who signed in."""
    return rules.signed_in(by)


@action(
    "desk.write-manager",
    label=_("Bericht sturen aan een beheerder"),
    allow=may_write_manager,
    sentence=_("{by} stuurde {person} een bericht over {organisation}."),
    about=lambda result, organisation, manager, *, text: {
        "organisation": organisation,
        "person": manager,
        "conversation": result,
    },
)
def write_manager(
    by: Actor, organisation: Organisation, manager: Person, *, text: str
) -> Conversation:
    """Start a conversation; the beheerder gets the message by mail and answers on the site.

    Invalid when the person is not (or no longer) beheerder there, for a message to oneself, and
    above 20 conversations a day for who is not of the helpdesk.
    """
    if manager.pk not in {line.person.pk for line in managers_of(organisation)}:
        raise Invalid(_t("Deze persoon is hier geen beheerder meer. Kies een ander."))
    if manager.pk == by.pk:
        raise Invalid(_t("U kunt uzelf geen bericht sturen."))
    from_helpdesk = bool(helps(by))
    begun = Conversation.objects.filter(asker=by.pk, started__gt=clock.now() - timedelta(days=1))
    if not from_helpdesk and begun.count() >= A_DAY:
        raise Invalid(_t("U stuurde vandaag al 20 berichten. Bel 1700, dat gaat sneller."))
    assert by.pk is not None  # a rule of this action
    conversation = Conversation.objects.create(
        organisation=organisation,
        asker_id=by.pk,
        manager=manager,
        helpdesk=from_helpdesk,
        started=clock.now(),
    )
    message = write(by, conversation, text)
    emit(MessageAdded(message=message.pk))
    return conversation
