"""Clients in the live site's database, made as people make them: one hands in, another approves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwk

from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.models import Application, Client, Grant, WorkRelation
from sleutelbos.access.public import (
    add_trust,
    approve_client,
    approve_trust,
    grant_right,
    make_secret,
    register_client,
    submit_client,
    withdraw_grant,
)
from sleutelbos.demo.cast import Cast
from sleutelbos.kernel import clock
from tests.signin.tours.party import Account

BACK, OUT = "http://127.0.0.1:9/terug", "http://127.0.0.1:9/uit"
SCOPES = ("openid", "profile", "rrn", "vo", "vo_info", "dwse_werkplekduaal", "offline_access")
GRANTS = (
    "authorization_code", "refresh_token", "client_credentials",
    "urn:ietf:params:oauth:grant-type:token-exchange",
)  # fmt: skip
ASKED = "openid profile rrn vo dwse_werkplekduaal offline_access"
SECRETS = ("client_secret_basic", "client_secret_post", "private_key_jwt")
# What authlib and every client of today's ACM need there: no PAR, assertions of an hour.
AS_ACM = {"profile": "acm", "signing": "RS256", "weakenings": ("no-par", "long-assertion")}
KINDS: dict[str, dict[str, Any]] = {
    "acm": AS_ACM,
    "modern": {},
    "modern-dpop": {"requires_dpop": True},
    "modern-public": {
        "public": True, "auth_methods": ("none",), "jwks": None, "requires_dpop": True,
        "grant_types": GRANTS[:2], "owner": None,
    },
    "acm-api": {**AS_ACM, "introspects": True},
    "modern-api": {"introspects": True},
    "acm-told": {**AS_ACM, "backchannel_url": "{receiver}/af"},
    "modern-told": {"backchannel_url": "{receiver}/af"},
}  # fmt: skip
RIGHT, ROLE, SCHOOL, MANAGER, USER = "duaal", "schoolbeheerder", "wissel", "els", "jeroen"


@dataclass
class Registrar:
    """Works in the site's database; ``inside`` connects there for a while, ``key`` is with which
    clients sign."""

    site: str
    receiver: str
    inside: Callable[[], AbstractContextManager[None]]
    key: jwk.RSAKey = field(default_factory=lambda: jwk.RSAKey.generate_key(2048))
    known: dict[str, Account] = field(default_factory=dict)
    trusting: set[tuple[str, str]] = field(default_factory=set)

    def account(self, kind: str) -> Account:
        """The client of a kind, made when first asked for."""
        if kind not in self.known:
            with self._cast() as cast:
                self.known[kind] = self._register(cast, kind)
        return self.known[kind]

    @contextmanager
    def _cast(self) -> Iterator[Cast]:
        with self.inside():
            clock.refresh()
            yield Cast(clock.today())

    def _register(self, cast: Cast, kind: str) -> Account:
        spec = self._spec(cast, kind)
        roos, gilles = (cast.actor(name, "digitaal") for name in ("roos", "gilles"))
        application = Application.objects.get(code="werkplek-duaal")
        client = register_client(roos, application, spec=spec)
        submit_client(roos, client)
        secret = "" if spec.public else make_secret(roos, client, days=2).text
        approve_client(gilles, client)
        prefix = "op" if spec.profile == "acm" else "op/modern"
        return Account(f"{self.site}{prefix}", client.client_id, BACK, OUT, ASKED, secret, self.key)

    def _spec(self, cast: Cast, kind: str) -> ClientSpec:
        values = {
            "name": f"Toer {kind}", "owner": cast.organisation("digitaal").pk,
            "redirect_uris": (BACK,), "post_logout_uris": (OUT,), "scopes": SCOPES,
            "rrn_reason": "Om te zien of het nummer meekomt.", "grant_types": GRANTS,
            "auth_methods": SECRETS, "jwks": {"keys": [self.key.as_dict(private=False)]},
            "target_groups": ("OV",), **KINDS[kind],
        }  # fmt: skip
        if told := values.get("backchannel_url"):
            values["backchannel_url"] = told.format(receiver=self.receiver)
        return ClientSpec(**values)

    def trust(self, source: Account, target: Account) -> None:
        """Let one client exchange tokens for another."""
        names = (source.client_id, target.client_id)
        if names in self.trusting:
            return
        self.trusting.add(names)
        with self._cast() as cast:
            clients = Client.objects.in_bulk(names, field_name="client_id")
            by = cast.actor("roos", "digitaal")
            made = add_trust(by, clients[source.client_id], clients[target.client_id])
            approve_trust(cast.actor("gilles", "digitaal"), made)

    def grant(self) -> int:
        """Give the persona one more role at his school; the key of the row."""
        with self._cast() as cast:
            by, school = cast.actor(MANAGER, SCHOOL), cast.organisation(SCHOOL)
            relation = WorkRelation.objects.get(
                person=cast.person(USER), organisation=school, valid__contains=clock.now()
            )
            right = cast.right(RIGHT)
            roles = cast.roles(right, (ROLE,))
            return grant_right(by, relation, right, roles=roles, period=cast.period(30))[0].pk

    def withdraw(self, grant: int) -> None:
        """Take it away again."""
        with self._cast() as cast:
            by = cast.actor(MANAGER, SCHOOL)
            withdraw_grant(by, Grant.objects.get(pk=grant), reason="Alleen voor de toer")
