"""Asking for a right and deciding on it (G21)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.grants import check_roles, grant_right
from sleutelbos.access.actions.relations import add_relation, relation_on
from sleutelbos.access.events import RequestDecided, RightAsked
from sleutelbos.access.models import Grant, Right, RightRequest, Role, WorkRelation
from sleutelbos.access.states import RelationKind, Source, request_flow
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person


def may_ask(
    by: Actor,
    person: Person,
    organisation: Organisation,
    right: Right,
    *,
    roles: Sequence[Role],
    motivation: str,
    until: date | None = None,
) -> Decision:
    """For oneself, a right that exists for the organisation."""
    if by.pk is None:
        return no(_t("Meld u eerst aan."))
    return rules.own(by, person) & rules.offered_to(right, organisation)


def facts_of_request(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Person, organisation and right of the request."""
    request = result if isinstance(result, RightRequest) else args[0]
    assert isinstance(request, RightRequest)
    return {
        "person": request.person,
        "organisation": request.organisation,
        "right": request.right,
        "reason": kwargs.get("answer", ""),
    }


@action(
    "access.ask-right",
    label=_("Recht vragen"),
    allow=may_ask,
    locks=("person",),
    sentence=_("{by} vroeg het recht {right} bij {organisation}."),
    about=facts_of_request,
)
def ask_right(
    by: Actor,
    person: Person,
    organisation: Organisation,
    right: Right,
    *,
    roles: Sequence[Role],
    motivation: str,
    until: date | None = None,
) -> RightRequest:
    """Ask the beheerders for a right; only one open request per right and organisation.

    Invalid without a role, with a role that doesn't exist there, or an end in the past.
    """
    if until is not None and until < clock.today():
        raise Invalid({"until": _t("Kies een datum vanaf vandaag.")})
    request = RightRequest(person=person, motivation=motivation, until=until)
    return _asked(request, organisation, right, roles)


def _asked(
    request: RightRequest, organisation: Organisation, right: Right, roles: Sequence[Role]
) -> RightRequest:
    check_roles(right, roles, WorkRelation(organisation=organisation))
    request.organisation, request.right, request.asked_at = organisation, right, clock.now()
    request.save()
    request.roles.set(roles)
    emit(RightAsked(request=request.pk))
    return request


def may_ask_for(
    by: Actor,
    person: Person,
    organisation: Organisation,
    right: Right,
    *,
    roles: Sequence[Role],
    motivation: str,
) -> Decision:
    """Whoever the e-service of the right lets ask it for a colleague there."""
    if by.pk is None:
        return no(_t("Meld u eerst aan."))
    return rules.asks_for(by, right, organisation) & rules.offered_to(right, organisation)


@action(
    "access.ask-right-for",
    label=_("Recht vragen voor iemand anders"),
    allow=may_ask_for,
    locks=("person",),
    sentence=_("{by} vroeg het recht {right} bij {organisation} voor {person}."),
    about=facts_of_request,
)
def ask_right_for(
    by: Actor,
    person: Person,
    organisation: Organisation,
    right: Right,
    *,
    roles: Sequence[Role],
    motivation: str,
) -> RightRequest:
    """Ask the beheerders for a right of a colleague; they choose until when.

    Invalid when somebody asked it already and it is not decided, without a reason, without a role,
    or with one that doesn't exist there.
    """
    if not motivation.strip():
        raise Invalid({"motivation": _t("Vul in waarom dit recht nodig is.")})
    if RightRequest.objects.filter(
        person=person, organisation=organisation, right=right, state="open"
    ).exists():
        raise Invalid(_t("Dit recht is al gevraagd. De beheerder beslist nog."))
    request = RightRequest(person=person, motivation=motivation.strip(), asked_by_id=by.pk)
    return _asked(request, organisation, right, roles)


def may_grant_request(
    by: Actor, request: RightRequest, *, until: date | None, answer: str = ""
) -> Decision:
    """May give out the right that is asked for; not on one's own request."""
    return rules.decides(by, request)


@action(
    "access.grant-request",
    label=_("Aanvraag toekennen"),
    allow=may_grant_request,
    move=request_flow["grant"],
    sentence=_("{by} kende de aanvraag van {person} toe: {right} bij {organisation}."),
    about=facts_of_request,
)
def grant_request(
    by: Actor, request: RightRequest, *, until: date | None, answer: str = ""
) -> list[Grant]:
    """Grant what was asked for; makes the werkrelatie on the way when there is none."""
    period = periods.from_now(clock.today(), until)
    relation = relation_on(request.organisation, request.person, period) or add_relation(
        by,
        request.organisation,
        request.person,
        kind=RelationKind.PERMANENT,
        period=Period(period.lower, None, "[)"),
        source=Source.REQUEST,
    )
    made = grant_right(
        by,
        relation,
        request.right,
        roles=list(request.roles.order_by("order", "pk")),
        period=period,
        source=Source.REQUEST,
    )
    _decided(by, request, answer)
    return made


def may_refuse_request(by: Actor, request: RightRequest, *, answer: str) -> Decision:
    """May give out the right that is asked for; not on one's own request."""
    return rules.decides(by, request)


@action(
    "access.refuse-request",
    label=_("Aanvraag weigeren"),
    allow=may_refuse_request,
    move=request_flow["refuse"],
    sentence=_("{by} weigerde de aanvraag van {person}: {right} bij {organisation}. {reason}"),
    about=facts_of_request,
)
def refuse_request(by: Actor, request: RightRequest, *, answer: str) -> RightRequest:
    """Refuse, with a reason that the person reads."""
    if not answer.strip():
        raise Invalid({"answer": _t("Vul een reden in. De aanvrager leest ze.")})
    _decided(by, request, answer)
    return request


def _decided(by: Actor, request: RightRequest, answer: str) -> None:
    request.decided_at, request.answer = clock.now(), answer
    request.decided_by_id = by.pk
    request.save(update_fields=["decided_at", "answer", "decided_by"])
    emit(RequestDecided(request=request.pk))


def may_withdraw_request(by: Actor, request: RightRequest) -> Decision:
    """One's own request: for oneself, or asked for another."""
    if request.asked_by is not None:
        return rules.own(by, request.asked_by) | rules.own(by, request.person)
    return rules.own(by, request.person)


@action(
    "access.withdraw-request",
    label=_("Aanvraag intrekken"),
    allow=may_withdraw_request,
    move=request_flow["withdraw"],
    sentence=_("{by} trok de aanvraag voor {right} bij {organisation} in."),
    about=facts_of_request,
)
def withdraw_request(by: Actor, request: RightRequest) -> RightRequest:
    """Take back one's own request."""
    return request
