"""Single sign-on by code with PKCE, durable, against npm's oidc-provider in memory."""

from __future__ import annotations

import time
from base64 import b64encode
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import orjson
from common import peer, processes, provider, report, stage, wire
from django.conf import settings
from joserfc import jwk, jwt

from tests.signin.op.jose import verifier
from tests.signin.op.rp import ACM_WEAK, BACK, SECRET, browser_of, choose, make_client

CONNECTIONS, SECONDS, ROUNDS = 8, 4.0, 5
AIM = 500


@dataclass
class Target:
    """A provider to sign in at; ``cookies`` are of browsers that are signed in.

    ``forgets``: its browsers sign in again before each round (the peer's memory holds the last
    1,000 entries, sessions among them).
    """

    name: str
    served: provider.Served
    auth: str
    token: str
    keys: str
    client_id: str
    scope: str
    par: str = ""
    forgets: bool = False
    cookies: list[str] = field(default_factory=list)

    @property
    def basic(self) -> str:
        """The client's proof."""
        pair = f"{quote(self.client_id, safe='')}:{quote(SECRET, safe='')}"
        return "Basic " + b64encode(pair.encode()).decode()


@dataclass
class Count:
    """Flows of one round, and seconds of each."""

    times: list[float] = field(default_factory=list)
    last: bytes = b""


