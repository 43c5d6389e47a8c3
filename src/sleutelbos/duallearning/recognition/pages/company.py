"""One company, for who searches companies: of the rest what each role may see (S3, W14–W17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import messages_counted
from sleutelbos.duallearning.recognition.changes import said
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.attached import attached
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.mandates import mandate_pill, mandate_url
from sleutelbos.duallearning.recognition.pages.sanctions import sanction_pill, sanction_url
from sleutelbos.duallearning.recognition.pages.tasks import task_pill, task_url
from sleutelbos.duallearning.recognition.queries.mandates import mandates_for
from sleutelbos.duallearning.recognition.queries.sanctions import sanctions_for
from sleutelbos.duallearning.recognition.queries.scope import (
    companies_for,
    mentors_for,
    recognitions_for,
    requests_for,
)
from sleutelbos.duallearning.recognition.queries.tasks import tasks_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.sanctions import reads_sanctions
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import (
    KboChange,
    Organisation,
    Site,
    Status,
    kbo_events_of,
    numbers_of,
    shown_number,
)
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Fact, Facts, Head, Link, Listing, Part, Pill, Section

if TYPE_CHECKING:
    from sleutelbos.register.public import KboEvent

MOST = 50  # rows of each sort; the lists of Werkplek Duaal have them all
EXPLAINED = (KboChange.MOVED, KboChange.SITUATION)


@page(
    "duaal/ondernemingen/<uuid:uid>",
    name="company",
    title=_("Onderneming"),
    door=roles.searches_companies,
    shows="duallearning.company",
    reveals=PURPOSE,
)
def company(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Its vestigingen, and what my role may see of its recognitions, requests and the rest."""
    by = request.actor
    row = one(companies_for(by), uid)
    sites = list(row.sites.order_by("name", "number", "pk"))
    stopped = row.status == Status.STOPPED
    head = Head(
        row.name, _sentence(row), kicker=looks.number_of(row),
        pill=Pill(_("Stopgezet"), "stop") if stopped else Pill(_("Actief"), "ok"),
    )  # fmt: skip
    parts: list[Part] = [
        _facts(row), _sites(sites), *_recognitions(by, row), *_requests(by, row),
        *_mentors(request, row), *_sanctions(by, row), *_tasks(by, row), *_mandates(by, row),
        *attached(by, row), *_kbo(by, row, sites),
    ]  # fmt: skip
    crumbs = [Crumb(_("Ondernemingen"), reverse("duallearning:companies")), Crumb(row.name)]
    return show.page(request, head, *parts, crumbs=crumbs)


def _sentence(row: Organisation) -> str:
    count = row.recognitions.filter(state="active").count()
    if not count:
        return _t("Deze onderneming heeft geen actieve erkenning.")
    return ngettext("%s actieve erkenning.", "%s actieve erkenningen.", count) % words.number_text(
        count
    )


def _facts(row: Organisation) -> Facts:
    facts = [
        Fact(_("Ondernemingsnummer"), looks.number_of(row) or "–"),
        Fact(_("Zetel"), row.address or "–"),
    ]
    if row.stopped_on is not None:
        facts.append(Fact(_("Stopgezet op"), words.day_text(row.stopped_on)))
    return Facts(facts)


def _list(
    title: type_of_text, headings: Sequence[type_of_text], lines: Sequence[Sequence[Any]],
    empty: type_of_text,
) -> Section:  # fmt: skip
    return Section(title, [Listing(headings, list(lines), empty=empty)])


def _sites(rows: list[Site]) -> Section:
    lines = [
        [str(one), shown_number(one.number) if one.number else "–", one.address or "–",
         Pill(_("Actief"), "ok") if one.status == Status.ACTIVE else Pill(_("Stopgezet"), "stop")]
        for one in rows
    ]  # fmt: skip
    headings = [_("Vestiging"), _("Nummer"), _("Adres"), _("Toestand")]
    return _list(_("Vestigingen"), headings, lines, _("De KBO kent geen vestiging."))


def _recognitions(by: Actor, row: Organisation) -> list[Part]:
    if not roles.reads_recognitions(by):
        return []
    rows = recognitions_for(by).filter(company=row).order_by("-valid", "pk")[:MOST]
    lines = [
        [Link(one.number, looks.recognition_url(one)), str(one.site), one.programme.name,
         words.period_text(one.valid), looks.recognition_pill(one)]
        for one in rows
    ]  # fmt: skip
    headings = [_("Erkenning"), _("Vestiging"), _("Opleiding"), _("Geldt"), _("Toestand")]
    empty = _("Geen erkenningen die u mag zien.")
    return [_list(_("Erkenningen"), headings, lines, empty)]


