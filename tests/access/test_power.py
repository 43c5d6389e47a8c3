"""The one source of power against a second derivation in Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from sleutelbos.access.models import AccessPower, Grant, Mandate, Post
from sleutelbos.kernel import clock, periods
from sleutelbos.register.models import OrganisationFunction
from tests.world import DAY, World

Fact = tuple[int, str, str, int, int | None]


def derived(at: datetime) -> set[Fact]:
    """Who may what at a moment, from the tables, without the view."""
    return {*_by_grants(at), *_by_posts(at), *_by_functions(at), *_by_mandates(at)}


def _by_grants(at: datetime) -> Iterator[Fact]:
    for grant in Grant.objects.select_related("relation", "role__right"):
        relation = grant.relation
        if periods.holds_at(grant.valid, at) and periods.holds_at(relation.valid, at):
            site = grant.site_id or relation.site_id
            what = (grant.role.right.code, grant.role.code)
            yield (relation.person_id, *what, relation.organisation_id, site)


def _by_posts(at: datetime) -> Iterator[Fact]:
    for post in Post.objects.select_related("relation"):
        tied = post.relation is None or periods.holds_at(post.relation.valid, at)
        if tied and periods.holds_at(post.valid, at):
            name = f"{post.kind}:{post.domain}" if post.domain else post.kind
            yield post.person_id, "gebruikersbeheer", name, post.organisation_id, post.site_id


def _by_functions(at: datetime) -> Iterator[Fact]:
    day = at.astimezone(clock.BRUSSELS).date()
    role = "wettelijk-vertegenwoordiger"
    for function in OrganisationFunction.objects.filter(represents=True):
        first, end = function.valid.lower, function.valid.upper
        counts = (first is None or first <= day) and (end is None or day < end)
        if function.recorded.upper is None and counts:
            yield function.person_id, "gebruikersbeheer", role, function.organisation_id, None


def _by_mandates(at: datetime) -> Iterator[Fact]:
    for mandate in Mandate.objects.exclude(person=None).select_related("role__right"):
        if periods.holds_at(mandate.valid, at):
            what = (mandate.role.right.code, mandate.role.code)
            yield (mandate.person_id or 0, *what, mandate.giver_id, mandate.site_id)


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
