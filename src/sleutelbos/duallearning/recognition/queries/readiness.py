"""What a request still lacks, by the rules and values of a day."""

from __future__ import annotations

from datetime import date

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.queries.routing import Route, route
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.rules import conditions
from sleutelbos.duallearning.recognition.rules.conditions import Limits, MentorFacts
from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation
from sleutelbos.tools.policies import Finding


def limits_of(partnership: Organisation | None, day: date | None = None) -> Limits:
    """The values that count for a partnership on a day (today)."""
    scope, day = scope_of(partnership), day or clock.today()
    return Limits(
        mentor_age=policies.mentor_age.on(day, scope),
        mentor_experience=policies.mentor_experience.on(day, scope),
        learners_per_mentor=policies.learners_per_mentor.on(day, scope),
        extract_months=policies.extract_months.on(day),
        documents=tuple(policies.needed_documents.on(day, scope)),
    )


def route_of(request: Request) -> Route:
    """Where it would go today; where it went once it was submitted."""
    if request.submitted_at is None:
        return route(request.committee, request.programme, clock.today())
    return Route(request.partnership, request.routed_by, request.rule)  # type: ignore[arg-type]


def mentor_facts(request: Request) -> list[MentorFacts]:
    """The facts of its mentors."""
    rows = request.mentors.select_related("person", "extract").order_by("pk")
    return [
        MentorFacts(
            row.person.name,
            row.person.birth_date,
            row.experience,
            bool(row.education),
            row.extract_on,
            known=row.renews_id is not None,
            destroyed=row.extract.destroyed_at is not None,
        )
        for row in rows
    ]


def findings_of(request: Request) -> list[Finding]:
    """Everything that keeps it from being submitted today, and what to mind."""
    limits = limits_of(route_of(request).partnership)
    mentors = mentor_facts(request)
    answers = request.conditions.values_list("condition", "answer")
    found = list(conditions.of_company(answers))
    if request.workers is not None and request.places is not None:
        found += conditions.of_places(request.workers, request.places, len(mentors), limits)
    found += conditions.of_mentors(mentors, clock.today(), limits)
    found += conditions.of_documents(request.documents.values_list("kind", flat=True), limits)
    return found
