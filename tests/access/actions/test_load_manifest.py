"""Loading an application from its file: by the house, and by a platform administrator."""

from __future__ import annotations

from importlib.resources import files

import pytest
from django.conf import LazySettings

from sleutelbos.access.actions.catalogue import load_manifest
from sleutelbos.access.manifest import parse
from sleutelbos.access.models import Application, Client, Right, Role
from sleutelbos.access.queries import manifests
from sleutelbos.kernel.actions import Invalid, Refused
from tests.access.test_manifest import CLIENT, WHOLE
from tests.journeys.sample import MANIFEST
from tests.world import World

ME = "clientbeheerder"


def effects(text: str) -> dict[str, str]:
    return {f"{one.kind} {one.what}": one.effect for one in manifests.differences(parse(text))}


@pytest.mark.requirement("G11")
@pytest.mark.requirement("G24")
def test_from_the_screen_rights_count_and_clients_are_drafts(world: World) -> None:
    application = load_manifest(world.actor(ME), parse(WHOLE))
    assert Right.objects.get(code="ProefGebruiker").active
    client = application.clients.get()
    assert client.state == "draft"
    assert client.changed_by == world.people[ME]


@pytest.mark.requirement("G24")
def test_the_house_makes_it_work_at_once_but_not_in_production(
    world: World, settings: LazySettings
) -> None:
    assert load_manifest(world.actor("system"), parse(WHOLE)).clients.get().state == "active"
    settings.PRODUCTION = True
    other = WHOLE.replace("proef", "tweede").replace("Proef", "Tweede")
    assert load_manifest(world.actor("system"), parse(other)).clients.get().state == "draft"


def test_again_changes_nothing(world: World) -> None:
    assert effects(WHOLE) == {
        "application Proef": "new",
        "right Proef Gebruiker": "new",
        "role Proef Gebruiker: lezer": "new",
        "client Proef (web)": "new",
    }
    load_manifest(world.actor(ME), parse(WHOLE))
    assert effects(WHOLE) == {}
    load_manifest(world.actor(ME), parse(WHOLE))
    assert Client.objects.count() == 1


def test_a_draft_follows_its_file_and_a_client_in_use_does_not(world: World) -> None:
    load_manifest(world.actor(ME), parse(WHOLE))
    moved = WHOLE.replace("/terug", "/elders")
    assert effects(moved) == {"client Proef (web)": "changed"}
    load_manifest(world.actor(ME), parse(moved))
    client = Client.objects.get()
    assert client.redirect_uris == ["https://proef.example.be/elders"]
    load_manifest(world.actor("system"), parse(WHOLE.replace("Proef (web)", "Proef (api)")))
    again = WHOLE.replace("Proef (web)", "Proef (api)").replace("/terug", "/derde")
    assert effects(again) == {"client Proef (api)": "stays"}
    load_manifest(world.actor(ME), parse(again))
    kept = Client.objects.get(name="Proef (api)")
    assert kept.redirect_uris == ["https://proef.example.be/terug"]


def test_what_the_file_no_longer_names_is_granted_no_more(world: World) -> None:
    load_manifest(world.actor(ME), parse(WHOLE))
    without = WHOLE[: WHOLE.index("[[rights]]")] + CLIENT
    assert effects(without) == {"right Proef Gebruiker": "ends"}
    load_manifest(world.actor(ME), parse(without))
    assert not Right.objects.get(code="ProefGebruiker").active
    assert effects(WHOLE) == {"right Proef Gebruiker": "changed"}


@pytest.mark.requirement("G24")
def test_nobody_gives_himself_power_with_a_file(world: World) -> None:
    own = WHOLE.replace('code = "proef"', 'code = "gebruikersbeheer"')
    with pytest.raises(Refused, match="laadt alleen het systeem"):
        load_manifest(world.actor(ME), parse(own))
    with pytest.raises(Refused):
        load_manifest(world.actor("hoofd lokale beheerder"), parse(WHOLE))


@pytest.mark.requirement("G24")
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('code = "ProefGebruiker"', 'code = "toezicht"', "recht toezicht is van Gebruikersbeheer"),
        ('scope = "proef"', 'scope = "dwse_platos"', "scope dwse_platos is van Platos"),
        ("proef_rol_3d", "dwse_platos_rol_3d", "claim dwse_platos_rol_3d is van Platos"),
        ('name = "Proef (web)"', 'name = "Proef (web)"\nowner = "OVO999999"', "OVO999999"),
    ],
)
def test_nobody_takes_what_is_another_s(world: World, old: str, new: str, sentence: str) -> None:
    text = WHOLE.replace(old, new).replace('"openid", "proef"', '"openid"')
    with pytest.raises(Invalid, match=sentence):
        load_manifest(world.actor(ME), parse(text))
    assert not Application.objects.filter(code="proef").exists()


def test_a_client_of_another_application_is_left_alone(world: World) -> None:
    load_manifest(world.actor(ME), parse(WHOLE + 'client_id = "proef-web-1"'))
    other = WHOLE.replace("proef", "tweede").replace("Proef", "Tweede")
    with pytest.raises(Invalid, match="client proef-web-1 is van Proef"):
        load_manifest(world.actor(ME), parse(other + 'client_id = "proef-web-1"'))
    assert Client.objects.count() == 1


def test_an_owner_by_its_number(world: World) -> None:
    load_manifest(world.actor(ME), parse(WHOLE + 'owner = "OVO900050"'))
    assert Client.objects.get().owner == world.entity


@pytest.mark.requirement("G11")
def test_our_own_e_services_are_no_more_than_their_file(world: World) -> None:
    """What the rows of rights and roles say, the files said; the same action loads them again."""
    folder = files("sleutelbos.access") / "manifests"
    ours = [parse(file.read_text("utf-8")) for file in folder.iterdir()]
    rights = [right for manifest in ours for right in manifest.rights]
    assert {right.code for right in rights} == set(Right.objects.values_list("code", flat=True))
    assert sum(len(right.roles) for right in rights) == Role.objects.count()
    for manifest in ours:
        assert manifests.differences(manifest) == []
        load_manifest(world.actor("system"), manifest)


@pytest.mark.requirement("G11")
def test_the_sample_application_is_loaded_in_the_same_way(world: World) -> None:
    text = MANIFEST.read_text("utf-8")
    application = load_manifest(world.actor(ME), parse(text))
    assert list(application.rights.values_list("code", flat=True)) == ["Zaalreservatie"]
    assert Role.objects.filter(right__application=application, active=True).count() == 2
    assert application.clients.get().backchannel_url
    assert effects(text) == {}
