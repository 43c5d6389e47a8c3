"""The chain of power: who names, replaces and ends whom."""

from __future__ import annotations

import pytest

from sleutelbos.access import queries
from sleutelbos.access.actions.posts import (
    appoint,
    end_post,
    invite_beheerder,
    replace_beheerder,
)
from sleutelbos.access.models import Post
from sleutelbos.access.queries.orphans import orphans
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Organisation, OrganisationFunction, Site
from sleutelbos.tools.mail.models import Message
from tests.world import (
    World,
    make_function,
    make_organisation,
    make_person,
    make_post,
    period,
)

LOCAL, HEAD, HTB = "lokale-beheerder", "hoofd-lokale-beheerder", "hoofdtoegangsbeheerder"


def name(world: World, who: str, kind: str, organisation: object = None, **more: object) -> Post:
    with arranging():
        person = make_person("Nieuwe", "Beheerder")
    return appoint(
        world.actor(who),
        organisation or world.school,  # type: ignore[arg-type]
        person,
        kind=kind,
        period=period(0, 300),
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.requirement("G02")
@pytest.mark.requirement("G04")
@pytest.mark.requirement("G34")
@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("wettelijk vertegenwoordiger", {LOCAL, HEAD, HTB, "toegangsbeheerder"}),
        (HTB, {LOCAL, HEAD, "toegangsbeheerder"}),
        ("toegangsbeheerder", {LOCAL}),
        ("hoofd lokale beheerder", {LOCAL}),
        ("lokale beheerder", set()),
        ("hoofd lokale beheerder elsewhere", set()),
        ("edison helpdesk", {HEAD}),
        ("dwse", set()),
        ("ago", set()),
        ("btb", {HTB, "toegangsbeheerder"}),
        ("helpdesk 1700", set()),
    ],
)
def test_who_appoints_whom(world: World, who: str, kinds: set[str]) -> None:
    for kind in (LOCAL, HEAD, HTB, "toegangsbeheerder"):
        if kind in kinds:
            assert name(world, who, kind).kind == kind
        else:
            with pytest.raises(Refused, match="U kunt hier geen"):
                name(world, who, kind)


@pytest.mark.requirement("G18")
def test_each_doelgroep_has_its_own_way_in(world: World) -> None:
    assert name(world, "edison helpdesk", HEAD, world.school).source == "helpdesk"
    assert name(world, "dwse", HEAD, world.partnership).organisation == world.partnership
    assert name(world, "ago", HEAD, world.entity).organisation == world.entity
    for who, organisation in (
        ("edison helpdesk", world.partnership),
        ("dwse", world.entity),
        ("dwse", world.school),
        ("ago", world.partnership),
    ):
        with pytest.raises(Refused):
            name(world, who, HEAD, organisation)


@pytest.mark.requirement("G02")
def test_nobody_names_himself(world: World) -> None:
    actor = world.actor("hoofd lokale beheerder")
    with pytest.raises(Refused, match="uzelf niet aanstellen"):
        appoint(
            actor,
            world.school,
            world.people["hoofd lokale beheerder"],
            kind=LOCAL,
            period=period(0, 300),
        )


def test_btb_does_not_look_after_an_entity(world: World) -> None:
    with pytest.raises(Refused, match="U kunt hier geen hoofdtoegangsbeheerder aanstellen"):
        name(world, "btb", HTB, world.entity)


def test_a_hoofdtoegangsbeheerder_does_not_exist_for_an_entity(world: World) -> None:
    with arranging():
        director = world.add("bestuurder", make_person("Be", "Stuurder"), world.entity)
        make_function(director, world.entity)
    with pytest.raises(Invalid, match="Deze functie bestaat niet voor de doelgroep"):
        name(world, "bestuurder", HTB, world.entity)


def test_no_post_at_a_vestiging_of_another(world: World) -> None:
    with arranging():
        foreign = Site.objects.create(organisation=world.company, name="Elders")
    with pytest.raises(Invalid, match="Deze vestiging is niet van deze organisatie"):
        name(world, "hoofd lokale beheerder", LOCAL, site=foreign)


