"""From the sign-in page to the application: the server's time of every request on the way."""

from __future__ import annotations

import re
import time
from collections.abc import Generator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from html import unescape
from statistics import median
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
import pyotp
from common import processes, provider, report, stage, wire

from sleutelbos.access.models import Client
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.signin import passwords, totp
from sleutelbos.signin.models import Key
from sleutelbos.tools import crypto
from tests import world
from tests.signin.helpers import PASSWORD
from tests.signin.op.jose import verifier
from tests.signin.op.rp import ACM_WEAK, BACK, basic, make_client

GROUPS, VISITORS = 5, 12  # groups that count, after one that doesn't; people in each
AIM = 25.0  # ms
SCOPE = f"openid profile vo {provider.ROLES_SCOPE}"
VERIFIER, CHALLENGE = verifier()

REQUESTS = 10  # of one visit; as many empty pages of Django are its floor
FLOOR = "floor: as many empty pages"

Visit = Generator[tuple[str, bytes], wire.Answer, wire.Answer]
Visitor = Generator[tuple[str, bytes], wire.Answer, None]


@dataclass
class Step:
    """One request of every visitor: seconds of CPU of all together, and of the clock of each."""

    name: str
    web: float = 0.0
    database: float = 0.0
    walls: list[float] = field(default_factory=list)


def users(people: provider.World, number: int) -> list[tuple[str, str]]:
    """People with a right at two schools and a TOTP key: user name and secret of each."""
    sealed, found = passwords.seal(PASSWORD), []
    role = world.role("WerkplekDuaalGebruiker", "trajectbegeleider")
    with arranging():
        for n in range(number):
            person = world.make_person("An", f"Peeters {n}")
            for school in (people.school, people.other_school):
                world.make_grant(world.make_relation(person, school), role)
            secret, name = pyotp.random_base32(), f"an.peeters.{n}"
            Key.objects.create(
                person=person, kind="totp", user_name=name, password=sealed,
                secret=crypto.encrypt(secret, totp.PURPOSE), created=clock.real_now(),
            )  # fmt: skip
            found.append((name, secret))
    return found


class Browser:
    """Cookies, and the form of the page that it shows."""

    def __init__(self) -> None:
        self.jar = wire.Jar()
        self.page = ""

    def get(self, step: str, place: str) -> Visit:
        """A link or a redirect."""
        return self._ask(step, wire.get(place, Cookie=self.jar.sent))

    def post(self, step: str, place: str, **fields: str) -> Visit:
        """The form of the page, with what somebody fills in."""
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page)
        form = {name: unescape(value) for name, value in hidden} | fields
        return self._ask(step, wire.post(place, form, Cookie=self.jar.sent))

    def found(self, pattern: str) -> str:
        """What a pattern finds on the page. Raises SystemExit when it isn't there."""
        seen = re.search(pattern, self.page)
        if seen is None:
            raise SystemExit(f"entering: no {pattern} on the page: {self.page[:2000]}")
        return unescape(seen[1])

    def _ask(self, step: str, request: bytes) -> Visit:
        answer = yield step, request
        self.jar.keep(answer)
        if answer.status >= 400 or (step.startswith("post") and answer.status == 200):
            raise SystemExit(f"entering: {step}: {answer.status} {answer.body[:2000]!r}")
        self.page = answer.body.decode()
        return answer


