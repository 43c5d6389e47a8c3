"""Posts of beheerder: appoint, end, replace step by step (G02, G03, G18, G34)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import chain, rules
from sleutelbos.access.actions.checks import (
    check_active,
    check_alive,
    check_not_orphaned,
    check_period,
    check_site,
)
from sleutelbos.access.actions.newcomers import Newcomer, person_of
from sleutelbos.access.actions.relations import add_relation, cut_or_remove, relation_on
from sleutelbos.access.events import BeheerderInvited, OrganisationOrphaned, PostEnded, PostFilled
from sleutelbos.access.models import Post, WorkRelation
from sleutelbos.access.queries import orphans
from sleutelbos.access.states import PostKind, RelationKind, Source
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision, no, when
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import (
    Organisation,
    Person,
    Site,
    target_groups_of,
)

NEEDS_RELATION = {PostKind.HEAD_LOCAL_MANAGER, PostKind.LOCAL_MANAGER}


def may_appoint(
    by: Actor,
    organisation: Organisation,
    person: Person | None,
    *,
    kind: str,
    period: Period,
    domain: str = "",
    site: Site | None = None,
    reason: str = "",
    newcomer: Newcomer | None = None,
) -> Decision:
    """May fill this kind of post there; nobody appoints himself."""
    return rules.may_fill(by, organisation, kind, domain, site) & rules.not_for_oneself(by, person)


def facts_of_post(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Person, organisation, kind and period of the post."""
    post = result if isinstance(result, Post) else args[0]
    assert isinstance(post, Post)
    return {
        "person": post.person,
        "organisation": post.organisation,
        "kind": str(PostKind(post.kind).label).lower(),
        "domain": post.domain,
        "period": post.valid,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.appoint",
    label=_("Beheerder aanstellen"),
    allow=may_appoint,
    locks=("organisation",),
    sentence=_("{by} stelde {person} aan als {kind} van {organisation}, {period}."),
    about=facts_of_post,
)
def appoint(
    by: Actor,
    organisation: Organisation,
    person: Person | None,
    *,
    kind: str,
    period: Period,
    domain: str = "",
    site: Site | None = None,
    reason: str = "",
    newcomer: Newcomer | None = None,
) -> Post:
    """Appoint a beheerder; a hoofd lokale or lokale beheerder gets a werkrelatie on the way.

    Give ``person``, or ``newcomer`` who is added to the register: all or nothing. Invalid when the
    kind doesn't exist for the doelgroep, the person died, the organisation stopped, the vestiging
    is another's, or the period is wrong or overlaps.
    """
    groups = target_groups_of(organisation)
    if not groups & set(chain.kind_rules()[kind].target_groups):
        raise Invalid(
            {"kind": _t("Deze functie bestaat niet voor de doelgroep van de organisatie.")}
        )
    person = person_of(by, person, newcomer)
    check_alive(person)
    check_site(organisation, site)
    period = check_period(period)
    check_active(organisation)
    relation = _relation_for(by, organisation, person, period) if kind in NEEDS_RELATION else None
    post = Post.objects.create(
        person=person,
        organisation=organisation,
        site=site,
        relation=relation,
        kind=kind,
        domain=domain,
        valid=period,
        reason=reason,
        source=_source(by, organisation),
    )
    emit(PostFilled(post=post.pk))
    return post


def _source(by: Actor, organisation: Organisation) -> str:
    if rules.is_house(by):
        return Source.FEED
    return Source.MANUAL if rules.posts_held(by, organisation) else Source.HELPDESK


def _relation_for(
    by: Actor, organisation: Organisation, person: Person, period: Period
) -> WorkRelation:
    found = relation_on(organisation, person, period)
    if found is not None:
        return found
    return add_relation(
        by,
        organisation,
        person,
        kind=RelationKind.PERMANENT,
        period=Period(period.lower, None, "[)"),
        reason=_t("Aangesteld als beheerder"),
        source=_source(by, organisation),
    )


def may_end_post(by: Actor, post: Post, *, reason: str, accept_orphan: bool = False) -> Decision:
    """May fill the post; one may also give up one's own post."""
    return rules.administers_post(by, post) | rules.own(by, post.person)


