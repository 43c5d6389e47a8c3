"""Link people to positions, and end a link (A19)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.models import Employment, EmploymentSlice, Occupation, Position
from sleutelbos.positions.policies import transition_days
from sleutelbos.positions.rules import roles
from sleutelbos.positions.rules.occupation import NOTHING, LinkTerms, Wanted, findings
from sleutelbos.positions.states import LinkKind, position_flow
from sleutelbos.tools import dates
from sleutelbos.tools.policies import Finding, refuse
from sleutelbos.tools.slices import put, standing


def link_findings(position: Position, employment: Employment, terms: LinkTerms) -> list[Finding]:
    """What there is to say about a link before it is made: refusals and warnings."""
    links = standing(Occupation.objects.all())
    rows = standing(EmploymentSlice.objects.select_related("grade"))
    wanted = Wanted(
        span=dates.of_days(terms.first, terms.last),
        share=terms.share,
        kind=terms.kind,
        organisation=position.organisation_id,
        position=list(standing(position.slices.all())),
        employment=list(rows.filter(employment=employment)),
        on_position=list(links.filter(position=position).exclude(employment=employment)),
        of_employment=list(links.filter(employment=employment).exclude(position=position)),
    )
    return findings(wanted, transition=transition_days.on(clock.today()))


def may_link(
    by: Actor, position: Position, employment: Employment, *, terms: LinkTerms
) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, position.organisation_id)


def facts_of_link(
    result: Occupation, position: Position, employment: Employment, *, terms: LinkTerms
) -> Mapping[str, object]:
    """The position and the arbeidsrelatie."""
    return {"position": position, "employment": employment, "first": terms.first}


@action(
    "positions.link-position",
    label=_("Personeelslid koppelen"),
    allow=may_link,
    locks=("position", "employment"),
    when=position_flow.at("approved"),
    sentence=_("{by} koppelde arbeidsrelatie {employment} aan arbeidsplaats {position},"
               " vanaf {first}."),
    about=facts_of_link,
)  # fmt: skip
def link_position(
    by: Actor, position: Position, employment: Employment, *, terms: LinkTerms
) -> Occupation:
    """Let somebody hold the position from a day on. In those days the same arbeidsrelatie holds it
    on no other terms. A fallback takes no room, so its share is none.

    Invalid at the field for R22–R24 and R26–R29; a warning (R25) holds nothing back.
    """
    if terms.last is not None and terms.last < terms.first:
        raise Invalid({"last": _t("De laatste dag ligt voor de eerste. Pas een van beide aan.")})
    if terms.kind != LinkKind.FALLBACK and not NOTHING < terms.share <= 1:
        raise Invalid({"share": _t("Vul een aandeel in van meer dan 0 tot en met 1 VTE.")})
    refuse(link_findings(position, employment, terms))
    share = NOTHING if terms.kind == LinkKind.FALLBACK else terms.share
    span = dates.of_days(terms.first, terms.last)
    keys = {"position": position, "employment": employment}
    put(Occupation, keys, span, {"share": share, "kind": terms.kind})
    return standing(Occupation.objects.filter(**keys), terms.first).get()


def may_end_link(by: Actor, position: Position, employment: Employment, *, last: date) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, position.organisation_id)


def facts_of_end(
    result: Position, position: Position, employment: Employment, *, last: date
) -> Mapping[str, object]:
    """The position and the arbeidsrelatie."""
    return {"position": position, "employment": employment, "last": last}


@action(
    "positions.end-link",
    label=_("Koppeling beëindigen"),
    allow=may_end_link,
    locks=("position", "employment"),
    sentence=_("{by} beëindigde de koppeling van arbeidsrelatie {employment} aan arbeidsplaats"
               " {position}. De laatste dag is {last}."),
    about=facts_of_end,
)  # fmt: skip
def end_link(by: Actor, position: Position, employment: Employment, *, last: date) -> Position:
    """Somebody holds the position until a day. Invalid when he doesn't hold it on that day."""
    rows = Occupation.objects.filter(position=position, employment=employment)
    if not standing(rows, last).exists():
        raise Invalid({"last": _t("Op die dag bestaat deze koppeling niet.")})
    after = dates.of_days(date.fromordinal(last.toordinal() + 1))
    put(Occupation, {"position": position, "employment": employment}, after, None)
    return position
