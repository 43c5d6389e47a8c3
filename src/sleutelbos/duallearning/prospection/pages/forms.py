"""Questions and filters of prospectie."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.school_years import text_of
from sleutelbos.duallearning.prospection.actions.leads import Follow, Spoken
from sleutelbos.duallearning.prospection.queries.gap import years
from sleutelbos.duallearning.prospection.queries.scope import owners_in
from sleutelbos.duallearning.prospection.regions import regions
from sleutelbos.duallearning.prospection.states import (
    BY_HAND,
    ContactKind,
    DropReason,
    lead_flow,
)
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.queries.programmes import open_programmes
from sleutelbos.tools.typed import folded
from sleutelbos.web.forms import (
    BooleanField,
    DateField,
    FilterForm,
    Form,
    ListField,
    OneOf,
    SearchField,
    TextField,
)

SITE_HELP = _("Tien cijfers, zoals in de KBO, bijvoorbeeld 2.000.000.339.")


class GapFilter(FilterForm):
    """Gaps by opleiding, region and school year; this school year unless another is chosen."""

    zoek = SearchField(label=_("Opleiding"))
    regio = ListField(label=_("Regio"), choices=(), empty_label=_("Alle regio's"))
    schooljaar = ListField(label=_("Schooljaar"), choices=(), empty_label=_("Dit schooljaar"))
    eigen = BooleanField(label=_("Alleen opleidingen die uw partnerschap erkende"))
    tekort = BooleanField(label=_("Alleen waar er een tekort is"))
    narrows_first = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in (
            ("regio", list(regions().items())),
            ("schooljaar", [(str(year), text_of(year)) for year in years()]),
        ):
            field: Any = self.fields[name]
            field.choices = [*field.choices[:1], *pairs]

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """The rows in hand that fit."""
        year = int(chosen.get("schooljaar", years()[0]))
        words = folded(chosen.get("zoek", ""))
        return [
            row
            for row in queryset
            if row.year == year
            and words in folded(row.name)
            and chosen.get("regio", row.region) == row.region
            and (row.ours or not chosen.get("eigen"))
            and (row.gap or not chosen.get("tekort"))
        ]


class LeadFilter(FilterForm):
    """Leads by company or opleiding and state."""

    zoek = SearchField(label=_("Onderneming of opleiding"))
    toestand = ListField(
        label=_("Toestand"), choices=lead_flow.choices, empty_label=_("Alle toestanden")
    )
    lookups = {
        "zoek": ("name__icontains", "programme__name__icontains", "site_number__startswith"),
        "toestand": ("state",),
    }


class DormantFilter(FilterForm):
    """Dormant recognitions by company or opleiding."""

    zoek = SearchField(label=_("Onderneming of opleiding"))
    lookups = {"zoek": ("company__name__icontains", "programme__name__icontains")}


class SectorFilter(FilterForm):
    """Sectors by opleiding or code."""

    zoek = SearchField(label=_("Opleiding of NACE-code"))
    lookups = {"zoek": ("programme__name__icontains", "nace__startswith")}


class FollowForm(Form):
    """Who does it, and when something happens next."""

    def __init__(self, *args: Any, partnership: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), one.name) for one in owners_in(partnership)]
        self.ask("owner", ListField(label=_("Wie volgt dit op?"), choices=people))
        self.ask("next_on", DateField(label=_("Wanneer neemt u contact op?")))

    def values(self, *names: str) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        owner, next_on = self.cleaned_data["owner"], self.cleaned_data["next_on"]
        return {"follow": Follow(int(owner), next_on)}


class ProgrammeForm(Form):
    """For which opleiding, of those that run."""

    programme = ListField(label=_("Opleiding"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {str(row.uid): row for row in open_programmes()}
        field: Any = self.fields["programme"]
        field.choices = [
            *field.choices[:1], *((key, row.name) for key, row in self.programmes.items())
        ]  # fmt: skip

    def chosen(self) -> Programme:
        """The opleiding."""
        return self.programmes[self.cleaned_data["programme"]]


class LeadForm(FollowForm, ProgrammeForm):
    """Which vestiging, for which opleiding."""

    site = TextField(label=_("Vestigingsnummer"), help_text=SITE_HELP, max_length=20)
    field_order = ("site", "programme")


class ContactForm(Form):
    """What was said, and what comes next."""

    on = DateField(label=_("Wanneer was het contact?"))
    kind = OneOf(label=_("Hoe had u contact?"), choices=ContactKind.choices)
    note = TextField(label=_("Wat is er gezegd?"), rows=4)
    interested = BooleanField(label=_("De onderneming heeft interesse"), required=False)
    next_on = DateField(label=_("Wanneer neemt u opnieuw contact op?"))

    def values(self, *names: str) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return {"spoken": Spoken(**super().values(*names))}


class DropForm(Form):
    """Why nothing comes of it."""

    reason = OneOf(
        label=_("Waarom valt de lead af?"),
        choices=[(one.value, DropReason(one).label) for one in BY_HAND],
    )
    note = TextField(label=_("Toelichting"), rows=3, required=False)


class SectorForm(ProgrammeForm):
    """A NACE code that goes with an opleiding."""

    nace = TextField(
        label=_("NACE-code"), max_length=20,
        help_text=_("Het begin volstaat: 56 staat voor alle horeca, 56.101 voor restaurants."),
    )  # fmt: skip
    first = DateField(label=_("Geldt vanaf"))
    last = DateField(label=_("Geldt tot en met"), required=False)
    source = TextField(label=_("Bron"), required=False)
