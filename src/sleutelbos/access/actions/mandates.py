"""Mandates (machtigingen): a company lets a person or an organisation act for it."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries, rules
from sleutelbos.access.actions.checks import check_period, check_site
from sleutelbos.access.actions.relations import cut_or_remove
from sleutelbos.access.events import MandateEnded
from sleutelbos.access.models import AccessPower, Mandate, Role
from sleutelbos.access.ports import registers_mandate
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site


def may_give_mandate(
    by: Actor,
    giver: Organisation,
    role: Role,
    *,
    period: Period,
    document: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
    site: Site | None = None,
    reason: str = "",
) -> Decision:
    """May give out the role's right for the company that mandates, or registers what it signed
    where the e-service lets him; and the role can be mandated."""
    signed = registers_mandate(by, role.right.code, organisation.pk if organisation else None)
    may = rules.grants(by, role.right, giver, site) | signed
    return may & _can_be_mandated(role, giver, person, organisation)


def _can_be_mandated(
    role: Role, giver: Organisation, person: Person | None, organisation: Organisation | None
) -> Decision:
    """A role that the holder has by himself, or that exists at the organisation that mandates.

    Else a beheerder would make himself auditor, or helpdesk, by a mandate.
    """
    if organisation is not None:
        return _exists_at(role, organisation)
    held = AccessPower.objects.filter(
        person=person, right=role.right.code, role=role.code, source_kind="grant",
        valid__contains=clock.now(),
    )  # fmt: skip
    at_giver = _exists_at(role, giver)
    return at_giver if at_giver else when(held.exists(), at_giver.reason)


def _exists_at(role: Role, organisation: Organisation) -> Decision:
    offered = rules.offered_to(role.right, organisation)
    words = {"role": role, "organisation": organisation}
    return offered & when(
        role in queries.roles_for(role.right, organisation),
        _t("De rol '%(role)s' bestaat niet voor %(organisation)s.") % words,
    )


def facts_of_mandate(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Giver, holder, right and period."""
    mandate = result if isinstance(result, Mandate) else args[0]
    assert isinstance(mandate, Mandate)
    return {
        "giver": mandate.giver,
        "holder": mandate.person or mandate.organisation,
        "right": mandate.role.right,
        "roles": [mandate.role],
        "period": mandate.valid,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.give-mandate",
    label=_("Machtiging registreren"),
    allow=may_give_mandate,
    sentence=_("{by} registreerde een machtiging van {giver} voor {holder}: {right} ({roles})."),
    about=facts_of_mandate,
)
def give_mandate(
    by: Actor,
    giver: Organisation,
    role: Role,
    *,
    period: Period,
    document: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
    site: Site | None = None,
    reason: str = "",
) -> Mandate:
    """Let somebody act for a company, on the ground of a signed document.

    An organisation that holds a mandate acts by its own people: by who holds the same role there by
    a grant, as long as both count. They can't mandate it further. ``document`` refers to the signed
    paper. Invalid without it, when the period is wrong, or when a company would mandate itself.
    """
    if organisation == giver:
        raise Invalid({"organisation": _t("Een organisatie machtigt een andere, niet zichzelf.")})
    if not document.strip():
        raise Invalid({"document": _t("Verwijs naar het ondertekende machtigingsdocument.")})
    check_site(giver, site)
    period = check_period(period)
    return Mandate.objects.create(
        giver=giver,
        role=role,
        person=person,
        organisation=organisation,
        site=site,
        valid=period,
        document=document,
        reason=reason,
    )


def may_end_mandate(by: Actor, mandate: Mandate, *, reason: str) -> Decision:
    """May give out the role's right for the company that mandates."""
    return rules.grants(by, mandate.role.right, mandate.giver, mandate.site)


@action(
    "access.end-mandate",
    label=_("Machtiging intrekken"),
    allow=may_end_mandate,
    sentence=_("{by} trok de machtiging van {giver} voor {holder} in. Reden: {reason}"),
    about=facts_of_mandate,
)
def end_mandate(by: Actor, mandate: Mandate, *, reason: str) -> Mandate:
    """End a mandate at this second."""
    if mandate.valid.upper is not None and mandate.valid.upper <= clock.now():
        raise Invalid(_t("Deze machtiging is al beëindigd."))
    ended = MandateEnded(mandate.giver_id, mandate.person_id, mandate.organisation_id)
    cut_or_remove(mandate, clock.now())
    emit(ended)
    return mandate
