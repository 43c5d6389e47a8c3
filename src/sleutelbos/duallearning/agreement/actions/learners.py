"""A school tells who follows which opleiding, in which school year (W10)."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer, person_of
from sleutelbos.duallearning.agreement.models import Learner
from sleutelbos.duallearning.agreement.queries.scope import programmes_of
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.school_years import first_of, last_of, year_of
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, person_by_insz


@dataclass(frozen=True)
class Guardian:
    """Who represents a learner who is under age."""

    name: str = ""
    email: str = ""


def may_add_learner(
    by: Actor,
    school: Organisation,
    *,
    newcomer: Newcomer,
    programme: Programme,
    school_year: int,
    guardian: Guardian,
) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.draws_up(by, school.pk)


def facts_of_learner(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The learner as a person, the opleiding, the school year."""
    learner = result if isinstance(result, Learner) else args[0]
    assert isinstance(learner, Learner)
    return {
        "learner": learner,
        "person": learner.person,
        "programme": learner.programme,
        "school": learner.school,
        "year": learner.year_text,
    }


@action(
    "duallearning.add-learner",
    label=_("Leerling toevoegen"),
    allow=may_add_learner,
    locks=(),
    sentence=_("{by} voegde leerling {person} toe bij {school}: {programme}, {year}."),
    about=facts_of_learner,
)
def add_learner(
    by: Actor,
    school: Organisation,
    *,
    newcomer: Newcomer,
    programme: Programme,
    school_year: int,
    guardian: Guardian,
) -> Learner:
    """Known by number he stays the same person, with his own names and address.

    Invalid for a school year long ago or ahead, an opleiding that the school doesn't offer then, a
    number that can't exist, or a learner who is there already.
    """
    now = year_of(clock.today())
    if not now - 1 <= school_year <= now + 1:
        raise Invalid({"school_year": _t("Kies dit schooljaar, het vorige of het volgende.")})
    offered = programmes_of(school, first_of(school_year), last_of(school_year))
    if not offered.filter(pk=programme.pk).exists():
        sentence = _t("De school biedt deze opleiding in dat schooljaar niet aan.")
        raise Invalid({"programme": sentence})
    known = person_by_insz(by, newcomer.insz).person
    person = person_of(by, known, None if known else newcomer)
    learner = Learner(
        person=person,
        school=school,
        programme=programme,
        school_year=school_year,
        added_at=clock.now(),
        added_by_id=somebody(by),
    )
    _represent(learner, guardian)
    learner.save()
    return learner


def may_change_learner(by: Actor, learner: Learner, *, guardian: Guardian) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.guides(by, learner)


@action(
    "duallearning.change-learner",
    label=_("Vertegenwoordiger van een leerling wijzigen"),
    allow=may_change_learner,
    sentence=_("{by} wijzigde wie leerling {person} vertegenwoordigt."),
    about=facts_of_learner,
)
def change_learner(by: Actor, learner: Learner, *, guardian: Guardian) -> Learner:
    """Who signs for the learner while he is under age."""
    _represent(learner, guardian)
    learner.save(update_fields=["guardian", "guardian_email"])
    return learner


def may_remove_learner(by: Actor, learner: Learner) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.guides(by, learner)


def facts_of_removed(result: None, learner: Learner) -> dict[str, object]:
    """Who it was; the row is gone."""
    return {"person": learner.person, "programme": learner.programme, "school": learner.school}


@action(
    "duallearning.remove-learner",
    label=_("Leerling verwijderen"),
    allow=may_remove_learner,
    sentence=_("{by} haalde leerling {person} bij {school} weg: {programme}."),
    about=facts_of_removed,
)
def remove_learner(by: Actor, learner: Learner) -> None:
    """Added by mistake. Invalid once there is an agreement, whatever became of it."""
    if learner.agreements.exists():
        raise Invalid(_t("Er is een overeenkomst voor deze leerling. Hij blijft daarom staan."))
    learner.delete()


def _represent(learner: Learner, guardian: Guardian) -> None:
    learner.guardian = texts.line(guardian.name, "guardian", most=200)
    email = guardian.email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as problem:
            sentence = _t("Dit e-mailadres klopt niet. Schrijf het zoals naam@voorbeeld.be.")
            raise Invalid({"guardian_email": sentence}) from problem
    learner.guardian_email = email
