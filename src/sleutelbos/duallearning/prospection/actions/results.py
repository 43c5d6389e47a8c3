"""What becomes of a lead by itself: its company files a request, is recognised, or time passes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection.actions.leads import facts_of_lead
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.states import DropReason, lead_flow
from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision


def may_link(by: Actor, lead: Lead, *, request: Request) -> Decision:
    """The house only."""
    return is_system(by)


@action(
    "duallearning.link-lead",
    label=_("Aanvraag van een lead ingediend"),
    allow=may_link,
    move=lead_flow["request"],
    sentence=_("{name} diende een aanvraag in."),
    about=facts_of_lead,
)
def link_lead(by: Actor, lead: Lead, *, request: Request) -> Lead:
    """The company files a request for the vestiging."""
    lead.request = request
    lead.save(update_fields=["request"])
    return lead


def may_finish(by: Actor, lead: Lead, *, recognition: Recognition) -> Decision:
    """The house only."""
    return is_system(by)


@action(
    "duallearning.finish-lead",
    label=_("Lead is erkend"),
    allow=may_finish,
    move=lead_flow["recognise"],
    sentence=_("{name} is erkend."),
    about=facts_of_lead,
)
def finish_lead(by: Actor, lead: Lead, *, recognition: Recognition) -> Lead:
    """The request was granted."""
    lead.recognition, lead.ended_at = recognition, clock.now()
    lead.save(update_fields=["recognition", "ended_at"])
    return lead


def may_close(by: Actor, lead: Lead, *, reason: DropReason) -> Decision:
    """The house only."""
    return is_system(by)


@action(
    "duallearning.close-lead",
    label=_("Aanvraag van een lead zonder erkenning"),
    allow=may_close,
    move=lead_flow["close"],
    sentence=_("De aanvraag van {name} leidde niet tot een erkenning."),
    about=facts_of_lead,
)
def close_lead(by: Actor, lead: Lead, *, reason: DropReason) -> Lead:
    """The request was refused or withdrawn."""
    lead.reason, lead.ended_at = reason, clock.now()
    lead.save(update_fields=["reason", "ended_at"])
    return lead


def may_lapse(by: Actor, lead: Lead) -> Decision:
    """The house only."""
    return is_system(by)


@action(
    "duallearning.lapse-lead",
    label=_("Lead is vervallen"),
    allow=may_lapse,
    move=lead_flow["lapse"],
    sentence=_("De lead op {name} verviel: er was te lang geen contact."),
    about=facts_of_lead,
)
def lapse_lead(by: Actor, lead: Lead) -> Lead:
    """Nobody spoke with the company within the days of the setting: another may try."""
    lead.ended_at = clock.now()
    lead.save(update_fields=["ended_at"])
    return lead
