"""The department adds and changes opleidingen, and notes which school offers them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.programmes import (
    ProgrammeSpec,
    add_offer,
    add_programme,
    change_programme,
    end_offer,
)
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.programmes import LIST, url_of
from sleutelbos.duallearning.recognition.queries import programmes as queries
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel import clock
from sleutelbos.register.public import (
    OrganisationKind,
    organisations_by_number_or_name,
)
from sleutelbos.tools import dates
from sleutelbos.web import show
from sleutelbos.web.forms import DateField, Form, ListField, TextField, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Head

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Programme

MOST_SCHOOLS = 20


class ProgrammeForm(Form):
    """What is known of an opleiding; activities one on a line."""

    code = TextField(label=_("Code"), max_length=20)
    name = TextField(label=_("Naam"))
    domain = TextField(label=_("Domein"), required=False, max_length=100)
    agreement = ListField(label=_("Type overeenkomst"), choices=AgreementKind.choices)
    first = DateField(label=_("Geldt vanaf"), required=False)
    last = DateField(label=_("Geldt tot en met"), required=False)
    activities = TextField(
        label=_("Activiteitenlijst"),
        help_text=_("Eén activiteit op een regel."),
        rows=10,
        max_length=20_000,
        required=False,
    )

    def spec(self) -> ProgrammeSpec:
        """What was filled in."""
        found = self.cleaned_data
        return ProgrammeSpec(
            code=found["code"],
            name=found["name"],
            agreement=found["agreement"],
            domain=found["domain"],
            first=found["first"],
            last=found["last"],
            activities=tuple(found["activities"].splitlines()),
        )


class ChangeForm(ProgrammeForm):
    """As when it was added, with what takes its place after its last day."""

    successor = ListField(
        label=_("Opvolger"), empty_label=_("Geen opvolger"), choices=(), required=False
    )

    def __init__(self, *args: Any, others: dict[str, Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["successor"]
        field.choices = [
            *field.choices[:1], *((key, f"{row.code} {row.name}") for key, row in others.items())
        ]  # fmt: skip


@page(
    "duaal/opleidingen/nieuw",
    name="add-programme",
    title=_("Opleiding toevoegen"),
    door=roles.is_officer,
    does=add_programme,
)
def add(request: PageRequest) -> HttpResponseBase:
    """A new opleiding."""
    form = ProgrammeForm.of(request)

    def do(form: ProgrammeForm) -> str:
        row = add_programme.keyed(form.key, request.actor, form.spec())
        show.toast(request, _t("De opleiding is toegevoegd."))
        return url_of(row)

    crumbs = [Crumb(_("Opleidingen"), reverse(LIST)), Crumb(_("Toevoegen"))]
    return handle(request, form, do) or show.form(
        request, form, Head(_("Opleiding toevoegen")), submit=_("Toevoegen"),
        back_url=reverse(LIST), crumbs=crumbs,
    )  # fmt: skip


@page(
    "duaal/opleidingen/<uuid:uid>/wijzigen",
    name="change-programme",
    title=_("Opleiding wijzigen"),
    door=roles.is_officer,
    does=change_programme,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """All that is known of it; the code stays."""
    by = request.actor
    row = one(queries.programmes_for(by), uid)
    others = {str(o.uid): o for o in queries.programmes_for(by).exclude(pk=row.pk).order_by("name")}
    initial = {
        "code": row.code, "name": row.name, "domain": row.domain, "agreement": row.agreement,
        "first": row.valid.lower, "last": dates.last_day(row.valid),
        "activities": "\n".join(one.text for one in row.activities.all()),
        "successor": str(row.successor.uid) if row.successor else "",
    }  # fmt: skip
    form = ChangeForm.of(request, initial=initial, others=others)

    def do(form: ChangeForm) -> str:
        successor = others.get(form.cleaned_data["successor"])
        change_programme.keyed(form.key, by, row, form.spec(), successor=successor)
        show.toast(request, _t("De opleiding is gewijzigd."))
        return url_of(row)

    return handle(request, form, do) or show.form(
        request, form, Head(_("Opleiding wijzigen"), kicker=row.code), submit=_("Bewaren"),
        back_url=url_of(row), crumbs=_crumbs(row, Crumb(_("Wijzigen"))),
    )  # fmt: skip


class OfferForm(Form):
    """A school by name or number, and since when it offers the opleiding."""

    school = TextField(label=_("School"), help_text=_("Naam of instellingsnummer."), max_length=100)
    first = DateField(label=_("Vanaf"))
    last = DateField(label=_("Tot en met"), required=False)


@page(
    "duaal/opleidingen/<uuid:uid>/scholen/nieuw",
    name="add-offer",
    title=_("School toevoegen"),
    door=roles.is_officer,
    does=add_offer,
)
def offer(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Of an approved programmatieaanvraag: which school, since when."""
    by = request.actor
    row = one(queries.programmes_for(by), uid)
    form = OfferForm.of(request, initial={"first": clock.today()})

    def do(form: OfferForm) -> str | HttpResponseBase:
        found = form.cleaned_data
        schools = list(
            organisations_by_number_or_name(by, found["school"]).filter(
                kind=OrganisationKind.SCHOOL
            )[:MOST_SCHOOLS]
        )
        exact = [one for one in schools if one.name.lower() == found["school"].strip().lower()]
        schools = exact or schools
        if len(schools) != 1:
            form.add_error("school", _not_one([one.name for one in schools]))
            return _shown(form)
        add_offer.keyed(form.key, by, row, schools[0], first=found["first"], last=found["last"])
        show.toast(request, _t("%s staat bij de opleiding.") % schools[0].name)
        return url_of(row)

    def _shown(form: OfferForm) -> HttpResponseBase:
        return show.form(
            request, form, Head(_("School toevoegen"), kicker=row.name), submit=_("Toevoegen"),
            back_url=url_of(row), crumbs=_crumbs(row, Crumb(_("School toevoegen"))),
        )  # fmt: skip

    return handle(request, form, do) or _shown(form)


def _not_one(found: list[str]) -> str:
    if not found:
        return _t("Geen school heeft deze naam of dit nummer. Kijk het na.")
    return _t("Meerdere scholen passen: %s. Vul het instellingsnummer in.") % ", ".join(found)


class EndForm(Form):
    """The last day on which something counts."""

    last = DateField(label=_("Laatste dag"))


@page(
    "duaal/opleidingen/scholen/<int:offer>/beeindigen",
    name="end-offer",
    title=_("Aanbod beëindigen"),
    door=roles.is_officer,
    does=end_offer,
)
def end(request: PageRequest, offer: int) -> HttpResponseBase:
    """The school stops offering it."""
    by = request.actor
    row = queries.offers_for(by).filter(pk=offer).first()
    if row is None:
        raise Http404
    form = EndForm.of(request, initial={"last": clock.today() - timedelta(days=1)})

    def do(form: EndForm) -> str:
        end_offer.keyed(form.key, by, row, last=form.cleaned_data["last"])
        show.toast(request, _t("Het aanbod eindigt op de gekozen dag."))
        return url_of(row.programme)

    head = Head(_("Aanbod beëindigen"), row.school.name, kicker=row.programme.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Beëindigen"), back_url=url_of(row.programme),
        crumbs=_crumbs(row.programme, Crumb(_("Aanbod beëindigen"))),
    )  # fmt: skip


def _crumbs(row: Programme, *more: Crumb) -> list[Crumb]:
    return [Crumb(_("Opleidingen"), reverse(LIST)), Crumb(row.code, url_of(row)), *more]