def visit(client: Client, name: str, secret: str) -> Visitor:
    """What a browser and then its application ask, each request with the name of its step."""
    browser = Browser()
    asked = {
        "client_id": client.client_id, "redirect_uri": BACK, "response_type": "code",
        "scope": SCOPE, "state": "s", "nonce": "n", "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }  # fmt: skip
    answer = yield from browser.get("authorize, a stranger", f"/op/v1/auth?{urlencode(asked)}")
    yield from browser.get("page: ways to sign in", answer.header("location"))
    place = browser.found(r'href="(/aanmelden/totp[^"]*)"')
    yield from browser.get("page: the key's form", place)
    answer = yield from browser.post(
        "post: name, password, code", place,
        user_name=name, password=PASSWORD, code=pyotp.TOTP(secret).now(),
    )  # fmt: skip
    answer = yield from browser.get("authorize, signed in", answer.header("location"))
    place = answer.header("location")
    yield from browser.get("page: hoedanigheden", place)
    choice = browser.found(r'name="keuze" value="([^"]+)"')
    answer = yield from browser.post("post: hoedanigheid", place, keuze=choice)
    answer = yield from browser.get("authorize, chosen", answer.header("location"))
    code = parse_qs(urlsplit(answer.header("location")).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK,
            "code_verifier": VERIFIER}  # fmt: skip
    answer = yield "token", wire.post("/op/v1/token", form, Authorization=basic(client))
    token = orjson.loads(answer.body)["access_token"]
    answer = yield "userinfo", wire.get("/op/v1/userinfo", Authorization=f"Bearer {token}")
    assert orjson.loads(answer.body)[f"{provider.ROLES_SCOPE}_rol_3d"], answer.body
    for _ in range(REQUESTS):
        yield FLOOR, wire.get("/leeg")


def together(visits: list[Visitor], served: provider.Served, steps: list[Step]) -> wire.Script:
    """Every visitor's first request, then every visitor's second one, one at a time."""
    pids = served.pid, provider.postmaster()
    waiting = [next(one) for one in visits]
    while waiting:
        step, before = Step(waiting[0][0]), processes.used(*pids)
        following = []
        for one, (_, request) in zip(visits, waiting, strict=True):
            start = time.perf_counter()
            answer = yield request
            step.walls.append(time.perf_counter() - start)
            with suppress(StopIteration):
                following.append(one.send(answer))
        step.web, step.database = processes.since(before, *pids)
        steps.append(step)
        waiting = following


def scrypt() -> float:
    """CPU seconds of the check of a password, slow on purpose."""
    sealed, times = passwords.seal(PASSWORD), []
    for _ in range(5):
        start = time.process_time()
        passwords.fits(PASSWORD, sealed)
        times.append(time.process_time() - start)
    return median(times)


def main() -> None:
    """Groups of visitors in turn; the table adds up what the server did for one of them."""
    with ExitStack() as stack:
        people = stack.enter_context(provider.population())
        served = stack.enter_context(provider.site("common.floors:application"))
        client = make_client("acm", signing="ES256", weakenings=ACM_WEAK)
        known = users(people, (GROUPS + 1) * VISITORS)
        provider.analysed()
        stack.enter_context(processes.beside())
        stage.conditions(
            f"{GROUPS} groups of {VISITORS} people after one that does not count, each with a right"
            " at two schools;",
            "every request of a group in turn on one connection, one web process on the first core;"
            f" a register of {provider.PERSONS:,} persons",
        )
        groups: list[list[Step]] = []
        for first in range(0, len(known), VISITORS):
            visits = [visit(client, *one) for one in known[first : first + VISITORS]]
            steps: list[Step] = []
            wire.run(served.port, [together(visits, served, steps)])
            groups.append(steps)
        show(groups[1:], scrypt())


def show(groups: list[list[Step]], hashing: float) -> None:
    """The table, the sum, and the figure."""
    rows = []
    for same in zip(*map(_floor_last, groups), strict=True):
        parts = [
            median(one.web / VISITORS for one in same),
            median(one.database / VISITORS for one in same),
            median(seconds for one in same for seconds in one.walls),
        ]
        rows.append([same[0].name, *map(report.ms, parts)])
    own = [_sum(steps[:REQUESTS]) for steps in groups]
    ratios = [
        (one - hashing) / _sum(steps[REQUESTS:]) for one, steps in zip(own, groups, strict=True)
    ]
    rows += [
        ["all but the floor, both CPUs (quartiles)",
         report.spread([one * 1000 for one in own], 1), "", ""],
        ["of which scrypt of the password, on purpose", report.ms(hashing), "", ""],
    ]  # fmt: skip
    report.show("entering", ["", "web CPU ms", "PostgreSQL's", "clock ms"], rows)
    figure = (median(own) - hashing) * 1000
    report.figure(
        "entering",
        f"{figure:.0f} ms of CPU (web and PostgreSQL) from the sign-in page to the application,"
        f" {report.spread(ratios, 1)} × as many empty pages; beside {hashing * 1000:.0f} ms for"
        f" scrypt (aim ≤ {AIM:.0f} ms)",
    )


def _sum(steps: list[Step]) -> float:
    """CPU seconds of both for one visitor."""
    return sum(one.web + one.database for one in steps) / VISITORS


def _floor_last(steps: list[Step]) -> list[Step]:
    """The steps of a visit, and those of the floor as one."""
    floor = Step(FLOOR)
    for one in steps[REQUESTS:]:
        floor.web += one.web
        floor.database += one.database
        floor.walls += one.walls
    return [*steps[:REQUESTS], floor]


if __name__ == "__main__":
    main()
