"""Who acts for an organisation by a mandate, and why: the mandate, and the grant that somebody
holds at the organisation that was mandated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _t

from sleutelbos.access import names, queries
from sleutelbos.access.models import AccessPower, Mandate
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation


@dataclass(frozen=True)
class Acting:
    """Somebody acts for an organisation: ``power`` says who, where and how long, ``mandate`` by
    which paper, with which role; ``power.via`` is his grant when his organisation was mandated."""

    power: AccessPower
    mandate: Mandate

    @property
    def why(self) -> str:
        """The chain in a sentence: who mandated whom, by which document, and by which grant."""
        words = {
            "giver": self.mandate.giver,
            "holder": self.mandate.organisation,
            "person": self.power.person,
            "document": self.mandate.document,
            "role": self.mandate.role,
        }
        via = self.power.via
        if via is None:
            return _t("%(giver)s machtigde %(person)s zelf (document %(document)s).") % words
        if (site := via.limited_to) is not None:
            words["holder"] = f"{self.mandate.organisation}, {site}"
        return (
            _t(
                "%(giver)s machtigde %(holder)s (document %(document)s)."
                " %(person)s is daar %(role)s."
            )
            % words
        )


def acting_for(by: Actor, organisation: Organisation, at: datetime) -> list[Acting]:
    """Who acts for an organisation at a moment by its mandates; for its beheerders, by name."""
    if not any(p.scope.organisation == organisation.pk for p in by.powers_for(names.IDM)):
        return []
    rows = AccessPower.objects.filter(organisation=organisation, valid__contains=at)
    sites = queries.sites_limit(by, organisation)
    return _acting(rows if sites is None else rows.filter(site__in=sites))


def mandates_of(by: Actor, organisation: Organisation) -> QuerySet[Mandate]:
    """The mandates that an organisation gave, for its beheerders."""
    if not any(p.scope.organisation == organisation.pk for p in by.powers_for(names.IDM)):
        return Mandate.objects.none()
    rows = Mandate.objects.filter(giver=organisation)
    sites = queries.sites_limit(by, organisation)
    if sites is not None:
        rows = rows.filter(site__in=sites)
    return rows.select_related(
        "giver", "site", "person", "organisation", "role__right__application"
    )


def acts_for(by: Actor, at: datetime) -> list[Acting]:
    """For whom the actor himself acts at a moment by a mandate, in whatever capacity."""
    return _acting(AccessPower.objects.filter(person=by.pk, valid__contains=at))


def _acting(rows: QuerySet[AccessPower]) -> list[Acting]:
    """Two queries, whatever their number."""
    found = list(
        rows.filter(source_kind="mandate")
        .select_related("person", "organisation", "site", "via__site", "via__relation__site")
        .order_by("person__family_name", "person__given_name", "organisation__name", "key")
    )
    mandates = _mandates(row.source_id for row in found)
    return [Acting(row, mandates[row.source_id]) for row in found]


def _mandates(keys: Iterable[int]) -> dict[int, Mandate]:
    rows = Mandate.objects.select_related("giver", "organisation", "role__right")
    return rows.in_bulk(list(keys))
