"""The pages on which rights and roles of an application are read and edited."""

from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.urls import reverse

from sleutelbos.access.models import Right, Role
from tests.access.pages.conftest import SignIn, post, text_of
from tests.world import World

pytestmark = pytest.mark.requirement("G11")
DUAL, OWN = "werkplek-duaal", "gebruikersbeheer"
RIGHT = "WerkplekDuaalGebruiker"


def url(name: str, *more: str) -> str:
    return reverse(f"access:{name}", args=more)


@pytest.fixture
def me(sign_in: SignIn) -> Browser:
    return sign_in("clientbeheerder")


def test_from_the_list_to_the_rights(world: World, me: Browser) -> None:
    text = text_of(me.get(url("applications")))
    assert "Werkplek Duaal" in text
    assert "Departement Werk en Sociale Economie" in text
    text = text_of(me.get(url("application", DUAL)))
    assert "Werkplek Duaal Gebruiker" in text
    assert "trajectbegeleider" in text
    assert "Maakt overeenkomsten op, registreert en beëindigt ze." in text
    assert "15 maanden" in text
    assert me.get(url("application", "bestaat-niet")).status_code == 404


def test_a_right_is_edited(world: World, me: Browser) -> None:
    page = url("change-right", DUAL, RIGHT)
    assert "Wie het al heeft, houdt het." in text_of(me.get(page))
    filled = {"name": "Werkplek", "description": "Toegang.", "target_groups": ["OV"]}
    wrong = post(me, page, **filled, max_days="0")
    assert wrong.status_code == 422
    assert 'value="Werkplek"' in wrong.content.decode()
    done = post(me, page, **filled, max_days="")
    assert (done.status_code, done["Location"]) == (303, url("application", DUAL))
    right = Right.objects.get(code=RIGHT)
    assert (right.name, right.target_groups, right.max_days) == ("Werkplek", ["OV"], None)
    assert "zonder grens" in text_of(me.get(done["Location"]))


def test_a_role_is_edited_and_one_is_added(world: World, me: Browser) -> None:
    page = url("change-role", DUAL, RIGHT, "trajectbegeleider")
    filled = {"name": "begeleider", "description": "Begeleidt."}
    done = post(me, page, **filled, target_groups=["OV"])  # not ticked: no longer given out
    assert "begeleider trajectbegeleider Begeleidt." in text_of(me.get(done["Location"]))
    role = Role.objects.get(right__code=RIGHT, code="trajectbegeleider")
    assert (role.name, role.active) == ("begeleider", False)
    page = url("add-role", DUAL, RIGHT)
    assert "al een rol met deze code" in text_of(post(me, page, code="Trajectbegeleider", **filled))
    done = post(me, page, code="lezer", **filled)
    assert "Beheerders kunnen de rol begeleider nu toekennen." in text_of(me.get(done["Location"]))
    assert Role.objects.get(right__code=RIGHT, code="lezer").target_groups == []


def test_what_gives_power_here_is_only_read(world: World, me: Browser) -> None:
    text = text_of(me.get(url("application", OWN)))
    assert "wijzigt alleen het systeem" in text
    right = Right.objects.filter(application__code=OWN).prefetch_related("roles").first()
    assert right is not None
    for page in (
        url("change-right", OWN, right.code),
        url("add-role", OWN, right.code),
        url("change-role", OWN, right.code, right.roles.all()[0].code),
    ):
        assert me.get(page).status_code == 403
        assert post(me, page, name="x", description="x", code="x").status_code == 403


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("change-right", (OWN, RIGHT)),
        ("change-right", (DUAL, "bestaat-niet")),
        ("change-role", (DUAL, RIGHT, "bestaat-niet")),
        ("add-role", (OWN, RIGHT)),
    ],
)
def test_a_right_of_another_application_is_not_there(
    world: World, me: Browser, name: str, keys: tuple[str, ...]
) -> None:
    assert me.get(url(name, *keys)).status_code == 404


def test_only_platform_administrators_get_in(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    for page in (url("applications"), url("application", DUAL), url("change-right", DUAL, RIGHT)):
        assert client.get(page).status_code == 403
