"""A company prepares its request as a Werkversie, and submits it (W02)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.events import RequestSubmitted
from sleutelbos.duallearning.recognition.models import (
    JointCommittee,
    Programme,
    Recognition,
    Request,
    RequestCondition,
)
from sleutelbos.duallearning.recognition.queries.programmes import schools_offering
from sleutelbos.duallearning.recognition.queries.readiness import findings_of, route_of
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.recognition.rules.sanctions import exclusions_of
from sleutelbos.duallearning.recognition.states import (
    HELD_STATES,
    Condition,
    Verdict,
    request_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Site, Status
from sleutelbos.tools.files import Upload, destroy, keep
from sleutelbos.tools.policies import refuse
from sleutelbos.web.words import day_text

EDITABLE = request_flow.at("draft", "incomplete")
MOST = 500  # employees or learners at one vestiging: more is a typing error


@dataclass(frozen=True)
class Answer:
    """The company's answer to a condition."""

    meets: bool
    explanation: str = ""


@dataclass(frozen=True)
class Workplace:
    """The answers of the second step."""

    committee: JointCommittee
    workers: int
    places: int
    answers: Mapping[str, Answer]
    school: Organisation | None = None


def facts_of_request(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The request, what for, and where."""
    found = result if isinstance(result, Request) else args[0]
    assert isinstance(found, Request)
    return {
        "request": found,
        "number": found.number,
        "company": found.company,
        "programme": found.programme,
        "reason": kwargs.get("reason", ""),
    }


def may_start(by: Actor, site: Site, programme: Programme) -> Decision:
    """Acts for the company of the vestiging, itself or by its machtiging."""
    return roles.files_for(by, site.organisation)


@action(
    "duallearning.start-request",
    label=_("Aanvraag beginnen"),
    allow=may_start,
    sentence=_("{by} begon aanvraag {number} van {company} voor {programme}."),
    about=facts_of_request,
)
def start_request(by: Actor, site: Site, programme: Programme) -> Request:
    """Begin a Werkversie; nobody but the company sees it yet.

    Invalid for a vestiging or company that stopped, an opleiding that can't be chosen any more, one
    for which a request runs, or for which the vestiging is recognised for a long while still.
    """
    _check_exists(site)
    today = clock.today()
    _check_not_excluded(site, today)
    if not programme.runs_on(today):
        raise Invalid({"programme": _t("Deze opleiding kan niet meer gekozen worden.")})
    _check_not_recognised(site, programme, today)
    request = Request.objects.create(
        company=site.organisation,
        site=site,
        programme=programme,
        filed_by_id=_filed_by(by, site.organisation),
        started_by_id=roles.somebody(by),
        started_at=clock.now(),
        number=f"nieuw-{site.pk}-{programme.pk}",
    )
    request.number = f"A{today.year}-{request.pk:06d}"
    request.save(update_fields=["number"])
    return request


def _filed_by(by: Actor, company: Organisation) -> int:
    """Key of the organisation that files: the company, or the one that it lets act."""
    if company.pk in roles.companies_of(by):
        return company.pk
    return min(abilities.places(by, "mandates"))


def _check_exists(site: Site) -> None:
    if site.status == Status.STOPPED or site.organisation.status == Status.STOPPED:
        raise Invalid({"site": _t("Deze vestiging is stopgezet. Kies een andere.")})


def _check_not_excluded(site: Site, today: date) -> None:
    found = exclusions_of(site, today).first()
    if found is None:
        return
    if found.until is None:
        raise Invalid({"site": _t("Deze vestiging is uitgesloten en kan niets aanvragen.")})
    last = day_text(found.until)
    raise Invalid({"site": _t("Deze vestiging is uitgesloten tot en met %s.") % last})


def _check_not_recognised(site: Site, programme: Programme, today: date) -> None:
    held = Recognition.objects.filter(site=site, programme=programme, state__in=HELD_STATES)
    soon = months_after(today, policies.expiring_months.on(today))
    for row in held:
        if row.valid.upper is None or row.valid.upper > soon:
            raise Invalid(
                {"programme": _t("Deze vestiging is voor deze opleiding al erkend: %s.") % row}
            )


def may_describe(by: Actor, request: Request, *, workplace: Workplace) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


@action(
    "duallearning.describe-workplace",
    label=_("Werkplek beschrijven"),
    allow=may_describe,
    when=EDITABLE,
    sentence=_("{by} beschreef de werkplek in aanvraag {number} van {company}."),
    about=facts_of_request,
)
def describe_workplace(by: Actor, request: Request, *, workplace: Workplace) -> Request:
    """Paritair comité, employees, places, and the self-test of the conditions.

    A no is kept: the request can't be submitted while it stands there. Invalid for a number that
    can't be, or a school that doesn't offer the opleiding.
    """
    if not 0 <= workplace.workers <= MOST:
        raise Invalid({"workers": _t("Vul een getal van 0 tot %s in.") % MOST})
    if not 1 <= workplace.places <= MOST:
        raise Invalid({"places": _t("Vul een getal van 1 tot %s in.") % MOST})
    school = workplace.school
    if school is not None and not schools_offering(request.programme).contains(school):
        raise Invalid({"school": _t("Deze school biedt de opleiding niet aan.")})
    request.committee, request.school = workplace.committee, school
    request.workers, request.places = workplace.workers, workplace.places
    request.save(update_fields=["committee", "school", "workers", "places"])
    for condition in Condition:
        answer = workplace.answers.get(condition)
        if answer is not None:
            text = texts.block(answer.explanation, f"explanation_{condition}")
            RequestCondition.objects.update_or_create(
                request=request,
                condition=condition,
                defaults={"answer": answer.meets, "explanation": text},
            )
    return request


def may_submit(
    by: Actor, request: Request, *, declaration: str, agreed: bool, paper: Upload | None = None
) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


@action(
    "duallearning.submit-request",
    label=_("Aanvraag indienen"),
    allow=may_submit,
    move=request_flow["submit"],
    sentence=_("{by} diende aanvraag {number} van {company} in, met de verklaring op eer."),
    about=facts_of_request,
)
def submit_request(
    by: Actor, request: Request, *, declaration: str, agreed: bool, paper: Upload | None = None
) -> Request:
    """Hand it to the competent partnership, with the verklaring op eer of the current version.

    ``declaration`` is the version that was read, or signed: who files by a machtiging adds the
    ``paper`` that the company filled in and signed. The partnership is chosen the first time only.
    Invalid for an older version, without agreement or paper, or while anything still lacks.
    """
    today, now = clock.today(), clock.now()
    _check_exists(request.site)
    _check_not_excluded(request.site, today)
    current = policies.declaration_version.on(today)
    if declaration != current:
        raise Invalid(
            {
                "agreed": _t(
                    "Er is een nieuwe versie van de verklaring op eer. Lees ze en vink ze aan."
                )
            }
            if paper is None
            else {
                "version": _t(
                    "Dit is een oude versie van de verklaring op eer. Laat de onderneming versie %s"
                    " tekenen."
                )
                % current
            }
        )
    if not agreed:
        raise Invalid({"agreed": _t("Vink de verklaring op eer aan om in te dienen.")})
    itself = request.company_id in roles.companies_of(by)
    if not itself and paper is None:
        raise Invalid({"paper": _t("Voeg de verklaring op eer toe die de onderneming tekende.")})
    if request.committee_id is None or request.workers is None:
        raise Invalid(_t("Vul eerst de stap Werkplek in."))
    refuse(findings_of(request))
    if request.submitted_at is None:
        found = route_of(request)
        request.partnership, request.routed_by = found.partnership, found.why
        request.rule = found.rule
    if not itself and paper is not None:
        request.declaration_file = keep(paper, retention="verklaring-op-eer", field="paper")
    request.declaration_version, request.declared_at = declaration, now
    request.declared_by_id = request.submitted_by_id = roles.somebody(by)
    request.submitted_at, request.remark = now, ""
    request.save()
    request.conditions.filter(verdict=Verdict.NOT_MET).update(verdict=Verdict.OPEN)
    emit(RequestSubmitted(request=request.pk))
    return request


def may_discard(by: Actor, request: Request) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


def facts_of_discarded(result: None, request: Request) -> dict[str, object]:
    """What it was for; the row is gone."""
    return {"number": request.number, "company": request.company, "programme": request.programme}


@action(
    "duallearning.discard-request",
    label=_("Werkversie verwijderen"),
    allow=may_discard,
    when=request_flow.at("draft"),
    sentence=_("{by} verwijderde werkversie {number} van {company} voor {programme}."),
    about=facts_of_discarded,
)
def discard_request(by: Actor, request: Request) -> None:
    """Remove a Werkversie with its files; nobody else ever saw it."""
    for document in request.documents.select_related("file"):
        destroy(document.file)
    for mentor in request.mentors.filter(renews=None).select_related("extract"):
        destroy(mentor.extract)
    request.delete()
