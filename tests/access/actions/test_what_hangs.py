"""Ending a werkrelatie: by who decides on all that goes with it, and never unseen (G03, G34)."""

from __future__ import annotations

import pytest

from sleutelbos.access import queries
from sleutelbos.access.actions.relations import change_relation, end_relation
from sleutelbos.access.models import Grant, Post, WorkRelation
from sleutelbos.access.queries.orphans import orphans
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Organisation
from sleutelbos.tools.mail.models import Message
from tests.world import (
    DAY,
    World,
    make_grant,
    make_organisation,
    make_person,
    make_post,
    make_relation,
    period,
    role,
)

HEAD = "hoofd-lokale-beheerder"
GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")
LOCAL = ("PlatosTijdsregistratie", "DWSE-opleider")


def post_of(world: World, who: str) -> Post:
    return Post.objects.select_related("relation").get(person=world.people[who])


def relation_of(world: World, who: str) -> WorkRelation:
    return world.people[who].relations.get()


def kinds() -> list[str]:
    deliver_all()
    return sorted(Message.objects.values_list("kind", flat=True))


@pytest.mark.requirement("G34")
@pytest.mark.parametrize("who", ["lokale beheerder", "toegangsbeheerder financiën"])
def test_nobody_below_ends_the_head_by_the_werkrelatie(world: World, who: str) -> None:
    head = post_of(world, "hoofd lokale beheerder")
    sentence = "waarover u niet beslist: de aanstelling als hoofd lokale beheerder"
    with pytest.raises(Refused, match=sentence):
        end_relation(world.actor(who), head.relation, reason="coup")
    with pytest.raises(Refused, match=sentence):
        change_relation(world.actor(who), head.relation, until=clock.now() + DAY)
    assert queries.powers_of(head.person_id, world.school.pk, clock.now() + 2 * DAY)


@pytest.mark.requirement("G34")
def test_a_right_that_is_not_his_to_withdraw_keeps_the_werkrelatie(world: World) -> None:
    relation = relation_of(world, "right role")
    with pytest.raises(Refused, match="beslist: het recht 'Werkplek Duaal Gebruiker'"):
        end_relation(world.actor("lokale beheerder"), relation, reason="uit dienst")
    end_relation(world.actor("hoofd lokale beheerder"), relation, reason="uit dienst")


@pytest.mark.requirement("G01")
def test_a_lokale_beheerder_ends_what_is_his(world: World) -> None:
    relation = relation_of(world, "member without right")
    with arranging():
        make_grant(relation, role(*LOCAL))
        make_grant(relation, role(*GUIDE), valid=period(-20, -10))  # over: nothing to decide
    end_relation(world.actor("lokale beheerder"), relation, reason="uit dienst")
    assert not queries.powers_of(relation.person_id, world.school.pk)


def test_a_later_end_that_lets_a_post_run_on_is_asked_too(world: World) -> None:
    head = post_of(world, "hoofd lokale beheerder")
    until = clock.now() + 10 * DAY
    change_relation(world.actor("hoofdtoegangsbeheerder"), head.relation, until=until)
    with pytest.raises(Refused, match="hoofd lokale beheerder"):
        change_relation(world.actor("lokale beheerder"), head.relation, until=None)


def test_a_later_end_that_moves_nothing_is_free(world: World) -> None:
    head = post_of(world, "hoofd lokale beheerder")
    change_relation(world.actor("lokale beheerder"), head.relation, until=clock.now() + 400 * DAY)


def test_a_beheerder_may_end_his_own_werkrelatie(world: World) -> None:
    mine = relation_of(world, "lokale beheerder")
    end_relation(world.actor("lokale beheerder"), mine, reason="andere taak")
    assert kinds() == ["access.post-ended", "access.relation-ended"]


def lonely(world: World) -> tuple[Organisation, Post]:
    """An organisation with one beheerder, who is in the cast as ``laatste``."""
    with arranging():
        place = make_organisation("Alleen VZW", "school", OV="901444")
        post = make_post(make_person("Laatste", "Beheerder"), place, HEAD)
    world.add("laatste", post.person, place)
    return place, post


@pytest.mark.requirement("G03")
def test_the_last_one_does_not_vanish_by_the_werkrelatie(world: World) -> None:
    place, post = lonely(world)
    by = world.actor("laatste")
    with pytest.raises(Invalid, match="Dit is de laatste beheerder"):
        end_relation(by, post.relation, reason="weg")
    assert place not in orphans()
    end_relation(by, post.relation, reason="weg", accept_orphan=True)
    assert place in orphans()
    assert kinds() == [
        "access.organisation-orphaned",
        "access.post-ended",
        "access.relation-ended",
    ]


@pytest.mark.requirement("G03")
def test_the_last_one_does_not_vanish_by_another_end(world: World) -> None:
    place, post = lonely(world)
    by, until = world.actor("laatste"), clock.now() + 5 * DAY
    with pytest.raises(Invalid, match="Dit is de laatste beheerder"):
        change_relation(by, post.relation, until=until)
    change_relation(by, post.relation, until=until, accept_orphan=True)
    assert place not in orphans()
    with clock.stamped(until + DAY):
        assert place in orphans()


@pytest.mark.requirement("G03")
def test_a_colleague_whose_werkrelatie_ended_is_nobody(world: World) -> None:
    """The definition is power, not rows of posts."""
    place, post = lonely(world)
    with arranging():
        other = make_post(make_person("Weg", "Collega"), place, HEAD)
        WorkRelation.objects.filter(pk=other.relation.pk).update(valid=period(-60, -1))
    with pytest.raises(Invalid, match="Dit is de laatste beheerder"):
        end_relation(world.actor("laatste"), post.relation, reason="weg")


def test_the_house_is_not_held_up_when_an_organisation_stops(world: World) -> None:
    place, post = lonely(world)
    with arranging():
        Organisation.objects.filter(pk=place.pk).update(status="stopped")
    end_relation(world.actor("system"), WorkRelation.objects.get(pk=post.relation.pk), reason="x")
    assert "access.organisation-orphaned" not in kinds()


@pytest.mark.requirement("G10")
def test_a_user_hears_which_rights_end_sooner(world: World) -> None:
    relation = relation_of(world, "right role")
    until = clock.now() + 20 * DAY
    change_relation(world.actor("hoofd lokale beheerder"), relation, until=until)
    deliver_all()
    mail = Message.objects.get(kind="access.relation-changed")
    assert mail.person == relation.person_id
    assert "Atheneum De Brug eindigt vroeger" in mail.subject
    assert "Werkplek Duaal Gebruiker (trajectbegeleider)" in mail.body


def test_no_mail_when_nothing_ends_sooner(world: World) -> None:
    relation = relation_of(world, "right role")
    until = clock.now() + 400 * DAY
    change_relation(world.actor("hoofd lokale beheerder"), relation, until=until)
    assert kinds() == []


def test_what_ended_early_is_marked(world: World) -> None:
    relation = relation_of(world, "right role")
    end_relation(world.actor("hoofd lokale beheerder"), relation, reason="uit dienst")
    assert WorkRelation.objects.get(pk=relation.pk).cut
    assert Grant.objects.get(relation=relation).cut


def test_another_relation_hangs_on_nothing(world: World) -> None:
    with arranging():
        relation = make_relation(make_person("Zonder", "Iets"), world.school)
    end_relation(world.actor("toegangsbeheerder financiën"), relation, reason="uit dienst")