def _requests(by: Actor, row: Organisation) -> list[Part]:
    if not roles.reads_requests(by):
        return []
    rows = list(requests_for(by).filter(company=row).order_by("-submitted_at", "-pk")[:MOST])
    counted = messages_counted(rows) if roles.handles_somewhere(by) else {}
    lines: list[list[Any]] = [
        [Link(found.number, looks.request_url(found)), str(found.site), found.programme.name,
         [looks.request_pill(found), words.day_text(found.submitted_at),
          *_messages(counted.get(found.pk, 0))]]
        for found in rows
    ]  # fmt: skip
    headings = [_("Aanvraag"), _("Vestiging"), _("Opleiding"), _("Toestand, ingediend")]
    empty = _("Geen aanvragen die u mag zien.")
    return [_list(_("Aanvragen"), headings, lines, empty)]


def _messages(count: int) -> list[str]:
    if not count:
        return []
    return [ngettext("%s bericht", "%s berichten", count) % words.number_text(count)]


def _mentors(request: PageRequest, row: Organisation) -> list[Part]:
    by = request.actor
    if not roles.follows_mentors(by):
        return []
    rows = list(mentors_for(by).filter(request__company=row).order_by("-pk")[:MOST])
    reveal(request, [one.person_id for one in rows])
    lines = [
        [one.person.name, str(one.request.site), one.request.programme.name,
         Link(one.request.number, looks.request_url(one.request)), looks.mentor_pill(one)]
        for one in rows
    ]  # fmt: skip
    headings = [_("Mentor"), _("Vestiging"), _("Opleiding"), _("Aanvraag"), _("Toestand")]
    return [_list(_("Mentoren"), headings, lines, _("Geen mentoren die u mag zien."))]


def _sanctions(by: Actor, row: Organisation) -> list[Part]:
    if not reads_sanctions(by):
        return []
    rows = sanctions_for(by).filter(recognition__company=row).order_by("-proposed_at", "-pk")
    lines = [
        [Link(one.get_kind_display(), sanction_url(one)), one.recognition.number,
         words.day_text(one.proposed_at), sanction_pill(one)]
        for one in rows[:MOST]
    ]  # fmt: skip
    headings = [_("Stap"), _("Erkenning"), _("Begonnen"), _("Toestand")]
    empty = _("Geen begeleiding en geen sancties")
    return [_list(_("Begeleiding en sancties"), headings, lines, empty)]


def _tasks(by: Actor, row: Organisation) -> list[Part]:
    if not roles.handles_somewhere(by):
        return []
    rows = tasks_for(by).filter(recognition__company=row).order_by("-opened_at", "-pk")
    lines = [
        [Link(one.get_kind_display(), task_url(one)), one.recognition.number,
         words.day_text(one.opened_at), task_pill(one)]
        for one in rows[:MOST]
    ]  # fmt: skip
    headings = [_("Taak"), _("Erkenning"), _("Sinds"), _("Toestand")]
    return [_list(_("Taken"), headings, lines, _("Geen taken"))]


def _mandates(by: Actor, row: Organisation) -> list[Part]:
    if not roles.registers_somewhere(by):
        return []
    rows = mandates_for(by).filter(mandate__giver=row).order_by("-registered_at", "-pk")
    lines = [
        [Link(str(one.mandate.organisation), mandate_url(one)),
         words.period_text(one.mandate.valid), mandate_pill(one)]
        for one in rows[:MOST]
    ]  # fmt: skip
    headings = [_("Gemachtigd"), _("Geldt"), _("Toestand")]
    empty = _("Uw organisatie heeft geen machtiging van deze onderneming.")
    return [_list(_("Machtigingen"), headings, lines, empty)]


def _kbo(by: Actor, row: Organisation, sites: list[Site]) -> list[Part]:
    """What the KBO told, for who examines whether recognitions stay valid (S2)."""
    if not roles.handles_somewhere(by):
        return []
    places = {one.number: str(one) for one in sites if one.number}
    numbers = [*places, *numbers_of(row).values()]
    lines = [
        [words.day_text(one.at), places.get(one.number, row.name),
         str(KboChange(one.kind).label), _told(one)]
        for one in kbo_events_of(numbers)[:MOST]
    ]  # fmt: skip
    headings = [_("Gemeld"), _("Waar"), _("Wijziging"), _("Inhoud")]
    empty = _("De KBO meldde nog geen wijziging.")
    return [_list(_("Wijzigingen in de KBO"), headings, lines, empty)]


def _told(event: KboEvent) -> str:
    """From what to what; of a natural person only that it changed."""
    natural = event.before.get("natural") or event.after.get("natural")
    if natural or event.kind not in EXPLAINED:
        return "–"
    before, after = said(event)
    return _t("van %(was)s naar %(becomes)s") % {"was": before or "–", "becomes": after or "–"}
