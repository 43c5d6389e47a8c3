"""'Knipperlichten': what burns at companies of the partnership, and what is done about it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.looks import beside, company_url, primary_of
from sleutelbos.duallearning.recognition.pages.request_parts import history
from sleutelbos.duallearning.signals.actions.signals import ignore_signal, see_signal
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.models import Signal
from sleutelbos.duallearning.signals.pages import looks
from sleutelbos.duallearning.signals.pages.attaching import listed
from sleutelbos.duallearning.signals.pages.forms import IgnoreForm, SignalFilter
from sleutelbos.duallearning.signals.queries.scope import follow_ups_of, signals_for
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
    Section,
)
from sleutelbos.web.press import ask, press
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:signals"
COLUMNS = [
    Column("onderneming", _("Onderneming"), "company.name", sort="company__name",
           link=looks.signal_url),
    Column("knipperlicht", _("Knipperlicht"), "light.name", sort="light__name"),
    Column("gemeten", _("Gemeten"), looks.value_text, sort="value"),
    Column("sinds", _("Sinds"), "lit_at", sort="lit_at", kind="date"),
    Column("gewicht", _("Gewicht"), lambda row: looks.level_pill(row.light), kind="pill",
           sort="light__level"),
    Column("toestand", _("Toestand"), looks.signal_pill, sort="state", kind="pill"),
]  # fmt: skip


@page(
    "duaal/knipperlichten",
    name="signals",
    title=_("Knipperlichten"),
    door=roles.reads_signals,
    shows="duallearning.signals",
)
def signals(request: PageRequest) -> HttpResponseBase:
    """Where it burns; with a filter also what went out."""
    empty = Empty(
        _("Er brandt niets"),
        _("Uw Beheerder stelt knipperlichten in. Ze worden elke nacht nagekeken."),
        icon="bell",
    )
    table = Table(
        request, signals_for(request.actor), COLUMNS, name="knipperlichten",
        filters=SignalFilter, order="-sinds", empty=empty,
    )  # fmt: skip
    sentence = ngettext("%s knipperlicht.", "%s knipperlichten.", table.count)
    head = Head(_("Knipperlichten"), sentence % words.number_text(table.count))
    return show.listing(request, head, table)


@page(
    "duaal/knipperlichten/<uuid:uid>",
    name="signal",
    title=_("Knipperlicht bij een onderneming"),
    door=roles.reads_signals,
    shows="duallearning.signal",
    does=see_signal,
    reveals=looks.PURPOSE,
)
def signal(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One that burns or burned, with its acties."""
    by = request.actor
    row = one(signals_for(by), uid)
    if request.method == "POST":
        told = _t("Gezien. Plan een actie, of negeer het met een reden.")
        return press(request, see_signal, row, told=told, back=looks.signal_url(row))
    reveal(request, looks.persons_of(by, row))
    ways = _ways(by, row)
    primary = primary_of(ways)
    head = Head(
        row.company.name, METRICS[row.light.metric].meaning, pill=looks.signal_pill(row),
        kicker=row.light.name, primary=primary,
    )  # fmt: skip
    done = listed(by, follow_ups_of(by, signal=row))
    parts: list[Part] = [
        *_ignored(row),
        Facts(_facts(by, row)),
        Section(_("Acties"), [done]),
        history(row),
    ]
    crumbs = [Crumb(_("Knipperlichten"), reverse(LIST)), Crumb(row.company.name)]
    return show.page(
        request, head, *parts, crumbs=crumbs, aside=beside(request.path, ways, but=primary)
    )


def _facts(by: Actor, row: Signal) -> list[Fact]:
    facts = [
        Fact(_("Onderneming"), Link(row.company.name, company_url(row.company))),
        Fact(row.kind_of_subject.label, looks.subject_text(by, row)),
        Fact(_("Gemeten"), looks.value_text(row)),
        Fact(_("Wanneer het brandt"), looks.rule_text(row.light)),
        Fact(_("Brandt sinds"), words.day_text(row.lit_at)),
        Fact(_("Gewicht"), looks.level_pill(row.light)),
    ]
    if row.out_at is not None:
        facts.append(Fact(_("Ging uit op"), words.day_text(row.out_at)))
    return facts


def _ignored(row: Signal) -> list[Part]:
    if row.state != "ignored":
        return []
    until = words.day_text(row.ignored_until)
    return [Note(row.reason, "info", _t("Genegeerd tot en met %s") % until)]


def _ways(by: Actor, row: Signal) -> list[Link | Button]:
    found: list[Link | Button] = []
    if row.state not in ("out", "ignored"):
        url = looks.signal_url(row, "answer-signal")
        found.append(Link(_("Actie plannen"), url, "plus", "primary"))
    if see_signal.check(by, row):
        found.append(Button(_("Gezien"), looks.signal_url(row), icon="eye"))
    if ignore_signal.check(by, row, until=clock.today(), reason=""):
        url = looks.signal_url(row, "ignore-signal")
        found.append(Link(_("Voorlopig negeren"), url, "eye-off", "quiet"))
    return found


@page(
    "duaal/knipperlichten/<uuid:uid>/negeren",
    name="ignore-signal",
    title=_("Knipperlicht negeren"),
    door=roles.reads_signals,
    does=ignore_signal,
    reveals=looks.PURPOSE,
)
def ignore(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Until a day, with the reason; burns it still then, it comes back."""
    row = one(signals_for(request.actor), uid)
    if row.state not in ("new", "seen"):
        raise Http404
    return ask(
        request, IgnoreForm.of(request), ignore_signal, row,
        head=Head(_("Knipperlicht negeren"), row.light.name, kicker=row.company.name),
        submit=_("Negeren"), told=_("Het knipperlicht telt voorlopig niet."),
        back=looks.signal_url(row),
        crumbs=[Crumb(_("Knipperlichten"), reverse(LIST)), Crumb(_("Negeren"))],
    )  # fmt: skip
