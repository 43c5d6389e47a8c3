"""'Mijn prestaties': the medewerker enters his hours, month by month, on a phone too (T13)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.actions.staff_entries import (
    copy_entries,
    enter_entry,
    present_entries,
)
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_forms import EnterForm
from sleutelbos.timereg.pages.staff_looks import (
    PURPOSE,
    entry_pill,
    entry_url,
    hours_text,
    month_text,
    press,
)
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries import limits as queries_limits
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules import limits, staff
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import (
    Button,
    Empty,
    Figure,
    Figures,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.timereg.models import ProjectMember, WorkEntry

MONTH = re.compile(r"(\d{4})-(\d{2})")
ROUTE = "tijdsregistratie/mijn-prestaties"
WEEK = 7


def month_of(text: str) -> date:
    """The month in the address (``2026-11``); this month for anything else."""
    found = MONTH.fullmatch(text)
    if found and 2000 <= int(found[1]) <= 2199 and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return clock.today().replace(day=1)


def _url(month: date, day: date | None = None) -> str:
    more = f"&dag={day.isoformat()}" if day else ""
    return f"{reverse('timereg:my-work')}?maand={month:%Y-%m}{more}"


@page(
    ROUTE,
    name="my-work",
    title=_("Mijn prestaties"),
    door=staff.works_somewhere,
    shows="timereg.own-entries",
    does=enter_entry,
    reveals=PURPOSE,
)
def my_work(request: PageRequest) -> HttpResponseBase:
    """A form for one more prestatie, the balance of the year, and the month week by week."""
    by = request.actor
    if by.pk is not None:
        reveal(request, [by.pk])
    month = month_of(request.GET.get("maand", ""))
    entries = _of_month(by, month)
    members = queries_staff.hour_members(by)
    if not members:
        return show.page(request, Head(_("Mijn prestaties")), _nothing(), *_weeks(entries))
    day = words.parse_day(request.GET.get("dag", "")) or clock.today()
    initial = {"day": day}
    form = EnterForm.of(request, members=members, initial=initial)

    def do(form: EnterForm) -> str:
        member = next(row for row in members if str(row.uid) == form.cleaned_data["project"])
        entry = enter_entry.keyed(form.key, by, member, work=form.work())
        show.toast(
            request,
            _t("%(hours)s op %(day)s is bewaard.")
            % {"hours": hours_text(entry), "day": words.day_text(entry.day)},
        )
        for finding in coincidence.of_entry(entry):
            show.toast(request, finding.sentence, tone="warn")
        return _url(entry.day.replace(day=1), entry.day)

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(_("Mijn prestaties"), _sentence(entries), primary=_copy(by, day)),
        submit=_("Bewaren"),
        before=[*_earlier(by, month), _balance(by, members, month)],
        after=[_months(month), *_weeks(entries)],
    )


def _nothing() -> Part:
    return Empty(
        _("U staat op geen enkel project met uren"),
        _("De promotor van uw organisatie zet u op een project. Daarna geeft u hier uw uren in."),
        icon="clock",
    )


def _of_month(by: Actor, month: date) -> list[WorkEntry]:
    rows = queries_staff.own_entries(by).filter(day__gte=month, day__lt=limits.next_month(month))
    return list(rows.exclude(state="withdrawn").order_by("day", "span", "pk"))


def _sentence(entries: Sequence[WorkEntry]) -> str:
    open_ = [row for row in entries if row.state in ("draft", "returned")]
    if not open_:
        return _t("Geef uw uren in en leg ze per week voor aan uw leidinggevende.")
    text = ngettext(
        "%s prestatie is nog niet voorgelegd. Leg ze voor per week.",
        "%s prestaties zijn nog niet voorgelegd. Leg ze voor per week.",
        len(open_),
    )
    return text % len(open_)


def _earlier(by: Actor, month: date) -> list[Part]:
    """What was left behind in an earlier month, and the way to it."""
    rows = queries_staff.own_entries(by).filter(
        state__in=("draft", "returned"), aside=False, day__lt=month
    )
    days = list(rows.order_by("day").values_list("day", flat=True))
    if not days:
        return []
    sentence = ngettext(
        "Van een vorige maand is %s prestatie nog niet voorgelegd.",
        "Van vorige maanden zijn %s prestaties nog niet voorgelegd.",
        len(days),
    )
    first = days[0].replace(day=1)
    return [Note(sentence % len(days), "warn", action=Link(month_text(first), _url(first)))]


def _copy(by: Actor, day: date) -> Button | None:
    """Take over what was done on the last day before, when the day is still empty."""
    rows = queries_staff.own_entries(by).filter(aside=False).exclude(state="withdrawn")
    if rows.filter(day=day).exists() or day > clock.today():
        return None
    last = rows.filter(day__lt=day).order_by("-day").values_list("day", flat=True).first()
    if last is None:
        return None
    label = _t("Neem %(last)s over op %(day)s") % {
        "last": words.day_text(last),
        "day": words.day_text(day),
    }
    fields = {"van": last.isoformat(), "dag": day.isoformat()}
    return Button(label, reverse("timereg:copy-work"), fields, icon="copy")


def _balance(by: Actor, members: Sequence[ProjectMember], month: date) -> Part:
    assert by.pk is not None
    year = queries_limits.balance_of(by.pk, month, members[0].project.call.code)
    return Figures(
        [
            Figure(_t("Nog over in %s") % month.year, limits.shown(year.left)),
            Figure(
                _t("Ingegeven in %s") % month.year,
                limits.shown(year.used),
                _t("van hoogstens %s, over al uw projecten") % limits.shown(year.most),
            ),
        ]
    )


def _months(month: date) -> Part:
    """The way to the month before and after."""
    before = (month - timedelta(days=1)).replace(day=1)
    after = limits.next_month(month)
    ways: list[Link | Button] = [Link(month_text(before), _url(before), "chevron-left", "quiet")]
    if after <= clock.today():
        ways.append(Link(month_text(after), _url(after), "chevron-right", "quiet"))
    return (
        Section(month_text(month), [], action=ways[-1])
        if len(ways) == 1
        else Section(month_text(month), [ways[0]], action=ways[1])
    )


def _weeks(entries: Sequence[WorkEntry]) -> list[Part]:
    """A section for each week with entries, the last one first."""
    weeks: dict[date, list[WorkEntry]] = {}
    for row in entries:
        weeks.setdefault(row.day - timedelta(days=row.day.weekday()), []).append(row)
    if not weeks:
        return [Note(_("In deze maand staat nog niets."))]
    return [_week(monday, rows) for monday, rows in sorted(weeks.items(), reverse=True)]


def _week(monday: date, rows: list[WorkEntry]) -> Part:
    open_ = [row for row in rows if row.state in ("draft", "returned") and not row.aside]
    button = None
    if open_:
        fields = {"rij": ",".join(str(row.uid) for row in open_)}
        about = words.day_text(monday)
        button = Button(
            _("Leg deze week voor"), reverse("timereg:present-work"), fields, "primary", "send",
            about=about,
        )  # fmt: skip
    title = _t("Week van %(first)s tot en met %(last)s") % {
        "first": words.day_text(monday),
        "last": words.day_text(monday + timedelta(days=WEEK - 1)),
    }
    total = sum(row.minutes for row in rows if not row.aside)
    listing = Listing(
        (_("Dag"), _("Duur"), _("Project"), _("Wat"), _("Staat")),
        [
            [
                Link(words.day_text(row.day), entry_url(row), about=row.activity),
                hours_text(row),
                row.member.project.number,
                row.activity,
                entry_pill(row),
            ]
            for row in rows
        ],
    )
    sentence = _t("Samen %s.") % limits.shown(total)
    return Section(title, [listing], action=button, sentence=sentence)


@page(
    f"{ROUTE}/voorleggen",
    name="present-work",
    title=_("Prestaties voorleggen"),
    door=staff.works_somewhere,
    does=present_entries,
)
def present(request: PageRequest) -> HttpResponseBase:
    """The button of a week: everything in it to the leidinggevende."""
    keys = request.POST.get("rij", "").split(",")
    rows = queries_staff.by_uids(queries_staff.own_entries(request.actor), keys)
    month = rows[0].day.replace(day=1) if rows else clock.today().replace(day=1)
    return press(request, present_entries, rows, told=_presented, back=_url(month))


def _presented(rows: Sequence[WorkEntry]) -> str:
    text = ngettext(
        "%(count)s prestatie wacht nu op %(who)s.",
        "%(count)s prestaties wachten nu op %(who)s.",
        len(rows),
    )
    who = sorted({str(row.member.supervisor) for row in rows})
    return text % {"count": len(rows), "who": ", ".join(who)}


@page(
    f"{ROUTE}/overnemen",
    name="copy-work",
    title=_("Prestaties overnemen"),
    door=staff.works_somewhere,
    does=copy_entries,
)
def copy(request: PageRequest) -> HttpResponseBase:
    """The button that takes over an earlier day."""
    source = words.parse_day(request.POST.get("van", ""))
    day = words.parse_day(request.POST.get("dag", "")) or clock.today()
    found: list[WorkEntry] = []
    if source is not None:
        rows = queries_staff.own_entries(request.actor).filter(day=source, aside=False)
        found = list(rows.exclude(state="withdrawn").order_by("pk"))
    told = _t("Overgenomen op %s. Kijk na of het klopt.") % words.day_text(day)
    back = _url(day.replace(day=1), day)
    return press(request, copy_entries, found, day=day, told=told, back=back)
