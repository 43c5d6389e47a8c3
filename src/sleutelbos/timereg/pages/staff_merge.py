"""Two rows of one person: look what would happen, merge, and undo (T15, S22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.actions.staff_merge import merge_people, undo_merge
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_forms import MergeForm, PickDouble
from sleutelbos.timereg.pages.staff_looks import (
    PURPOSE,
    entry_pill,
    hours_text,
    month_text,
    months_text,
    percent_text,
    press,
)
from sleutelbos.timereg.queries import people as queries_people
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.queries.merging import Preview
from sleutelbos.timereg.rules import roles
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
    Figure,
    Figures,
    Head,
    Listing,
    Note,
    Part,
    Pill,
)
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.register.public import Person
    from sleutelbos.timereg.models import MergeRecord, ProjectMember
    from sleutelbos.timereg.rules.merging import Clash

ROUTE = "tijdsregistratie/samenvoegingen"


def record_url(record: MergeRecord) -> str:
    """The page of a merge."""
    return reverse("timereg:merge-record", args=[record.uid])


def _pill(record: MergeRecord) -> Pill:
    if record.undone_at is not None:
        return Pill(_("Ongedaan gemaakt"), "neutral")
    return Pill(_("Samengevoegd"), "ok")


@page(
    "tijdsregistratie/medewerkers/<uuid:member>/samenvoegen",
    name="merge",
    title=_("Dubbele persoon samenvoegen"),
    door=roles.prepares_somewhere,
    does=merge_people,
    reveals=PURPOSE,
)
def merge(request: PageRequest, member: UUID) -> HttpResponseBase:
    """First who the double is; then what would happen, and what does not count."""
    by = request.actor
    row = one(queries_staff.kept_by(by), member)
    people = queries_people.other_members(by, row)
    reveal(request, [row.person_id, *(person.pk for person in people)])
    gone = next((one for one in people if str(one.uid) == request.GET.get("met", "")), None)
    if gone is None:
        return _pick(request, row, people)
    preview = Preview(row.organisation, row.person, gone)
    if obstacle := preview.obstacle():
        head = Head(_("Dit kan nog niet"), obstacle)
        return show.page(request, head, crumbs=_crumbs(row))
    clashes = preview.clashes()
    form = MergeForm.of(
        request,
        rows=_choices(preview, clashes),
        needed=bool(clashes),
        initial={"aside": _suggested(preview, clashes)},
    )

    def do(form: MergeForm) -> str:
        record = merge_people.keyed(
            form.key, by, row.person, gone, row.organisation,
            reason=form.cleaned_data["reason"], aside=form.cleaned_data.get("aside", []),
        )  # fmt: skip
        show.toast(request, _t("%s is samengevoegd. Alles is bewaard.") % gone)
        return record_url(record)

    head = Head(
        _t("%(gone)s samenvoegen met %(kept)s") % {"gone": gone, "kept": row.person},
        _t("Alles gaat over naar %s. U kunt het later ongedaan maken.") % row.person,
        kicker=row.organisation.name,
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Samenvoegen"),
        back_url=reverse("timereg:member", args=[row.uid]), before=_before(preview, clashes),
        crumbs=_crumbs(row),
    )  # fmt: skip


def _crumbs(row: ProjectMember) -> list[Crumb]:
    return [
        Crumb(_("Medewerkers"), reverse("timereg:members")),
        Crumb(row.person.name, reverse("timereg:member", args=[row.uid])),
        Crumb(_("Samenvoegen")),
    ]


def _pick(request: PageRequest, row: ProjectMember, people: list[Person]) -> HttpResponseBase:
    """Who is the same person as this medewerker."""
    form = PickDouble.of(request, people=people)
    here = reverse("timereg:merge", args=[row.uid])
    head = Head(
        _t("Is %s een dubbel?") % row.person,
        _("Kies de andere persoon. U ziet eerst wat er zou gebeuren."),
    )
    if not people:
        empty = Empty(_("Uw organisatie heeft geen andere medewerkers"), icon="users")
        return show.page(request, head, empty, crumbs=_crumbs(row))
    answer = handle(request, form, lambda form: f"{here}?met={form.cleaned_data['gone']}")
    return answer or show.form(
        request, form, head, submit=_("Bekijk wat er gebeurt"),
        back_url=reverse("timereg:member", args=[row.uid]), crumbs=_crumbs(row),
    )  # fmt: skip


def _before(preview: Preview, clashes: Sequence[Clash]) -> list[Part]:
    parts: list[Part] = [
        Figures(
            [
                Figure(_("Prestaties die overgaan"), preview.entries),
                Figure(_("Toewijzingen die overgaan"), preview.allocations),
                Figure(_("Botsingen"), len(clashes), _("kies hieronder wat niet meetelt")),
            ]
        )
    ]
    if clashes:
        lines = [[_when(clash), _why(clash)] for clash in clashes]
        parts.append(Listing((_("Wanneer"), _("Wat botst")), lines))
    else:
        parts.append(Note(_("Niets botst: alles blijft meetellen."), "ok"))
    return parts


def _when(clash: Clash) -> str:
    return month_text(clash.when) if clash.kind == "month" else words.day_text(clash.when)


def _why(clash: Clash) -> str:
    if clash.kind == "overlap":
        return _t("Twee prestaties op hetzelfde uur")
    if clash.kind == "day":
        return _t("Meer uren dan er in een dag zijn")
    return _t("Samen meer dan een voltijdse")


def _choices(preview: Preview, clashes: Sequence[Clash]) -> list[tuple[str, str]]:
    """The rows of every clash and the likely doubles, each with whose it is."""
    wanted = {key for clash in clashes for key in clash.keys} | preview.twice()
    entries, allocations = preview.counted
    found = [
        (
            str(row.uid),
            f"{words.day_text(row.day)}, {hours_text(row)}, {row.member.project.number}, "
            f"{row.activity} ({row.person}, {entry_pill(row).text})",
        )
        for row in entries
        if str(row.uid) in wanted
    ]
    found += [
        (
            str(row.uid),
            f"{months_text(row)}, {percent_text(row)}, {row.member.project.number} ({row.person})",
        )
        for row in allocations
        if str(row.uid) in wanted
    ]
    return found


def _suggested(preview: Preview, clashes: Sequence[Clash]) -> list[str]:
    """What was probably entered twice by who disappears."""
    clashing = {key for clash in clashes for key in clash.keys}
    return sorted(preview.twice() & clashing)


@page(
    ROUTE,
    name="merges",
    title=_("Samenvoegingen"),
    door=roles.prepares_somewhere,
    shows="timereg.merges",
    reveals=PURPOSE,
)
def merges(request: PageRequest) -> HttpResponseBase:
    """Everything that was merged in the organisation, the latest first."""
    table = Table(
        request,
        queries_staff.merges_for(request.actor),
        [
            Column("wie", _("Wie"), lambda row: f"{row.gone} → {row.kept}", link=record_url),
            Column("op", _("Samengevoegd op"), "merged_at", kind="date", sort="merged_at"),
            Column("door", _("Door"), "merged_by.name"),
            Column("staat", _("Staat"), _pill, kind="pill"),
        ],
        name="samenvoegingen",
        order="-op",
        person=lambda row: row.kept_id,
        empty=Empty(
            _("Nog niets samengevoegd"),
            _("Staat iemand er twee keer in, open dan zijn pagina bij Medewerkers."),
            icon="users",
        ),
    )
    sentence = _("Dubbele personen die u samenvoegde. Elke samenvoeging kunt u ongedaan maken.")
    return show.listing(request, Head(_("Samenvoegingen"), sentence), table)


@page(
    f"{ROUTE}/<uuid:record>",
    name="merge-record",
    title=_("Samenvoeging"),
    door=roles.prepares_somewhere,
    shows="timereg.merge",
    reveals=PURPOSE,
)
def record_page(request: PageRequest, record: UUID) -> HttpResponseBase:
    """What was moved, and the way back."""
    row = one(queries_staff.merges_for(request.actor), record)
    reveal(request, [row.kept_id, row.gone_id])
    moved = [line for line in row.moved["entries"] if line["member"] != line["to"]]
    given = [line for line in row.moved["allocations"] if line["member"] != line["to"]]
    facts = Facts(
        [
            Fact(_("Blijft"), row.kept.name),
            Fact(_("Ging op in de andere"), row.gone.name),
            Fact(_("Waarom"), row.reason),
            Fact(_("Samengevoegd op"), row.merged_at, str(row.merged_by)),
            Fact(_("Prestaties"), len(moved)),
            Fact(_("Toewijzingen"), len(given)),
            Fact(_("Ongedaan gemaakt op"), row.undone_at),
        ]
    )
    undo = Button(
        _("Ongedaan maken"), reverse("timereg:merge-undo", args=[row.uid]), icon="undo-2",
        decision=undo_merge.check(request.actor, row), expected=False,
    )  # fmt: skip
    head = Head(f"{row.gone} → {row.kept}", row.organisation.name, pill=_pill(row))
    crumbs = [Crumb(_("Samenvoegingen"), reverse("timereg:merges")), Crumb(row.kept.name)]
    return show.page(request, head, facts, crumbs=crumbs, aside=[Actions([undo])])


@page(
    f"{ROUTE}/<uuid:record>/ongedaan",
    name="merge-undo",
    title=_("Samenvoeging ongedaan maken"),
    door=roles.prepares_somewhere,
    does=undo_merge,
)
def undo(request: PageRequest, record: UUID) -> HttpResponseBase:
    """The button: everything back where it was."""
    row = one(queries_staff.merges_for(request.actor), record)
    told = _("Alles staat terug zoals voor de samenvoeging.")
    return press(request, undo_merge, row, told=told, back=record_url(row))
