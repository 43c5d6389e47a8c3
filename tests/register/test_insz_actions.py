"""Numbers that are replaced, and numbers that are shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sleutelbos.kernel import audit, clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.models import ActionKey, AuditEntry, AuditView
from sleutelbos.register import ports
from sleutelbos.register.public import number_of, replace_insz, reveal_insz
from sleutelbos.register.queries.persons import current_of, identifier_of
from tests.register import people
from tests.register.people import HOUSE, Managers, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]
DAY = date(2025, 6, 1)


@pytest.mark.requirement("G06")
def test_a_replaced_number_leads_to_the_new_one() -> None:
    old, new = people.number(), people.number(date(1980, 4, 16))
    person = people.person(value=old)
    assert replace_insz(HOUSE, person, old=old, new=new, on=DAY) == person
    before, after = identifier_of(old), identifier_of(new)
    assert before
    assert after
    assert before.valid.upper == after.valid.lower == DAY
    assert current_of(before) == after
    assert number_of(person) == after
    person.refresh_from_db()
    assert person.birth_date == date(1980, 4, 16)


def test_told_again_nothing_changes() -> None:
    old, new = people.number(), people.number()
    person = people.person(value=old)
    replace_insz(HOUSE, person, old=old, new=new, on=DAY)
    assert replace_insz(HOUSE, person, old=old, new=new, on=DAY) == person
    assert person.identifiers.count() == 2


def test_a_double_leads_to_the_person_of_the_new_number() -> None:
    old, new = people.number(), people.number()
    double, right = people.person("Nadia", "W.", old), people.person("Nadia", "Willems", new)
    assert replace_insz(HOUSE, double, old=old, new=new, on=DAY) == right
    identifier = identifier_of(old)
    assert identifier
    assert current_of(identifier).person == right
    assert number_of(double) is None
    entry = AuditEntry.objects.get(action="register.replace-insz")
    assert set(entry.concerns) == {audit.ref(double), audit.ref(right)}


def test_a_chain_of_replacements_is_followed_to_its_end() -> None:
    first, second, third = (people.number() for _ in range(3))
    person = people.person(value=first)
    replace_insz(HOUSE, person, old=first, new=second, on=date(2020, 1, 1))
    replace_insz(HOUSE, person, old=second, new=third, on=DAY)
    identifier = identifier_of(first)
    assert identifier
    assert current_of(identifier) == identifier_of(third)


def test_a_replacement_that_can_not_be() -> None:
    old, new, other = (people.number() for _ in range(3))
    person, stranger = people.person(value=old), people.person(value=other)

    def why(**changed: object) -> dict[str, object]:
        values: dict[str, object] = {"old": old, "new": new, "on": DAY, **changed}
        with pytest.raises(Invalid) as caught:
            replace_insz(HOUSE, person, **values)  # type: ignore[arg-type]
        return dict(caught.value.problems)

    assert set(why(old=other)) == {"old"}
    assert set(why(old="85.07.30-033.29")) == {"old"}
    assert set(why(new="85.07.30-033.29")) == {"new"}
    assert set(why(new=old)) == {"new"}
    assert set(why(on=clock.today() + timedelta(days=1))) == {"on"}
    replace_insz(HOUSE, person, old=old, new=new, on=DAY)
    assert set(why(new=other)) == {"old"}
    with pytest.raises(Invalid, match="zelf door het oude vervangen"):
        replace_insz(HOUSE, person, old=new, new=old, on=DAY + timedelta(days=1))
    assert number_of(stranger) is not None


def test_only_the_house_replaces() -> None:
    person = people.person()
    assert not replace_insz.check(acting(person), person, old="", new="", on=DAY)


@pytest.mark.requirement("P08")
def test_a_number_is_shown_with_a_purpose_that_is_kept() -> None:
    value = people.number()
    person, manager = people.person(value=value), people.person()
    with ports.bound(administration=Managers({manager.pk: {person.pk}})):
        revealed = reveal_insz(acting(manager), person, purpose=" nazicht  van de dubbel ")
    assert revealed.value == value
    entry = AuditEntry.objects.get(action="register.reveal-insz")
    assert entry.payload["facts"]["purpose"] == "nazicht van de dubbel"
    assert value not in str(entry.payload)
    view = AuditView.objects.get()
    assert (view.actor, view.persons) == (f"person:{manager.pk}", [person.pk])
    assert view.purpose == "nazicht van de dubbel"


def test_a_shown_number_can_not_slip_out_as_text() -> None:
    value = people.number()
    person = people.person(value=value)
    revealed = reveal_insz.keyed("k1", HOUSE, person, purpose="nazicht")
    assert value not in f"{revealed} {revealed!r}"
    assert revealed.shown.replace(".", "").replace("-", "") == value
    assert value not in str(ActionKey.objects.get().result)


def test_a_number_is_not_shown_without_purpose_or_power() -> None:
    person, other = people.person(), people.person()
    with pytest.raises(Invalid, match="waarvoor u het nummer nodig hebt"):
        reveal_insz(acting(person), person, purpose="  ")
    with pytest.raises(Refused):
        reveal_insz(acting(other), person, purpose="nieuwsgierig")
    assert not AuditView.objects.exists()
    assert AuditEntry.objects.filter(action="register.reveal-insz", outcome="refused").exists()


def test_a_double_has_no_number_to_show() -> None:
    old, new = people.number(), people.number()
    double = people.person(value=old)
    people.person(value=new)
    replace_insz(HOUSE, double, old=old, new=new, on=DAY)
    with pytest.raises(Invalid, match="geen geldig nummer"):
        reveal_insz(HOUSE, double, purpose="nazicht")
