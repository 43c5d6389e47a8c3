"""200 trainers register their groups at one moment, against as many empty pages: nothing lost."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from uuid import uuid4

from common import processes, provider, report, stage, wire
from django.conf import settings
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg import names
from sleutelbos.timereg.actions.offline import TAKEN
from sleutelbos.timereg.actions.planning import SessionPlan, plan_session
from sleutelbos.timereg.models import AttendanceEvent, Session
from sleutelbos.timereg.states import Seating
from tests import world as worlds
from tests.signin.helpers import signed_in
from tests.world_timereg import PROMOTER, training

TRAINERS, GROUP = 200, 5  # trainers at once; people in the group of each, the trainer apart
FLOOR = "/leeg"


class Trainer:
    """A phone with a session of its own; ``walls`` are the seconds of each registration."""

    def __init__(self, session: Session, cookie: str) -> None:
        self.session, self.walls = session, list[float]()
        self.jar = wire.Jar({settings.SESSION_COOKIE_NAME: cookie})
        self.list: dict[str, object] = {}

    def url(self, name: str) -> str:
        """Address of a page of the session."""
        return reverse(f"timereg:{name}", args=[self.session.uid])

    def opens(self) -> wire.Script:
        """The list, as the phone fetches it before the lesson."""
        answer = yield wire.get(self.url("roster"), Cookie=self.jar.sent)
        if answer.status != 200:
            raise SystemExit(f"trainers: no list: {answer.status} {answer.body[:500]!r}")
        self.jar.keep(answer)
        self.list = json.loads(answer.body)

    def registers(self) -> wire.Script:
        """Everybody comes in, each in a message of its own, one after the other."""
        for number, seat in enumerate(self.session.seats.filter(part=Seating.PARTICIPANT)):
            now = clock.now().isoformat()
            event = {"nonce": str(uuid4()), "seat": str(seat.uid), "way": "in", "at": now,
                     "counter": number + 1, "scanned": True}  # fmt: skip
            told = {"now": now, "ticket": self.list["ticket"], "device": "bench", "events": [event]}
            start = time.perf_counter()
            answer = yield self._message(json.dumps(told).encode())
            self.walls.append(time.perf_counter() - start)
            results = [one["result"] for one in json.loads(answer.body)["answers"]]
            if answer.status != 200 or results != [TAKEN]:
                raise SystemExit(f"trainers: {answer.status} {answer.body[:500]!r}")

    def waits(self) -> wire.Script:
        """The floor: as many empty pages."""
        for _ in range(GROUP):
            start = time.perf_counter()
            yield wire.get(FLOOR, Cookie=self.jar.sent)
            self.walls.append(time.perf_counter() - start)

    def _message(self, body: bytes) -> bytes:
        headers = {"Content_Type": "application/json", "X_CSRFToken": str(self.list["csrf"])}
        return wire.request("POST", self.url("batch"), body, headers | {"Cookie": self.jar.sent})


def crowd(world: worlds.World) -> list[Trainer]:
    """A trainer, five participants and a session that runs now, two hundred times."""
    start, role = clock.now() - timedelta(minutes=10), worlds.role(names.PLATOS, names.TRAINER)
    by, found = world.actor(PROMOTER), []
    for number in range(TRAINERS):
        with arranging():
            people = [worlds.make_person("An", f"Peeters {number} {n}") for n in range(GROUP + 1)]
            worlds.make_grant(worlds.make_relation(people[0], world.company), role)
        plan = SessionPlan(start, start + timedelta(hours=3), place=f"Lokaal {number}")
        session = plan_session(
            by, training(), world.company, plan=plan, trainers=people[:1], participants=people[1:]
        )
        browser = signed_in(people[0], world.company)
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
        found.append(Trainer(session, cookie))
    return found


def measured(port: int, pids: tuple[int | None, ...], scripts: list[wire.Script]) -> list[float]:
    """Seconds by the wall, then of processor time of the web process and of the database."""
    before, start = processes.used(*pids), time.perf_counter()
    wire.run(port, scripts)
    return [time.perf_counter() - start, *processes.since(before, *pids)]


def main() -> None:
    """All begin at once; afterwards what the database holds is counted."""
    with stage.fresh_database():
        world = worlds.build()
        trainers = crowd(world)
        provider.analysed()
        with provider.site("common.floors:application") as served, processes.beside():
            stage.conditions(
                f"{TRAINERS} trainers with {GROUP} participants each, all at once on as many",
                "connections, one web process on the first core",
            )
            pids = served.pid, provider.postmaster()
            wire.run(served.port, [one.opens() for one in trainers])
            floor = measured(served.port, pids, [one.waits() for one in trainers])
            floor_walls = [wall for one in trainers for wall in one.walls]
            for one in trainers:
                one.walls.clear()
            ours = measured(served.port, pids, [one.registers() for one in trainers])
            walls = [wall for one in trainers for wall in one.walls]
        kept = AttendanceEvent.objects.count()
    asked = TRAINERS * GROUP
    head = ["", "a second", "p50", "p99", "web, CPU ms each", "database, CPU ms each"]
    rows = [
        _row("registrations", ours, walls),
        _row("floor: empty pages", floor, floor_walls),
    ]
    report.show("At the same moment", head, rows)
    report.show("What became of them", ["", "registrations"],
                [["sent", asked], ["kept", kept]])  # fmt: skip
    p99 = sorted(walls)[int(len(walls) * 0.99)]
    report.figure(
        "trainers",
        f"{asked / ours[0]:.0f} registrations/s, p99 {p99:.2f} s, {asked - kept} lost,"
        f" {ours[0] / floor[0]:.1f} x empty pages",
    )
    if kept != asked:
        raise SystemExit(1)


def _row(name: str, spent: list[float], walls: list[float]) -> list[object]:
    ordered = sorted(walls)
    return [
        name,
        f"{len(walls) / spent[0]:.0f}",
        f"{ordered[len(ordered) // 2]:.2f} s",
        f"{ordered[int(len(ordered) * 0.99)]:.2f} s",
        *(report.ms(one / len(walls)) for one in spent[1:]),
    ]


if __name__ == "__main__":
    main()
