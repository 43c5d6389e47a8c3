"""What stands in the ESF application gives nothing in Gebruikersbeheer, nor the other way round."""

from __future__ import annotations

import pytest

from sleutelbos.access.models import AccessPower
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Person
from sleutelbos.timereg.models import Project, ProjectPlace
from sleutelbos.timereg.queries.scope import projects_for
from tests.timereg.world_feed import load, place, project, simple
from tests.world import World, make_grant, make_person, make_relation, role

KEEPER = "projectverantwoordelijke@example.be"


def powers() -> set[tuple[object, ...]]:
    """Who may what, by whatever source."""
    rows = AccessPower.objects.values_list("person", "right", "role", "organisation", "key")
    return set(rows)


@pytest.mark.requirement("G13")
def test_the_feed_gives_nobody_a_right(cast: World) -> None:
    """A projectverantwoordelijke and somebody of the promotor, both known here."""
    with arranging():
        keeper, colleague = make_person("Piet", "Verantwoordelijk"), make_person("An", "Promotor")
        Person.objects.filter(pk=keeper.pk).update(email=KEEPER)
        make_relation(keeper, cast.company)
        make_relation(colleague, cast.company)
    before = powers()
    lines = [*simple("P1"), project("P2", contact_email=KEEPER), place("P2")]
    assert load(cast, lines).state == "loaded"
    assert Project.objects.get(number="P2").contact_email == KEEPER
    assert powers() == before
    for person in (keeper, colleague):
        cast.add(person.name, person, cast.company)
        assert not AccessPower.objects.filter(person=person).exists()
        assert not projects_for(cast.actor(person.name)).exists()


@pytest.mark.requirement("G13")
def test_a_right_here_changes_nothing_at_esf(cast: World) -> None:
    load(cast, simple("P1"))
    before = set(ProjectPlace.objects.values_list("project", "organisation", "part", "active"))
    contact = Project.objects.get(number="P1").contact_email
    with arranging():
        relation = make_relation(make_person("Nieuwe", "Promotor"), cast.company)
        make_grant(relation, role("PlatosTijdsregistratie", "DWSE-organisatieverantwoordelijke"))
    load(cast, simple("P1"), sequence=2)
    after = set(ProjectPlace.objects.values_list("project", "organisation", "part", "active"))
    assert after == before
    assert Project.objects.get(number="P1").contact_email == contact
