"""What holds for every werkrelatie, right and post: alive, active, in order, somebody left."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _t

from sleutelbos.access.queries import orphans
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site


def check_alive(person: Person) -> None:
    """Invalid when the register says that the person died."""
    if person.deceased_on is not None:
        raise Invalid(_t("Volgens het Rijksregister is %(name)s overleden.") % {"name": person})


def check_active(organisation: Organisation) -> None:
    """Invalid when the organisation stopped."""
    if organisation.status != "active":
        raise Invalid(_t("%(name)s is stopgezet.") % {"name": organisation})


def check_site(organisation: Organisation, site: Site | None) -> None:
    """Invalid for a vestiging of another organisation."""
    if site is not None and site.organisation_id != organisation.pk:
        raise Invalid({"site": _t("Deze vestiging is niet van deze organisatie.")})


def check_not_orphaned(
    organisation: Organisation, posts: list[int], *, at: datetime, accept: bool
) -> bool:
    """Whether nobody administers the organisation once these posts are gone at that moment (G03).

    Invalid then, unless that is accepted: the last beheerder can't vanish unseen.
    """
    orphan = orphans.leaves_orphan(organisation, posts, at)
    if orphan and not accept:
        raise Invalid(
            {
                "accept_orphan": _t(
                    "Dit is de laatste beheerder. Stel eerst een opvolger aan, of bevestig dat de "
                    "organisatie voorlopig zonder beheerder blijft."
                )
            }
        )
    return orphan


def check_period(period: Period, field: str = "until") -> Period:
    """The period without what lies before now, as the past is kept.

    A period of today starts at this moment. Invalid when it ends before it starts, or starts on an
    earlier day.
    """
    check_order(period, field)
    first = periods.first_day(period)
    if first is not None and first < clock.today():
        raise Invalid({"start": _t("Kies een begindatum vanaf vandaag.")})
    left = periods.intersection(period, Period(clock.now(), None, "[)"))
    if left is None:
        raise Invalid({field: _t("De einddatum ligt in het verleden.")})
    return left


def check_order(period: Period, field: str = "until") -> None:
    """Invalid when a period ends before it starts."""
    if period.isempty or (period.upper and period.lower and period.upper <= period.lower):
        raise Invalid({field: _t("De einddatum ligt voor de begindatum.")})