def test_the_dead_and_the_stopped_get_no_beheerder(world: World) -> None:
    by = world.actor("hoofd lokale beheerder")
    with arranging():
        dead = make_person("Net", "Overleden", deceased_on=clock.today())
    with pytest.raises(Invalid, match="Volgens het Rijksregister is Net Overleden overleden"):
        appoint(by, world.school, dead, kind=LOCAL, period=period(0, 300))
    with arranging():
        Organisation.objects.filter(pk=world.school.pk).update(status="stopped")
    with pytest.raises(Invalid, match="Atheneum De Brug is stopgezet"):
        name(world, "hoofd lokale beheerder", LOCAL, Organisation.objects.get(pk=world.school.pk))


@pytest.mark.requirement("G03")
def test_the_last_one_can_not_vanish_unseen(world: World) -> None:
    with arranging():
        lonely = make_organisation("Alleen VZW", "company", EA="1900019469")
        post = make_post(make_person("Laatste", "Beheerder"), lonely, HEAD)
    world.add("laatste", post.person, lonely)
    with pytest.raises(Invalid) as caught:
        end_post(world.actor("laatste"), post, reason="pensioen")
    assert "Dit is de laatste beheerder" in str(caught.value)
    assert lonely not in orphans()
    end_post(world.actor("laatste"), post, reason="pensioen", accept_orphan=True)
    assert lonely in orphans()


@pytest.mark.requirement("G03")
def test_an_orphan_is_told_to_the_next_in_the_chain(world: World) -> None:
    with arranging():
        OrganisationFunction.objects.filter(organisation=world.other_school).delete()
        Post.objects.filter(organisation=world.other_school, kind=LOCAL).delete()
    post = Post.objects.get(organisation=world.other_school, kind=HEAD)
    end_post(world.actor("hoofd lokale beheerder elsewhere"), post, reason="x", accept_orphan=True)
    deliver_all()
    mail = Message.objects.get(kind="access.organisation-orphaned")
    assert mail.person == world.people["edison helpdesk"].pk


@pytest.mark.requirement("G03")
def test_a_beheerder_is_replaced_in_one_go(world: World) -> None:
    post = Post.objects.get(person=world.people["lokale beheerder"])
    successor = world.people["member without right"]
    fresh = replace_beheerder(
        world.actor("hoofd lokale beheerder"), post, successor, reason="verlof"
    )
    post.refresh_from_db()
    assert post.valid.upper is not None
    assert post.valid.upper <= clock.now()
    assert fresh.person == successor
    assert fresh.relation_id == successor.relations.get().pk
    deliver_all()
    assert {m.kind for m in Message.objects.all()} == {"access.post-filled", "access.post-ended"}
    with pytest.raises(Refused):
        replace_beheerder(world.actor("lokale beheerder"), fresh, post.person, reason="terug")


def test_a_beheerder_may_step_down_himself(world: World) -> None:
    post = Post.objects.get(person=world.people["lokale beheerder"])
    end_post(world.actor("lokale beheerder"), post, reason="andere taak")
    assert not queries.powers_of(post.person_id, world.school.pk)


@pytest.mark.requirement("G34")
def test_two_posts_of_one_kind_do_not_overlap(world: World) -> None:
    actor = world.actor("wettelijk vertegenwoordiger")
    with pytest.raises(Invalid, match="al aangesteld"):
        appoint(
            actor,
            world.school,
            world.people["lokale beheerder"],
            kind=LOCAL,
            period=period(0, 30),
        )


@pytest.mark.requirement("G05")
def test_only_who_can_appoint_there_is_asked_to(world: World) -> None:
    by = world.actor("member without right")
    for name in ("wettelijk vertegenwoordiger", "edison helpdesk"):
        invite_beheerder(by, world.school, world.people[name])
    for name in ("right role", "dwse", "hoofd lokale beheerder elsewhere"):
        with pytest.raises(Refused, match="stelt daar geen beheerders aan"):
            invite_beheerder(by, world.school, world.people[name])
