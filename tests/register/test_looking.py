"""A number of somebody who isn't known here: looked up with a trace, and not without end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.connectors.person_directory import fake
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.register import ports
from sleutelbos.register.actions import looking
from sleutelbos.register.public import person_by_insz
from tests.register import people
from tests.register.people import HOUSE, Managers, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]


def traces() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="register.look-up").order_by("id"))


@pytest.mark.requirement("P08")
def test_a_name_from_the_rijksregister_leaves_a_trace(sources: None) -> None:
    me = people.person()
    with ports.bound(administration=Managers({me.pk: set()})):
        found = person_by_insz(acting(me), fake.ANNELIES.insz)
        assert found.record is not None
        person_by_insz(HOUSE, people.number())
    (trace,) = traces()
    assert trace.payload["facts"] == {"tail": fake.ANNELIES.insz[-2:], "found": True}
    assert trace.actor == acting(me).ref
    assert fake.ANNELIES.insz not in str(trace.payload)


def test_a_number_that_nobody_has_leaves_a_trace_too() -> None:
    me = people.person()
    with ports.bound(administration=Managers({me.pk: set()})):
        assert person_by_insz(acting(me), people.number()).record is None
    assert [entry.payload["facts"]["found"] for entry in traces()] == [False]


def test_somebody_known_here_leaves_that_to_the_page() -> None:
    me, value = people.person(), people.number()
    people.person(value=value)
    with ports.bound(administration=Managers({me.pk: set()})):
        assert person_by_insz(acting(me), value).person is not None
    assert traces() == []


def test_nobody_fishes_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_AN_HOUR", 2)
    me, other = people.person(), people.person()
    with ports.bound(administration=Managers({me.pk: set(), other.pk: set()})):
        for _again in range(2):
            person_by_insz(acting(me), people.number())
        with pytest.raises(Invalid, match="U zocht het voorbije uur te veel nummers op"):
            person_by_insz(acting(me), people.number())
        person_by_insz(acting(other), people.number())
        with clock.stamped(clock.now() + timedelta(minutes=61)):
            person_by_insz(acting(me), people.number())
