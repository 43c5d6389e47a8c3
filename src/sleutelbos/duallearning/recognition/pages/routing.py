"""'Sectorafspraken': which requests go to which partnership; try one out (W04)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.routing import add_rule, end_rule
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.programmes_edit import EndForm
from sleutelbos.duallearning.recognition.queries import programmes as queries
from sleutelbos.duallearning.recognition.queries.routing import route
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import RoutedBy
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools import dates
from sleutelbos.web import show, words
from sleutelbos.web.forms import (
    DateField,
    FilterForm,
    Form,
    IntegerField,
    ListField,
    SearchField,
    TextField,
    handle,
)
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Empty, Fact, Facts, Head, Link, Pill
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import RoutingRule

LIST = "duallearning:rules"


def _end_url(rule: RoutingRule) -> str:
    return reverse("duallearning:end-rule", args=[rule.uid])


def _pill(rule: RoutingRule) -> Pill:
    if dates.holds_on(rule.valid, clock.today()):
        return Pill(_("Geldt"), "ok")
    later = rule.valid.lower is not None and rule.valid.lower > clock.today()
    return Pill(_("Begint later"), "info") if later else Pill(_("Afgelopen"), "neutral")


def _committee(rule: RoutingRule) -> str:
    return str(rule.committee) if rule.committee else _t("elk paritair comité")


def _programme(rule: RoutingRule) -> str:
    return rule.programme.name if rule.programme else _t("elke opleiding")


def _last(rule: RoutingRule) -> Any:
    return dates.last_day(rule.valid)


COLUMNS = [
    Column("comite", _("Paritair comité"), _committee, sort="committee__code", link=_end_url),
    Column("opleiding", _("Opleiding"), _programme, sort="programme__name"),
    Column("partnerschap", _("Gaat naar"), "partnership.name", sort="partnership__name"),
    Column("voorrang", _("Voorrang"), "priority", sort="priority", kind="number"),
    Column("tot", _("Tot en met"), _last, sort="valid", kind="date"),
    Column("toestand", _("Toestand"), _pill, kind="pill"),
    Column("bron", _("Bron"), "source", shown=False),
]


class RuleFilter(FilterForm):
    """Sector agreements by a word of what they say."""

    zoek = SearchField(label=_("Comité, opleiding of partnerschap"))
    lookups = {
        "zoek": (
            "committee__code__startswith",
            "committee__name__icontains",
            "programme__name__icontains",
            "partnership__name__icontains",
        )
    }


@page(
    "duaal/sectorafspraken",
    name="rules",
    title=_("Sectorafspraken"),
    door=roles.is_officer,
    shows="duallearning.rules",
)
def rules(request: PageRequest) -> HttpResponseBase:
    """All sector agreements, those that ended too."""
    empty = Empty(
        _("Nog geen sectorafspraken"),
        _("Zonder afspraak behandelt het departement elke aanvraag."),
        icon="handshake",
    )
    table = Table(
        request, queries.rules_for(request.actor), COLUMNS, name="sectorafspraken",
        filters=RuleFilter, order="voorrang", empty=empty,
    )  # fmt: skip
    head = Head(
        _("Sectorafspraken"),
        _("De laagste voorrang beslist. Zonder afspraak behandelt het departement de aanvraag."),
        primary=Link(
            _("Afspraak toevoegen"), reverse("duallearning:add-rule"), "plus", look="primary"
        ),
    )
    tried = Link(
        _("Probeer uit waar een aanvraag naartoe gaat"), reverse("duallearning:try-rules"), "play"
    )
    return show.listing(request, head, table, before=[tried])


class _Choices(Form):
    """A paritair comité and an opleiding, both from the lists."""

    committee = ListField(
        label=_("Paritair comité"), choices=(), empty_label=_("Elk comité"), required=False
    )
    programme = ListField(
        label=_("Opleiding"), choices=(), empty_label=_("Elke opleiding"), required=False
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committees = {str(row.pk): row for row in queries.committees()}
        self.programmes = {
            str(row.uid): row for row in queries.programmes_for(by).order_by("name", "pk")
        }
        for name, rows in (("committee", self.committees), ("programme", self.programmes)):
            field: Any = self.fields[name]
            field.choices = [*field.choices[:1], *((key, str(row)) for key, row in rows.items())]

    def chosen(self) -> dict[str, Any]:
        """The rows behind the choices."""
        found = self.cleaned_data
        return {
            "committee": self.committees.get(found["committee"]),
            "programme": self.programmes.get(found["programme"]),
        }


class RuleForm(_Choices):
    """A new sector agreement."""

    partnership = ListField(label=_("Gaat naar"), choices=())
    priority = IntegerField(
        label=_("Voorrang"), help_text=_("Het laagste getal beslist."), min_value=1
    )
    first = DateField(label=_("Geldt vanaf"))
    last = DateField(label=_("Geldt tot en met"), required=False)
    source = TextField(label=_("Bron"), help_text=_("Waar de afspraak staat."), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.partnerships = {str(row.uid): row for row in queries.partnerships_for(by)}
        field: Any = self.fields["partnership"]
        field.choices = [
            *field.choices[:1], *((key, row.name) for key, row in self.partnerships.items())
        ]  # fmt: skip


@page(
    "duaal/sectorafspraken/nieuw",
    name="add-rule",
    title=_("Afspraak toevoegen"),
    door=roles.is_officer,
    does=add_rule,
)
def add(request: PageRequest) -> HttpResponseBase:
    """What goes where, since when."""
    by = request.actor
    form = RuleForm.of(request, by=by, initial={"priority": 100, "first": clock.today()})

    def do(form: RuleForm) -> str:
        partnership = form.partnerships[form.cleaned_data["partnership"]]
        more = form.values("priority", "first", "last", "source")
        add_rule.keyed(form.key, by, partnership, **form.chosen(), **more)
        show.toast(request, _t("De afspraak is toegevoegd. Ze telt voor nieuwe aanvragen."))
        return reverse(LIST)

    crumbs = [Crumb(_("Sectorafspraken"), reverse(LIST)), Crumb(_("Toevoegen"))]
    return handle(request, form, do) or show.form(
        request, form, Head(_("Afspraak toevoegen")), submit=_("Toevoegen"),
        back_url=reverse(LIST), crumbs=crumbs,
    )  # fmt: skip


@page(
    "duaal/sectorafspraken/<uuid:uid>",
    name="end-rule",
    title=_("Sectorafspraak"),
    door=roles.is_officer,
    does=end_rule,
)
def end(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What it says, and how it ends."""
    by = request.actor
    row = one(queries.rules_for(by), uid)
    form = EndForm.of(request, initial={"last": clock.today() - timedelta(days=1)})

    def do(form: EndForm) -> str:
        end_rule.keyed(form.key, by, row, last=form.cleaned_data["last"])
        show.toast(request, _t("De afspraak eindigt op de gekozen dag."))
        return reverse(LIST)

    facts = Facts(
        [
            Fact(_("Paritair comité"), _committee(row)),
            Fact(_("Opleiding"), _programme(row)),
            Fact(_("Gaat naar"), row.partnership.name),
            Fact(_("Voorrang"), str(row.priority)),
            Fact(_("Geldt"), words.period_text(row.valid)),
            Fact(_("Bron"), row.source or "–"),
        ]
    )
    head = Head(_("Sectorafspraak"), _("Wat al ingediend is, blijft waar het is."), pill=_pill(row))
    crumbs = [Crumb(_("Sectorafspraken"), reverse(LIST)), Crumb(_("Afspraak"))]
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Afspraak beëindigen"), back_url=reverse(LIST),
        before=[facts], crumbs=crumbs,
    )  # fmt: skip


