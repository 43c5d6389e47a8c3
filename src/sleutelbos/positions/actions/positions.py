"""Create positions and change them from a day on, past or to come (A01, A03, A04)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions.actions.facts import PositionFacts, check
from sleutelbos.positions.models import Occupation, Position, PositionSlice
from sleutelbos.positions.policies import most_copies
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import position_flow
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.slices import NOW, put, standing


def may_create(
    by: Actor,
    organisation: Organisation,
    *,
    first: date,
    facts: PositionFacts,
    last: date | None = None,
    count: int = 1,
) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, organisation.pk)


def facts_of_new(
    result: list[Position], organisation: Organisation, *, first: date, **more: object
) -> Mapping[str, object]:
    """The positions and their entity."""
    return {"positions": result, "organisation": organisation, "first": first}


@action(
    "positions.create-positions",
    label=_("Arbeidsplaatsen maken"),
    allow=may_create,
    sentence=_("{by} maakte in {organisation} een arbeidsplaats vanaf {first}: {positions}."),
    about=facts_of_new,
)
def create_positions(
    by: Actor,
    organisation: Organisation,
    *,
    first: date,
    facts: PositionFacts,
    last: date | None = None,
    count: int = 1,
) -> list[Position]:
    """Make ``count`` equal positions that exist from a day on, perhaps until a last one.

    They are proposed. Invalid at the field for what can't be (see :func:`facts.check`).
    """
    if last is not None and last < first:
        raise Invalid({"last": _t("De laatste dag ligt voor de eerste. Pas een van beide aan.")})
    most = most_copies.on(clock.today())
    if not 1 <= count <= most:
        raise Invalid({"count": _t("Kies een aantal van 1 tot %(most)s.") % {"most": most}})
    span = dates.of_days(first, last)
    check(facts, organisation.pk, span)
    made = []
    for number in new_numbers(count):
        position = Position.objects.create(
            number=number, organisation=organisation, made_at=clock.now()
        )
        put(PositionSlice, {"position": position}, span, facts.told())
        made.append(position)
    return made


def new_numbers(count: int) -> list[str]:
    """Numbers that nobody had before; one of an action that fails is lost, never used again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('positions_position_number') FROM generate_series(1, %s)", [count]
        )
        return [f"{row[0]:08}" for row in cursor.fetchall()]


def may_change(by: Actor, position: Position, *, first: date, facts: PositionFacts) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, position.organisation_id)


def facts_of_change(
    result: Position, position: Position, *, first: date, facts: PositionFacts
) -> Mapping[str, object]:
    """The position, and from when."""
    return {"position": position, "first": first}


@action(
    "positions.change-position",
    label=_("Arbeidsplaats wijzigen"),
    allow=may_change,
    locks=("position", "position.organisation"),
    when=position_flow.at("proposed", "approved", "frozen"),
    sentence=_("{by} wijzigde arbeidsplaats {position} vanaf {first}."),
    about=facts_of_change,
)
def change_position(
    by: Actor, position: Position, *, first: date, facts: PositionFacts
) -> Position:
    """Let a position be something else from a day on, until the next change that is planned.

    A day in the past corrects what we know; what we knew before stays to be read. Invalid for a
    day on which the position isn't there, when nothing would change, or for what can't be.
    """
    before = standing(position.slices.all(), first).first()
    if before is None:
        raise Invalid({"first": _t("Op die dag bestaat deze arbeidsplaats niet.")})
    span = DateRange(first, before.valid.upper, "[)")
    check(facts, position.organisation_id, span, position=position, before=before)
    if not put(PositionSlice, {"position": position}, span, facts.told()):
        raise Invalid(_t("Er verandert niets: alles staat al zo."))
    return position


def cut_after(position: Position, last: date) -> None:
    """Let a position exist until a day. Invalid when it isn't there then, or somebody holds it or
    reports to it after that day.
    """
    after = dates.of_days(date.fromordinal(last.toordinal() + 1))
    if not standing(position.slices.all(), last).exists():
        raise Invalid({"on": _t("Op die dag bestaat deze arbeidsplaats niet.")})
    if Occupation.objects.filter(NOW, position=position, valid__overlap=after).exists():
        raise Invalid(
            {"on": _t("Na die dag is nog iemand gekoppeld. Beëindig eerst de koppeling.")}
        )
    reports = PositionSlice.objects.filter(NOW, reports_to=position, valid__overlap=after)
    if reports.exists():
        raise Invalid(
            {"on": _t("Na die dag rapporteren nog arbeidsplaatsen aan deze. Wijzig die eerst.")}
        )
    put(PositionSlice, {"position": position}, after, None)
