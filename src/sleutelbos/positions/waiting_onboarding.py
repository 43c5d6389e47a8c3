"""What of the onboardings waits: for the HR of an entity its step, for the expert team theirs."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import WaitingLine
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import names
from sleutelbos.positions.queries.onboarding_lines import onboardings_for, questions_for
from sleutelbos.positions.queries.rollout import free_slots, rollout_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import ENTITY_STEPS, EXPERT_STEPS, onboarding_flow
from sleutelbos.positions.states_rollout import Standing
from sleutelbos.web.words import number_text


def onboarding_waiting(by: Actor) -> Iterator[WaitingLine]:
    """Each entity whose turn it is, for its HR; for the expert team how many wait for it."""
    own = onboardings_for(by).filter(organisation__in=roles.entities(by, names.HR))
    for row in own.filter(state__in=ENTITY_STEPS).order_by("since"):
        words = {"entity": row.organisation.name, "step": onboarding_flow.label(row.state)}
        url = reverse("positions:joining", args=[row.organisation.uid])
        yield WaitingLine(
            None, _("Aansluiting van %(entity)s. %(step)s.") % words, _("Ga verder"), url
        )
    yield from _without_slot(by)
    if roles.is_expert(by):
        yield from _for_experts(by)


def _without_slot(by: Actor) -> Iterator[WaitingLine]:
    """The entities that have no days in the rollout yet, for their HR."""
    places = roles.entities(by, names.HR)
    own = rollout_for(by).filter(organisation__in=places, standing=Standing.NO_SLOT)
    if not places or not free_slots().exists():
        return
    for row in own:
        url = reverse("positions:choose-slot", args=[row.uid])
        sentence = _("Kies een tijdslot voor de aansluiting van %s.") % row.organisation.name
        yield WaitingLine(None, sentence, _("Kies"), url)


def _for_experts(by: Actor) -> Iterator[WaitingLine]:
    url = reverse("positions:joinings")
    count = onboardings_for(by).filter(state__in=EXPERT_STEPS).count()
    if count:
        sentence = ngettext(
            "%s aansluiting wacht op het expertenteam.",
            "%s aansluitingen wachten op het expertenteam.",
            count,
        )
        told = sentence % number_text(count)
        yield WaitingLine(None, told, _("Kijk na"), f"{url}?wacht=expertenteam")
    asked = questions_for(by).filter(answered_at=None).count()
    if asked:
        sentence = ngettext(
            "%s vraag over een lijn wacht op een antwoord.",
            "%s vragen over lijnen wachten op een antwoord.",
            asked,
        )
        yield WaitingLine(None, sentence % number_text(asked), _("Antwoord"), f"{url}?wacht=vraag")
