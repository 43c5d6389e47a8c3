"""The department keeps what each sectoral partnership may do and how it works."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.routing import delegate_power, end_delegation
from sleutelbos.duallearning.recognition.pages import history_parts
from sleutelbos.duallearning.recognition.pages import partnership_parts as parts
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.programmes_edit import EndForm
from sleutelbos.duallearning.recognition.policies import CHOICES, MOST, OF_PARTNERSHIP
from sleutelbos.duallearning.recognition.queries import programmes as queries
from sleutelbos.duallearning.recognition.queries.settings import scope_of, settings_of
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import DelegatedPower, DocumentKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import KeyKind, Organisation, numbers_of
from sleutelbos.tools.policies import Policy, set_value
from sleutelbos.web import show, words
from sleutelbos.web.forms import (
    DateField,
    Form,
    IntegerField,
    ListField,
    OneOf,
    SomeOf,
    TextField,
    handle,
)
from sleutelbos.web.pages import PageRequest, Reveals, one
from sleutelbos.web.parts import Crumb, Head, Link
from sleutelbos.web.press import ask
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:partnerships"
MEMBERS = Reveals(_("Nagaan wie in een partnerschap een rol kreeg of verloor"))


def url_of(partnership: Organisation) -> str:
    """The department's page of a partnership."""
    return reverse("duallearning:partnership", args=[partnership.uid])


def _ovo(partnership: Organisation) -> str:
    return numbers_of(partnership).get(KeyKind.OVO, "")


COLUMNS = [
    Column("partnerschap", _("Partnerschap"), "name", sort="name", link=url_of),
    Column("ovo", _("OVO-code"), _ovo),
]


@page(
    "duaal/partnerschappen",
    name="partnerships",
    title=_("Partnerschappen"),
    door=roles.is_officer,
    shows="duallearning.partnerships",
)
def partnerships(request: PageRequest) -> HttpResponseBase:
    """Every sectoral partnership."""
    rows = queries.partnerships_for(request.actor).prefetch_related("identifiers")
    table = Table(request, rows, COLUMNS, name="partnerschappen", order="partnerschap")
    sentence = ngettext(
        "%s sectoraal partnerschap. Kies het om zijn bevoegdheden en instellingen te zien.",
        "%s sectorale partnerschappen. Kies er een om zijn bevoegdheden en instellingen te zien.",
        table.count,
    )
    head = Head(_("Partnerschappen"), sentence % words.number_text(table.count))
    return show.listing(request, head, table)


