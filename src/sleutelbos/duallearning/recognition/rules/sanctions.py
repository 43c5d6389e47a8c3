"""Who handles and who answers a sanction, and what excludes (W22)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from sleutelbos.duallearning.recognition.models import Mentor, Recognition, Request, Sanction
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_follow_up import EXCLUSIONS, SanctionKind
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import Person, Site


def sanctions(by: Actor, recognition: Recognition) -> Decision:
    """Behandelaar of the partnership that recognised; the department without one."""
    return roles.handles(by, recognition.partnership_id)


def reads_sanctions(by: Actor) -> Decision:
    """Who handles, and the companies that they are about; not who acts by a machtiging."""
    return roles.handles_somewhere(by) | when(bool(roles.companies_of(by)), roles.NOT_THE_COMPANY)


def is_heard(by: Actor, recognition: Recognition) -> Decision:
    """The company itself: nobody is heard in its place by a machtiging."""
    return when(recognition.company_id in roles.companies_of(by), roles.NOT_THE_COMPANY)


def exclusions_of(site: Site, day: date) -> QuerySet[Sanction]:
    """Exclusions that count for a vestiging on a day: its own, and those of its company."""
    here = Q(recognition__site=site) | Q(
        whole_company=True, recognition__company=site.organisation_id
    )
    counts = Q(kind=SanctionKind.FINAL) | Q(until__gte=day)
    return Sanction.objects.filter(here, counts, kind__in=EXCLUSIONS, state="imposed")


def is_barred(person: Person, request: Request) -> bool:
    """Whether somebody is excluded as mentor at that vestiging, for that opleiding."""
    rows = Mentor.objects.filter(person=person, state="barred")
    return rows.filter(
        request__site=request.site_id, request__programme=request.programme_id
    ).exists()


def was_guided(recognition: Recognition) -> bool:
    """Whether the vestiging was guided before, for any opleiding: the first step of the ladder."""
    rows = Sanction.objects.filter(kind=SanctionKind.GUIDANCE, state="concluded")
    return rows.filter(recognition__site=recognition.site_id).exists()
