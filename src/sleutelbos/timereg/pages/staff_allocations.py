"""'Toewijzingen': the list, one toewijzing, and what each may do with it (T14, X6)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.actions import staff_allocations as actions
from sleutelbos.timereg.documents.allocation import has_document
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_forms import AllocationFilter
from sleutelbos.timereg.pages.staff_looks import (
    PURPOSE,
    allocation_pill,
    allocation_url,
    months_text,
    percent_text,
    press,
)
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.queries import turns
from sleutelbos.timereg.rules import roles, staff
from sleutelbos.timereg.states_staff import allocation_flow
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
    PrintButton,
    Step,
    Steps,
)
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.kernel.actors import Actor
    from sleutelbos.timereg.models import Allocation

ROUTE = "tijdsregistratie/toewijzingen"
BACK = ("returned", "archived")


def _columns() -> list[Column]:
    return [
        Column("wie", _("Medewerker"), "person.name", link=allocation_url,
               sort=("person__family_name", "person__given_name")),
        Column("project", _("Project"), "member.project.number", sort="member__project__number"),
        Column("maanden", _("Maanden"), months_text, sort="first"),
        Column("deel", _("Percentage"), percent_text, sort="percent",
               export=lambda row: row.percent),
        Column("organisatie", _("Organisatie"), "member.organisation.name", shown=False),
        Column("wijze", _("Berekeningswijze"), "calculation", shown=False),
        Column("wat", _("Activiteit in het project"), "activity", shown=False),
        Column("staat", _("Staat"), allocation_pill, kind="pill", sort="state"),
    ]  # fmt: skip


@page(
    ROUTE,
    name="allocations",
    title=_("Toewijzingen"),
    door=staff.sees_staff,
    shows="timereg.allocations",
    reveals=PURPOSE,
)
def allocations(request: PageRequest) -> HttpResponseBase:
    """Every toewijzing that whoever looks may see; ``toon=aan-zet`` those of his turn."""
    by = request.actor
    mine = request.GET.get("toon") == "aan-zet"
    rows = turns.allocations_waiting(by) if mine else queries_staff.allocations_for(by)
    table = Table(
        request,
        rows,
        _columns(),
        name="toewijzingen",
        filters=AllocationFilter,
        order="-maanden",
        person=lambda row: row.person_id,
        empty=Empty(
            _("Nog geen toewijzingen"),
            _("Een promotor geeft ze in op de pagina van een medewerker."),
            Link(_("Naar de medewerkers"), reverse("timereg:members"), look="secondary")
            if roles.prepares_somewhere(by)
            else None,
            "calendar-days",
        ),
    )
    sentence = _("Welk vast deel van iemands werktijd naar een project gaat.")
    return show.listing(request, Head(_("Toewijzingen"), sentence), table)


@page(
    f"{ROUTE}/<uuid:allocation>",
    name="allocation",
    title=_("Toewijzing"),
    door=staff.sees_staff,
    shows="timereg.allocation",
    reveals=PURPOSE,
)
def allocation_page(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """What it says, how far it is, and what whoever looks may do."""
    row = one(queries_staff.allocations_for(request.actor), allocation)
    reveal(request, [row.person_id])
    owner = allocation_flow.states[row.state].owner
    head = Head(
        f"{row.person}: {percent_text(row)}",
        f"{row.member.project}, {months_text(row)}",
        pill=allocation_pill(row),
        turn=words.turn_text(owner if row.state != "submitted" else ""),
    )
    parts: list[Part] = [_steps(row), _facts(row)]
    if row.state in BACK and row.answer:
        parts.insert(0, Note(row.answer, "warn", _("Reden")))
    return show.page(
        request, head, *parts, crumbs=crumbs(row), aside=[Actions(_ways(request.actor, row))]
    )


def crumbs(row: Allocation) -> list[Crumb]:
    """The way back to the list."""
    return [Crumb(_("Toewijzingen"), reverse("timereg:allocations")), Crumb(row.person.name)]


def _steps(row: Allocation) -> Steps:
    """How far it is; the step of the partner only for somebody of a partner."""
    moments = [(_("Ingegeven"), row.entered_at), (_("Medewerker akkoord"), row.agreed_at)]
    if staff.is_of_partner(row.member):
        moments.append((_("Partner akkoord"), row.cleared_at))
    moments.append((_("Ingediend bij ESF"), row.submitted_at))
    found, waits = [], row.state in ("entered", "agreed", "cleared")
    for label, at in moments:
        state = "done" if at else "now" if waits else "later"
        waits = waits and at is not None
        found.append(Step(label, state))  # type: ignore[arg-type]
    return Steps(found)


def _facts(row: Allocation) -> Facts:
    return Facts(
        [
            Fact(_("Medewerker"), row.person.name),
            Fact(_("Organisatie"), str(row.member.site or row.member.organisation)),
            Fact(_("Percentage"), percent_text(row), _("van de werktijd")),
            Fact(_("Maanden"), months_text(row)),
            Fact(_("Berekeningswijze"), row.calculation),
            Fact(_("Activiteit in het project"), row.activity),
            Fact(_("Ingegeven"), row.entered_at, str(row.entered_by)),
            Fact(_("Ingediend bij ESF"), row.submitted_at),
        ]
    )


def _ways(by: Actor, row: Allocation) -> list[Link | Button | PrintButton]:
    def url(name: str) -> str:
        return reverse(f"timereg:allocation-{name}", args=[row.uid])

    found: list[Link | Button | PrintButton] = [
        Button(label, url(name), look="primary", icon=icon)
        for act, name, label, icon in (
            (actions.agree_allocation, "agree", _("Ik ga akkoord"), "check"),
            (actions.clear_allocation, "clear", _("Goedkeuren voor de partner"), "check"),
            (actions.submit_allocation, "submit", _("Indienen bij ESF"), "send"),
        )
        if act.check(by, row)
    ]
    if row.state == "returned" and staff.enters_allocation(by, row.member):
        found.append(Link(_("Verbeteren"), url("correct"), "pencil", "primary"))
    if row.state == "archived" and staff.keeps(by, row.member):
        again = reverse("timereg:allocation-add", args=[row.member.uid])
        text = _("Verbeterde toewijzing ingeven")
        found.append(Link(text, f"{again}?vervangt={row.uid}", "plus", "primary"))
    if actions.refuse_allocation.check(by, row, answer=""):
        found.append(Link(_("Terugsturen"), url("refuse"), "undo-2", "secondary"))
    if actions.archive_allocation.check(by, row, answer=""):
        found.append(Link(_("Archiveren"), url("archive"), "ban", "secondary"))
    if actions.withdraw_allocation.check(by, row):
        found.append(Button(_("Intrekken"), url("withdraw"), icon="trash-2"))
    if has_document(row):
        found.append(Link(_("Document downloaden (PDF)"), url("document"), "download", "secondary"))
    return found


@page(
    f"{ROUTE}/<uuid:allocation>/akkoord",
    name="allocation-agree",
    title=_("Akkoord gaan met een toewijzing"),
    door=staff.works_somewhere,
    does=actions.agree_allocation,
)
def agree(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """The button of the medewerker."""
    row = one(queries_staff.allocations_for(request.actor), allocation)
    told = _("U bent akkoord. De promotor krijgt een mail.")
    return press(request, actions.agree_allocation, row, told=told, back=allocation_url(row))


@page(
    f"{ROUTE}/<uuid:allocation>/goedkeuren",
    name="allocation-clear",
    title=_("Toewijzing goedkeuren voor de partner"),
    door=roles.prepares_somewhere,
    does=actions.clear_allocation,
)
def clear(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """The button of the partner's promotor."""
    row = one(queries_staff.allocations_for(request.actor), allocation)
    told = _("Goedgekeurd. De promotor van het project krijgt een mail.")
    return press(request, actions.clear_allocation, row, told=told, back=allocation_url(row))


@page(
    f"{ROUTE}/<uuid:allocation>/indienen",
    name="allocation-submit",
    title=_("Toewijzing indienen bij ESF"),
    door=roles.prepares_somewhere,
    does=actions.submit_allocation,
)
def submit(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """The button of the promotor of the project."""
    row = one(queries_staff.allocations_for(request.actor), allocation)
    told = _("De toewijzing is ingediend bij ESF.")
    return press(request, actions.submit_allocation, row, told=told, back=allocation_url(row))


@page(
    f"{ROUTE}/<uuid:allocation>/intrekken",
    name="allocation-withdraw",
    title=_("Toewijzing intrekken"),
    door=roles.prepares_somewhere,
    does=actions.withdraw_allocation,
)
def withdraw(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """The button of who entered it."""
    row = one(queries_staff.allocations_for(request.actor), allocation)
    told = _("De toewijzing is ingetrokken.")
    return press(request, actions.withdraw_allocation, row, told=told, back=allocation_url(row))
