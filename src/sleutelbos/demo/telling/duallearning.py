"""What happens in Werkplek Duaal: opleidingen loaded, requests filed, handled and decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sleutelbos.access.public import Newcomer
from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.papers import paper
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import (
    attaching,
    deciding,
    filing,
    handling,
    mandates,
    programmes,
    routing,
)
from sleutelbos.duallearning.recognition.actions.filing import Answer, Workplace
from sleutelbos.duallearning.recognition.actions.handling import Checked
from sleutelbos.duallearning.recognition.models import (
    JointCommittee,
    Mentor,
    Programme,
    Request,
)
from sleutelbos.duallearning.recognition.states import Condition, Outcome, Verdict
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor

START = date(2019, 9, 1)  # of the rules of 2 September 2019
SOURCE = "Demo: afgeleid van de sectorfondsen, geen officiële lijst"
EXPERIENCE = 12
ALL_MET: dict[str, Checked] = {one: Checked(Verdict.MET) for one in Condition}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _load(cast: Cast, by: Actor, step: Step) -> None:
    if step.what == "opleidingen":
        _load_programmes(cast, by)
    else:
        _load_agreements(cast, by)


def _load_programmes(cast: Cast, by: Actor) -> None:
    """The opleidingen with their activities and schools; successors once all are there."""
    told = list(stories.table("duaal_opleidingen"))
    made = {}
    for row in told:
        made[row["code"]] = programmes.add_programme(by, _spec(row))
        for school in filter(None, row["schools"].split("+")):
            where = cast.organisation(school)
            programmes.add_offer(by, made[row["code"]], where, first=START)
    for row in told:
        if row["successor"]:
            programmes.change_programme(
                by, made[row["code"]], _spec(row), successor=made[row["successor"]]
            )


def _spec(row: dict[str, str]) -> programmes.ProgrammeSpec:
    return programmes.ProgrammeSpec(
        code=row["code"],
        name=row["name"],
        agreement=row["agreement"],
        domain=row["domain"],
        first=_day(row["first"]),
        last=_day(row["last"]),
        activities=row["activities"].split("|"),
    )


def _load_agreements(cast: Cast, by: Actor) -> None:
    """Which paritair comité or opleiding goes where, and what each partnership may do."""
    for row in stories.table("duaal_afspraken"):
        where = cast.organisation(row["partnership"])
        for code in filter(None, row["committees"].split("+")):
            committee = JointCommittee.objects.get(code=code)
            routing.add_rule(by, where, committee=committee, first=START, source=SOURCE)
        for code in filter(None, row["programmes"].split("+")):
            programme = Programme.objects.get(code=code)
            routing.add_rule(
                by, where, programme=programme, priority=200, first=START, source=SOURCE
            )
        for power in filter(None, row["powers"].split("+")):
            routing.delegate_power(by, where, power=power, first=START, source=SOURCE)


def _prepare(cast: Cast, by: Actor, step: Step) -> None:
    """A Werkversie: ``roles`` may name a school, ``note`` is "comité werknemers leerlingen"."""
    company = cast.organisation(step.organisation)
    site = company.sites.get(name=step.site)
    request = filing.start_request(by, site, Programme.objects.get(code=step.what))
    if not step.note:
        return
    committee, workers, places = step.note.split()
    school = cast.organisation(step.roles[0]) if step.roles else None
    described = Workplace(
        committee=JointCommittee.objects.get(code=committee),
        workers=int(workers),
        places=int(places),
        answers={one: Answer(meets=True) for one in Condition},
        school=school,
    )
    filing.describe_workplace(by, request, workplace=described)
    for code in step.person.split("+"):
        _propose(by, request, code)
    attaching.add_document(by, request, kind="rsz-schulden", upload=paper("Attest RSZ"))


def _propose(by: Actor, request: Request, code: str) -> None:
    told = stories.people()[code]
    attaching.add_mentor(
        by,
        request,
        newcomer=Newcomer(told.insz, told.given_name, told.family_name, told.email),
        proposal=attaching.Proposal(EXPERIENCE, clock.today() - timedelta(days=40)),
        extract=paper("Uittreksel 596.2"),
    )


def _request(step: Step, *states: str) -> Request:
    """The latest request for the opleiding in one of these states."""
    rows = Request.objects.filter(programme__code=step.what, state__in=states)
    found = rows.order_by("-pk").first()
    if found is None:
        raise LookupError(f"no request for {step.what} is {' or '.join(states)}")
    return found


def _submit(cast: Cast, by: Actor, step: Step) -> None:
    version = policies.declaration_version.on(clock.today())
    request = _request(step, "draft", "incomplete")
    filing.submit_request(by, request, declaration=version, agreed=True)


def _return(cast: Cast, by: Actor, step: Step) -> None:
    handling.return_request(by, _request(step, "submitted"), checklist={}, remark=step.note)


def _complete(cast: Cast, by: Actor, step: Step) -> None:
    handling.accept_request(by, _request(step, "submitted"), checklist=ALL_MET)


def _take(cast: Cast, by: Actor, step: Step) -> None:
    handling.take_request(by, _request(step, "complete"))


def _park(cast: Cast, by: Actor, step: Step) -> None:
    handling.park_request(by, _request(step, "handling"), reason=step.note)


def _resume(cast: Cast, by: Actor, step: Step) -> None:
    handling.resume_request(by, _request(step, "parked"))


def _judge(cast: Cast, by: Actor, step: Step) -> None:
    mentors: Iterable[Mentor] = _request(step, "handling").mentors.filter(
        person=cast.person(step.person)
    )
    for mentor in mentors:
        deciding.accept_mentor(by, mentor, remark=step.note)


def _decide(cast: Cast, by: Actor, step: Step) -> None:
    outcome = step.roles[0]
    conditional = outcome == Outcome.CONDITIONAL
    deciding.decide_request(
        by,
        _request(step, "handling"),
        outcome=outcome,
        motivation="" if conditional else step.note,
        conditions_text=step.note if conditional else "",
    )


def _mandate(cast: Cast, by: Actor, step: Step) -> None:
    """The holder registers what the company named in ``what`` signed."""
    last = cast.day(step.until)
    assert last is not None, step
    mandates.register_mandate(
        by,
        cast.organisation(step.organisation),
        number=stories.enterprise_of(step.what),
        last=last,
        paper=paper("Machtiging"),
    )


VERBS: dict[str, Verb] = {
    "dual-mandate": _mandate,
    "dual-load": _load,
    "dual-request": _prepare,
    "dual-submit": _submit,
    "dual-return": _return,
    "dual-complete": _complete,
    "dual-take": _take,
    "dual-park": _park,
    "dual-resume": _resume,
    "dual-judge": _judge,
    "dual-decide": _decide,
}
