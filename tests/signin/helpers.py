"""Signing in for tests of pages: straight into the session, or through the real forms."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pyotp
from django.conf import settings
from django.test import Client

from sleutelbos.access.models import Application
from sleutelbos.access.models import Client as Trusting
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Person
from sleutelbos.signin import invitations, rules, sessions, totp
from sleutelbos.signin.actions.keys import invite_key, make_key
from sleutelbos.signin.models import Key, Session
from sleutelbos.tools import crypto

PASSWORD = "vier gele fietsen in Gent"


def signed_in(person: Person, organisation: Organisation | None = None, **more: object) -> Client:
    """A browser in which this person is signed in, acting for the organisation; at the highest
    level unless ``more`` says otherwise."""
    client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    make_session(person, client.session.session_key, capacity=organisation, **more)
    return client


def make_session(person: Person, cookie: str | None = None, **more: object) -> Session:
    """A session that began now, in a browser with this cookie."""
    now = clock.real_now()
    values: dict[str, object] = {
        "browser": sessions.digest_of(cookie or uuid4().hex),
        "kind": "persona",
        "level": 500,
        "since": now,
        "proven_at": now,
        "seen_at": now,
        "expires": now + timedelta(hours=2),
        "device": "Firefox, Linux",
        **more,
    }
    return Session.objects.create(person=person, **values)


def make_client(application: str, **more: object) -> Trusting:
    """An active client of an application, at organisation level unless ``more`` says otherwise."""
    values: dict[str, object] = {
        "name": application,
        "state": "active",
        "redirect_uris": ["https://toepassing.example/terug"],
        "created": clock.real_now(),
        **more,
    }
    with arranging():
        return Trusting.objects.create(
            application=Application.objects.get(code=application), **values
        )


def session_of(client: Client) -> Session | None:
    """The session of a browser, when it counts."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    digest = sessions.digest_of(cookie.value) if cookie else b""
    row = Session.objects.select_related("person", "key").filter(browser=digest).first()
    return row if row is not None and sessions.why_over(row, clock.real_now()) is None else None


def secret_of(sealed: bytes) -> str:
    """The secret as the app of the owner knows it."""
    return crypto.decrypt(bytes(sealed), totp.PURPOSE)


def code_of(sealed: bytes, steps: int = 0) -> str:
    """The code of now, or of so many steps later."""
    at = clock.real_now() + timedelta(seconds=30 * steps)
    return pyotp.TOTP(secret_of(sealed)).at(at)


def key_for(person: Person, user_name: str) -> Key:
    """A TOTP key, made through the actions, whose first code lies one step back."""
    invitation = invite_key(actors.system("test"), person)
    link = rules.bearer_of(invitation)
    return make_key(
        link,
        invitation,
        user_name=user_name,
        password=PASSWORD,
        code=code_of(invitation.secret, -1),
    )


def token_for(person: Person) -> str:
    """The last part of a fresh link."""
    return invitations.token_of(invite_key(actors.system("test"), person))


def text_of(html: bytes) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"<(style|script).*?</\1>", " ", html.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
