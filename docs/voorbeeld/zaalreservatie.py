"""Zaalreservatie: an application of a third party that trusts Sleutelbos. An example to read.

It signs people in (PAR, PKCE, state, nonce), asks at every request whether this person may do this
for his organisation (AuthZEN), signs out, and hears it when Sleutelbos ends a session.
"""

import base64
import hashlib
import os
import secrets
from html import escape
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from joserfc import errors, jwk, jwt

# As the demo has it. Everybody knows this secret: it counts in the demo and nowhere else.
ISSUER = os.environ.get("SLEUTELBOS_URL", "http://127.0.0.1:8000") + "/op/modern"
DECISIONS = os.environ.get("SLEUTELBOS_DECISIONS_URL", "http://127.0.0.1:8001")
CLIENT_ID = os.environ.get("CLIENT_ID", "zaalreservatie-voorbeeld")
SECRET = os.environ.get("CLIENT_SECRET", "alleen-voor-de-demo")
HERE = os.environ.get("OWN_URL", "http://127.0.0.1:8090")  # as in application.toml
LOGOUT = {"http://schemas.openid.net/event/backchannel-logout": {}}
PAGE = "<!doctype html><html lang=nl><title>Zaalreservatie</title><h1>Zaalreservatie</h1>"

# Every call proves who we are (client_secret_basic), and raises HTTPError unless it went well.
http = httpx.Client(auth=(CLIENT_ID, SECRET))
http.event_hooks = {"response": [httpx.Response.raise_for_status]}
OP = http.get(f"{ISSUER}/.well-known/openid-configuration").json()  # where people sign in
PDP = http.get(f"{DECISIONS}/.well-known/authzen-configuration").json()  # who says what they may
sessions: dict[str, dict] = {}  # number in the cookie → what is known of that browser


def claims_of(token: str, **expected: object) -> dict:
    """What a token says that Sleutelbos signed for us and that counts now. Raises JoseError."""
    keys = jwk.KeySet.import_key_set(http.get(OP["jwks_uri"]).json())
    claims = jwt.decode(token, keys, algorithms=["ES256"]).claims
    wanted = {"iss": ISSUER, "aud": CLIENT_ID, **expected}
    rules = {name: {"essential": True, "value": value} for name, value in wanted.items()}
    jwt.JWTClaimsRegistry(leeway=10, exp={"essential": True}, **rules).validate(claims)
    return claims


