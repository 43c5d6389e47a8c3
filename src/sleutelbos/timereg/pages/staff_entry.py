"""One prestatie: what it says, what it said before, and what whoever looks may do (S20, S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.actions.staff_decide import (
    approve_entry,
    deliver_entry,
    return_entry,
)
from sleutelbos.timereg.actions.staff_entries import (
    change_approved,
    change_entry,
    present_entry,
    withdraw_entry,
    work_of,
)
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_forms import WorkForm
from sleutelbos.timereg.pages.staff_looks import (
    PURPOSE,
    entry_pill,
    entry_url,
    hours_text,
    press,
)
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules import staff
from sleutelbos.timereg.states_staff import EntryKind, entry_flow
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    PrintButton,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.kernel.actors import Actor
    from sleutelbos.timereg.models import WorkEntry, WorkEntryVersion

ROUTE = "tijdsregistratie/prestaties/<uuid:entry>"


@page(
    ROUTE,
    name="entry",
    title=_("Prestatie"),
    door=staff.sees_staff,
    shows="timereg.entry",
    reveals=PURPOSE,
)
def entry_page(request: PageRequest, entry: UUID) -> HttpResponseBase:
    """What it says now and said before, and what may be done with it."""
    row = one(queries_staff.entries_for(request.actor), entry)
    reveal(request, [row.person_id])
    head = Head(
        f"{row.person}, {words.day_text(row.day)}",
        str(row.member.project),
        pill=entry_pill(row),
        turn=words.turn_text(entry_flow.states[row.state].owner),
    )
    parts: list[Part] = [_facts(row)]
    if row.state == "returned" and row.answer:
        parts.insert(0, Note(row.answer, "warn", _("Waarom ze terugkwam")))
    parts = [*_warnings(row), *parts]
    if row.aside:
        parts.insert(0, Note(_("Een samenvoeging van dubbels liet dit buiten de telling."), "warn"))
    if row.version > 1:
        parts.append(_earlier(row))
    return show.page(
        request, head, *parts, crumbs=crumbs(row), aside=[Actions(ways(request.actor, row))]
    )


def _warnings(row: WorkEntry) -> list[Part]:
    """What who approves and delivers must know: a training at the same moment."""
    return [Note(str(one.sentence), "warn", _("Let op")) for one in coincidence.of_entry(row)]


def crumbs(row: WorkEntry) -> list[Crumb]:
    """The way back to the list."""
    return [Crumb(_("Prestaties"), reverse("timereg:entries")), Crumb(words.day_text(row.day))]


def _facts(row: WorkEntry) -> Facts:
    member = row.member
    return Facts(
        [
            Fact(_("Medewerker"), row.person.name),
            Fact(_("Organisatie"), str(member.site or member.organisation)),
            Fact(_("Project"), str(member.project)),
            Fact(_("Dag"), row.day),
            Fact(_("Duur"), hours_text(row)),
            Fact(_("Soort"), EntryKind(row.kind).label),
            Fact(_("Wat"), row.activity),
            Fact(_("Leidinggevende"), str(member.supervisor)),
            Fact(_("Goedgekeurd"), row.approved_at, str(row.approved_by or "")),
            Fact(_("Ingediend bij ESF"), row.delivered_at),
        ]
    )


def _earlier(row: WorkEntry) -> Part:
    """Every earlier version, what differs from the next one in words."""
    versions = list(row.versions.order_by("number"))
    following: list[WorkEntry | WorkEntryVersion] = [*versions[1:], row]
    lines = []
    for was, then in zip(versions, following, strict=True):
        changes = [
            f"{label}: {old} → {new}"
            for label, old, new in (
                (_("Dag"), words.day_text(was.day), words.day_text(then.day)),
                (_("Duur"), hours_text(was), hours_text(then)),
                (_("Wat"), was.activity, then.activity),
                (_("Soort"), EntryKind(was.kind).label, EntryKind(then.kind).label),
            )
            if old != new
        ]
        lines.append([str(was.number), was.changed_at, changes, entry_flow.label(was.state)])
    headings = (_("Versie"), _("Gewijzigd op"), _("Wat veranderde"), _("Staat toen"))
    return Section(_("Vroegere versies"), [Listing(headings, lines)])


def ways(by: Actor, row: WorkEntry) -> list[Link | Button | PrintButton]:
    """What whoever looks may do now; the rest isn't shown."""

    def url(name: str) -> str:
        return reverse(f"timereg:{name}", args=[row.uid])

    found: list[Link | Button | PrintButton] = []
    tick = {"rij": str(row.uid)}
    if present_entry.check(by, row):
        found.append(
            Button(_("Voorleggen"), reverse("timereg:present-work"), tick, "primary", "send")
        )
    if approve_entry.check(by, row):
        found.append(
            Button(_("Goedkeuren"), reverse("timereg:approve-work"), tick, "primary", "check")
        )
    if deliver_entry.check(by, row):
        found.append(
            Button(_("Indienen bij ESF"), reverse("timereg:deliver-work"), tick, "primary", "send")
        )
    if return_entry.check(by, row, answer=""):
        back = f"{reverse('timereg:return-work')}?rij={row.uid}"
        found.append(Link(_("Terugsturen"), back, "undo-2", "secondary"))
    if may_change(by, row):
        found.append(Link(_("Wijzigen"), url("entry-change"), "pencil", "secondary"))
    if withdraw_entry.check(by, row):
        found.append(Button(_("Schrappen"), url("entry-withdraw"), icon="trash-2"))
    return found


