"""The ladder of sanctions: guidance, proposal, hearing, decision (W22, without appeal board)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.effects import (
    bar_mentor,
    lift_recognition,
    resume_recognition,
    suspend_recognition,
)
from sleutelbos.duallearning.recognition.events import SanctionChanged
from sleutelbos.duallearning.recognition.models import Mentor, Recognition, Sanction
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules import sanctions as rules
from sleutelbos.duallearning.recognition.states import recognition_flow
from sleutelbos.duallearning.recognition.states_follow_up import (
    EXCLUSIONS,
    SanctionKind,
    sanction_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.web.words import day_text


def may_propose(
    by: Actor, recognition: Recognition, *, kind: str, grounds: str,
    mentor: Mentor | None = None, whole_company: bool = False, urgent: str = "",
) -> Decision:  # fmt: skip
    """Handles what the partnership recognised."""
    return rules.sanctions(by, recognition)


def facts_of_sanction(result: Sanction, *args: object, **kwargs: object) -> dict[str, object]:
    """Which step, on which recognition."""
    return {
        "sanction": result,
        "number": result.recognition.number,
        "company": result.recognition.company,
        "kind": str(SanctionKind(result.kind).label).lower(),
        "day": day_text(result.hearing_on) if result.hearing_on else "",
        "reason": kwargs.get("reason", ""),
    }


@action(
    "duallearning.propose-sanction",
    label=_("Begeleiding of sanctie beginnen"),
    allow=may_propose,
    when=recognition_flow.at("active", "suspended"),
    sentence=_("{by} begon bij erkenning {number} van {company}: {kind}."),
    about=facts_of_sanction,
)
def propose_sanction(
    by: Actor, recognition: Recognition, *, kind: str, grounds: str,
    mentor: Mentor | None = None, whole_company: bool = False, urgent: str = "",
) -> Sanction:  # fmt: skip
    """Guidance comes first; ``urgent`` says why another step can't wait for it.

    Invalid without grounds, for a mentor of elsewhere, or without mentor where one is barred.
    """
    if kind not in SanctionKind.values:
        raise Invalid({"kind": _t("Kies een stap.")})
    if kind == SanctionKind.MENTOR:
        if mentor is None or mentor.recognition_id != recognition.pk:
            raise Invalid({"mentor": _t("Kies een mentor van deze erkenning.")})
        if mentor.state not in ("valid", "inactive"):
            raise Invalid({"mentor": _t("Deze persoon is hier geen mentor meer.")})
    why = ""
    if kind != SanctionKind.GUIDANCE and not rules.was_guided(recognition):
        why = texts.block(
            urgent, "urgent",
            required=_t("Er was nog geen begeleiding. Motiveer waarom dit niet kan wachten."),
        )  # fmt: skip
    found = Sanction.objects.create(
        recognition=recognition,
        mentor=mentor if kind == SanctionKind.MENTOR else None,
        kind=kind,
        whole_company=whole_company and kind in EXCLUSIONS,
        grounds=texts.block(grounds, "grounds", required=_t("Vul in wat er fout liep.")),
        urgent=why,
        proposed_at=clock.now(),
        proposed_by_id=roles.somebody(by),
    )
    if kind == SanctionKind.GUIDANCE:
        emit(SanctionChanged(sanction=found.pk, state="proposed"))
    return found


def may_conclude(by: Actor, sanction: Sanction, *, report: str) -> Decision:
    """As who proposes."""
    return rules.sanctions(by, sanction.recognition)


@action(
    "duallearning.conclude-guidance",
    label=_("Begeleiding afronden"),
    allow=may_conclude,
    move=sanction_flow["conclude"],
    sentence=_("{by} rondde de begeleiding bij erkenning {number} af."),
    about=facts_of_sanction,
)
def conclude_guidance(by: Actor, sanction: Sanction, *, report: str) -> Sanction:
    """Write what came of it. Invalid for another step than guidance."""
    if sanction.kind != SanctionKind.GUIDANCE:
        raise Invalid(_t("Dit is een sanctie: nodig de onderneming eerst uit."))
    sanction.report = texts.block(report, "report", required=_t("Vul in wat er gebeurde."))
    sanction.decided_at, sanction.decided_by_id = clock.now(), roles.somebody(by)
    sanction.save(update_fields=["report", "decided_at", "decided_by"])
    return sanction


def may_invite(by: Actor, sanction: Sanction, *, on: date, place: str) -> Decision:
    """As who proposes."""
    return rules.sanctions(by, sanction.recognition)


@action(
    "duallearning.invite-to-hearing",
    label=_("Uitnodigen voor het hoorrecht"),
    allow=may_invite,
    move=sanction_flow["invite"],
    sentence=_("{by} nodigde {company} uit om gehoord te worden op {day} over: {kind}."),
    about=facts_of_sanction,
)
def invite_to_hearing(by: Actor, sanction: Sanction, *, on: date, place: str) -> Sanction:
    """The company learns what is proposed and why, and may answer. Invalid when it has fewer days
    than the setting gives, and for guidance."""
    if sanction.kind == SanctionKind.GUIDANCE:
        raise Invalid(_t("Voor begeleiding is geen hoorrecht nodig."))
    today = clock.today()
    days = policies.hearing_days.on(today, scope_of(sanction.recognition.partnership))
    if on < today + timedelta(days=days):
        first = day_text(today + timedelta(days=days))
        sentence = _t("Geef de onderneming minstens %(days)s dagen: kies %(first)s of later.")
        raise Invalid({"on": sentence % {"days": days, "first": first}})
    sanction.hearing_on = on
    sanction.hearing_place = texts.line(
        place, "place", most=200, required=_t("Vul in waar of hoe u elkaar spreekt.")
    )
    sanction.save(update_fields=["hearing_on", "hearing_place"])
    emit(SanctionChanged(sanction=sanction.pk, state="hearing"))
    return sanction


def may_answer(by: Actor, sanction: Sanction, *, statement: str) -> Decision:
    """The company itself."""
    return rules.is_heard(by, sanction.recognition)


@action(
    "duallearning.answer-sanction",
    label=_("Verweer indienen"),
    allow=may_answer,
    when=sanction_flow.at("hearing"),
    sentence=_("{by} diende voor {company} een verweer in over: {kind}."),
    about=facts_of_sanction,
)
def answer_sanction(by: Actor, sanction: Sanction, *, statement: str) -> Sanction:
    """What the company says to it in writing; it may write again until the decision."""
    sanction.statement = texts.block(
        statement, "statement", most=5000, required=_t("Schrijf eerst uw verweer.")
    )
    sanction.statement_at = clock.now()
    sanction.save(update_fields=["statement", "statement_at"])
    return sanction


def may_impose(
    by: Actor, sanction: Sanction, *, report: str, motivation: str, until: date | None = None
) -> Decision:
    """As who proposes."""
    return rules.sanctions(by, sanction.recognition)


@action(
    "duallearning.impose-sanction",
    label=_("Sanctie opleggen"),
    allow=may_impose,
    move=sanction_flow["impose"],
    locks=("sanction", "sanction.recognition"),
    sentence=_("{by} legde {company} bij erkenning {number} op: {kind}."),
    about=facts_of_sanction,
)
def impose_sanction(
    by: Actor, sanction: Sanction, *, report: str, motivation: str, until: date | None = None
) -> Sanction:
    """Decide after the hearing; what follows for recognition and mentor happens at once.

    ``report``: what was said, or that nobody came. Invalid before the day of the hearing, without
    report or motivation, or without a coming last day for what is temporary.
    """
    assert sanction.hearing_on is not None
    if sanction.hearing_on > clock.today():
        raise Invalid(_t("De onderneming wordt gehoord op %s. Beslis daarna.")
                      % day_text(sanction.hearing_on))  # fmt: skip
    temporary = sanction.kind == SanctionKind.TEMPORARY
    if temporary and (until is None or until <= clock.today()):
        raise Invalid({"until": _t("Kies de laatste dag van de uitsluiting, na vandaag.")})
    sanction.report = texts.block(
        report, "report", required=_t("Vul in wat gezegd is, of dat niemand kwam.")
    )
    sanction.motivation = texts.block(
        motivation, "motivation", required=_t("Motiveer waarom u deze sanctie oplegt.")
    )
    sanction.until = until if temporary else None
    sanction.decided_at, sanction.decided_by_id = clock.now(), roles.somebody(by)
    sanction.save(update_fields=["report", "motivation", "until", "decided_at", "decided_by"])
    _take_effect(by, sanction)
    emit(SanctionChanged(sanction=sanction.pk, state="imposed"))
    return sanction


def _take_effect(by: Actor, sanction: Sanction) -> None:
    house = system("duaal", on_behalf_of=by.ref)
    if sanction.kind == SanctionKind.MENTOR:
        assert sanction.mentor is not None
        bar_mentor(house, sanction.mentor)
        return
    rows = [sanction.recognition]
    if sanction.kind in EXCLUSIONS:
        rows = list(reached(sanction).filter(state__in=("active", "suspended")).order_by("pk"))
    for row in rows:
        if sanction.kind != SanctionKind.TEMPORARY:
            lift_recognition(house, row)
        elif row.state == "active":
            suspend_recognition(house, row)


def reached(sanction: Sanction) -> QuerySet[Recognition]:
    """The recognitions that an exclusion reaches: of the vestiging or the whole company, as far as
    the same partnership gave them."""
    given = sanction.recognition
    rows = Recognition.objects.filter(partnership=given.partnership_id, company=given.company_id)
    return rows if sanction.whole_company else rows.filter(site=given.site_id)


def may_drop(by: Actor, sanction: Sanction, *, reason: str) -> Decision:
    """As who proposes."""
    return rules.sanctions(by, sanction.recognition)


@action(
    "duallearning.drop-sanction",
    label=_("Niet opleggen"),
    allow=may_drop,
    move=sanction_flow["drop"],
    sentence=_("{by} legde bij erkenning {number} niets op. Reden: {reason}"),
    about=facts_of_sanction,
)
def drop_sanction(by: Actor, sanction: Sanction, *, reason: str) -> Sanction:
    """Nothing follows; the company is told when it was invited. Invalid for guidance."""
    if sanction.kind == SanctionKind.GUIDANCE:
        raise Invalid(_t("Rond de begeleiding af: schrijf wat er gebeurde."))
    invited = sanction.state == "hearing"
    sanction.motivation = texts.block(
        reason, "reason", required=_t("Vul in waarom u niets oplegt.")
    )
    sanction.decided_at, sanction.decided_by_id = clock.now(), roles.somebody(by)
    sanction.save(update_fields=["motivation", "decided_at", "decided_by"])
    if invited:
        emit(SanctionChanged(sanction=sanction.pk, state="dropped"))
    return sanction


def may_end(by: Actor, sanction: Sanction) -> Decision:
    """The clock only."""
    return is_system(by)


@action(
    "duallearning.end-sanction",
    label=_("Tijdelijke uitsluiting beëindigen"),
    allow=may_end,
    move=sanction_flow["end"],
    sentence=_("De tijdelijke uitsluiting bij erkenning {number} is voorbij."),
    about=facts_of_sanction,
)
def end_sanction(by: Actor, sanction: Sanction) -> Sanction:
    """Its last day is over: what it suspended counts again, unless another one still runs. Invalid
    before that, or for what isn't temporary."""
    if sanction.until is None or sanction.until >= clock.today():
        raise Invalid(_t("Deze uitsluiting loopt nog."))
    for row in reached(sanction).filter(state="suspended").select_related("site").order_by("pk"):
        others = rules.exclusions_of(row.site, clock.today()).exclude(pk=sanction.pk)
        if not others.exists():
            resume_recognition(by, row)
    return sanction
