"""The one source of power against a second derivation in Python."""

from __future__ import annotations

from datetime import datetime

import pytest

from sleutelbos.access.models import AccessPower, Grant, Mandate, Post
from sleutelbos.kernel import clock, periods
from sleutelbos.register.models import OrganisationFunction
from tests.world import DAY, World

Fact = tuple[int, str, str, int, int | None]


def derived(at: datetime) -> set[Fact]:
    """Who may what at a moment, from the tables, without the view."""
    found: set[Fact] = set()
    for grant in Grant.objects.select_related("relation", "role__right"):
        if periods.holds_at(grant.valid, at) and periods.holds_at(grant.relation.valid, at):
            relation = grant.relation
            site = grant.site_id or relation.site_id
            fact = (grant.role.right.code, grant.role.code, relation.organisation_id, site)
            found.add((relation.person_id, *fact))
    for post in Post.objects.select_related("relation"):
        held = post.relation is None or periods.holds_at(post.relation.valid, at)
        if held and periods.holds_at(post.valid, at):
            name = f"{post.kind}:{post.domain}" if post.domain else post.kind
            found.add(
                (post.person_id, "gebruikersbeheer", name, post.organisation_id, post.site_id)
            )
    day = at.astimezone(clock.BRUSSELS).date()
    for function in OrganisationFunction.objects.filter(represents=True):
        valid = function.valid
        started = valid.lower is None or valid.lower <= day
        going = valid.upper is None or day < valid.upper
        if function.recorded.upper is None and started and going:
            what = ("gebruikersbeheer", "wettelijk-vertegenwoordiger", function.organisation_id)
            found.add((function.person_id, *what, None))
    for mandate in Mandate.objects.exclude(person=None).select_related("role__right"):
        if periods.holds_at(mandate.valid, at):
            fact = (mandate.role.right.code, mandate.role.code, mandate.giver_id, mandate.site_id)
            found.add((mandate.person_id or 0, *fact))
    return found


@pytest.mark.requirement("G08")
@pytest.mark.parametrize("days", [-40, -30, -10, 0, 1, 29, 100, 299, 301])
def test_the_view_says_what_the_tables_say(world: World, days: int) -> None:
    at = clock.now() + days * DAY
    rows = AccessPower.objects.filter(valid__contains=at)
    seen = set(rows.values_list("person", "right", "role", "organisation", "site"))
    assert seen == derived(at)
    assert seen


@pytest.mark.requirement("G13")
def test_nothing_is_derived_across_applications(world: World) -> None:
    person = world.people["right role"]
    rights = set(AccessPower.objects.filter(person=person).values_list("right", flat=True))
    assert rights == {"WerkplekDuaalGebruiker"}