def may_change(by: Actor, row: WorkEntry) -> Decision:
    """Whether it can still be changed, and by whom; the first action that fits its state."""
    change = change_approved if row.state == "approved" else change_entry
    return change.check(by, row, work=work_of(row))


@page(
    f"{ROUTE}/wijzigen",
    name="entry-change",
    title=_("Prestatie wijzigen"),
    door=staff.works_somewhere,
    does=(change_entry, change_approved),
    reveals=PURPOSE,
)
def change(request: PageRequest, entry: UUID) -> HttpResponseBase:
    """Another day, other hours, another text; an approval lapses."""
    by = request.actor
    row = one(queries_staff.own_entries(by), entry)
    reveal(request, [row.person_id])
    approved = row.state == "approved"
    now = work_of(row)
    start = None if now.start is None else now.minutes
    initial = {
        "day": now.day, "minutes": now.minutes if start is None else None, "start": now.start,
        "end": now.end, "activity": now.activity, "kind": now.kind,
    }  # fmt: skip
    form = WorkForm.of(request, initial=initial)

    def do(form: WorkForm) -> str:
        act = change_approved if row.state == "approved" else change_entry
        act.keyed(form.key, by, row, work=form.work())
        show.toast(request, _("De prestatie is gewijzigd. De vroegere versie blijft bewaard."))
        return entry_url(row)

    sentence = _("U kunt wijzigen tot de prestatie bij ESF is ingediend.")
    before: list[Part] = []
    if approved:
        text = _("Deze prestatie is goedgekeurd. Na uw wijziging wacht ze opnieuw op goedkeuring.")
        before.append(Note(text, "warn"))
    return handle(request, form, do) or show.form(
        request, form, Head(_("Prestatie wijzigen"), sentence), submit=_("Wijziging bewaren"),
        back_url=entry_url(row), before=before, crumbs=crumbs(row),
    )  # fmt: skip


@page(
    f"{ROUTE}/schrappen",
    name="entry-withdraw",
    title=_("Prestatie schrappen"),
    door=staff.works_somewhere,
    does=withdraw_entry,
)
def withdraw(request: PageRequest, entry: UUID) -> HttpResponseBase:
    """The button: it counts for nothing any more."""
    row = one(queries_staff.own_entries(request.actor), entry)
    back = f"{reverse('timereg:my-work')}?maand={row.day:%Y-%m}"
    return press(request, withdraw_entry, row, told=_("De prestatie is geschrapt."), back=back)