class TryForm(_Choices):
    """For which paritair comité and opleiding."""

    programme = ListField(label=_("Opleiding"), choices=())


@page(
    "duaal/sectorafspraken/proef",
    name="try-rules",
    title=_("Waar gaat een aanvraag naartoe?"),
    door=roles.is_officer,
    shows="duallearning.rules",
)
def try_rules(request: PageRequest) -> HttpResponseBase:
    """The answer that a request of today would get, with the agreement that decides."""
    asked = "programme" in request.GET
    form = TryForm(request.GET if asked else None, by=request.actor)
    before: list[Any] = []
    if asked and form.is_valid():
        before = [_answer(form)]
    crumbs = [Crumb(_("Sectorafspraken"), reverse(LIST)), Crumb(_("Uitproberen"))]
    return show.template(
        request, "duallearning/try.html",
        Head(_("Waar gaat een aanvraag naartoe?"), _("Zoals een aanvraag die vandaag binnenkomt.")),
        crumbs=crumbs, form=form, parts=before,
    )  # fmt: skip


def _answer(form: TryForm) -> Facts:
    chosen = form.chosen()
    found = route(chosen["committee"], chosen["programme"], clock.today())
    where = found.partnership.name if found.partnership else _t("Het departement")
    facts = [Fact(_("Gaat naar"), where), Fact(_("Waarom"), RoutedBy(found.why).label)]
    if found.rule is not None:
        said = f"{_committee(found.rule)}, {_programme(found.rule)}"
        facts.append(Fact(_("Afspraak die beslist"), Link(said, _end_url(found.rule))))
    return Facts(facts)
