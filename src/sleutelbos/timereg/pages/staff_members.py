"""'Medewerkers': who works on which project, who leads him, and is he ready (T12, S19, S21)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person
from sleutelbos.timereg.actions.staff_members import (
    add_member,
    change_member,
    resume_member,
    stop_member,
)
from sleutelbos.timereg.pages import rights
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_forms import AddMember, ChangeMember
from sleutelbos.timereg.pages.staff_looks import (
    PURPOSE,
    allocation_pill,
    allocation_url,
    entry_pill,
    entry_url,
    hours_text,
    months_text,
    percent_text,
)
from sleutelbos.timereg.queries import people as queries_people
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules import limits, roles, staff
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
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
    Listing,
    Part,
    Pill,
    PrintButton,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.timereg.models import ProjectMember

ROUTE = "tijdsregistratie/medewerkers"
RECENT = 20


def member_url(member: ProjectMember) -> str:
    """The page of a medewerker on a project."""
    return reverse("timereg:member", args=[member.uid])


def member_pill(member: ProjectMember) -> Pill:
    """Whether he is on the project now."""
    return Pill(_("Op het project"), "ok") if member.active else Pill(_("Gestopt"), "neutral")


@page(
    f"{ROUTE}/<uuid:member>",
    name="member",
    title=_("Medewerker"),
    door=staff.sees_staff,
    shows="timereg.member",
    reveals=PURPOSE,
)
def member_page(request: PageRequest, member: UUID) -> HttpResponseBase:
    """One medewerker on a project: is he ready, and the way to all that he entered (S20)."""
    by = request.actor
    row = one(queries_staff.members_for(by), member)
    reveal(request, [row.person_id, row.supervisor_id])
    head = Head(row.person.name, str(row.project), pill=member_pill(row))
    parts: list[Part] = [*rights.member_notes(by, row)]
    parts += [_facts(row), *_entries(by, row), *_allocations(by, row)]
    return show.page(request, head, *parts, crumbs=_crumbs(row), aside=[Actions(_ways(by, row))])


def _crumbs(row: ProjectMember) -> list[Crumb]:
    return [Crumb(_("Medewerkers"), reverse("timereg:members")), Crumb(row.person.name)]


def _facts(row: ProjectMember) -> Facts:
    year = queries_people.year_of(row)
    return Facts(
        [
            Fact(_("Organisatie"), str(row.site or row.organisation)),
            Fact(_("Leidinggevende"), row.supervisor.name),
            Fact(_("Tewerkstelling"), f"{limits.plain_percent(row.fte)} %"),
            Fact(
                _("Dit jaar ingegeven"),
                limits.shown(year.used),
                _t("van hoogstens %s, over alle projecten") % limits.shown(year.most),
            ),
            *([Fact(_("Gestopt op"), row.stopped_at)] if row.stopped_at else []),
        ]
    )


def _entries(by: Actor, row: ProjectMember) -> list[Part]:
    found = list(queries_staff.entries_for(by).filter(member=row).order_by("-day", "-pk")[:RECENT])
    if not found and row.project.method != "uren":
        return []
    lines = [
        [Link(words.day_text(one.day), entry_url(one)), hours_text(one), one.activity,
         entry_pill(one)]
        for one in found
    ]  # fmt: skip
    every = f"{reverse('timereg:entries')}?naam={row.project.number}"
    listing = Listing(
        (_("Dag"), _("Duur"), _("Wat"), _("Staat")), lines, empty=_("Nog geen prestaties.")
    )
    return [Section(_("Laatste prestaties"), [listing], action=Link(_("Alle prestaties"), every))]


def _allocations(by: Actor, row: ProjectMember) -> list[Part]:
    found = list(queries_staff.allocations_for(by).filter(member=row).order_by("-first", "-pk"))
    if not found and row.project.method == "uren":
        return []
    lines = [
        [Link(months_text(one), allocation_url(one)), percent_text(one), allocation_pill(one)]
        for one in found
    ]
    listing = Listing(
        (_("Maanden"), _("Percentage"), _("Staat")), lines, empty=_("Nog geen toewijzingen.")
    )
    return [Section(_("Toewijzingen"), [listing])]


def _ways(by: Actor, row: ProjectMember) -> list[Link | Button | PrintButton]:
    def url(name: str) -> str:
        return reverse(f"timereg:{name}", args=[row.uid])

    found: list[Link | Button | PrintButton] = []
    if row.project.method != "uren" and staff.enters_allocation(by, row) and row.active:
        found.append(Link(_("Toewijzing ingeven"), url("allocation-add"), "plus", "primary"))
    if staff.keeps(by, row):
        found.append(Link(_("Wijzigen"), url("member-change"), "pencil", "secondary"))
    if staff.merges(by, row.organisation_id, row.person, row.person):
        found.append(Link(_("Is dit een dubbel?"), url("merge"), "users", "secondary"))
    if stop_member.check(by, row):
        found.append(Button(_("Stopzetten op dit project"), url("member-stop"), icon="ban"))
    if resume_member.check(by, row):
        found.append(
            Button(_("Terug op het project"), url("member-resume"), look="primary", icon="undo-2")
        )
    return found


@page(
    f"{ROUTE}/toevoegen",
    name="member-add",
    title=_("Medewerker toevoegen"),
    door=roles.prepares_somewhere,
    does=add_member,
    reveals=PURPOSE,
)
def add(request: PageRequest) -> HttpResponseBase:
    """Choose a user of the organisation, or type his number; choose who leads him."""
    by = request.actor
    places = list(queries_staff.places_for(by))
    if not places:
        empty = Empty(
            _("Uw organisatie neemt aan geen enkel project deel"),
            _("Projecten komen elke vrijdag van ESF. Kijk daarna opnieuw."),
            icon="calendar-days",
        )
        return show.page(request, Head(_("Medewerker toevoegen")), empty)
    people = queries_people.users_of(places)
    leaders = queries_people.leaders_of(places)
    reveal(request, {person.pk for person in [*people, *leaders]})
    form = AddMember.of(
        request, places=places, people=people, leaders=leaders, initial={"fte": limits.FULL_TIME}
    )

    def do(form: AddMember) -> str:
        chosen = form.cleaned_data
        place = next(row for row in places if str(row.pk) == chosen["place"])
        person = queries_people.chosen_person(
            by, place, _by_uid(people, chosen["person"]), chosen["insz"]
        )
        leader = _by_uid(leaders, chosen["supervisor"])
        assert leader is not None
        known = queries_people.is_on(place, person)
        row = add_member.keyed(form.key, by, person, place, supervisor=leader, fte=chosen["fte"])
        text = (
            _t("%s stond al op het project. Er is niets veranderd.")
            if known
            else _t("%s staat op het project en krijgt een mail.")
        )
        show.toast(request, text % person, tone="info" if known else "ok")
        return member_url(row)

    head = Head(
        _("Medewerker toevoegen"),
        _("Wie al eens op het project stond, komt terug met alles wat hij ingaf."),
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Op het project zetten"), back_url=reverse("timereg:members"),
        crumbs=[Crumb(_("Medewerkers"), reverse("timereg:members")), Crumb(_("Toevoegen"))],
    )  # fmt: skip


def _by_uid(people: list[Person], uid: str) -> Person | None:
    return next((person for person in people if str(person.uid) == uid), None)


@page(
    f"{ROUTE}/<uuid:member>/wijzigen",
    name="member-change",
    title=_("Medewerker wijzigen"),
    door=roles.prepares_somewhere,
    does=change_member,
    reveals=PURPOSE,
)
def change(request: PageRequest, member: UUID) -> HttpResponseBase:
    """Another leidinggevende or share of a full time."""
    by = request.actor
    row = one(queries_staff.kept_by(by), member)
    leaders = queries_people.leaders_for(row)
    reveal(request, {row.person_id, *(person.pk for person in leaders)})
    initial = {"supervisor": str(row.supervisor.uid), "fte": row.fte}
    form = ChangeMember.of(request, leaders=leaders, initial=initial)

    def do(form: ChangeMember) -> str:
        leader = _by_uid(leaders, form.cleaned_data["supervisor"])
        assert leader is not None
        fte = form.cleaned_data["fte"]
        change_member.keyed(form.key, by, row, supervisor=leader, fte=fte)
        show.toast(request, _t("%s is gewijzigd.") % row.person)
        return member_url(row)

    head = Head(
        _t("%s wijzigen") % row.person,
        _("Wat nog op goedkeuring wacht, gaat naar de nieuwe leidinggevende."),
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Wijziging bewaren"), back_url=member_url(row),
        crumbs=_crumbs(row),
    )  # fmt: skip