@action(
    "access.end-post",
    label=_("Aanstelling beëindigen"),
    allow=may_end_post,
    locks=("post.organisation", "post"),
    sentence=_("{by} beëindigde de aanstelling van {person} als {kind} van {organisation}."),
    about=facts_of_post,
)
def end_post(by: Actor, post: Post, *, reason: str, accept_orphan: bool = False) -> Post:
    """End a post now.

    The last beheerder can't vanish unseen: Invalid unless ``accept_orphan``; then the next in the
    chain and the helpdesk are told (G03). Invalid without a reason or when it is already over.
    """
    if not reason.strip():
        raise Invalid({"reason": _t("Vul een reden in.")})
    now = clock.now()
    if post.valid.upper is not None and post.valid.upper <= now:
        raise Invalid(_t("Deze aanstelling is al beëindigd."))
    orphan = check_not_orphaned(post.organisation, [post.pk], at=now, accept=accept_orphan)
    ended = PostEnded(person=post.person_id, organisation=post.organisation_id, kind=post.kind)
    cut_or_remove(post, now)
    emit(ended)
    if orphan:
        emit(OrganisationOrphaned(organisation=post.organisation_id))
    return post


def may_report_orphan(by: Actor, organisation: Organisation) -> Decision:
    """Only the house, which saw that the last power ended."""
    return is_system(by)


@action(
    "access.report-orphan",
    label=_("Melden dat een organisatie geen beheerder meer heeft"),
    allow=may_report_orphan,
    sentence=_("{by} stelde vast dat {organisation} geen beheerder meer heeft."),
    about=lambda result, organisation: {"organisation": organisation},
)
def report_orphan(by: Actor, organisation: Organisation) -> Organisation:
    """The last beheerder went without anybody doing it: by the clock, by death, by the KBO (G03).

    Only for one of ``queries.orphans``. The next in the chain and the helpdesk are told.
    """
    emit(OrganisationOrphaned(organisation=organisation.pk))
    return organisation


def may_replace(
    by: Actor,
    post: Post,
    successor: Person | None,
    *,
    reason: str,
    newcomer: Newcomer | None = None,
) -> Decision:
    """May fill the post; the successor is somebody else than the actor."""
    return rules.administers_post(by, post) & rules.not_for_oneself(by, successor)


@action(
    "access.replace-beheerder",
    label=_("Beheerder vervangen"),
    allow=may_replace,
    locks=("post.organisation", "post"),
    sentence=_("{by} verving {person} als {kind} van {organisation} door {successor}."),
    about=lambda result, post, successor, **kwargs: {
        **facts_of_post(post, post, **kwargs),
        "successor": result.person,
    },
)
def replace_beheerder(
    by: Actor,
    post: Post,
    successor: Person | None,
    *,
    reason: str,
    newcomer: Newcomer | None = None,
) -> Post:
    """Appoint the successor (or the newcomer) and end the post, both now, or neither."""
    if successor is not None and successor.pk == post.person_id:
        raise Invalid({"insz": _t("Deze persoon is al aangesteld.")})
    fresh = appoint(
        by,
        post.organisation,
        successor,
        kind=post.kind,
        domain=post.domain,
        site=post.site,
        period=Period(clock.now(), post.valid.upper, "[)"),
        reason=reason,
        newcomer=newcomer,
    )
    end_post(by, post, reason=reason)
    return fresh


def may_invite(by: Actor, organisation: Organisation, person: Person) -> Decision:
    """Anybody who signed in may ask those who can to appoint a beheerder, and nobody else."""
    if by.pk is None:
        return no(_t("Meld u eerst aan."))
    return when(
        orphans.appoints_at(person, organisation),
        _t("Deze persoon stelt daar geen beheerders aan."),
    )


@action(
    "access.invite-beheerder",
    label=_("Vragen om een beheerder aan te stellen"),
    allow=may_invite,
    sentence=_("{by} vroeg {person} om een beheerder aan te stellen voor {organisation}."),
    about=lambda result, organisation, person: {"organisation": organisation, "person": person},
)
def invite_beheerder(by: Actor, organisation: Organisation, person: Person) -> None:
    """Mail somebody who may appoint a beheerder that one is missing (G03, G05)."""
    emit(BeheerderInvited(organisation=organisation.pk, person=person.pk, asked_by=by.pk))
