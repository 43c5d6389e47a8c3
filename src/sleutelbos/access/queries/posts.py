"""Beheerders as pages need them: the chain of an organisation, who may act on which post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sleutelbos.access import chain, names, queries, rules
from sleutelbos.access.models import Post, Right
from sleutelbos.access.queries import orphans
from sleutelbos.access.states import LEGAL_REPRESENTATIVE, Domain, PostKind, Source
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.register.public import Organisation, Person, Site, target_groups_of

ORDER = tuple(PostKind)


@dataclass(frozen=True)
class Holder:
    """Somebody who is beheerder: by a post, or by a function in KBO (``post`` None)."""

    person: Person
    kind: str
    label: str
    where: str
    since: date | None
    until: date | None
    source: str
    post: Post | None = None


@dataclass(frozen=True)
class Link:
    """One link of the chain: a kind of beheerder, who appoints him, who it is now."""

    kind: str
    label: str
    explanation: str
    appointed_by: list[str]
    holders: list[Holder]


def kind_label(kind: str) -> str:
    """The Dutch name of a kind of beheerder, KBO's included."""
    if kind == LEGAL_REPRESENTATIVE:
        return _("Wettelijk vertegenwoordiger")
    return str(PostKind(kind).label)


def domain_label(post: Post) -> str:
    """The domain of a toegangsbeheerder in words; empty for other kinds."""
    if post.kind != PostKind.ACCESS_MANAGER:
        return ""
    return str(Domain(post.domain).label) if post.domain else _("alle domeinen")


def former_posts(organisation: Organisation) -> QuerySet[Post]:
    """Posts that ended, the latest first."""
    return (
        Post.objects.filter(organisation=organisation, valid__endswith__lte=clock.now())
        .select_related("person", "site")
        .order_by("-valid__endswith", "pk")
    )


def coming_posts(organisation: Organisation) -> QuerySet[Post]:
    """Posts that are yet to start."""
    return (
        Post.objects.filter(organisation=organisation, valid__startswith__gt=clock.now())
        .select_related("person", "site", "organisation")
        .order_by("valid__startswith", "pk")
    )


def holder_of(post: Post) -> Holder:
    """A post as a line of a list."""
    where = [domain_label(post), str(post.site) if post.site else ""]
    return Holder(
        person=post.person,
        kind=post.kind,
        label=kind_label(post.kind),
        where=", ".join(text for text in where if text),
        since=periods.first_day(post.valid),
        until=periods.last_day(post.valid),
        source=str(Source(post.source).label),
        post=post,
    )


def last_day_of(days: periods.DateRange) -> date | None:
    """The last civil day of a range of days; None when it is open."""
    return days.upper - timedelta(days=1) if days.upper else None


def holders_of(organisation: Organisation) -> list[Holder]:
    """Everybody who is beheerder of an organisation now: KBO's first, then by rank. Two queries."""
    found = [
        Holder(
            person=function.person,
            kind=LEGAL_REPRESENTATIVE,
            label=kind_label(LEGAL_REPRESENTATIVE),
            where="",
            since=function.valid.lower,
            until=last_day_of(function.valid),
            source=_("volgens de KBO"),
        )
        for function in queries.representatives_of(organisation)
    ]
    return found + [holder_of(post) for post in queries.posts_of(organisation)]


def chain_of(organisation: Organisation, holders: Sequence[Holder]) -> list[Link]:
    """Who appoints whom in an organisation of this doelgroep, from high to low."""
    groups = target_groups_of(organisation)
    links = [
        Link(
            LEGAL_REPRESENTATIVE,
            kind_label(LEGAL_REPRESENTATIVE),
            _("Staat als bestuurder of zaakvoerder in de Kruispuntbank van Ondernemingen."),
            [_("de Kruispuntbank van Ondernemingen")],
            [h for h in holders if h.kind == LEGAL_REPRESENTATIVE],
        )
    ]
    for kind in ORDER:
        rule = chain.kind_rules()[kind]
        if groups & set(rule.target_groups):
            mine = [holder for holder in holders if holder.kind == kind]
            links.append(
                Link(
                    kind, kind_label(kind), rule.explanation, _appointers(rule, organisation), mine
                )
            )
    return links


def _appointers(rule: chain.KindRule, organisation: Organisation) -> list[str]:
    groups = target_groups_of(organisation)
    posts = [
        kind_label(kind).lower()
        for kind in rule.by_posts
        if kind == LEGAL_REPRESENTATIVE or groups & set(chain.kind_rules()[kind].target_groups)
    ]
    return posts + [
        chain.authorities()[code].label
        for code in rule.by_authorities
        if chain.authorities()[code].looks_after(groups, organisation.kind)
    ]


