"""Every persona can sign in with one click and do the first task."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from sleutelbos.access.actions.clients_secrets import make_secret
from sleutelbos.access.models import Client as Trusting
from sleutelbos.access.models import RightRequest, WorkRelation
from sleutelbos.access.public import (
    appoint,
    approve_client,
    ask_right,
    end_relation,
    grant_request,
    names,
    organisations_of,
    powers_of,
    supervises,
)
from sleutelbos.access.waiting import waiting
from sleutelbos.demo import personas as demo_personas
from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.desk.actions.help import answer_help
from sleutelbos.desk.models import HelpRequest
from sleutelbos.duallearning.agreement.actions.presenting import present_agreement
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.queries.readiness import findings_of
from sleutelbos.duallearning.agreement.queries.scope import agreements_for, agreements_kept_by
from sleutelbos.duallearning.recognition.actions.filing import submit_request
from sleutelbos.duallearning.recognition.actions.handling import accept_request
from sleutelbos.duallearning.recognition.actions.voting import vote
from sleutelbos.duallearning.recognition.models import Request, VoteRound
from sleutelbos.duallearning.signals.actions.lights import Spec, add_light
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.queries.scope import lights_for
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.kernel.decisions import YES, Decision, when
from sleutelbos.positions.actions.deciding import Ground, approve_position
from sleutelbos.positions.models import Position
from sleutelbos.positions.queries.reports import cut_for, report
from sleutelbos.register.public import meet_representative
from sleutelbos.signin.public import Persona
from sleutelbos.timereg.actions.attendance import start_session
from sleutelbos.timereg.actions.staff_decide import approve_entries
from sleutelbos.timereg.actions.staff_entries import present_entries
from sleutelbos.timereg.actions.submission import grant_reopening, submit_session
from sleutelbos.timereg.models import ReopenRequest, Session
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules.roles import supports
from sleutelbos.timereg.waiting_staff import staff_waiting
from sleutelbos.tools.policies import Severity

CODES = [row["code"] for row in stories.personas()]
Task = Callable[[Cast], Decision]


def by(cast: Cast, person: str, organisation: str) -> Actor:
    return cast.actor(person, organisation)


def deciding(person: str, organisation: str, asker: str) -> Task:
    def task(cast: Cast) -> Decision:
        request = RightRequest.objects.get(
            person=cast.person(asker), organisation=cast.organisation(organisation), state="open"
        )
        return grant_request.check(by(cast, person, organisation), request, until=None)

    return task


def appointing(person: str, home: str, organisation: str, kind: str, domain: str = "") -> Task:
    def task(cast: Cast) -> Decision:
        return appoint.check(
            by(cast, person, home),
            cast.organisation(organisation),
            cast.person("kaat"),
            kind=kind,
            domain=domain,
            period=cast.period(100),
        )

    return task


def representing(person: str, organisation: str, kind: str) -> Task:
    def task(cast: Cast) -> Decision:
        meet_representative(actors.system("aanmelden"), cast.person(person))
        code = stories.enterprise_of(organisation)
        found = next(
            row
            for row in organisations_of(cast.person(person).pk)
            if row.identifiers.filter(value=code).exists()
        )
        who = cast.person(person)
        actor = actors.person(
            who.pk, who.name, capacity=Scope(found.pk), powers=powers_of(who.pk, found.pk)
        )
        return appoint.check(actor, found, cast.person("kaat"), kind=kind, period=cast.period(100))

    return task


def ending_a_relation(cast: Cast) -> Decision:
    relation = WorkRelation.objects.get(
        person=cast.person("emma"), organisation=cast.organisation("wissel")
    )
    return end_relation.check(by(cast, "katrien", "wissel"), relation, reason="Stage is klaar")


def answering(cast: Cast) -> Decision:
    asked = HelpRequest.objects.get(asked_by=cast.person("patrick"), state="open")
    return answer_help.check(by(cast, "gulsen", "digitaal"), asked, text="Zo gaat het")


def asking(cast: Cast) -> Decision:
    right = cast.right("platos")
    return ask_right.check(
        by(cast, "bilal", "lindehof"),
        cast.person("bilal"),
        cast.organisation("lindehof"),
        right,
        roles=cast.roles(right, ("DWSE-projectmedewerker",)),
        motivation="",
    )


def having_one_right(cast: Cast) -> Decision:
    powers = by(cast, "soraya", "ankerpunt").powers
    return when([p.role for p in powers] == ["DWSE-opleider"], "another number of rights")


def choosing(cast: Cast) -> Decision:
    return when(organisations_of(cast.person("jeroen").pk).count() == 3, "not three")


def reading_the_log(cast: Cast) -> Decision:
    return supervises(by(cast, "stef", "audit"))


def approving_a_client(cast: Cast) -> Decision:
    client = Trusting.objects.get(client_id="vergunningen-app")
    roos = approve_client.check(by(cast, "roos", "digitaal"), client)
    return approve_client.check(by(cast, "gilles", "digitaal"), client) & when(
        not roos, "who handed it in may approve it too"
    )


def making_a_secret(cast: Cast) -> Decision:
    client = Trusting.objects.get(name="Loket (productie)")
    by_roos = by(cast, "roos", "digitaal")
    ends = [line for line in waiting(by_roos) if str(client) in line.sentence]
    return make_secret.check(by_roos, client, days=365) & when(bool(ends), "no secret ends")


def _session(state: str, **more: object) -> Session:
    return Session.objects.filter(state=state, **more).latest("day")


def registering(cast: Cast) -> Decision:
    session = _session("planned", day=cast.anchor, organisation=cast.organisation("hazelaar"))
    return start_session.check(by(cast, "linde", "hazelaar"), session)


def handing_in(cast: Cast) -> Decision:
    session = _session("done", organisation=cast.organisation("ankerpunt"))
    return submit_session.check(by(cast, "sander", "ankerpunt"), session)


def supporting(cast: Cast) -> Decision:
    return supports(by(cast, "tessa", "werk"))


def reopening(cast: Cast) -> Decision:
    asked = ReopenRequest.objects.get(state="asked")
    return grant_reopening.check(by(cast, "hugo", "werk"), asked)


def presenting(cast: Cast) -> Decision:
    arne = by(cast, "arne", "hazelaar")
    drafts = list(queries_staff.own_entries(arne).filter(state="draft"))
    waits = [line.url for line in staff_waiting(arne)]
    return present_entries.check(arne, drafts) & when(
        bool(drafts) and len(waits) == 3, f"what waits for Arne: {waits}"
    )


def approving(cast: Cast) -> Decision:
    hedwig = by(cast, "hedwig", "hazelaar")
    rows = list(queries_staff.to_approve(hedwig))
    people = {row.person_id for row in rows}
    return approve_entries.check(hedwig, rows) & when(len(people) == 2, f"of {len(people)}")


def finishing(cast: Cast) -> Decision:
    request = Request.objects.get(company=cast.organisation("lepel"), state="draft")
    return submit_request.check(by(cast, "patrick", "lepel"), request, declaration="", agreed=True)


def checking(cast: Cast) -> Decision:
    request = Request.objects.get(partnership=cast.organisation("horeca"), state="submitted")
    return accept_request.check(by(cast, "aline", "horeca"), request, checklist={})


def voting(cast: Cast) -> Decision:
    round = VoteRound.objects.get(partnership=cast.organisation("horeca"), state="open")
    return vote.check(by(cast, "yusra", "horeca"), round, choice="voor")


def drawing_up(cast: Cast) -> Decision:
    row = Agreement.objects.get(person=cast.person("amber"), state="draft")
    blocking = [one for one in findings_of(row) if one.severity == Severity.BLOCKING]
    ready = when(not blocking, f"the rules refuse: {blocking}")
    return present_agreement.check(by(cast, "nele", "wissel"), row) & ready


def following_agreements(cast: Cast) -> Decision:
    greet = by(cast, "greet", "wissel")
    states = set(agreements_for(greet).values_list("state", flat=True))
    kept = agreements_kept_by(greet).exists()
    return when(len(states) > 1 and not kept, f"reads {states}, draws up: {kept}")


def setting_a_light(cast: Cast) -> Decision:
    row = lights_for(by(cast, "veerle", "horeca")).get(state="live")
    metric = METRICS[row.metric]
    spec = Spec(name="Opnieuw", metric=row.metric, threshold=2, window=metric.window,
                minimum=metric.samples, level=metric.level, cool_down=30)  # fmt: skip
    return add_light.check(by(cast, "veerle", "horeca"), row.partnership, spec=spec)


def approving_a_position(cast: Cast) -> Decision:
    [proposed] = Position.objects.filter(state="proposed")
    ground = Ground(clock.today(), "Beslist")
    return approve_position.check(by(cast, "bram", "natuur"), proposed, ground=ground)


def looking_at_the_plans(cast: Cast) -> Decision:
    expert = by(cast, "mia", "personeel")
    found = report(expert, None, cut_for(expert, None), "entiteit", cast.anchor)
    names = [line.label for line in found.lines]
    return when(names == ["Agentschap voor Natuur en Bos"], f"the plans: {names}")


TASKS: dict[str, Task] = {
    "patrick": finishing,
    "aline": checking,
    "yusra": voting,
    "nele": drawing_up,
    "greet": following_agreements,
    "veerle": setting_a_light,
    "bram": approving_a_position,
    "mia": looking_at_the_plans,
    "linde": registering,
    "arne": presenting,
    "hedwig": approving,
    "sander": handing_in,
    "tessa": supporting,
    "hugo": reopening,
    "saskia": representing("saskia", "klaproos", "hoofd-lokale-beheerder"),
    "fatima": deciding("fatima", "hazelaar", "magda"),
    "katrien": ending_a_relation,
    "mehmet": deciding("mehmet", "bouw", "simon"),
    "karolien": appointing(
        "karolien", "zonnegraan", "zonnegraan", "toegangsbeheerder", "mobiliteit"
    ),
    "milan": deciding("milan", "vonk", "ellen"),
    "wouter": appointing("wouter", "onderwijs", "tervaart", "hoofd-lokale-beheerder"),
    "amina": appointing("amina", "werk", "horeca", "hoofd-lokale-beheerder"),
    "sabah": appointing("sabah", "personeel", "natuur", "hoofd-lokale-beheerder"),
    "dieter": appointing("dieter", "digitaal", "lepel", "hoofdtoegangsbeheerder"),
    "gulsen": answering,
    "soraya": having_one_right,
    "bilal": asking,
    "jeroen": choosing,
    "griet": representing("griet", "kiem", "hoofd-lokale-beheerder"),
    "stef": reading_the_log,
    "gilles": approving_a_client,
    "roos": making_a_secret,
}


def of(code: str) -> Persona:
    name = stories.people()[code]
    full = f"{name.given_name} {name.family_name}"
    return next(one for one in demo_personas.personas() if one.name == full)


@pytest.mark.requirement("G15")
@pytest.mark.parametrize("code", CODES)
def test_the_first_task_can_be_done(demo: None, code: str) -> None:
    decision = TASKS[code](Cast(clock.today()))
    assert decision == YES, decision.reason


@pytest.mark.parametrize("code", CODES)
def test_one_click_leads_to_the_first_task(demo: None, code: str) -> None:
    client, persona = Client(), of(code)
    goal = persona.first_task_url
    assert goal
    answer = client.post("/aanmelden/persona", {"persona": persona.uid, "volgende": goal})
    assert answer.status_code == 303
    if answer["Location"].startswith("/hoedanigheid"):
        row = next(row for row in stories.personas() if row["code"] == code)
        cast = Cast(clock.today())
        where = cast.organisation(row["at"]).pk if "at" in row else _first(cast, code)
        answer = client.post("/hoedanigheid", {"keuze": f":{where}", "volgende": goal})
        assert answer.status_code == 303
    page = client.get(goal)
    assert page.status_code == 200, page.content.decode()[:2000]


def _first(cast: Cast, code: str) -> int:
    found = organisations_of(cast.person(code).pk).first()
    assert found is not None
    return found.pk


def test_personas_take_few_queries(
    demo: None, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        assert len(demo_personas.personas()) == len(CODES)


def test_no_personas_outside_demo_mode(demo: None, settings: LazySettings) -> None:
    settings.DEMO = False
    assert demo_personas.personas() == []


def test_the_new_company_appears_by_itself(demo: None) -> None:
    """G04: not known before, there right after signing in, with power for its representative."""
    client, persona = Client(), of("saskia")
    client.post("/aanmelden/persona", {"persona": persona.uid, "volgende": "/"})
    organisation = Cast(clock.today()).organisation("klaproos")
    assert organisation.sites.count() == 2
    powers = powers_of(Cast(clock.today()).person("saskia").pk, organisation.pk)
    assert [(p.right, p.role) for p in powers] == [(names.IDM, "wettelijk-vertegenwoordiger")]
