"""The department keeps the opleidingen, and which school offers which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.periods import check_days, end_after
from sleutelbos.duallearning.recognition.models import (
    Programme,
    ProgrammeActivity,
    ProgrammeOffer,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, OrganisationKind
from sleutelbos.tools import dates

MOST_ACTIVITIES = 60


@dataclass(frozen=True)
class ProgrammeSpec:
    """What is known of an opleiding; ``last`` is its last day, None while it has none."""

    code: str
    name: str
    agreement: str
    domain: str = ""
    first: date | None = None
    last: date | None = None
    activities: Sequence[str] = ()


def may_add(by: Actor, spec: ProgrammeSpec) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def may_change(
    by: Actor, programme: Programme, spec: ProgrammeSpec, *, successor: Programme | None = None
) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def facts_of_programme(result: Programme, *args: object, **kwargs: object) -> dict[str, object]:
    """The opleiding."""
    return {"programme": result}


@action(
    "duallearning.add-programme",
    label=_("Opleiding toevoegen"),
    allow=may_add,
    locks=(),
    sentence=_("{by} voegde de opleiding {programme} toe."),
    about=facts_of_programme,
)
def add_programme(by: Actor, spec: ProgrammeSpec) -> Programme:
    """Add an opleiding with its activiteitenlijst. Invalid for a code that exists already."""
    programme = Programme(code=_code(spec.code))
    _fill(programme, spec)
    programme.save()
    _list(programme, spec.activities)
    return programme


@action(
    "duallearning.change-programme",
    label=_("Opleiding wijzigen"),
    allow=may_change,
    sentence=_("{by} wijzigde de opleiding {programme}."),
    about=facts_of_programme,
)
def change_programme(
    by: Actor, programme: Programme, spec: ProgrammeSpec, *, successor: Programme | None = None
) -> Programme:
    """Change what is known of it. A successor counts only for an opleiding that ends.

    Requests and recognitions keep pointing at it, so its code can't change. Invalid for another
    code, or for a circle of successors.
    """
    if _code(spec.code) != programme.code:
        raise Invalid(
            {"code": _t("De code van een opleiding verandert niet. Voeg een nieuwe toe.")}
        )
    if successor is not None and spec.last is None:
        raise Invalid({"last": _t("Vul de laatste dag in: daarna neemt de opvolger het over.")})
    following = successor
    while following is not None:
        if following.pk == programme.pk:
            raise Invalid({"successor": _t("Zo zou de opleiding zichzelf opvolgen.")})
        following = following.successor
    _fill(programme, spec)
    programme.successor = successor
    programme.save()
    _list(programme, spec.activities)
    return programme


def _code(text: str) -> str:
    return texts.line(text, "code", most=20, required=_t("Vul een code in."))


def _fill(programme: Programme, spec: ProgrammeSpec) -> None:
    if spec.agreement not in AgreementKind.values:
        raise Invalid({"agreement": _t("Kies het type overeenkomst.")})
    check_days(spec.first, spec.last)
    programme.name = texts.line(spec.name, "name", most=200, required=_t("Vul een naam in."))
    programme.domain = texts.line(spec.domain, "domain", most=100)
    programme.agreement = spec.agreement
    programme.valid = dates.of_days(spec.first, spec.last)


def _list(programme: Programme, activities: Sequence[str]) -> None:
    lines = [texts.line(one, "activities", most=300) for one in activities if one.strip()]
    if len(lines) > MOST_ACTIVITIES:
        raise Invalid({"activities": _t("Geef hoogstens %s activiteiten.") % MOST_ACTIVITIES})
    programme.activities.all().delete()
    ProgrammeActivity.objects.bulk_create(
        ProgrammeActivity(programme=programme, order=number, text=text)
        for number, text in enumerate(lines, start=1)
    )


def may_offer(
    by: Actor, programme: Programme, school: Organisation, *, first: date, last: date | None = None
) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def facts_of_offer(result: ProgrammeOffer, *args: object, **kwargs: object) -> dict[str, object]:
    """School, opleiding and period."""
    return {"school": result.school, "programme": result.programme, "period": result.valid}


@action(
    "duallearning.add-offer",
    label=_("Aanbod toevoegen"),
    allow=may_offer,
    sentence=_("{by} noteerde dat {school} de opleiding {programme} aanbiedt."),
    about=facts_of_offer,
)
def add_offer(
    by: Actor, programme: Programme, school: Organisation, *, first: date, last: date | None = None
) -> ProgrammeOffer:
    """A school offers the opleiding (an approved programmatieaanvraag). Invalid for another sort of
    organisation, or twice in one period."""
    if school.kind != OrganisationKind.SCHOOL:
        raise Invalid({"school": _t("Alleen een onderwijsinstelling biedt een opleiding aan.")})
    check_days(first, last)
    return ProgrammeOffer.objects.create(
        programme=programme, school=school, valid=dates.of_days(first, last)
    )


def may_end_offer(by: Actor, offer: ProgrammeOffer, *, last: date) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


@action(
    "duallearning.end-offer",
    label=_("Aanbod beëindigen"),
    allow=may_end_offer,
    sentence=_("{by} beëindigde het aanbod van {programme} bij {school}."),
    about=facts_of_offer,
)
def end_offer(by: Actor, offer: ProgrammeOffer, *, last: date) -> ProgrammeOffer:
    """The offer ends after a day, yesterday at the earliest. Invalid for a day before its start."""
    end_after(offer, last)
    return offer
