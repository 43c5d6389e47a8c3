"""The expert team plans, changes and calls off a speeltuin session (A15)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.actions.playground import (
    MOST_PLACES,
    PlaygroundFacts,
    cancel_playground,
    change_playground,
    plan_playground,
)
from sleutelbos.positions.models.playground import LONGEST_ABOUT, LONGEST_LINK, LONGEST_REASON
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.playground_looks import crumbs, list_url, name_of, session_url
from sleutelbos.positions.queries.onboarding_lines import experts
from sleutelbos.positions.queries.playground import sessions_for
from sleutelbos.positions.rules import roles
from sleutelbos.register.public import Person
from sleutelbos.web import show
from sleutelbos.web.forms import (
    DateField,
    Form,
    HourField,
    IntegerField,
    ListField,
    TextField,
    handle,
)
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Head
from sleutelbos.web.press import ask


class SessionForm(Form):
    """A session."""

    day = DateField(label=_("Dag"))
    begins = HourField(label=_("Begint om"), help_text=_("Belgische tijd, bijvoorbeeld 13:30."))
    ends = HourField(label=_("Eindigt om"))
    places = IntegerField(
        label=_("Hoeveel plaatsen"), min_value=1, max_value=MOST_PLACES, initial=12
    )
    expert = ListField(label=_("Expert die erbij is"))
    link = TextField(
        label=_("Link voor de deelnemers"), max_length=LONGEST_LINK,
        help_text=_("Naar de testomgeving of de vergadering. De link begint met https://."),
    )  # fmt: skip
    about = TextField(label=_("Wat doen de deelnemers?"), rows=6, max_length=LONGEST_ABOUT)


def _form(request: PageRequest, **initial: object) -> tuple[SessionForm, dict[str, Person]]:
    known = {str(person.uid): person for person in experts()}
    form = SessionForm.of(request, initial=initial)
    field: Any = form.fields["expert"]
    field.choices = [*field.choices[:1], *((key, one.name) for key, one in known.items())]
    return form, known


def _facts(form: SessionForm, known: dict[str, Person]) -> PlaygroundFacts:
    values = form.values()
    return PlaygroundFacts(**{**values, "expert": known[str(values["expert"])]})


@page(
    "arbeidsplaatsen/speeltuin/plannen",
    name="plan-playground",
    title=_("Sessie plannen"),
    door=roles.is_expert,
    does=plan_playground,
)
def plan(request: PageRequest) -> HttpResponseBase:
    """When, where, with whom, and what for."""
    form, known = _form(request)

    def do(form: SessionForm) -> str:
        made = plan_playground.keyed(form.key, request.actor, facts=_facts(form, known))
        show.toast(request, _("De sessie is gepland. De HR van elke entiteit kan inschrijven."))
        return session_url(made)

    title = _("Sessie plannen")
    head = Head(title, _("Wie inschrijft, krijgt de link en een afspraak voor zijn agenda."))
    return handle(request, form, do) or show.form(
        request, form, head, submit=title, back_url=list_url(), crumbs=crumbs(Crumb(title))
    )


@page(
    "arbeidsplaatsen/speeltuin/<uuid:uid>/wijzigen",
    name="change-playground",
    title=_("Sessie wijzigen"),
    door=roles.is_expert,
    shows="positions.change-playground",
    does=change_playground,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Its moment, places, expert, link and description."""
    found: Any = one(sessions_for(request.actor), uid)
    starts, ends = (at.astimezone(clock.BRUSSELS) for at in (found.starts, found.ends))
    form, known = _form(
        request, day=starts.date(), begins=starts.time(), ends=ends.time(), places=found.places,
        expert=str(found.expert.uid), link=found.link, about=found.about,
    )  # fmt: skip

    def do(form: SessionForm) -> str:
        change_playground.keyed(form.key, request.actor, found, facts=_facts(form, known))
        show.toast(request, _("De sessie is gewijzigd."))
        return session_url(found)

    title, back = _("Sessie wijzigen"), session_url(found)
    head = Head(title, _("Bij een ander moment, een andere link of expert krijgt elke deelnemer een"
                         " mail."), kicker=name_of(found))  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bewaren"), back_url=back,
        crumbs=crumbs(Crumb(name_of(found), back), Crumb(title)),
    )  # fmt: skip


class CancelForm(Form):
    """Why it won't take place."""

    reason = TextField(
        label=_("Waarom gaat de sessie niet door?"), max_length=LONGEST_REASON,
        help_text=_("Elke deelnemer leest dit in zijn mail."),
    )  # fmt: skip


@page(
    "arbeidsplaatsen/speeltuin/<uuid:uid>/afgelasten",
    name="cancel-playground",
    title=_("Sessie afgelasten"),
    door=roles.is_expert,
    shows="positions.cancel-playground",
    does=cancel_playground,
)
def cancel(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A reason, then a mail to all."""
    found, title = one(sessions_for(request.actor), uid), _("Sessie afgelasten")
    back = session_url(found)
    head = Head(title, _("Iedereen die inschreef, krijgt een mail. Dit kan niet ongedaan."),
                kicker=name_of(found))  # fmt: skip
    return ask(
        request, CancelForm.of(request), cancel_playground, found, head=head, submit=title,
        told=_("De sessie is afgelast."), back=back,
        crumbs=crumbs(Crumb(name_of(found), back), Crumb(title)),
    )  # fmt: skip
