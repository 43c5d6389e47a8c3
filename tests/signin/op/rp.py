"""A relying party and a browser for the tests: the real WSGI application, without a network."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from sleutelbos.access.models import Application, Client, ClientSecret, Trust
from sleutelbos.config.wsgi import application
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Person
from sleutelbos.signin.models import ClientSession, Session
from tests.signin.helpers import make_session
from tests.signin.op.jose import verifier

ACM, MODERN = "/op/v1", "/op/modern/v1"
BACK = "https://toepassing.example.be/terug"
OUT = "https://toepassing.example.be/uit"
SECRET = "een-geheim van 40 tekens & meer: 100% goed"
ACM_WEAK = ["no-par", "no-pkce"]  # what every client of today's ACM needs
SCOPES = ["openid", "profile", "vo", "rrn", "offline_access", "dwse_werkplekduaal",
          "wettelijkvertegenwoordiger", "ssm_mandaat", "vo_info"]  # fmt: skip
GRANTS = ["authorization_code", "refresh_token", "client_credentials",
          "urn:ietf:params:oauth:grant-type:token-exchange"]  # fmt: skip
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        return str(self.json["error"])

    @property
    def location(self) -> str:
        return self.headers["Location"]

    @property
    def told(self) -> dict[str, str]:
        """The parameters with which the browser was sent on, in query or fragment."""
        parts = urlsplit(self.location)
        return dict(parse_qsl(parts.query or parts.fragment, keep_blank_values=True))

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    method: str,
    path: str,
    fields: dict[str, str] | str | None = None,
    *,
    cookie: str = "",
    to: Any = application,
    **headers: str,
) -> Answer:
    """One request to a WSGI application; fields are the query of a GET, the form of a POST."""
    path, _, query = path.partition("?")
    text = fields if isinstance(fields, str) else urlencode(fields or {})
    body = b""
    environ: dict[str, Any] = {}
    if method == "POST":
        body = text.encode()
        environ["CONTENT_TYPE"] = headers.pop("content_type", "application/x-www-form-urlencoded")
    elif text:
        query = text
    environ |= {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0), "REMOTE_ADDR": "127.0.0.1",
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    if cookie:
        environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={cookie}"
    for name, value in headers.items():
        environ[f"HTTP_{name.upper()}"] = value
    seen: list[Any] = []

    def start(status: str, found: list[tuple[str, str]], *_: object) -> None:
        seen.extend([int(status.split()[0]), dict(found)])

    for signal in (request_started, request_finished):  # as Django's own client for tests
        signal.disconnect(close_old_connections)
    try:
        found = to(environ, start)
        content = b"".join(found)
        getattr(found, "close", int)()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return Answer(seen[0], seen[1], content)


def basic(client: Client, secret: str = SECRET) -> str:
    """The header of client_secret_basic, form-encoded as openid-client does it."""
    pair = f"{quote(client.client_id, safe='').replace('-', '%2D')}:{quote(secret, safe='')}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


def make_client(profile: str = "modern", **more: Any) -> Client:
    """An active client of Werkplek Duaal with a secret."""
    acm = profile == "acm"
    values: dict[str, Any] = {
        "name": "Proef", "profile": profile, "state": "active", "redirect_uris": [BACK],
        "post_logout_uris": [OUT], "scopes": SCOPES, "grant_types": GRANTS,
        "auth_methods": ["client_secret_basic", "client_secret_post"],
        "weakenings": ACM_WEAK if acm else [], "signing": "RS256" if acm else "ES256",
        "created": clock.real_now(), **more,
    }  # fmt: skip
    with arranging():
        application_row = values.pop("application", None) or Application.objects.get(
            code="werkplek-duaal"
        )
        row = Client.objects.create(application=application_row, **values)
        if not row.public:
            make_secret(row)
    return row


def make_secret(client: Client, text: str = SECRET, **more: Any) -> ClientSecret:
    """A secret that counts for an hour."""
    now = clock.real_now()
    values = {
        "created": now - timedelta(hours=1),
        "expires": now + timedelta(hours=1),
        "state": "approved",
        **more,
    }
    with arranging():
        return ClientSecret.objects.create(
            client=client, digest=hashlib.sha256(text.encode()).digest(), hint=text[-4:], **values
        )


def make_trust(source: Client, target: Client, state: str = "approved") -> Trust:
    with arranging():
        return Trust.objects.create(
            source=source, target=target, state=state, created=clock.real_now()
        )


def change(row: Any, **values: Any) -> None:
    """Change a row around the gate."""
    with arranging():
        type(row).objects.filter(pk=row.pk).update(**values)


@dataclass
class Browser:
    """Somebody's browser, signed in."""

    session: Session
    cookie: str

    def get(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        return ask("GET", path, fields, cookie=self.cookie, **headers)


def browser_of(person: Person, **more: Any) -> Browser:
    """A browser in which the person signed in."""
    cookie = secrets.token_hex(16)
    return Browser(make_session(person, cookie, **more), cookie)


def choose(
    browser: Browser, client: Client, organisation: Organisation | None, target_group: str
) -> ClientSession:
    """The hoedanigheid at a client."""
    return ClientSession.objects.create(
        session=browser.session, client=client, organisation=organisation,
        target_group=target_group, started=clock.real_now(),
    )  # fmt: skip


@dataclass
class Flow:
    """One sign-in of a browser at a client, step by step; each step can be changed."""

    client: Client
    browser: Browser
    base: str = MODERN
    back: str = BACK
    verifier: str = ""

    def request(self, **more: str | None) -> dict[str, str]:
        """The parameters of the authorization request; None leaves one out."""
        values: dict[str, str | None] = {
            "client_id": self.client.client_id, "redirect_uri": self.back, "response_type": "code",
            "scope": "openid profile vo dwse_werkplekduaal", "state": "s-1", "nonce": "n-1",
        }  # fmt: skip
        self.verifier = ""
        if self.client.profile == "modern":
            self.verifier, challenge = verifier()
            values |= {"code_challenge": challenge, "code_challenge_method": "S256"}
        return {name: value for name, value in (values | more).items() if value is not None}

    def push(self, params: dict[str, str] | None = None, **headers: str) -> Answer:
        params = params if params is not None else self.request()
        return self.post("par", params, **headers)

    def authorize(self, **more: str) -> Answer:
        """The authorization endpoint, with a pushed request where the profile wants one."""
        params = self.request(**more)
        if self.base == MODERN:
            pushed = self.push(params)
            assert pushed.status == 201, pushed.body
            params = {"client_id": self.client.client_id,
                      "request_uri": pushed.json["request_uri"]}  # fmt: skip
        return self.browser.get(f"{self.base}/auth", params)

    def code(self, **more: str) -> str:
        answer = self.authorize(**more)
        assert answer.status == 303, answer.body
        return answer.told["code"]

    def post(self, name: str, form: dict[str, str], **headers: str) -> Answer:
        if not self.client.public and "client_assertion" not in form:
            headers.setdefault("authorization", basic(self.client))
        elif self.client.public:
            form = {"client_id": self.client.client_id, **form}
        return ask("POST", f"{self.base}/{name}", form, **headers)

    def redeem(self, code: str, **more: str) -> Answer:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.back,
                "code_verifier": self.verifier, **more}  # fmt: skip
        headers = {name: form.pop(name) for name in ("dpop", "authorization") if name in form}
        form = {name: value for name, value in form.items() if value}
        return self.post("token", form, **headers)

    def tokens(self, **more: str) -> dict[str, Any]:
        answer = self.redeem(self.code(**more))
        assert answer.status == 200, answer.body
        return answer.json

    def refresh(self, token: str, **more: str) -> Answer:
        return self.post("token", {"grant_type": "refresh_token", "refresh_token": token, **more})

    def userinfo(self, token: str, scheme: str = "Bearer", **headers: str) -> Answer:
        return ask("GET", f"{self.base}/userinfo", authorization=f"{scheme} {token}", **headers)

    def introspect(self, token: str, **more: str) -> Answer:
        return self.post("introspect", {"token": token, **more})
