"""Who may: named predicates of Gebruikersbeheer, each with its reason in Dutch."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sleutelbos.access import chain, names
from sleutelbos.access.models import Grant, Post, Right, RightRequest, Role, WorkRelation
from sleutelbos.access.policies import address_days
from sleutelbos.access.ports import asks_for_another
from sleutelbos.access.ranges import sooner
from sleutelbos.access.states import LEGAL_REPRESENTATIVE, PostKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor, Power, System, has_role
from sleutelbos.kernel.decisions import YES, Decision, no, type_of_text, when
from sleutelbos.register.public import (
    KeyKind,
    Organisation,
    Person,
    Site,
    numbers_of,
    organisations_with,
    target_groups_of,
)

# A wettelijk vertegenwoordiger and a hoofdtoegangsbeheerder may all that a hoofd lokale beheerder
# may (S0); a toegangsbeheerder does so within his domain.
AS_HEAD = {
    LEGAL_REPRESENTATIVE,
    PostKind.HEAD_ACCESS_MANAGER,
    PostKind.ACCESS_MANAGER,
    PostKind.HEAD_LOCAL_MANAGER,
}
NOT_A_MANAGER = gettext_lazy("U bent geen beheerder van deze organisatie.")


def _kind(power: Power) -> str:
    return power.role.partition(":")[0]


def posts_held(by: Actor, organisation: Organisation, site: Site | None = None) -> list[Power]:
    """The actor's powers of beheerder that count for an organisation (and vestiging)."""
    where = site.pk if site else None
    return [
        power for power in by.powers_for(names.IDM) if power.scope.covers(organisation.pk, where)
    ]


def administers(by: Actor, organisation: Organisation, site: Site | None = None) -> Decision:
    """Beheerder of the organisation, of whatever kind."""
    return when(bool(posts_held(by, organisation, site)), NOT_A_MANAGER)


def administers_somewhere(by: Actor) -> Decision:
    """Beheerder of at least one organisation."""
    return when(any(by.powers_for(names.IDM)), _("U bent van geen enkele organisatie beheerder."))


def helps(by: Actor) -> Decision:
    """Works at the helpdesk 1700."""
    return has_role(by, names.HELPDESK, names.HELPDESK_ROLE, None)


def supervises(by: Actor) -> Decision:
    """Reads the audit log of all organisations."""
    return has_role(by, names.AUDITOR, names.AUDITOR_ROLE, None)


def manages_clients(by: Actor) -> Decision:
    """Runs the platform: registers clients of applications and loads their manifests."""
    return has_role(by, names.PLATFORM, names.CLIENT_MANAGER, None)


NOT_ONES_OWN = gettext_lazy(
    "Wie iets voorlegt of het laatst wijzigde, kan het niet zelf goedkeuren."
)


def other_person(
    by: Actor, *before: int | None, otherwise: type_of_text = NOT_ONES_OWN
) -> Decision:
    """Four eyes: somebody else than the persons (keys) who did the step before."""
    return when(person_behind(by) not in {key for key in before if key is not None}, otherwise)


def authorities_of(by: Actor) -> set[str]:
    """The authorities (roles of "beheerders-aanstellen") for which the actor works."""
    return {power.role for power in by.powers_for(names.APPOINTING)}


def is_authority_for(by: Actor, organisation: Organisation, codes: tuple[str, ...]) -> bool:
    """Whether the actor works for an authority that looks after the organisation."""
    groups = target_groups_of(organisation)
    return any(
        chain.authorities()[code].looks_after(groups, organisation.kind)
        for code in authorities_of(by) & set(codes)
    )


def offered_to(right: Right, organisation: Organisation) -> Decision:
    """Whether the right exists for the organisation's doelgroep and kind (G11, G12)."""
    groups = target_groups_of(organisation)
    if not right.active:
        return no(_("Het recht '%(right)s' wordt niet meer toegekend.") % {"right": right})
    if not groups & set(right.target_groups):
        return no(_wrong_group(right, organisation, groups))
    if right.kinds and organisation.kind not in right.kinds:
        return no(
            _("Het recht '%(right)s' bestaat niet voor dit soort organisatie.") % {"right": right}
        )
    if not at_home(right, organisation):
        known = organisations_with(KeyKind.OVO, right.only_at)
        owners = ", ".join(str(known.get(number, number)) for number in right.only_at)
        words = {"right": right, "owners": owners}
        return no(_("Het recht '%(right)s' bestaat alleen bij %(owners)s.") % words)
    return YES


def at_home(row: Right | Role, organisation: Organisation) -> bool:
    """Whether the right or role belongs to the organisation, where it belongs to some only."""
    return not row.only_at or bool(set(row.only_at) & set(numbers_of(organisation).values()))


def exists_for(role: Role, organisation: Organisation, groups: set[str]) -> bool:
    """Whether the role exists for an organisation of these doelgroepen, where its right does."""
    return (
        (not role.target_groups or bool(groups & set(role.target_groups)))
        and (not role.kinds or organisation.kind in role.kinds)
        and at_home(role, organisation)
    )


def _wrong_group(right: Right, organisation: Organisation, groups: set[str]) -> str:
    words = {"right": right, "organisation": organisation}
    if right.target_groups == ["EA"] and "OV" in groups:
        return (
            _(
                "Voor '%(right)s' telt alleen de registratie als economische actor. "
                "%(organisation)s is nu alleen gekend als onderwijs- of vormingsinstelling. "
                "Laat de wettelijk vertegenwoordiger zich aanmelden voor het ondernemingsnummer: "
                "dan wordt de organisatie ook als economische actor geregistreerd."
            )
            % words
        )
    return _("Het recht '%(right)s' bestaat niet voor de doelgroep van %(organisation)s.") % words