class Browser(BaseHTTPRequestHandler):
    """One request: ``known`` is what we know of the browser, ``sent`` what came along."""

    def do_GET(self) -> None:
        """Ask whether he may do it, then do it."""
        url, length = urlsplit(self.path), int(self.headers.get("Content-Length") or 0)
        self.sent = dict(parse_qsl(self.rfile.read(length).decode() or url.query))
        cookie = SimpleCookie(self.headers.get("Cookie")).get("zaal")
        self.known = sessions.get(cookie.value if cookie else "", {})
        page, action = PAGES.get(f"{self.command} {url.path}", PAGES["GET /"])
        try:
            if action:
                self.check(self.known, action)
            page(self)
        except PermissionError as why:
            self.show(f'<p>{escape(str(why))}</p><p><a href="/aanmelden">Meld u aan</a></p>', 403)
        except (httpx.HTTPError, errors.JoseError) as fault:
            self.show(f"<p>Dit lukt nu niet: {escape(str(fault))}</p>", 400)

    def check(self, who: dict, action: str) -> None:
        """Refuse unless this person may do this for his organisation, at this very moment."""
        if "sub" not in who:
            raise PermissionError("U bent niet aangemeld.")
        subject = {"type": "person", "id": who["sub"], "properties": {"acr": who["acr"]}}
        resource = {"type": "organisation", "id": who["vo_orgcode"]}
        question = {"subject": subject, "action": {"name": action}, "resource": resource}
        answer = http.post(PDP["access_evaluation_endpoint"], json=question).json()
        reason = "" if answer["decision"] else answer["context"]["reason"]["nl"]
        if reason or "ended" in who:
            raise PermissionError(f"{who.get('ended', '')} {reason}")

    def show(self, html: str, status: int = 200, *headers: tuple[str, str]) -> None:
        """A page."""
        self.send_response(status)
        for name, value in (("Content-Type", "text/html; charset=utf-8"), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(f"{PAGE}{html}".encode())

    def go(self, url: str, known: dict) -> None:
        """On to another address, in a new session that has a new number."""
        self.known.clear()
        sessions[key := secrets.token_urlsafe()] = known
        self.show("", 303, ("Location", url), ("Set-Cookie", f"zaal={key}; HttpOnly; SameSite=Lax"))

    def sign_in(self) -> None:
        """Hand the request to Sleutelbos (PAR); the browser carries no more than its number."""
        own = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "proof")}
        sha = base64.urlsafe_b64encode(hashlib.sha256(own["proof"].encode()).digest()).rstrip(b"=")
        request = {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": f"{HERE}/terug",
                   "scope": "openid profile vo", "state": own["state"], "nonce": own["nonce"],
                   "code_challenge": sha.decode(), "code_challenge_method": "S256"}  # fmt: skip
        pushed = http.post(OP["pushed_authorization_request_endpoint"], data=request).json()
        query = urlencode({"client_id": CLIENT_ID, "request_uri": pushed["request_uri"]})
        self.go(f"{OP['authorization_endpoint']}?{query}", own)

    def come_back(self) -> None:
        """Change the code for tokens: only in the browser that asked, only from Sleutelbos."""
        own, got = self.known, self.sent
        if got.get("state") != own.get("state", 0) or got.get("iss") != ISSUER or "code" not in got:
            raise PermissionError(f"U bent niet aangemeld. {got.get('error', '')}")
        form = {"grant_type": "authorization_code", "code": got["code"],
                "redirect_uri": f"{HERE}/terug", "code_verifier": own["proof"]}  # fmt: skip
        tokens = http.post(OP["token_endpoint"], data=form).json()
        self.go("/", {**tokens, **claims_of(tokens["id_token"], nonce=own["nonce"])})

    def home(self, done: str = "") -> None:
        """Who he is, for whom he works, and what he can do."""
        who = {name: escape(str(value)) for name, value in self.known.items()}
        self.show(f"""<p>{who["given_name"]} {who["family_name"]} voor {who["vo_orgnaam"]}</p>
            <form method="post" action="/boek"><label>Zaal <input name="zaal"></label>
            <button>Boek</button> <button formaction="/afmelden">Meld af</button></form>{done}""")

    def book(self) -> None:
        """Book a room for the organisation."""
        self.home(f"<p>Geboekt: {escape(self.sent.get('zaal', ''))}.</p>")

    def sign_out(self) -> None:
        """Here and in Sleutelbos; the id_token shows that it is he who asks."""
        hint = self.known.get("id_token", "")
        query = urlencode({"id_token_hint": hint, "post_logout_redirect_uri": f"{HERE}/"})
        self.go(f"{OP['end_session_endpoint']}?{query}", {})

    def ended(self) -> None:
        """Sleutelbos itself says that a session is over (OpenID Connect Back-Channel Logout)."""
        claims = claims_of(self.sent.get("logout_token", ""), events=LOGOUT)
        for session in list(sessions.values()):
            if session.get("sid") == claims["sid"]:
                session["ended"] = "Sleutelbos beëindigde uw sessie."
        self.show("")

    do_POST = do_GET


PAGES = {  # what it does, and which right (or role of it) that takes
    "GET /": (Browser.home, "Zaalreservatie"),
    "POST /boek": (Browser.book, "Zaalreservatie/boeker"),
    "GET /aanmelden": (Browser.sign_in, None),
    "GET /terug": (Browser.come_back, None),
    "POST /afmelden": (Browser.sign_out, None),
    "POST /afgemeld": (Browser.ended, None),
}
if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", urlsplit(HERE).port or 80), Browser).serve_forever()