def flows(target: Target, cookie: str, until: float, count: Count) -> wire.Script:
    """Sign in again and again: authorize with a live session, code, token with id_token."""
    while time.perf_counter() < until:
        start = time.perf_counter()
        secret, challenge = verifier()
        asked = {
            "client_id": target.client_id, "redirect_uri": BACK, "response_type": "code",
            "scope": target.scope, "state": "s", "nonce": secret[:20],
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        if target.par:
            answer = yield wire.post(target.par, asked, Authorization=target.basic)
            asked = {"client_id": target.client_id, "request_uri": _json(answer)["request_uri"]}
        answer = yield wire.get(f"{target.auth}?{urlencode(asked)}", Cookie=cookie)
        place = answer.header("location")
        if not place.startswith(f"{BACK}?code="):
            raise SystemExit(f"{target.name}: {answer.status} to {place} {answer.body[:300]!r}")
        code = parse_qs(urlsplit(place).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK,
                "code_verifier": secret}  # fmt: skip
        answer = yield wire.post(target.token, form, Authorization=target.basic)
        if answer.status != 200 or b'"id_token"' not in answer.body:
            raise SystemExit(f"{target.name}: {answer.status} {answer.body[:300]!r}")
        count.times.append(time.perf_counter() - start)
        count.last = answer.body


def _json(answer: wire.Answer) -> dict[str, str]:
    return dict(orjson.loads(answer.body))


def check(target: Target, said: bytes) -> None:
    """The last id_token is one: signed with ES256 by a key that the target publishes."""
    found: list[wire.Answer] = []

    def ask() -> wire.Script:
        found.append((yield wire.get(target.keys)))

    wire.run(target.served.port, [ask()])
    keys = jwk.KeySet.import_key_set(orjson.loads(found[0].body))
    token = jwt.decode(orjson.loads(said)["id_token"], keys, algorithms=["ES256"])
    assert token.claims["aud"] == target.client_id


def signed_in(target: Target) -> str:
    """The cookies of a new browser that signed in at the peer and came back with a code."""
    jar = wire.Jar()

    def visit() -> wire.Script:
        asked = {"client_id": target.client_id, "redirect_uri": BACK, "response_type": "code",
                 "scope": target.scope, "code_challenge": verifier()[1],
                 "code_challenge_method": "S256"}  # fmt: skip
        place = f"{target.auth}?{urlencode(asked)}"
        while not place.startswith(BACK):
            answer = yield wire.get(place, Cookie=jar.sent)
            jar.keep(answer)
            place = answer.header("location").removeprefix(f"http://{wire.HOST}")

    wire.run(target.served.port, [visit()])
    return jar.sent


@dataclass
class Round:
    """What one target did in one round; CPU in seconds."""

    flows: int
    seconds: float
    web: float
    database: float
    times: list[float]


def measure(target: Target, database: int | None) -> Round:
    """Flows on all connections for some seconds."""
    if target.forgets:
        target.cookies = [signed_in(target) for _ in range(CONNECTIONS)]
    count, pids = Count(), (target.served.pid, database)
    before, start = processes.used(*pids), time.perf_counter()
    until = start + SECONDS
    wire.run(target.served.port, [flows(target, one, until, count) for one in target.cookies])
    seconds = time.perf_counter() - start
    web, backend = processes.since(before, *pids)
    check(target, count.last)
    return Round(len(count.times), seconds, web, backend, count.times)


def ours(people: provider.World, served: provider.Served) -> list[Target]:
    """The issuer like ACM without PAR, and the strict one, each with eight browsers."""
    found = []
    for profile, base in (("acm", "/op"), ("modern", "/op/modern")):
        weak = ACM_WEAK if profile == "acm" else []
        client = make_client(profile, signing="ES256", weakenings=weak)
        browsers = [browser_of(people.people["right role"]) for _ in range(CONNECTIONS)]
        for browser in browsers:
            choose(browser, client, people.school, "OV")
        found.append(
            Target(
                f"ours, durable{', PAR' if profile == 'modern' else ''}", served,
                f"{base}/v1/auth", f"{base}/v1/token", f"{base}/v1/keys", client.client_id,
                f"openid profile vo {provider.ROLES_SCOPE}",
                par=f"{base}/v1/par" if profile == "modern" else "",
                cookies=[f"{settings.SESSION_COOKIE_NAME}={one.cookie}" for one in browsers],
            )
        )  # fmt: skip
    return found


def theirs(client_id: str, served: provider.Served) -> list[Target]:
    """The peer without and with PAR."""
    return [
        Target(
            f"oidc-provider, in memory{', PAR' if par else ''}", served, "/auth", "/token", "/jwks",
            client_id, "openid profile", par=par, forgets=True,
        )
        for par in ("", "/request")
    ]  # fmt: skip


def main() -> None:
    """Each target in turn, round after round; the peer is skipped loudly when it can't be had."""
    missing = ""
    with ExitStack() as stack:
        people = stack.enter_context(provider.population())
        targets = ours(people, stack.enter_context(provider.site()))
        provider.analysed()
        try:
            there = stack.enter_context(peer.oidc_provider("bench", SECRET, BACK))
            targets += theirs("bench", there)
        except peer.Absent as why:
            missing = str(why)
        stack.enter_context(processes.beside())
        stage.conditions(
            f"{CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS:.0f} s of each in turn after"
            " one that does not count; ES256, PKCE S256;",
            "one web process on the first core, a raw HTTP client beside it; ours with a register"
            f" of {provider.PERSONS:,} persons",
            *([f"PEER SKIPPED: {missing}"] if missing else []),
        )
        database = provider.postmaster()
        rounds: dict[str, list[Round]] = {target.name: [] for target in targets}
        for number in range(ROUNDS + 1):
            for target in targets:
                found = measure(target, database)
                if number:
                    rounds[target.name].append(found)
    show(rounds, missing)


def show(rounds: dict[str, list[Round]], missing: str) -> None:
    """The table and the figure."""
    rows = []
    rates = {}
    for name, found in rounds.items():
        rates[name] = [one.flows / one.web for one in found]
        times = [seconds for one in found for seconds in one.times]
        mine = name.startswith("ours")
        rows.append([
            name, f"{median(one.flows / one.seconds for one in found):,.0f}",
            report.spread(rates[name], 0),
            report.ms(median(one.web / one.flows for one in found)),
            report.ms(median(one.database / one.flows for one in found)) if mine else "",
            report.ms(median(times)), report.ms(quantiles(times, n=100)[-1]),
        ])  # fmt: skip
    if missing:
        rows.append([f"oidc-provider: SKIPPED, {missing}", *[""] * 6])
    head = ["", "flows/s", "per CPU-second of the server (quartiles)", "CPU ms a flow",
            "PostgreSQL's", "p50 ms", "p99 ms"]  # fmt: skip
    report.show("signin", head, rows)
    names = list(rounds)
    first = median(rates[names[0]])
    beside = f"{first / median(rates[names[2]]):.2f} × oidc-provider" if not missing else "no peer"
    report.figure(
        "signin", f"{first:,.0f} flows per CPU-second of the web process, {beside} (aim ≥ {AIM})"
    )


if __name__ == "__main__":
    main()
