"""Introspection of a token by an API, against a constant answer through the same mount."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from common import processes, provider, report, stage, wire

from sleutelbos.signin.op import introspect, moment
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import prepared
from tests.signin.op.rp import Flow, basic, browser_of, choose, make_client

CONNECTIONS, SECONDS, ROUNDS, TOKENS = 8, 3.0, 5, 64
AIM = 20_000
ONE = prepared.Statement("SELECT 'true'::json")

Values = tuple[prepared.Value, ...]


@dataclass
class Round:
    """What one way did in one round; CPU in seconds."""

    calls: int
    web: float
    database: float


def asked(request: bytes, wanted: bytes, until: float, count: list[int]) -> wire.Script:
    """The same request over and over; each answer must hold ``wanted``."""
    while time.perf_counter() < until:
        answer = yield request
        if answer.status != 200 or wanted not in answer.body:
            raise SystemExit(f"introspect: {answer.status} {answer.body[:300]!r}")
        count[0] += 1


def over_http(served: provider.Served, requests: list[bytes], wanted: bytes) -> Round:
    """Requests on all connections for some seconds, each connection with its own token."""
    count = [0]
    until = time.perf_counter() + SECONDS
    pids = served.pid, provider.postmaster()
    before = processes.used(*pids)
    wire.run(served.port, [asked(one, wanted, until, count) for one in requests])
    web, database = processes.since(before, *pids)
    return Round(count[0], web, database)


def statement_alone(statement: prepared.Statement, *values: prepared.Value) -> Round:
    """The bare statement on libpq in this process, one after another."""
    calls, until = 0, time.perf_counter() + SECONDS
    server = provider.postmaster()
    before, web = processes.used(server), time.process_time()
    while time.perf_counter() < until:
        statement(*values)
        calls += 1
    return Round(calls, time.process_time() - web, *processes.since(before, server))


def requests_of(people: provider.World, profile: str) -> tuple[list[bytes], Values]:
    """What an API of the application asks about tokens of eight browsers; the values of one."""
    base = "/op/modern/v1" if profile == "modern" else "/op/v1"
    client = make_client(profile, signing="ES256")
    api = make_client(profile, signing="ES256", introspects=True)
    found = []
    for _ in range(CONNECTIONS):
        browser = browser_of(people.people["right role"])
        choose(browser, client, people.school, "OV")
        token = Flow(client, browser, base).tokens()["access_token"]
        form = {"token": token, "token_type_hint": "access_token"}
        found.append(wire.post(f"{base}/introspect", form, Authorization=basic(api)))
    return found, (api.client_id, digest_of(token), moment.of_rights(), False)


def main() -> None:
    """Each way in turn, round after round."""
    with ExitStack() as stack:
        people = stack.enter_context(provider.population())
        served = stack.enter_context(provider.site("common.floors:application"))
        strict, values = requests_of(people, "modern")
        like_acm, _ = requests_of(people, "acm")
        provider.analysed()
        stack.enter_context(processes.beside())
        stage.conditions(
            f"{CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS:.0f} s of each in turn after"
            " one that does not count; client_secret_basic;",
            "one web process on the first core, a raw HTTP client beside it; a register of"
            f" {provider.PERSONS:,} persons",
        )
        constant = [one.replace(b"/op/v1/introspect", b"/op/v1/constant") for one in like_acm]
        ways = {
            "introspect, strict": lambda: over_http(served, strict, b'"active":true'),
            "introspect, like ACM": lambda: over_http(served, like_acm, b'"jwt"'),
            "floor: a constant answer": lambda: over_http(served, constant, b"false"),
            "floor: its statement alone": lambda: statement_alone(introspect.READ, *values),
            "floor: SELECT of a constant": lambda: statement_alone(ONE),
        }
        rounds: dict[str, list[Round]] = {name: [] for name in ways}
        for number in range(ROUNDS + 1):
            for name, way in ways.items():
                found = way()
                if number:
                    rounds[name].append(found)
    show(rounds)


def show(rounds: dict[str, list[Round]]) -> None:
    """The table and the figure."""
    rates = {name: [one.calls / one.web for one in found] for name, found in rounds.items()}
    own, _, constant, statement, _ = [median(found) for found in rates.values()]
    rows = [
        [
            name,
            report.spread(rates[name], 0),
            f"{median(one.web / one.calls for one in found) * 1e6:.0f}",
            f"{median(one.database / one.calls for one in found) * 1e6:.0f}",
            f"{median(rates[name]) / own:.2f}",
        ]
        for name, found in rounds.items()
    ]
    head = ["", "per CPU-second (quartiles)", "CPU µs each", "PostgreSQL's", "× the first"]
    report.show("introspect", head, rows)
    both = 1 / (1 / constant + 1 / statement)
    report.figure(
        "introspect",
        f"{own:,.0f} a CPU-second of the web process, {own / both:.2f} of what a constant answer"
        f" through the same mount and the bare statement leave possible ({both:,.0f}; aim ≥"
        f" {AIM:,})",
    )


if __name__ == "__main__":
    main()