@page(
    "duaal/partnerschappen/<uuid:uid>",
    name="partnership",
    title=_("Partnerschap"),
    door=roles.is_officer,
    shows="duallearning.partnership",
    reveals=MEMBERS,
)
def partnership(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Powers, agreements and settings, each with its way to change it; who changed what."""
    row = one(queries.partnerships_for(request.actor), uid)
    add = reverse("duallearning:delegate-power", args=[row.uid])
    more = Link(_("Bevoegdheid toevoegen"), add, "plus", "secondary")
    return show.page(
        request,
        Head(row.name, parts.sentence(row), kicker=_ovo(row), primary=more),
        parts.powers(row, may_end=True),
        parts.agreements(row),
        parts.settings(row, change=True),
        *parts.ahead(row),
        *history_parts.of_partnership(request, row),
        crumbs=[Crumb(_("Partnerschappen"), reverse(LIST)), Crumb(row.name)],
    )


class PowerForm(Form):
    """A power that a samenwerkingsakkoord leaves to the partnership."""

    power = ListField(label=_("Bevoegdheid"), choices=DelegatedPower.choices)
    first = DateField(label=_("Vanaf"))
    last = DateField(label=_("Tot en met"), required=False)
    source = TextField(label=_("Samenwerkingsakkoord"), required=False)


@page(
    "duaal/partnerschappen/<uuid:uid>/bevoegdheden/nieuw",
    name="delegate-power",
    title=_("Bevoegdheid toevoegen"),
    door=roles.is_officer,
    does=delegate_power,
)
def add_power(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Without the power to recognise, its requests go to the department."""
    row = one(queries.partnerships_for(request.actor), uid)
    return ask(
        request, PowerForm.of(request, initial={"first": clock.today()}), delegate_power, row,
        head=Head(_("Bevoegdheid toevoegen"), kicker=row.name), submit=_("Toevoegen"),
        told=_("De bevoegdheid is genoteerd."), back=url_of(row),
        crumbs=_crumbs(row, _("Bevoegdheid toevoegen")),
    )  # fmt: skip


@page(
    "duaal/partnerschappen/bevoegdheden/<int:power>/beeindigen",
    name="end-power",
    title=_("Bevoegdheid beëindigen"),
    door=roles.is_officer,
    does=end_delegation,
)
def end_power(request: PageRequest, power: int) -> HttpResponseBase:
    """The power ends; what runs is finished."""
    by = request.actor
    row = queries.delegations_for(by).filter(pk=power).first()
    if row is None:
        raise Http404
    where = row.partnership
    yesterday = clock.today() - timedelta(days=1)
    return ask(
        request, EndForm.of(request, initial={"last": yesterday}), end_delegation, row,
        head=Head(_("Bevoegdheid beëindigen"), row.get_power_display(), kicker=where.name),
        submit=_("Beëindigen"), told=_("De bevoegdheid eindigt op de gekozen dag."),
        back=url_of(where), crumbs=_crumbs(where, _("Bevoegdheid beëindigen")),
    )  # fmt: skip


def _field_of(policy: Policy[Any]) -> Any:
    """The question that fits the type of a setting."""
    label = str(policy.label)
    if policy.type is int:
        return IntegerField(label=label, min_value=0, max_value=MOST.get(policy.name, 1000))
    if policy.name in CHOICES:
        return OneOf(label=label, choices=CHOICES[policy.name].choices)
    return SomeOf(label=label, choices=DocumentKind.choices, required=False)


class SettingForm(Form):
    """Another value of a setting, from a day on; the field fits its type."""

    first = DateField(label=_("Geldt vanaf"))
    note = TextField(label=_("Waarom of waar dit staat"), required=False, max_length=500)

    def __init__(self, *args: Any, policy: Policy[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask("value", _field_of(policy))
        self.order_fields(["value"])


@page(
    "duaal/partnerschappen/<uuid:uid>/instellingen/<slug:setting>",
    name="change-setting",
    title=_("Instelling wijzigen"),
    door=roles.is_officer,
    does=set_value,
)
def change_setting(request: PageRequest, uid: UUID, setting: str) -> HttpResponseBase:
    """One setting of one partnership; what was decided before keeps the old value."""
    by = request.actor
    row = one(queries.partnerships_for(by), uid)
    policy = next((one for one in OF_PARTNERSHIP if parts.slug_of(one) == setting), None)
    if policy is None:
        raise Http404
    now = next(one for one in settings_of(row) if one.policy is policy)
    initial = {"value": now.row.value, "first": clock.today()}
    form = SettingForm.of(request, policy=policy, initial=initial)

    def do(form: SettingForm) -> str:
        scope = ("partnership", scope_of(row)["partnership"])
        if not scope[1]:
            raise Invalid(_t("Dit partnerschap heeft geen OVO-code."))
        set_value.keyed(form.key, by, policy.name, scope=scope, **form.values())
        show.toast(request, _t("De instelling is bewaard."))
        return url_of(row)

    head = Head(_("Instelling wijzigen"), parts.now_text(now), kicker=row.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bewaren"), back_url=url_of(row),
        crumbs=_crumbs(row, _("Instelling")),
    )  # fmt: skip


def _crumbs(row: Organisation, here: Any) -> list[Crumb]:
    return [Crumb(_("Partnerschappen"), reverse(LIST)), Crumb(row.name, url_of(row)), Crumb(here)]
