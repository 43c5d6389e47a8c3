"""Mentors and documents of a request that is being prepared (W02, W09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer, person_of
from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.filing import EDITABLE
from sleutelbos.duallearning.recognition.models import Mentor, Request, RequestDocument
from sleutelbos.duallearning.recognition.queries.readiness import limits_of, route_of
from sleutelbos.duallearning.recognition.rules import conditions, roles
from sleutelbos.duallearning.recognition.rules.sanctions import is_barred
from sleutelbos.duallearning.recognition.states import DocumentKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import person_by_insz
from sleutelbos.tools.files import Upload, destroy, keep
from sleutelbos.tools.policies import Severity

LONGEST_CAREER = 60


@dataclass(frozen=True)
class Proposal:
    """What the company tells of a mentor."""

    experience: int
    extract_on: date
    education: str = ""


def may_add_mentor(
    by: Actor, request: Request, *, newcomer: Newcomer, proposal: Proposal, extract: Upload
) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


def facts_of_mentor(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The mentor and the request; never a number."""
    found = result if isinstance(result, Mentor) else args[0]
    if isinstance(found, Request):
        return {"person": kwargs["mentor"].person, "request": found, "number": found.number}  # type: ignore[attr-defined]
    assert isinstance(found, Mentor)
    return {"person": found.person, "request": found.request, "number": found.request.number}


@action(
    "duallearning.add-mentor",
    label=_("Mentor toevoegen"),
    allow=may_add_mentor,
    when=EDITABLE,
    sentence=_("{by} stelde {person} voor als mentor in aanvraag {number}."),
    about=facts_of_mentor,
)
def add_mentor(
    by: Actor, request: Request, *, newcomer: Newcomer, proposal: Proposal, extract: Upload
) -> Mentor:
    """Propose a mentor with his uittreksel 596.2; known by number he stays the same person (M09).

    Invalid for somebody who is on the request already or was excluded there, an extract that is
    too old, a file that is none, or a number that can't exist.
    """
    if not 0 <= proposal.experience <= LONGEST_CAREER:
        raise Invalid({"experience": _t("Vul een getal van 0 tot %s in.") % LONGEST_CAREER})
    known = person_by_insz(by, newcomer.insz).person
    person = person_of(by, known, None if known else newcomer)
    if request.mentors.filter(person=person).exists():
        raise Invalid({"insz": _t("Deze persoon staat al bij de mentoren van deze aanvraag.")})
    if is_barred(person, request):
        raise Invalid(
            {"insz": _t("Deze persoon is hier als mentor uitgesloten voor deze opleiding.")}
        )
    facts = conditions.MentorFacts(
        person.name, person.birth_date, proposal.experience, True, proposal.extract_on
    )
    for finding in conditions.of_extract(
        facts, clock.today(), limits_of(route_of(request).partnership)
    ):
        if finding.severity == Severity.BLOCKING:
            raise Invalid({"extract_on": finding.sentence})
    file = keep(extract, retention="uittreksel-596.2", field="extract")
    file.destroy_on = clock.today() + timedelta(days=policies.draft_days.on(clock.today()))
    file.save(update_fields=["destroy_on"])
    return Mentor.objects.create(
        request=request,
        person=person,
        experience=proposal.experience,
        education=texts.block(proposal.education, "education"),
        extract_on=proposal.extract_on,
        extract=file,
    )


def may_remove_mentor(by: Actor, request: Request, *, mentor: Mentor) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


@action(
    "duallearning.remove-mentor",
    label=_("Mentor verwijderen"),
    allow=may_remove_mentor,
    when=EDITABLE,
    sentence=_("{by} haalde {person} uit aanvraag {number}."),
    about=facts_of_mentor,
)
def remove_mentor(by: Actor, request: Request, *, mentor: Mentor) -> Request:
    """Take a mentor out again; his extract is destroyed at once, unless an earlier one holds it."""
    if mentor.request_id != request.pk:
        raise Invalid(_t("Deze mentor hoort bij een andere aanvraag."))
    if mentor.renews_id is None:
        destroy(mentor.extract)
    mentor.delete()
    return request


def may_add_document(by: Actor, request: Request, *, kind: str, upload: Upload) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


def facts_of_document(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """What kind of document, at which request."""
    request = args[0]
    assert isinstance(request, Request)
    document = result if isinstance(result, RequestDocument) else kwargs.get("document")
    assert isinstance(document, RequestDocument)
    label = str(DocumentKind(document.kind).label)
    return {"request": request, "number": request.number, "kind": label}


@action(
    "duallearning.add-document",
    label=_("Document toevoegen"),
    allow=may_add_document,
    when=EDITABLE,
    sentence=_("{by} voegde een document toe aan aanvraag {number}: {kind}."),
    about=facts_of_document,
)
def add_document(by: Actor, request: Request, *, kind: str, upload: Upload) -> RequestDocument:
    """Add a document. Invalid for an unknown kind or a file that is not accepted."""
    if kind not in DocumentKind.values:
        raise Invalid({"kind": _t("Kies wat voor document het is.")})
    return RequestDocument.objects.create(
        request=request,
        kind=kind,
        file=keep(upload, retention="erkenningsaanvraag", field="upload"),
        added_at=clock.now(),
        added_by_id=roles.somebody(by),
    )


def may_remove_document(by: Actor, request: Request, *, document: RequestDocument) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


@action(
    "duallearning.remove-document",
    label=_("Document verwijderen"),
    allow=may_remove_document,
    when=EDITABLE,
    sentence=_("{by} haalde een document uit aanvraag {number}: {kind}."),
    about=facts_of_document,
)
def remove_document(by: Actor, request: Request, *, document: RequestDocument) -> Request:
    """Take a document out again; its content is destroyed at once."""
    if document.request_id != request.pk:
        raise Invalid(_t("Dit document hoort bij een andere aanvraag."))
    destroy(document.file)
    document.delete()
    return request
