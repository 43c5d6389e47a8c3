"""What somebody may see, in one place for every screen and file (W06, W14–W17, W28, W29)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.duallearning.recognition.models import (
    HandOver,
    Mentor,
    Recognition,
    Request,
    RequestDocument,
)
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.states import Side
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, OrganisationKind, Site, Status

SUBMITTED = ~Q(state="draft")
REQUEST_ROWS = ("company", "site", "programme", "partnership", "school", "filed_by", "handler")


def in_full(by: Actor) -> Q:
    """Condition on Request: the whole file, not its status only."""
    if roles.is_officer(by):
        return SUBMITTED | Q(company__in=roles.companies_of(by))
    own = SUBMITTED & Q(partnership__in=abilities.places(by, "requests"))
    own |= Q(pk__in=offered_to(by))
    return own | Q(company__in=roles.companies_of(by)) | by_mandate(by)


def offered_to(by: Actor) -> QuerySet[HandOver, int]:
    """Keys of the requests that the own partnership is asked to take over: it must read them."""
    rows = HandOver.objects.filter(state="proposed", receiver__in=abilities.places(by, "handling"))
    return rows.values_list("request", flat=True)


def by_mandate(by: Actor) -> Q:
    """Condition on Request: what the own school or partnership prepares for a company now."""
    return Q(
        state__in=("draft", "incomplete"),
        filed_by__in=abilities.places(by, "mandates"),
        company__in=roles.mandated_to(by),
    )


def requests_for(by: Actor) -> QuerySet[Request]:
    """Requests of which the actor sees at least the status: of a school those that name it and
    those of the workplaces of its learners, whoever filed them, and those that the own school or
    partnership filed by a machtiging."""
    learners = Recognition.objects.filter(
        site=OuterRef("site"), agreements__state="registered",
        agreements__learner__school__in=abilities.places(by, "status"),
    )  # fmt: skip
    workplaces = SUBMITTED & Q(Exists(learners))
    named = SUBMITTED & Q(school__in=abilities.places(by, "status"))
    filed = SUBMITTED & Q(filed_by__in=abilities.places(by, "filed"))
    return Request.objects.filter(in_full(by) | named | workplaces | filed).select_related(
        *REQUEST_ROWS
    )


def full_requests_for(by: Actor) -> QuerySet[Request]:
    """Requests whose conditions, mentors and documents the actor sees."""
    return Request.objects.filter(in_full(by)).select_related(*REQUEST_ROWS)


def own_requests(by: Actor) -> QuerySet[Request]:
    """Requests of the companies for which the actor acts; by a machtiging what he prepares."""
    rows = Request.objects.filter(Q(company__in=roles.companies_of(by)) | by_mandate(by))
    return rows.select_related(*REQUEST_ROWS)


def requests_to_handle(by: Actor) -> QuerySet[Request]:
    """Requests that wait for a handler, where the actor is one; what has a term first."""
    here = Q(partnership__in=abilities.places(by, "handling"))
    if roles.is_officer(by):
        here |= Q(partnership=None)
    waiting = Q(state__in=("submitted", "complete", "handling", "parked"))
    return Request.objects.filter(here, waiting).select_related(*REQUEST_ROWS)


def messages_to_answer(by: Actor) -> QuerySet[Request]:
    """Requests on which the other side asked something of the actor's side."""
    here = Q(partnership__in=abilities.places(by, "handling"))
    if roles.is_officer(by):
        here |= Q(partnership=None)
    asked = Q(here, awaits=Side.HANDLER) | Q(
        Q(company__in=roles.companies_of(by)) | by_mandate(by), awaits=Side.APPLICANT
    )
    rows = Request.objects.filter(SUBMITTED, asked).select_related(*REQUEST_ROWS)
    return rows.order_by("submitted_at", "pk")


def documents_for(by: Actor) -> QuerySet[RequestDocument]:
    """Documents of requests that the actor sees in full."""
    rows = RequestDocument.objects.filter(request__in=full_requests_for(by))
    return rows.select_related("file", "request")


def recognitions_for(by: Actor) -> QuerySet[Recognition]:
    """Recognitions of own competence (Medewerker, Stemgerechtigde); of a company its own."""
    rows = Recognition.objects.select_related("company", "site", "programme", "partnership")
    if roles.is_officer(by):
        return rows
    own = Q(partnership__in=abilities.places(by, "recognitions"))
    return rows.filter(own | Q(company__in=companies_acted_for(by)))


def mentors_for(by: Actor) -> QuerySet[Mentor]:
    """Mentors on submitted requests of own competence, for a Behandelaar and the department."""
    rows = Mentor.objects.exclude(request__state__in=("draft", "withdrawn")).select_related(
        "person", "request__site", "request__company", "request__programme", "recognition"
    )
    if roles.is_officer(by):
        return rows
    return rows.filter(request__partnership__in=abilities.places(by, "mentors"))


def mentors_of_requests(by: Actor) -> QuerySet[Mentor]:
    """Mentors of the requests that the actor sees in full."""
    managed = Q(request__company__in=companies_acted_for(by), recognition__isnull=False)
    rows = Mentor.objects.filter(Q(request__in=full_requests_for(by)) | managed)
    return rows.select_related("person", "request__company", "extract", "recognition")


def companies_for(by: Actor) -> QuerySet[Organisation]:
    """Companies that the portal knows: that filed a request or are recognised.

    For a Medewerker only those of the own partnership (S3); drafts tell nobody anything.
    """
    filed = Request.objects.filter(SUBMITTED, company=OuterRef("pk"))
    rows = Organisation.objects.filter(Exists(filed))
    if roles.is_officer(by) or abilities.places(by, "companies", abilities.ALL):
        return rows
    mine = filed.filter(partnership__in=abilities.places(by, "companies", abilities.OWN))
    return rows.filter(Exists(mine))


def companies_acted_for(by: Actor) -> set[int]:
    """Keys of the companies for which the actor acts, itself or by a machtiging."""
    return roles.companies_of(by) | roles.mandated_to(by)


def sites_for(by: Actor) -> QuerySet[Site]:
    """The vestigingen of those companies that exist."""
    rows = Site.objects.filter(organisation__in=companies_acted_for(by), status=Status.ACTIVE)
    return rows.select_related("organisation").order_by(
        "organisation__name", "name", "number", "pk"
    )


def partnerships_read_by(by: Actor) -> QuerySet[Organisation]:
    """The own partnerships whose screen 'Mijn organisatie' the actor may read."""
    rows = Organisation.objects.filter(
        pk__in=abilities.places(by, "organisation"), kind=OrganisationKind.PARTNERSHIP
    )
    return rows.order_by("name", "pk")
