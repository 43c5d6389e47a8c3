"""What a right will do, in words and as the exact claim that the application gets (G09)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sleutelbos.access.claims import RoleFact, role_claim
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Site, key_in, target_groups_of
from sleutelbos.web import words
from sleutelbos.web.parts import Code, Disclosure, Listing, Part, Prose

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant, Right, Role


def sentence(
    person: str, right: Right, organisation: Organisation, period: Period, site: Site | None = None
) -> str:
    """``Vanaf vandaag tot en met 30 juni 2027 kan Jan … in Werkplek Duaal werken voor …``."""
    where = f"{organisation} ({site})" if site else str(organisation)
    return _("%(when)s kan %(person)s in %(application)s werken voor %(where)s:") % {
        "when": _when(period),
        "person": person,
        "application": right.application,
        "where": where,
    }


def _when(period: Period) -> str:
    first, last = periods.first_day(period), periods.last_day(period)
    begins = first is None or first <= clock.today()
    start = _("Vanaf vandaag") if begins else _("Vanaf %s") % words.day_text(first, full=True)
    if last is None:
        return _("%(start)s, zonder einddatum,") % {"start": start}
    day = words.day_text(last, full=True)
    return _("%(start)s tot en met %(day)s") % {"start": start, "day": day}


def in_words(
    person: str,
    right: Right,
    roles: Sequence[Role],
    organisation: Organisation,
    period: Period,
    site: Site | None = None,
) -> list[Part]:
    """The sentence, and below it what each role lets one do."""
    rows = [[role.name, role.description] for role in roles]
    return [
        Prose(sentence(person, right, organisation, period, site)),
        Listing([_("Rol"), _("Wat kan men ermee?")], rows),
    ]


def claim(
    right: Right, roles: Iterable[Role], organisation: Organisation, held: Iterable[Grant] = ()
) -> Code:
    """The claim at sign-in for this organisation: these roles and those already ``held``."""
    given = [(right, role) for role in roles]
    given += [(grant.role.right, grant.role) for grant in held]
    facts = [
        RoleFact(one.code, role.code, organisation_key(one, organisation)) for one, role in given
    ]
    application = right.application
    content = role_claim(facts, application.claim, application.claim_form)
    return Code(json.dumps(content, indent=2, ensure_ascii=False), _("Claim"))


def explained(right: Right, code: Code) -> list[Part]:
    """A claim with the sentence that says who gets it, and when."""
    application = right.application
    sentence = _("Dit krijgt %(application)s bij het aanmelden, in de claim %(claim)s:")
    return [Prose(sentence % {"application": application, "claim": application.claim}), code]


def folded(right: Right, code: Code) -> Disclosure:
    """The claim with its sentence, for whoever wants to see it."""
    return Disclosure(_("Wat de toepassing precies krijgt"), explained(right, code))


def organisation_key(right: Right, organisation: Organisation) -> str:
    """The number of the organisation in the doelgroep in which the right exists there."""
    groups = target_groups_of(organisation)
    return next(
        (key_in(organisation, group) for group in right.target_groups if group in groups), ""
    )
