"""What users and beheerders do in Gebruikersbeheer."""

from __future__ import annotations

from sleutelbos.access.public import (
    Grant,
    Newcomer,
    Post,
    RelationKind,
    RightRequest,
    WorkRelation,
    add_relation,
    appoint,
    ask_right,
    change_grant,
    end_post,
    end_relation,
    grant_request,
    invite_beheerder,
    quick_grant,
    refuse_request,
    replace_beheerder,
    withdraw_grant,
)
from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor


def _appoint(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    kind, _sep, domain = step.what.partition(":")
    appoint(
        by,
        organisation,
        cast.met(by, step.person),
        kind=kind,
        domain=domain,
        period=cast.period(step.until),
        site=cast.site(organisation, step.site),
        reason=step.note,
    )


def _relation(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    add_relation(
        by,
        organisation,
        cast.met(by, step.person),
        kind=step.what,
        period=cast.period(step.until),
        site=cast.site(organisation, step.site),
        reason=step.note,
    )


def _grant(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    right = cast.right(step.what)
    person, told = cast.find(step.person), stories.people()[step.person]
    newcomer = Newcomer(told.insz, told.given_name, told.family_name, told.email, told.language)
    official = organisation.kind == "entity"
    quick_grant(
        by,
        organisation,
        person=person,
        newcomer=newcomer if person is None else None,
        right=right,
        roles=cast.roles(right, step.roles),
        period=cast.period(step.until),
        relation_kind=RelationKind.OFFICIAL if official else RelationKind.PERMANENT,
        site=cast.site(organisation, step.site),
        reason=step.note,
    )


def _grant_of(cast: Cast, step: Step) -> Grant:
    return Grant.objects.get(
        relation__person=cast.person(step.person),
        relation__organisation=cast.organisation(step.organisation),
        role__right=cast.right(step.what),
        role__code=step.roles[0],
        valid__contains=clock.now(),
    )


def _withdraw(cast: Cast, by: Actor, step: Step) -> None:
    withdraw_grant(by, _grant_of(cast, step), reason=step.note)


def _extend(cast: Cast, by: Actor, step: Step) -> None:
    change_grant(by, _grant_of(cast, step), until=cast.period(step.until).upper)


def _end_relation(cast: Cast, by: Actor, step: Step) -> None:
    relation = WorkRelation.objects.get(
        person=cast.person(step.person),
        organisation=cast.organisation(step.organisation),
        valid__contains=clock.now(),
    )
    end_relation(by, relation, reason=step.note, accept_orphan=True)


def _post_of(cast: Cast, step: Step) -> Post:
    return Post.objects.get(
        person=cast.person(step.person),
        organisation=cast.organisation(step.organisation),
        kind=step.what,
        valid__contains=clock.now(),
    )


def _end_post(cast: Cast, by: Actor, step: Step) -> None:
    """The last beheerder leaves, in spite of the warning."""
    end_post(by, _post_of(cast, step), reason=step.note, accept_orphan=True)


def _replace(cast: Cast, by: Actor, step: Step) -> None:
    successor = cast.met(by, step.roles[0])
    replace_beheerder(by, _post_of(cast, step), successor, reason=step.note)


def _ask(cast: Cast, by: Actor, step: Step) -> None:
    right = cast.right(step.what)
    ask_right(
        by,
        cast.person(step.person),
        cast.organisation(step.organisation),
        right,
        roles=cast.roles(right, step.roles),
        motivation=step.note,
        until=cast.day(step.until),
    )


def _request_of(cast: Cast, step: Step) -> RightRequest:
    return RightRequest.objects.get(
        person=cast.person(step.person),
        organisation=cast.organisation(step.organisation),
        right=cast.right(step.what),
        state="open",
    )


def _accept(cast: Cast, by: Actor, step: Step) -> None:
    grant_request(by, _request_of(cast, step), until=cast.day(step.until), answer=step.note)


def _refuse(cast: Cast, by: Actor, step: Step) -> None:
    refuse_request(by, _request_of(cast, step), answer=step.note)


def _invite(cast: Cast, by: Actor, step: Step) -> None:
    invite_beheerder(by, cast.organisation(step.organisation), cast.person(step.person))


VERBS: dict[str, Verb] = {
    "appoint": _appoint,
    "relation": _relation,
    "grant": _grant,
    "withdraw": _withdraw,
    "extend": _extend,
    "end-relation": _end_relation,
    "end-post": _end_post,
    "replace": _replace,
    "ask": _ask,
    "accept": _accept,
    "refuse": _refuse,
    "invite": _invite,
}
