"""Signing in for tests of pages: straight into the session, or through the real forms."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
from django.test import Client

from sleutelbos.kernel import actors, clock
from sleutelbos.register.models import Organisation, Person
from sleutelbos.signin import invitations, rules, sessions, totp
from sleutelbos.signin.actions.keys import invite_key, make_key
from sleutelbos.signin.models import Key
from sleutelbos.tools import crypto

PASSWORD = "vier gele fietsen in Gent"


def signed_in(person: Person, organisation: Organisation | None = None) -> Client:
    """A browser in which this person is signed in, acting for the organisation."""
    client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    session = client.session
    values = sessions.Session(
        person=person.pk,
        kind="totp",
        level=400,
        since=clock.real_now().isoformat(),
        capacity=organisation.pk if organisation else None,
        capacity_name=organisation.name if organisation else "",
    )
    session[sessions.NAME] = values.__dict__
    session.save()
    return client


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
