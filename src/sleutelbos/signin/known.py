"""Browsers in which a user name signed in before: their attempts count apart from their address.

So that whoever guesses from the same address (a school, a company) keeps nobody there out. The
cookie is signed, holds a keyed hash of the user name and a random number, and opens nothing.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sleutelbos.signin import visitor
from sleutelbos.tools import crypto

COOKIE = "bekend"
LASTS = timedelta(days=365)
SALT = "sleutelbos.signin.known"


def remember(request: HttpRequest, response: HttpResponse, user_name: str) -> None:
    """Know this browser next time; it just showed the password and the code of the name."""
    number = _number_of(request, user_name) or secrets.token_hex(16)
    response.set_cookie(
        COOKIE,
        signing.dumps([_hash(user_name), number], salt=SALT),
        max_age=LASTS,
        path=reverse("signin:sign-in"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def place_of(request: HttpRequest, user_name: str) -> str:
    """Where an attempt on a user name comes from: a browser that it knows, else the address."""
    number = _number_of(request, user_name)
    return f"toestel:{number}" if number else visitor.address_of(request)


def _number_of(request: HttpRequest, user_name: str) -> str:
    try:
        name, number = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(number) if name == _hash(user_name) else ""


def _hash(user_name: str) -> str:
    return crypto.lookup(user_name.strip().lower(), "known-browser").hex()