def fillable_kinds(by: Actor, organisation: Organisation) -> list[str]:
    """Kinds of post that the actor may fill at the organisation, highest first."""
    groups = target_groups_of(organisation)
    return [
        kind
        for kind in ORDER
        if groups & set(chain.kind_rules()[kind].target_groups)
        and any(rules.may_fill(by, organisation, kind, domain, None) for domain in domains(kind))
    ]


def domains(kind: str) -> list[str]:
    """Domains in which a kind of post exists; the empty one stands for all."""
    return ["", *Domain.values] if kind == PostKind.ACCESS_MANAGER else [""]


def fillable_domains(by: Actor, organisation: Organisation, kind: str) -> list[str]:
    """Domains in which the actor may fill a kind of post there."""
    return [
        domain for domain in domains(kind) if rules.may_fill(by, organisation, kind, domain, None)
    ]


def may_appoint_somebody(by: Actor, organisation: Organisation) -> Decision:
    """Whether there is any kind of beheerder that the actor may appoint there."""
    if fillable_kinds(by, organisation):
        return Decision(True)
    return no(_("U kunt hier geen beheerders aanstellen."))


def may_fill_post(by: Actor, post: Post) -> Decision:
    """Whether the actor may appoint somebody in the place of this one."""
    return rules.administers_post(by, post)


def overseen_organisations(by: Actor) -> QuerySet[Organisation]:
    """Organisations whose beheerders the actor sees: as beheerder, or for an authority."""
    administered = Q(pk__in=queries.administered_organisations(by).values("pk"))
    if not rules.authorities_of(by):
        return Organisation.objects.filter(administered)
    appointable = Q(pk__in=queries.appointable_organisations(by).order_by().values("pk"))
    return Organisation.objects.filter(administered | appointable)


def oversees_somewhere(by: Actor) -> Decision:
    """Beheerder somewhere, or working for an authority that appoints."""
    return rules.administers_somewhere(by) if not rules.authorities_of(by) else Decision(True)


def appoints_for_authority(by: Actor) -> Decision:
    """Works for a body that appoints beheerders (G18)."""
    if rules.authorities_of(by):
        return Decision(True)
    return no(
        _("U werkt niet voor een dienst die beheerders aanstelt."),
        missing=[(names.APPOINTING, code, None) for code in chain.authorities()],
    )


def records_btb(by: Actor) -> Decision:
    """Works for BTB: registers toegangsbeheerders (G02)."""
    if "btb" in rules.authorities_of(by):
        return Decision(True)
    return no(_("Alleen BTB kan dit bestand inlezen."), missing=[(names.APPOINTING, "btb", None)])


def posts_of_overseen(by: Actor) -> QuerySet[Post]:
    """Posts at the organisations that :func:`overseen_organisations` gives."""
    return Post.objects.filter(organisation__in=overseen_organisations(by)).select_related(
        "person", "organisation", "site", "relation"
    )


def person_by_uid(uid: UUID) -> Person | None:
    """A person that a look-up gave before; only for drafts that belong to the actor."""
    return Person.objects.filter(uid=uid).first()


def site_of(organisation: Organisation, uid: str) -> Site | None:
    """A vestiging of the organisation by its public key; None for the whole organisation."""
    return organisation.sites.filter(uid=uid).first() if uid else None


def givers_of(organisation: Organisation, right: Right | None = None) -> list[Holder]:
    """Who may give a right there now (G05); the wettelijk vertegenwoordigers when nobody else.

    Without a right: every beheerder.
    """
    holders = holders_of(organisation)
    posts = [h for h in holders if h.post is not None and _may_give(h.post, right)]
    return posts or [h for h in holders if h.post is None]


def _may_give(post: Post, right: Right | None) -> bool:
    if right is None:
        return True
    if post.site_id is not None or post.domain not in ("", right.application.domain):
        return False
    return post.kind != PostKind.LOCAL_MANAGER or PostKind.LOCAL_MANAGER in right.granted_by


def without_beheerder(by: Actor) -> QuerySet[Organisation]:
    """Organisations of the actor's authority that nobody administers now."""
    administered = orphans.administering(OuterRef("pk"))
    return queries.appointable_organisations(by).exclude(Exists(administered))
