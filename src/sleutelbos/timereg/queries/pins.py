"""Pincodes of participants, and how often somebody was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sleutelbos.timereg.models import AttendanceEvent, PinCode
from sleutelbos.timereg.states import EventKind, EventSource


def pin_of(person: int, organisation: int) -> PinCode | None:
    """The pincode that counts of a person (a key) at an organisation."""
    rows = PinCode.objects.filter(person=person, organisation=organisation, replaced_at=None)
    return rows.first()


def with_pin(organisation: int, persons: Iterable[int]) -> set[int]:
    """Of these persons (keys) the ones with a pincode at an organisation."""
    rows = PinCode.objects.filter(
        organisation=organisation, person__in=list(persons), replaced_at=None
    )
    return set(rows.values_list("person", flat=True))


def wrong_since(pin: PinCode, since: datetime) -> list[datetime]:
    """When a wrong pincode was typed for this person, at any session of the organisation, since
    then and since the pincode was made."""
    rows = AttendanceEvent.objects.filter(
        seat__person=pin.person_id,
        session__organisation=pin.organisation_id,
        source=EventSource.PIN,
        kind=EventKind.REFUSED,
        received__gt=max(since, pin.made_at),
    )
    return list(rows.values_list("received", flat=True))
