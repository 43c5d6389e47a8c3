"""10,000 wrong passwords from one address, while honest people sign in from elsewhere."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from html import unescape

import pyotp
from common import processes, provider, report, stage, wire
from entering import users

from sleutelbos.signin.models import Attempt, Key
from tests.signin.helpers import PASSWORD

FLOOD, ON_ONE = 10_000, 1_000  # wrong passwords, each on another name; then on one name
LINES = 16  # connections of the guesser
GUESSER, HOME = "127.0.0.2", "127.0.0.3"  # the addresses as the site sees them
HONEST = 40  # people who sign in one after the other, at most
FORM = "/aanmelden/totp"
TOO_MANY = b"te veel pogingen"


class Seen:
    """What the guesser was told."""

    def __init__(self) -> None:
        self.refused = self.judged = 0

    def note(self, answer: wire.Answer) -> None:
        """One answer. Raises SystemExit when it is no refusal: somebody would be in."""
        if answer.status != 422:
            raise SystemExit(f"wrong_passwords: {answer.status} {answer.body[:500]!r}")
        if TOO_MANY in answer.body:
            self.refused += 1
        else:
            self.judged += 1


def hidden(answer: wire.Answer) -> dict[str, str]:
    """The fields that the form keeps for itself."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.body.decode())
    return {name: unescape(value) for name, value in found}


def guesser(names: list[str], seen: Seen) -> wire.Script:
    """A form, opened once and sent with one wrong password after the other."""
    jar = wire.Jar()
    answer = yield wire.get(FORM)
    jar.keep(answer)
    fields = hidden(answer)
    for name in names:
        form = {**fields, "user_name": name, "password": "welkom01", "code": "000000"}
        seen.note((yield wire.post(FORM, form, Cookie=jar.sent)))


def honest(
    people: list[tuple[str, str]], going_on: Callable[[], bool], walls: list[float]
) -> wire.Script:
    """People who sign in one after the other while the flood goes on; seconds of each."""
    for name, secret in people:
        if not going_on():
            return
        start, jar = time.perf_counter(), wire.Jar()
        answer = yield wire.get(FORM)
        jar.keep(answer)
        form = {**hidden(answer), "user_name": name, "password": PASSWORD,
                "code": pyotp.TOTP(secret).now()}  # fmt: skip
        answer = yield wire.post(FORM, form, Cookie=jar.sent)
        if answer.status != 303:
            raise SystemExit(f"wrong_passwords: {name} is kept out: {answer.status}")
        walls.append(time.perf_counter() - start)


def flood(served: provider.Served, names: list[str], people: list[tuple[str, str]]) -> list[object]:
    """Send them all; the row of the table."""
    seen, walls, pids = Seen(), list[float](), (served.pid, provider.postmaster())
    before, start, kept = processes.used(*pids), time.perf_counter(), Attempt.objects.count()
    scripts = [(guesser(names[n::LINES], seen), GUESSER) for n in range(LINES)]
    visitor = honest(people, lambda: seen.refused + seen.judged < len(names), walls)
    wire.run(served.port, [*scripts, (visitor, HOME)])
    web, database = processes.since(before, *pids)
    took = time.perf_counter() - start
    return [
        seen.judged,
        seen.refused,
        f"{len(names) / took:.0f}",
        report.ms(web / len(names)),
        report.ms(database / len(names)),
        Attempt.objects.count() - kept,
        len(walls),
        f"{max(walls):.2f} s",
    ]


def main() -> None:
    """Two floods: each password on another name, then all on one name that exists."""
    with ExitStack() as stack:
        people = stack.enter_context(provider.population())
        served = stack.enter_context(provider.site())
        known = users(people, 2 * HONEST)
        victim = Key.objects.order_by("pk").first()
        assert victim
        provider.analysed()
        stack.enter_context(processes.beside())
        stage.conditions(
            f"{FLOOD:,} wrong passwords from one address over {LINES} connections, each on another",
            f"name, then {ON_ONE:,} on one name;",
            "one web process on the first core, honest people from another address meanwhile",
        )
        many = flood(served, [f"naam.{n}" for n in range(FLOOD)], known[:HONEST])
        same = flood(served, [victim.user_name] * ON_ONE, known[HONEST:])
    head = ["", "judged", "turned away", "a second", "web, CPU ms each", "database, CPU ms each",
            "rows written", "honest, in", "longest"]  # fmt: skip
    report.show("wrong_passwords", head, [["on as many names", *many], ["on one name", *same]])
    report.figure(
        "wrong_passwords",
        f"{many[2]} and {same[2]} a second on one core; judged {many[0]} of {FLOOD:,} and {same[0]}"
        f" of {ON_ONE:,}; {many[6]} and {same[6]} honest people came in meanwhile",
    )


if __name__ == "__main__":
    main()
