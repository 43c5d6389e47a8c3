"""Renew a recognition in one go: what was said before stands there again (W08, M05)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.filing import start_request
from sleutelbos.duallearning.recognition.actions.keeping import facts_of_recognition
from sleutelbos.duallearning.recognition.models import (
    Mentor,
    Recognition,
    Request,
    RequestCondition,
)
from sleutelbos.duallearning.recognition.queries.renewing import ends_soon
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import Verdict, recognition_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision

KEPT = ("committee", "workers", "places", "school")


def may_renew(by: Actor, recognition: Recognition) -> Decision:
    """Acts for the company, itself or by its machtiging."""
    return roles.files_for(by, recognition.company)


def facts_of_renewal(result: Request, recognition: Recognition) -> dict[str, object]:
    """The recognition and the request."""
    return {**facts_of_recognition(recognition), "request": result, "asked": result.number}


@action(
    "duallearning.renew-recognition",
    label=_("Erkenning vernieuwen"),
    allow=may_renew,
    when=recognition_flow.at("active"),
    sentence=_("{by} begon aanvraag {asked} om erkenning {number} van {company} te vernieuwen."),
    about=facts_of_renewal,
)
def renew_recognition(by: Actor, recognition: Recognition) -> Request:
    """A Werkversie with the earlier answers and the mentors who are valid still: they were judged
    and need no new extract. What a partnership asks as document is asked again.

    Invalid while it does not end within the months of the setting; else as a new request.
    """
    if not ends_soon(recognition, clock.today()):
        raise Invalid(_t("Deze erkenning loopt nog lang. Vernieuwen kan later."))
    before = recognition.request
    found = start_request(by, recognition.site, recognition.programme)
    found.renews = recognition
    for name in KEPT:
        setattr(found, name, getattr(before, name))
    found.save(update_fields=["renews", *KEPT])
    RequestCondition.objects.bulk_create(
        RequestCondition(
            request=found,
            condition=row.condition,
            answer=row.answer,
            explanation=row.explanation,
        )
        for row in before.conditions.order_by("pk")
    )
    Mentor.objects.bulk_create(_again(row, found) for row in _valid(recognition))
    return found


def _valid(recognition: Recognition) -> list[Mentor]:
    return list(recognition.mentors.filter(state="valid").order_by("pk"))


def _again(row: Mentor, request: Request) -> Mentor:
    return Mentor(
        request=request,
        renews=row,
        person=row.person,
        state="valid",
        experience=row.experience,
        education=row.education,
        extract_on=row.extract_on,
        extract=row.extract,
        conduct=Verdict.MET,
        checked_by=row.checked_by,
        checked_at=row.checked_at,
    )
