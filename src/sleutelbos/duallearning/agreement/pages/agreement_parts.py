"""How an agreement looks: its parties, days, week, pay, plan, suspensions and history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import timetable as hours
from sleutelbos.duallearning.agreement.allowance import money_text
from sleutelbos.duallearning.agreement.documents.wording import pay_sentence
from sleutelbos.duallearning.agreement.pages import looks
from sleutelbos.duallearning.agreement.pages.steps import PLAN, TERM, TIMETABLE, WORKPLACE
from sleutelbos.duallearning.agreement.queries.allowances import steps_of
from sleutelbos.duallearning.agreement.queries.terms import terms_of
from sleutelbos.duallearning.agreement.queries.versions import as_on
from sleutelbos.duallearning.agreement.states import Place
from sleutelbos.duallearning.agreement.timetable import Slot
from sleutelbos.duallearning.recognition.pages.looks import site_text
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.web import words
from sleutelbos.web.parts import Disclosure, Fact, Facts, Link, Listing, Part, Prose, Section

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Agreement, Suspension


def parties(row: Agreement) -> Facts:
    """Learner, company, school and the day numbers that everybody needs."""
    learner, recognition = row.learner, row.recognition
    facts = [
        Fact(_("Leerling"), learner.person.name),
        Fact(_("School"), learner.school.name),
        Fact(_("Opleiding"), learner.programme.name, learner.year_text),
        Fact(_("Type"), row.get_kind_display()),
        Fact(_("Onderneming"), looks.workplace_text(row)),
        Fact(_("Vestiging"), site_text(recognition.site) if recognition else "–"),
        Fact(_("Mentor"), row.mentor.person.name if row.mentor else "–"),
        Fact(_("Looptijd"), words.period_text(row.valid) or "–"),
        Fact(_("Trajectbegeleider"), row.guide.name),
    ]
    if learner.guardian:
        facts.insert(1, Fact(_("Vertegenwoordigd door"), learner.guardian))
    return Facts(facts)


def in_force(row: Agreement) -> Disclosure:
    """What counts now, folded, for who changes something of it."""
    now = as_on(row)
    return Disclosure(_("Wat nu geldt"), [parties(now), *_week(now), *_plan(now)])


def summary(row: Agreement, *, change: bool = False) -> list[Part]:
    """All that was filled in, with the way to change it."""
    return [
        Section(_("Partijen en looptijd"), [parties(row)], action=_change(row, TERM, change)),
        Section(_("Uurrooster"), _week(row), action=_change(row, TIMETABLE, change)),
        Section(_("Vergoeding"), pay(row)),
        Section(_("Opleidingsplan"), _plan(row), action=_change(row, PLAN, change)),
    ]


def _change(row: Agreement, step: str, change: bool) -> Link | None:
    if not change:
        return None
    about = {TERM: _("de looptijd"), TIMETABLE: _("het uurrooster"), PLAN: _("het opleidingsplan")}
    url = looks.agreement_url(row, step if row.recognition_id else WORKPLACE)
    return Link(_("Wijzig"), url, "pencil", about=about[step])


def _week(row: Agreement) -> list[Part]:
    slots = hours.read(row.timetable)
    lines = []
    for day in hours.DAYS:
        mine = hours.on_day(slots, day)
        if mine:
            lines.append([hours.day_name(day).capitalize(), *(_cell(mine, one) for one in Place)])
    headings = [_("Dag"), Place.WORK.label, Place.SCHOOL.label]
    listing = Listing(headings, lines, empty=_("Nog niet ingevuld."))
    return [listing, week_sentence(slots)] if slots else [listing]


def _cell(slots: Sequence[Slot], place: str) -> str:
    found = [slot for slot in slots if slot.place == place]
    return ", ".join(_hours(slot) for slot in found) or "–"


def _hours(slot: Slot) -> str:
    span = {"from": hours.clock_text(slot.starts), "to": hours.clock_text(slot.ends)}
    if not slot.rest:
        return _t("%(from)s tot %(to)s") % span
    return _t("%(from)s tot %(to)s, %(rest)s pauze") % {
        **span,
        "rest": words.minutes_text(slot.rest),
    }


def week_sentence(slots: Sequence[Slot]) -> Prose:
    """How many hours a week, where."""
    text = _t("Samen %(work)s uur per week op de werkplek en %(school)s uur op school.")
    return Prose(
        text
        % {
            "work": hours.hours_text(hours.minutes(slots, Place.WORK)),
            "school": hours.hours_text(hours.minutes(slots, Place.SCHOOL)),
        }
    )


def pay(row: Agreement) -> list[Part]:
    """What the learner gets over the whole term."""
    found: list[Part] = [Prose(pay_sentence(AgreementKind(row.kind)))]
    steps = steps_of(row)
    if steps:
        lines = [
            [
                words.day_text(step.first),
                str(step.category),
                money_text(step.cents),
                _t("als de leerling slaagt") if step.expected else "–",
            ]
            for step in steps
        ]
        headings = [_("Vanaf"), _("Categorie"), _("Per maand"), _("Opmerking")]
        found.append(Listing(headings, lines, numbers=(2,)))
    return found


def _plan(row: Agreement) -> list[Part]:
    lines = [[str(number), one] for number, one in enumerate(row.plan, start=1)]
    listing = Listing([_("Nummer"), _("Activiteit op de werkplek")], lines,
                      empty=_("Nog niet ingevuld."))  # fmt: skip
    return [listing, Prose(row.plan_note)] if row.plan_note else [listing]


def suspensions(row: Agreement, *, keeps: bool, why: bool) -> list[Part]:
    """When it stands or stood still, and ``why`` for who may know; nothing when it never did."""
    found = list(row.suspensions.order_by("-valid", "-pk"))
    if not found:
        return []
    acts = keeps and row.state == "registered"
    lines = [_suspension(one, acts=acts, why=why) for one in found]
    headings = [_("Dagen"), *([_("Waarom"), _("Toelichting")] if why else [])]
    headings += [_("Wijzigen")] if acts else []
    return [Section(_("Schorsingen"), [Listing(headings, lines)])]


def _suspension(one: Suspension, *, acts: bool, why: bool) -> list[Any]:
    period = words.period_text(one.valid)
    line: list[Any] = [period, *([one.get_cause_display(), one.note or "–"] if why else [])]
    if acts:
        url = reverse("duallearning:resume-agreement", args=[one.uid])
        line.append(Link(_("Einddag wijzigen"), url, about=period))
    return line


def known(row: Agreement) -> list[Part]:
    """What counts when, as we know it now and as we knew it before; once something changed."""
    rows = terms_of(row)
    if all(one.recorded.upper is None for one in rows):
        return []
    lines = [
        [
            words.period_text(one.valid),
            one.recognition.company.name,
            one.mentor.person.name,
            words.moment_text(one.recorded.lower),
            words.moment_text(one.recorded.upper) or _t("geldt nu"),
        ]
        for one in rows
    ]
    headings = [_("Geldt"), _("Onderneming"), _("Mentor"), _("Geregistreerd"), _("Tot")]
    sentence = _t("Wat geregistreerd werd, blijft hier staan, ook als het later anders werd.")
    return [Section(_("Wat gold wanneer"), [Listing(headings, lines)], sentence=sentence)]
