"""'Goed te keuren' for the leidinggevende, all prestaties, and delivering them to ESF (T13)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.timereg.actions.staff_decide import (
    approve_entries,
    deliver_entries,
    return_entries,
)
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_forms import EntryFilter, ReturnMany, WaitingFilter
from sleutelbos.timereg.pages.staff_looks import (
    PURPOSE,
    entry_pill,
    entry_url,
    hours_text,
    press,
)
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules import roles, staff
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, reveal, see_other
from sleutelbos.web.parts import Button, Crumb, Empty, Head, Link, Listing
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sleutelbos.timereg.models import WorkEntry

ROUTE = "tijdsregistratie/prestaties"
BY_NAME = ("person__family_name", "person__given_name")


def columns() -> list[Column]:
    """What a list of prestaties shows; each line leads to its own page (S20)."""
    return [
        Column("wie", _("Medewerker"), "person.name", sort=BY_NAME, link=entry_url),
        Column("dag", _("Dag"), "day", kind="date", sort="day"),
        Column("duur", _("Duur"), hours_text, sort="minutes", export=lambda row: row.minutes / 60),
        Column("project", _("Project"), "member.project.number", sort="member__project__number"),
        Column("wat", _("Wat"), "activity"),
        Column("soort", _("Soort"), "get_kind_display", shown=False),
        Column("organisatie", _("Organisatie"), "member.organisation.name", shown=False,
               sort="member__organisation__name"),
        Column("leiding", _("Leidinggevende"), "member.supervisor.name", shown=False),
        Column("staat", _("Staat"), entry_pill, kind="pill", sort="state"),
    ]  # fmt: skip


@page(
    ROUTE,
    name="entries",
    title=_("Prestaties"),
    door=staff.sees_staff,
    shows="timereg.entries",
    reveals=PURPOSE,
)
def entries(request: PageRequest) -> HttpResponseBase:
    """Every prestatie that whoever looks may see."""
    table = Table(
        request,
        queries_staff.entries_for(request.actor),
        columns(),
        name="prestaties",
        filters=EntryFilter,
        order="-dag",
        person=lambda row: row.person_id,
        empty=Empty(
            _("Nog geen prestaties"), _("Wat medewerkers ingeven, staat hier."), icon="clock"
        ),
    )
    sentence = _("De promotor van een project ziet de prestaties van alle organisaties.")
    return show.listing(request, Head(_("Prestaties"), sentence), table)


@page(
    f"{ROUTE}/goed-te-keuren",
    name="to-approve",
    title=_("Goed te keuren"),
    door=staff.leads_somewhere,
    shows="timereg.entries-to-approve",
    reveals=PURPOSE,
)
def to_approve(request: PageRequest) -> HttpResponseBase:
    """What waits for the leidinggevende; many lines in one go."""
    rows = queries_staff.to_approve(request.actor)
    table = Table(
        request,
        rows,
        [*columns()[:-1], *_flags(rows)],
        name="goed-te-keuren",
        filters=WaitingFilter,
        order="dag",
        person=lambda row: row.person_id,
        key="uid",
        tick_all=True,
        bulk=[
            Button(_("Goedkeuren"), reverse("timereg:approve-work"), look="primary", icon="check"),
            Button(_("Terugsturen"), reverse("timereg:return-work"), icon="undo-2"),
        ],
        empty=Empty(
            _("Niets te keuren"),
            _("Leggen uw medewerkers uren voor, dan staan ze hier en krijgt u een mail."),
            icon="list-checks",
        ),
    )
    return show.listing(request, Head(_("Goed te keuren"), _waiting(rows.count())), table)


def _flags(rows: QuerySet[WorkEntry]) -> list[Column]:
    """What the check rules say beside a line, when they say something (T17)."""
    told = coincidence.told_of(rows)
    return [Column("let-op", _("Let op"), lambda row: told.get(row.pk, []))] if told else []


def _waiting(count: int) -> str:
    text = ngettext(
        "%s prestatie wacht op u. Vink aan wat klopt en keur het goed.",
        "%s prestaties wachten op u. Vink aan wat klopt en keur het goed.",
        count,
    )
    return text % count if count else ""


def ticked(request: PageRequest) -> list[WorkEntry]:
    """The lines that were ticked, in sight of whoever ticked them."""
    sent = request.POST if request.method == "POST" else request.GET
    rows = queries_staff.entries_for(request.actor)
    return queries_staff.by_uids(rows, sent.getlist("rij"))


@page(
    f"{ROUTE}/goedkeuren",
    name="approve-work",
    title=_("Prestaties goedkeuren"),
    door=staff.leads_somewhere,
    does=approve_entries,
)
def approve(request: PageRequest) -> HttpResponseBase:
    """The button below the list."""
    back = reverse("timereg:to-approve")
    return press(request, approve_entries, ticked(request), told=_approved, back=back)


def _approved(rows: Sequence[WorkEntry]) -> str:
    text = ngettext("%s prestatie is goedgekeurd.", "%s prestaties zijn goedgekeurd.", len(rows))
    return text % len(rows)


@page(
    f"{ROUTE}/terugsturen",
    name="return-work",
    title=_("Prestaties terugsturen"),
    door=staff.returns_somewhere,
    does=return_entries,
    reveals=PURPOSE,
)
def send_back(request: PageRequest) -> HttpResponseBase:
    """One reason for what was ticked; each medewerker gets one mail."""
    by = request.actor
    rows = ticked(request)
    back = reverse("timereg:to-approve" if staff.leads_somewhere(by) else "timereg:deliver")
    if not rows:
        if request.method != "POST":
            raise Http404
        show.toast(request, _("Vink minstens één prestatie aan."), tone="warn")
        return see_other(back)
    reveal(request, [row.person_id for row in rows])
    lines = [str(row.uid) for row in rows]
    sent = "answer" in request.POST
    form = (
        ReturnMany.of(request, lines=lines)
        if sent
        else ReturnMany(lines=lines, initial={"rij": lines})
    )

    def do(form: ReturnMany) -> str:
        done = return_entries.keyed(form.key, by, rows, answer=form.cleaned_data["answer"])
        text = ngettext("%s prestatie ging terug.", "%s prestaties gingen terug.", len(done))
        show.toast(request, text % len(done))
        return back

    head = Head(
        ngettext("%s prestatie terugsturen", "%s prestaties terugsturen", len(rows)) % len(rows),
        _("De medewerker krijgt een mail met uw reden en kan de prestatie aanpassen."),
    )
    answer = handle(request, form, do) if sent else None
    return answer or show.form(
        request, form, head, submit=_("Terugsturen"), back_url=back, before=[_lines(rows)],
        crumbs=[Crumb(_("Prestaties"), reverse("timereg:entries")), Crumb(_("Terugsturen"))],
    )  # fmt: skip


def _lines(rows: Sequence[WorkEntry]) -> Listing:
    return Listing(
        (_("Medewerker"), _("Dag"), _("Duur"), _("Wat")),
        [[row.person.name, row.day, hours_text(row), row.activity] for row in rows],
    )


@page(
    f"{ROUTE}/in-te-dienen",
    name="deliver",
    title=_("In te dienen bij ESF"),
    door=roles.prepares_somewhere,
    shows="timereg.entries-to-deliver",
    reveals=PURPOSE,
)
def to_deliver(request: PageRequest) -> HttpResponseBase:
    """What was approved in projects of which the organisation is the promotor."""
    rows = queries_staff.to_deliver(request.actor)
    table = Table(
        request,
        rows,
        [*columns()[:-1], *_flags(rows)],
        name="in-te-dienen",
        filters=WaitingFilter,
        order="dag",
        person=lambda row: row.person_id,
        key="uid",
        tick_all=True,
        bulk=[
            Button(
                _("Indienen bij ESF"), reverse("timereg:deliver-work"), look="primary", icon="send"
            ),
            Button(_("Terugsturen"), reverse("timereg:return-work"), icon="undo-2"),
        ],
        empty=Empty(
            _("Niets in te dienen"),
            _("Wat een leidinggevende goedkeurde in een project van u als promotor, staat hier."),
            Link(_("Alle prestaties"), reverse("timereg:entries"), look="secondary"),
            "send",
        ),
    )
    sentence = _("Kijk na en dien in. Daarna kan niemand de prestatie nog wijzigen.")
    return show.listing(request, Head(_("In te dienen bij ESF"), sentence), table)


@page(
    f"{ROUTE}/indienen",
    name="deliver-work",
    title=_("Prestaties indienen bij ESF"),
    door=roles.prepares_somewhere,
    does=deliver_entries,
)
def deliver(request: PageRequest) -> HttpResponseBase:
    """The button below the list."""
    back = reverse("timereg:deliver")
    return press(request, deliver_entries, ticked(request), told=_delivered, back=back)


def _delivered(rows: Sequence[WorkEntry]) -> str:
    text = ngettext(
        "%s prestatie is ingediend bij ESF.", "%s prestaties zijn ingediend bij ESF.", len(rows)
    )
    return text % len(rows)
