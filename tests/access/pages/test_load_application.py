"""Loading an application on the screen: what would change, then do it."""

from __future__ import annotations

import io
import re

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from sleutelbos.access.models import Application, Client
from tests.access.pages.conftest import SignIn, post, text_of
from tests.access.test_manifest import WHOLE
from tests.world import World

URL = "/platform/toepassing-laden"


@pytest.fixture
def me(sign_in: SignIn) -> Browser:
    return sign_in("clientbeheerder")


def send(client: Browser, text: str | bytes) -> HttpResponse:
    file = io.BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = "application.toml"
    return post(client, URL, file=file)


def hidden(answer: HttpResponse) -> dict[str, str]:
    """The second form as a browser sends it: with the line ends of a form."""
    page = answer.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(text|shown)" value="([^"]*)"', page))
    plain = fields["text"].replace("&quot;", '"').replace("&#x27;", "'")
    return {"text": plain.replace("\n", "\r\n"), "shown": fields["shown"]}


@pytest.mark.requirement("G11")
@pytest.mark.requirement("G24")
def test_first_it_shows_and_then_it_does(world: World, me: Browser) -> None:
    answer = send(me, WHOLE)
    text = text_of(answer)
    assert answer.status_code == 200
    assert "4 dingen veranderen." in text
    assert "Proef Toepassing Nieuw" in text
    assert "Proef Gebruiker Recht Nieuw" in text
    assert "Proef Gebruiker: lezer Rol Nieuw" in text
    assert "Proef (web) Client Nieuw" in text
    assert not Application.objects.filter(code="proef").exists()
    done = post(me, URL, **hidden(answer))
    assert done.status_code == 303
    assert done["Location"] == "/platform/clients?toepassing=proef"
    assert Client.objects.get().state == "draft"
    assert "Proef is geladen." in text_of(me.get(done["Location"]))


def test_again_there_is_nothing_to_do(world: World, me: Browser) -> None:
    post(me, URL, **hidden(send(me, WHOLE)))
    answer = send(me, WHOLE)
    assert "Er verandert niets: alles staat er al zo." in text_of(answer)
    assert 'name="text"' not in answer.content.decode()


def test_what_changed_meanwhile_is_shown_again(world: World, me: Browser) -> None:
    fields = hidden(send(me, WHOLE))
    post(me, URL, **hidden(send(me, WHOLE.replace("Leest.", "Leest alles."))))
    answer = post(me, URL, **fields)
    assert answer.status_code == 200
    assert "Ondertussen veranderde er iets." in text_of(answer)
    assert "description" in text_of(answer)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("geen toml", "geen geldige TOML"),
        (b"\xff\xfe", "geen tekst in UTF-8"),
        (
            WHOLE.replace("ProefGebruiker", "toezicht"),
            "Het recht toezicht is van Gebruikersbeheer.",
        ),
    ],
)
def test_a_file_that_can_not_be_loaded(
    world: World, me: Browser, text: str | bytes, sentence: str
) -> None:
    answer = send(me, text)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


@pytest.mark.requirement("G24")
def test_the_own_application_is_not_loaded_here(world: World, me: Browser) -> None:
    own = WHOLE.replace('code = "proef"', 'code = "gebruikersbeheer"')
    answer = send(me, own)
    assert "laadt alleen het systeem" in text_of(answer)
    assert 'name="text"' not in answer.content.decode()


def test_a_second_step_that_was_tampered_with(world: World, me: Browser) -> None:
    fields = hidden(send(me, WHOLE))
    answer = post(me, URL, **{**fields, "text": "x"})
    assert "kon niet geladen worden" in text_of(answer)
    answer = post(me, URL, **{**fields, "text": fields["text"].replace("/terug", "/elders")})
    assert "Ondertussen veranderde er iets." in text_of(answer)
    assert not Application.objects.filter(code="proef").exists()
