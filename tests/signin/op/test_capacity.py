"""For whom somebody acts counts as long as a werkrelatie or a power stands behind it (G16)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.access.models import Client
from sleutelbos.kernel import clock
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import OrganisationFunction
from tests.signin.op.rp import Flow, browser_of, change, choose
from tests.world import World

AFTER = timedelta(days=400)  # posts and mandates of the world end before


def flow_of(world: World, client: Client, name: str, target_group: str = "OV") -> Flow:
    """Somebody of the cast who chose the school, or a whole doelgroep of a client that asks it."""
    browser = browser_of(world.people[name])
    whole = client.capacity_level == "doelgroep"
    choose(browser, client, None if whole else world.school, target_group)
    return Flow(client, browser)


@pytest.mark.requirement("G16")
@pytest.mark.parametrize("level", ["organisatie", "doelgroep"])
@pytest.mark.parametrize(
    "name", ["wettelijk vertegenwoordiger", "third party with mandate", "hoofdtoegangsbeheerder"]
)
def test_a_power_is_enough_and_its_end_counts_at_once(
    world: World, modern: Client, name: str, level: str
) -> None:
    change(modern, capacity_level=level)
    modern.refresh_from_db()
    flow = flow_of(world, modern, name)
    token = flow.tokens()["access_token"]
    assert flow.introspect(token).json["active"] is True
    assert flow.userinfo(token).status == 200
    for function in OrganisationFunction.objects.filter(person=world.people[name]):
        known = Period(function.recorded.lower, clock.real_now(), "[)")
        change(function, recorded=known)
    with clock.stamped(clock.real_now() + AFTER):
        assert flow.introspect(token).json == {"active": False}
        assert flow.userinfo(token).status == 401
        assert flow.authorize().location.startswith("/hoedanigheid")


def test_a_doelgroep_of_none_of_his_organisations(world: World, modern: Client) -> None:
    change(modern, capacity_level="doelgroep")
    modern.refresh_from_db()
    flow = flow_of(world, modern, "wettelijk vertegenwoordiger", "GID")
    assert flow.authorize().location.startswith("/hoedanigheid")
