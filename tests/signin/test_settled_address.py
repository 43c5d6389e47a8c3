"""No link for a digital key to an address that somebody else filled in just now (G15)."""

from __future__ import annotations

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Person
from sleutelbos.register.public import change_contact
from sleutelbos.signin.actions.keys import send_key_link
from sleutelbos.tools.policies import seed_policies
from tests.world import DAY, World


@pytest.mark.requirement("G15")
def test_a_fresh_address_of_a_beheerder_gets_no_link(world: World) -> None:
    seed_policies()
    who = world.people["right role"]
    with arranging():
        Person.objects.filter(pk=who.pk).update(email="")
    who = Person.objects.get(pk=who.pk)
    change_contact(world.actor("lokale beheerder"), who, email="a@example.be", language="nl")
    desk = world.actor("helpdesk 1700")
    with pytest.raises(Refused, match="Een beheerder vulde dit e-mailadres pas in"):
        send_key_link(desk, who)
    with clock.stamped(clock.now() + 6.9 * DAY):
        assert not send_key_link.check(desk, who)
    with clock.stamped(clock.now() + 7.1 * DAY):
        send_key_link(desk, who)


def test_an_address_of_his_own_is_good_at_once(world: World) -> None:
    seed_policies()
    who = world.people["right role"]
    change_contact(world.actor("right role"), who, email="zelf@example.be", language="nl")
    send_key_link(world.actor("helpdesk 1700"), who)
