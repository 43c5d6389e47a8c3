"""PyPI ``authlib`` as a relying party: its client for Django, and its session for the rest.

It has no pushed requests of its own; :meth:`AuthlibClient._pushed` is what an application adds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT, private_key_jwt_sign
from django.test import RequestFactory
from joserfc import jwt
from joserfc.jwk import KeySet
from requests import HTTPError, Response

from tests.signin.tours.party import BASIC, Account, Answer, Begun, Facts, Refused, Way

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


class ShortLived(PrivateKeyJWT):
    """An assertion of five minutes; the library makes them for an hour, which is too long for a
    modern client."""

    def sign(self, auth: Any, token_endpoint: str) -> str:
        return private_key_jwt_sign(
            auth.client_secret, auth.client_id, token_endpoint, alg=self.alg, expires_in=300
        )


@contextmanager
def refusals() -> Iterator[None]:
    """What the library raises, as Refused."""
    try:
        yield
    except AuthlibBaseError as fault:
        raise Refused(fault.error, fault.description or "") from fault
    except HTTPError as fault:
        raise Refused(str(fault.response.status_code), fault.response.text) from fault


@dataclass
class AuthlibClient:
    """An application that signs people in with authlib."""

    account: Account
    way: Way = BASIC
    app: DjangoOAuth2App = field(init=False)

    def __post_init__(self) -> None:
        account = self.account
        self.app = OAuth().register(
            "sleutelbos",
            client_id=account.client_id,
            client_secret=self._secret,
            server_metadata_url=f"{account.issuer}/.well-known/openid-configuration",
            client_auth_methods=[self._assertion],
            client_kwargs={
                "scope": account.scope,
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": self.way.method,
            },
        )

    @property
    def _secret(self) -> Any:
        return self.account.key if self.way.method == "private_key_jwt" else self.account.secret

    @property
    def _assertion(self) -> PrivateKeyJWT:
        kind = ShortLived if self.account.modern else PrivateKeyJWT
        return kind(f"{self.account.issuer}/v1/token")

    @contextmanager
    def _session(self) -> Iterator[OAuth2Session]:
        method = self.way.method
        with (
            refusals(),
            OAuth2Session(
                self.account.client_id, self._secret, token_endpoint_auth_method=method
            ) as session,
        ):
            session.register_client_auth_method(self._assertion)
            yield session

    def _address(self, name: str) -> str:
        return self.discover()[name]

    def _post(self, session: OAuth2Session, name: str, form: Facts) -> Response:
        auth = session.client_auth(self.way.method)
        return session.post(self._address(name), data=form, auth=auth)

    def discover(self) -> Facts:
        return self.app.load_server_metadata()

    def begin(self, **params: str) -> Begun:
        request = RequestFactory().get("/aanmelden")
        request.session = {}  # type: ignore[assignment]  # of the application itself
        url = self.app.authorize_redirect(request, self.account.back, **params)["Location"]
        return Begun(self._pushed(url) if self.account.modern else url, request.session)

    def _pushed(self, url: str) -> str:
        """The same request, pushed (RFC 9126)."""
        form = dict(parse_qsl(urlsplit(url).query))
        client_id = form.pop("client_id")  # comes with the proof
        with self._session() as session:
            answer = self._post(session, "pushed_authorization_request_endpoint", form)
            answer.raise_for_status()
        named = {"client_id": client_id, "request_uri": answer.json()["request_uri"]}
        return f"{self._address('authorization_endpoint')}?{urlencode(named)}"

    def finish(self, begun: Begun, answer: Answer) -> Facts:
        make = RequestFactory()
        request = make.post(answer.url, answer.form) if answer.form else make.get(answer.url)
        request.session = begun.kept
        with refusals():
            tokens = self.app.authorize_access_token(request)
        return {**tokens, "claims": dict(tokens["userinfo"])}

    def userinfo(self, tokens: Facts) -> Facts:
        with refusals():
            return dict(self.app.userinfo(token=tokens))

    def refresh(self, token: str) -> Facts:
        with self._session() as session:
            tokens = session.refresh_token(self._address("token_endpoint"), token)
            claims = self.app.parse_id_token(tokens, nonce=None)
            return {**tokens, "claims": dict(claims)}

    def introspect(self, token: str) -> Facts:
        with self._session() as session:
            found = session.introspect_token(self._address("introspection_endpoint"), token)
            found.raise_for_status()
            return found.json()

    def _grant(self, grant_type: str, **params: str) -> Facts:
        with self._session() as session:
            address = self._address("token_endpoint")
            return dict(session.fetch_token(address, grant_type=grant_type, **params))

    def credentials(self, **params: str) -> Facts:
        return self._grant("client_credentials", **params)

    def exchange(self, token: str, audience: str) -> Facts:
        subject = {"subject_token": token, "subject_token_type": ACCESS_TOKEN}
        return self._grant(EXCHANGE, audience=audience, **subject)

    def revoke(self, token: str) -> None:
        with self._session() as session:
            address, auth = (
                self._address("revocation_endpoint"),
                session.client_auth(self.way.method),
            )
            session.revoke_token(address, token, auth=auth).raise_for_status()

    def logout_url(self, **params: str) -> str:
        url = self.app.create_logout_url(**params)["url"]
        return f"{url}&switch={params['switch']}" if "switch" in params else url

    def logout_token(self, token: str) -> Facts:
        keys = KeySet.import_key_set(self.app.fetch_jwk_set(force=True))
        read = jwt.decode(token, keys, algorithms=["RS256", "ES256"])
        jwt.JWTClaimsRegistry(
            leeway=10,
            iss={"essential": True, "value": self.account.issuer},
            aud={"essential": True, "value": self.account.client_id},
            exp={"essential": True}, iat={"essential": True}, jti={"essential": True},
        ).validate(read.claims)  # fmt: skip
        if read.header.get("typ") != "logout+jwt" or "nonce" in read.claims:
            raise Refused("no logout token")
        if read.claims["events"] != {LOGOUT: {}}:
            raise Refused("no logout token")
        return dict(read.claims)
