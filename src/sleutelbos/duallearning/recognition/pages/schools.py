"""Schools in the portal; a CVO asks to be added and the department decides (S1, G17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.schools import (
    Asked,
    approve_school,
    ask_school,
    refuse_school,
)
from sleutelbos.duallearning.recognition.models import SchoolRequest
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries import schools as queries
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules import schools as rules
from sleutelbos.duallearning.recognition.states_offer import school_request_flow
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import Address, KeyKind, numbers_of
from sleutelbos.web import show, words
from sleutelbos.web.forms import FilterForm, Form, SearchField, TextField, handle, key_of
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal, see_other
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
    Section,
)
from sleutelbos.web.tables import Column, Table

PURPOSE = Reveals(_("Beslissen of een school aan Werkplek Duaal wordt toegevoegd"))
ASK = _("Toegang vragen voor een CVO")


class AskForm(Form):
    """Which school, and what one does there."""

    number = TextField(
        label=_("Instellingsnummer"), help_text=_("Drie tot zes cijfers."), max_length=12
    )
    name = TextField(label=_("Naam van het CVO"), max_length=320)
    street = TextField(label=_("Straat"), required=False, max_length=300)
    house_number = TextField(label=_("Huisnummer"), required=False, max_length=30)
    postcode = TextField(label=_("Postcode"), required=False, max_length=20)
    municipality = TextField(label=_("Gemeente"), required=False)
    position = TextField(label=_("Wat doet u daar?"), help_text=_("Bijvoorbeeld directeur."))

    def asked(self) -> Asked:
        """What was filled in."""
        found = self.cleaned_data
        names = ("street", "house_number", "postcode", "municipality")
        address = Address(**{name: found[name] for name in names})
        return Asked(found["number"], found["name"], found["position"], address)


def pill(row: SchoolRequest) -> Pill:
    """Where a request stands."""
    return Pill.of(school_request_flow, row.state)


@page(
    "duaal/cvo",
    name="ask-school",
    title=ASK,
    door=rules.asks,
    does=ask_school,
    capacity=False,
)
def ask(request: PageRequest) -> HttpResponseBase:
    """A school of adult education asks by its instellingsnummer; below it what one asked."""
    by = request.actor
    form = AskForm.of(request)

    def do(form: AskForm) -> str:
        ask_school.keyed(form.key, by, form.asked())
        show.toast(request, _t("Uw aanvraag is verstuurd. U krijgt een mail met de beslissing."))
        return reverse("duallearning:ask-school")

    head = Head(
        ASK, _("Scholen van het secundair onderwijs komen er vanzelf bij. Een CVO vraagt het hier.")
    )
    mine = [
        [row.name, row.number, pill(row), row.reason or "–"]
        for row in queries.school_requests_for(by).filter(asked_by=by.pk)
    ]
    headings = [_("School"), _("Instellingsnummer"), _("Toestand"), _("Reden")]
    after: list[Part] = [Section(_("Uw aanvragen"), [Listing(headings, mine)])] if mine else []
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Aanvraag versturen"), after=after,
        aside=[looks.help_box(request.path)],
    )  # fmt: skip


class RefusalForm(Form):
    """Why the school is not added; who asked reads it."""

    reason = TextField(
        label=_("Waarom weigert u?"), help_text=_("Wie het vroeg, leest dit."), rows=3
    )


class SchoolFilter(FilterForm):
    """Schools by name, number or municipality."""

    zoek = SearchField(label=_("Naam, nummer of gemeente"))

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The schools that fit."""
        text = chosen.get("zoek", "")
        fits = Q(name__icontains=text) | Q(municipality__icontains=text)
        if text.isdigit():
            fits |= Q(pk__in=queryset.filter(identifiers__value__startswith=text).values("pk"))
        return queryset.filter(fits) if text else queryset


COLUMNS = [
    Column("school", _("School"), "name", sort="name"),
    Column("nummer", _("Instellingsnummer"),
           lambda row: numbers_of(row).get(KeyKind.INR, "")),
    Column("gemeente", _("Gemeente"), "municipality", sort="municipality"),
    Column("opleidingen", _("Opleidingen"), "offered", sort="offered", kind="number"),
]  # fmt: skip