def grants(by: Actor, right: Right, organisation: Organisation, site: Site | None) -> Decision:
    """Whether the actor may give out, change and withdraw this right there."""
    held = posts_held(by, organisation, site)
    if not held:
        return no(NOT_A_MANAGER)
    domain = right.application.domain
    held = [p for p in held if p.role.partition(":")[2] in ("", domain)]
    if not held:
        return no(_("Dit recht valt niet onder uw domein als toegangsbeheerder."))
    kinds = {_kind(power) for power in held}
    if PostKind.LOCAL_MANAGER in right.granted_by or kinds & AS_HEAD:
        return YES
    return no(_("Dit recht kan alleen de hoofd lokale beheerder toekennen."))


def is_house(by: Actor) -> bool:
    """The house of its own accord; when it acts for somebody, his powers are what counts."""
    return isinstance(by, System) and not by.on_behalf_of


def person_behind(by: Actor) -> int | None:
    """Key of the person who acts, or for whom the house acts; None when there is nobody."""
    kind, _sep, key = by.on_behalf_of.partition(":")
    return int(key) if isinstance(by, System) and kind == "person" else by.pk


def not_for_oneself(by: Actor, person: Person | None) -> Decision:
    """Nobody appoints himself, nor has the house do it for him; a newcomer is nobody's self."""
    other = person is None or person_behind(by) != person.pk
    return when(other, _("U kunt uzelf niet aanstellen. Vraag het een ander."))


def may_fill(
    by: Actor, organisation: Organisation, kind: str, domain: str, site: Site | None
) -> Decision:
    """Whether the actor may appoint and end this kind of post there."""
    if is_house(by):
        return YES
    rule = chain.kind_rules()[kind]
    for power in posts_held(by, organisation, site):
        held, _sep, own_domain = power.role.partition(":")
        if held in rule.by_posts and own_domain in ("", domain):
            return YES
    if is_authority_for(by, organisation, rule.by_authorities):
        return YES
    return no(
        _("U kunt hier geen %(kind)s aanstellen of vervangen.")
        % {"kind": str(PostKind(kind).label).lower()}
    )


def own(by: Actor, person: Person) -> Decision:
    """The actor is that person."""
    return when(by.pk is not None and by.pk == person.pk, _("Dit is van iemand anders."))


def address_settled(by: Actor, person: Person) -> Decision:
    """The address was not filled in by somebody else just now (``access.address-days``).

    Whoever fills in an address could else have the link for a new key come to himself.
    """
    if person.email_from_id is None or person.email_since is None:
        return YES
    until = person.email_since + timedelta(days=address_days.on(clock.today()))
    day = until.astimezone(clock.BRUSSELS).strftime("%d/%m/%Y")
    return when(
        until <= clock.now(),
        _("Een beheerder vulde dit e-mailadres pas in. Een link kan vanaf %s.") % day,
    )


def administers_relation(by: Actor, relation: WorkRelation) -> Decision:
    """Beheerder of the werkrelatie's organisation and vestiging."""
    return administers(by, relation.organisation, relation.site)


def administers_grant(by: Actor, grant: Grant) -> Decision:
    """May give out the grant's right at the grant's organisation and vestiging."""
    return grants(by, grant.role.right, grant.relation.organisation, grant.limited_to)


def administers_post(by: Actor, post: Post) -> Decision:
    """May fill the post's kind at the post's organisation."""
    return may_fill(by, post.organisation, post.kind, post.domain, post.site)


def decides_on_what_hangs(by: Actor, relation: WorkRelation, until: datetime | None) -> Decision:
    """Whether the actor may also move the end of each right and post that goes along.

    A werkrelatie that ends (or is cut short, or runs on) takes its rights and posts with it: who
    may not end those by themselves may not do so by the werkrelatie (G34). One's own post may go.
    """
    barred = [name for name, may in _going_along(by, relation, until) if not may]
    if not barred:
        return YES
    return no(
        _(
            "Aan deze werkrelatie hangt iets waarover u niet beslist: %(what)s. "
            "Vraag het aan wie daar wel over beslist."
        )
        % {"what": ", ".join(dict.fromkeys(barred))}
    )


def _going_along(
    by: Actor, relation: WorkRelation, until: datetime | None
) -> list[tuple[str, Decision]]:
    """What ends at another moment when the werkrelatie does, by name, with who may do that."""
    still = Q(valid__endswith__gt=clock.now()) | Q(valid__upper_inf=True)
    old = relation.valid.upper
    found: list[tuple[str, Decision]] = []
    for post in relation.posts.filter(still).select_related("site").order_by("pk"):
        if sooner(post.valid.upper, old) != sooner(post.valid.upper, until):
            post.organisation, post.person = relation.organisation, relation.person
            name = _("de aanstelling als %s") % str(PostKind(post.kind).label).lower()
            found.append((name, administers_post(by, post) | own(by, relation.person)))
    grants_there = relation.grants.filter(still).select_related("role__right__application", "site")
    for grant in grants_there.order_by("pk"):
        if sooner(grant.valid.upper, old) != sooner(grant.valid.upper, until):
            grant.relation = relation
            name = _("het recht '%s'") % grant.role.right
            found.append((name, administers_grant(by, grant)))
    return found


def asks_for(by: Actor, right: Right, organisation: Organisation) -> Decision:
    """May ask this right there for somebody else; the e-service of the right says who."""
    return asks_for_another(by, right.code, organisation.pk)


def decides(by: Actor, request: RightRequest) -> Decision:
    """May give out the right that is asked for; nobody decides on his own request."""
    return grants(by, request.right, request.organisation, None) & when(
        by.pk != request.person_id, _("Over uw eigen aanvraag beslist iemand anders.")
    )
