"""Forms, steps, confirmation, and the error pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.web import errors, forms, show
from sleutelbos.web.parts import (
    Button,
    Fact,
    Facts,
    Head,
    HelpBox,
    Step,
    Steps,
)
from sleutelbos.web.specimen.base import HERE, crumbs, page


class ExampleForm(forms.Form):
    """Every kind of field."""

    name = forms.TextField(label=_("Naam"), help_text=_("Zoals op de identiteitskaart."))
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    role = forms.OneOf(
        label=_("Rol"),
        choices=[("lezer", _("Lezer")), ("bewerker", _("Bewerker"))],
        descriptions={
            "lezer": _("Ziet alle dossiers, verandert niets."),
            "bewerker": _("Vult dossiers aan en dient ze in."),
        },
    )
    sites = forms.SomeOf(
        label=_("Vestigingen"), choices=[("1", "Markt 4, Aalst"), ("2", "Stationsstraat 12, Gent")]
    )
    period = forms.PeriodField(label=_("Looptijd"))
    birth = forms.DateField(label=_("Geboortedatum"), required=False)
    sector = forms.ListField(
        label=_("Sector"), choices=[("v", _("Voeding")), ("b", _("Bouw"))], required=False
    )
    why = forms.TextField(label=_("Reden"), rows=4, required=False, max_length=300)
    proof = forms.FileField(label=_("Bewijs"), required=False)
    agree = forms.BooleanField(label=_("Ik kende de persoon en keek de gegevens na"))


@page("_onderdelen/formulier", name="specimen-form", title=_("Recht toekennen"), public=True)
def questions(request: HttpRequest) -> HttpResponseBase:
    """A form with every kind of field; the name "bezet" is refused as an action would."""
    form = ExampleForm.of(request)

    def do(form: ExampleForm) -> str:
        if form.cleaned_data["name"] == "bezet":
            raise Invalid({"name": _("Deze naam bestaat al."), "": _("Er is iets anders mis.")})
        show.toast(request, _("Het recht is toegekend."), undo=Button(_("Ongedaan maken"), HERE))
        return reverse("web:specimen")

    aside = [HelpBox(_("Het recht geldt pas na de eerste aanmelding."))]
    return forms.handle(request, form, do) or show.form(
        request, form, Head(_("Recht toekennen"), _("Jan krijgt een mail zodra dit bewaard is.")),
        submit=_("Recht toekennen"), back_url=HERE, aside=aside,
        crumbs=crumbs(_("Recht toekennen")),
    )  # fmt: skip


class WhoForm(forms.Form):
    """One question group of the wizard."""

    columns = True
    first = forms.TextField(label=_("Voornaam"))
    last = forms.TextField(label=_("Naam"))


@page("_onderdelen/stappen", name="specimen-wizard", title=_("Nieuwe organisatie"), public=True)
def wizard(request: HttpRequest) -> HttpResponseBase:
    """A wizard in its third step."""
    steps = Steps([
        Step(_("Organisatie"), "done", HERE), Step(_("Vestigingen"), "done", HERE),
        Step(_("Contactpersoon"), "now"), Step(_("Rechten")), Step(_("Nakijken")),
    ])  # fmt: skip
    form = WhoForm.of(request)
    head = Head(_("Wie is de contactpersoon?"), _("Die persoon krijgt onze mails."))
    summary = Facts([Fact(_("Organisatie"), "Bakkerij De Smet bv", change_url=HERE)], 1)
    return forms.handle(request, form, lambda form: HERE) or show.wizard(
        request, form, head, steps, back_url=HERE, parts=[summary]
    )


@page("_onderdelen/bevestigen", name="specimen-confirm", title=_("Afsluiten"), public=True)
def confirm(request: HttpRequest) -> HttpResponseBase:
    """The question before what can't be undone."""
    form = forms.Form.of(request)
    return forms.handle(request, form, lambda form: HERE) or show.confirm(
        request, form,
        Head(_("Bakkerij De Smet bv afsluiten?"), _("Dit kunt u niet ongedaan maken.")),
        consequences=[
            _("4 gebruikers verliezen vandaag al hun rechten."),
            _("2 aanvragen die nog lopen, vervallen."),
        ],
        submit=_("Organisatie afsluiten"), back_url=HERE, crumbs=crumbs(_("Afsluiten")),
    )  # fmt: skip


@page("_onderdelen/fout/<int:code>", name="specimen-error", title=_("Fout"), public=True)
def error(request: HttpRequest, code: int) -> HttpResponse:
    """The error pages: 400, 403, 404, 405, 409, 419 (old form), 500."""
    decision = Decision(False, _("U hebt de rol Beheerder nodig bij deze organisatie."))
    pages = {
        400: lambda: errors.invalid(request, Invalid(_("De laatste dag ligt voor de eerste."))),
        403: lambda: errors.refused(request, decision),
        405: lambda: errors.method_not_allowed(request, ["GET"]),
        409: lambda: errors.conflict(request, no(_("Iemand anders keurde dit al goed."))),
        419: lambda: errors.csrf_failure(request),
        500: lambda: errors.server_error(request),
    }
    return pages.get(code, lambda: errors.not_found(request))()