@page(
    "duaal/scholen",
    name="schools",
    title=_("Scholen"),
    door=roles.is_officer,
    shows="duallearning.schools",
    reveals=PURPOSE,
)
def schools(request: PageRequest) -> HttpResponseBase:
    """The schools in the portal, and above them those that ask to be added."""
    by = request.actor
    table = Table(
        request, queries.schools_for(by), COLUMNS, name="scholen", filters=SchoolFilter,
        order="school",
        empty=Empty(_("Nog geen scholen"), _("Lees goedgekeurde programmaties in."), icon="school"),
    )  # fmt: skip
    told = ngettext("%s school in Werkplek Duaal.", "%s scholen in Werkplek Duaal.", table.count)
    upload = reverse("duallearning:import-programming")
    head = Head(
        _("Scholen"), told % words.number_text(table.count),
        primary=Link(_("Goedgekeurde programmaties inlezen"), upload, "upload", "primary"),
    )  # fmt: skip
    waiting = list(queries.school_requests_for(by).filter(state="open"))
    reveal(request, [row.asked_by_id for row in waiting])
    before: list[Part] = []
    if waiting:
        lines = [
            [Link(row.name, _url(row)), row.number, row.asked_by.name,
             words.moment_text(row.asked_at)]
            for row in waiting
        ]  # fmt: skip
        headings = [_("School"), _("Instellingsnummer"), _("Gevraagd door"), _("Wanneer")]
        before = [Section(_("Te beslissen"), [Listing(headings, lines)])]
    came = Link(
        _("Leveringen van Onderwijs"), reverse("duallearning:programming-deliveries"), "history",
        "secondary",
    )  # fmt: skip
    return show.listing(request, head, table, before=before, after=[Actions([came])])


def _url(row: SchoolRequest) -> str:
    return reverse("duallearning:school-request", args=[row.uid])


@page(
    "duaal/scholen/aanvragen/<uuid:uid>",
    name="school-request",
    title=_("Aanvraag van een school"),
    door=roles.is_officer,
    does=(approve_school, refuse_school),
    reveals=PURPOSE,
)
def school_request(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Add the school, or refuse with a reason."""
    by = request.actor
    row = one(queries.school_requests_for(by), uid)
    reveal(request, [row.asked_by_id])
    form = RefusalForm.of(request)
    back = reverse("duallearning:schools")
    if request.POST.get("doe") == "toevoegen":
        try:
            approve_school.keyed(key_of(request), by, row)
        except Invalid as problem:
            show.toast(request, str(problem), tone="stop")
            return see_other(_url(row))
        show.toast(request, _t("%s is toegevoegd. Edison stelt de beheerder aan.") % row.name)
        return see_other(back)

    def do(form: RefusalForm) -> str:
        refuse_school.keyed(form.key, by, row, reason=form.cleaned_data["reason"])
        show.toast(request, _t("De aanvraag is geweigerd."))
        return back

    head = Head(row.name, _sentence(row), pill=pill(row), kicker=row.number)
    crumbs = [Crumb(_("Scholen"), back), Crumb(row.name)]
    if row.state != "open":
        return show.page(request, head, _facts(row), request_parts.history(row), crumbs=crumbs)
    add = Button(
        _("School toevoegen aan Werkplek Duaal"), request.path, {"doe": "toevoegen"}, "primary",
        decision=approve_school.check(by, row),
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Aanvraag weigeren"), back_url=back, crumbs=crumbs,
        before=[_facts(row)], aside=[Actions([add])],
    )  # fmt: skip


def _sentence(row: SchoolRequest) -> str:
    if row.state == "open":
        return _t("Kijk het instellingsnummer na bij Onderwijs. Beslis daarna.")
    return _t("Beslist op %s.") % words.moment_text(row.decided_at)


def _facts(row: SchoolRequest) -> Facts:
    street = " ".join(filter(None, (row.street, row.house_number)))
    town = " ".join(filter(None, (row.postcode, row.municipality)))
    return Facts([
        Fact(_("Instellingsnummer"), row.number),
        Fact(_("Adres"), ", ".join(filter(None, (street, town))) or "–"),
        Fact(_("Gevraagd door"), row.asked_by.name),
        Fact(_("Functie"), row.position),
        Fact(_("Gevraagd op"), words.moment_text(row.asked_at)),
        *([Fact(_("Reden"), row.reason)] if row.reason else []),
    ])  # fmt: skip
