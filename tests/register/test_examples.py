"""Every action of the register has an example that works and an audit sentence that can be told."""

from __future__ import annotations

import string
from dataclasses import dataclass

import pytest

from sleutelbos.kernel.actions import ACTIONS
from sleutelbos.kernel.actors import Nobody
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.register.models import Organisation, Person
from tests.register import people
from tests.register.examples import EXAMPLES
from tests.register.people import HOUSE, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]


@dataclass
class Small:
    """The smallest world."""

    person: Person
    organisation: Organisation


@pytest.fixture
def small() -> Small:
    return Small(people.person(email="an@example.be"), people.organisation("Houtbouw"))


def test_every_action_has_its_example() -> None:
    assert set(EXAMPLES) == {name for name in ACTIONS if name.startswith("register.")}


# The house changes an address at once; only a beheerder proposes one.
BY_THE_HOUSE = [name for name in EXAMPLES if name != "register.propose-address"]


@pytest.mark.parametrize("name", BY_THE_HOUSE)
def test_the_house_can_do_it_and_the_audit_can_tell_it(name: str, small: Small) -> None:
    args, kwargs = EXAMPLES[name](small)
    assert ACTIONS[name].check(HOUSE, *args, **kwargs)
    ACTIONS[name](HOUSE, *args, **kwargs)
    entry = AuditEntry.objects.get(action=name)
    words = {field for _text, field, _form, _how in string.Formatter().parse(
        str(ACTIONS[name].sentence)
    ) if field}  # fmt: skip
    assert words <= {"by", *entry.payload.get("facts", {})}


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_stranger_can_do_it(name: str, small: Small) -> None:
    args, kwargs = EXAMPLES[name](small)
    stranger = acting(people.person())
    for actor in (Nobody(), stranger):
        refusal = ACTIONS[name].check(actor, *args, **kwargs)
        assert not refusal
        assert str(refusal.reason)
