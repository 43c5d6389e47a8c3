"""What a right will do, in words and as the exact claim that the application gets (G09)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sleutelbos.access.claims import RoleFact, role_claim, told_key
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Site, key_in, target_groups_of
from sleutelbos.web import words
from sleutelbos.web.parts import Code, Disclosure, Listing, Note, Part, Prose

if TYPE_CHECKING:
    from sleutelbos.access.models import Application, Grant, Right, Role


@dataclass(frozen=True)
class Held:
    """A role as somebody holds it, or will; ``site``: the vestiging to which it is limited."""

    right: Right
    role: Role
    site: Site | None = None


def held_by(grants: Iterable[Grant]) -> list[Held]:
    """The roles that these grants give."""
    return [Held(grant.role.right, grant.role, grant.limited_to) for grant in grants]


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


def told(right: Right, roles: Sequence[Held], organisation: Organisation) -> list[Part]:
    """What the application of a right will be told of these roles, and what it won't be."""
    application = right.application
    silent = next((one.site for one in roles if one.site and not _key(one, organisation)), None)
    sentence = _("Dit krijgt %(application)s bij het aanmelden, in de claim %(claim)s:")
    content: list[Part] = [
        Prose(sentence % {"application": application, "claim": application.claim}),
        claim(application, roles, organisation),
    ]
    if application.knows_sites:
        own = _(
            "Een rol voor één vestiging heeft het nummer van die vestiging. Dat is een afspraak"
            " van Sleutelbos: ACM beschrijft er geen."
        )
        content.append(Prose(own))
    folded = Disclosure(_("Wat de toepassing precies krijgt"), content)
    return [Note(_not_told(silent, application), "warn"), folded] if silent else [folded]


def _not_told(site: Site, application: Application) -> str:
    """Why a role for one vestiging is left out of the claim."""
    if application.knows_sites:
        text = _(
            "%(site)s heeft geen vestigingsnummer. Een rol voor die vestiging staat dus niet in de"
            " claim: %(application)s krijgt ze niet."
        )
    else:
        text = _(
            "%(application)s kent geen vestigingen. Een rol voor één vestiging staat dus niet in de"
            " claim: alleen een rol voor de hele organisatie telt daar."
        )
    return text % {"application": application, "site": site}


def claim(application: Application, roles: Iterable[Held], organisation: Organisation) -> Code:
    """The claim at sign-in for this organisation."""
    facts = [RoleFact(one.right.code, one.role.code, _key(one, organisation)) for one in roles]
    content = role_claim(facts, application.claim, application.claim_form)
    return Code(json.dumps(content, indent=2, ensure_ascii=False), _("Claim"))


def _key(one: Held, organisation: Organisation) -> str:
    return told_key(
        organisation_key(one.right, organisation),
        one.site.number if one.site else None,
        knows_sites=one.right.application.knows_sites,
    )


def organisation_key(right: Right, organisation: Organisation) -> str:
    """The number of the organisation in the doelgroep in which the right exists there."""
    groups = target_groups_of(organisation)
    return next(
        (key_in(organisation, group) for group in right.target_groups if group in groups), ""
    )
