"""Decisions over HTTP with 1,000,000 grants, against a constant answer on the same server, and
npm's Cerbos. Cerbos keeps nothing: the grants of who is asked about travel with each question."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from common import ROOT, asking, cerbos, many, peer, processes, report, stage
from django.db import connection

from sleutelbos.access import claims, manifest
from sleutelbos.access.actions.catalogue import load_manifest
from sleutelbos.access.models import Application, Client, ClientSecret, Role
from sleutelbos.config.serve import DECISIONS, free_port, granian
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Person

PERSONS, EACH = 200_000, 5
SECONDS, ROUNDS = 4.0, 3
APPLICATION = "werkplek-duaal"
SECRET = "geheim-voor-de-meting"
FLOORS = {
    "constant answer": ("--factory", "common.decision_floors:plain"),
    "constant, client known": ("--factory", "common.decision_floors:known"),
}
SIGNED_IN = {"acr": "urn:be:vlaanderen:authmech:eid"}  # a right asks for a level
BOXCAR = 20
AIM = 0.6
BOXCAR_AIM, SEARCH_AIM = 250_000, 20_000  # decisions and searches per CPU-second
HALF_LOAD_MS, COMMIT_MS = 1.0, 20.0  # p99


def fill() -> None:
    """A catalogue with roles enough of one application, persons and grants."""
    for file in sorted(files("sleutelbos.access").joinpath("manifests").iterdir()):
        load_manifest(actors.system("bench"), manifest.parse(file.read_text("utf-8")))
    roles = Role.objects.filter(right__application__code=APPLICATION).order_by("pk")
    keys = list(roles.values_list("pk", flat=True))
    many.fill(many.Crowd(keys, PERSONS, EACH))


def make_client() -> str:
    """A client of the application with a secret; its Basic header."""
    now = clock.real_now()
    with arranging():
        client = Client.objects.create(
            application=Application.objects.get(code=APPLICATION), name="Meting", state="active",
            auth_methods=["client_secret_basic"], created=now,
        )  # fmt: skip
        ClientSecret.objects.create(
            client=client, digest=sha256(SECRET.encode()).digest(), hint="ting", state="approved",
            created=now - timedelta(hours=1), expires=now + timedelta(days=1),
        )  # fmt: skip
    pair = f"{client.client_id}:{SECRET}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


@contextmanager
def serving(application: tuple[str, ...], path: str = "/health") -> Iterator[tuple[int, int]]:
    """The server with one worker on the first core: its port and process."""
    port = free_port("127.0.0.1", 0)
    more = {
        "PYTHONPATH": str(ROOT / "bench"),
        "DATABASE_URL": stage.databases.dsn(str(connection.settings_dict["NAME"])),
    }
    command = granian("127.0.0.1", port, 1, 1, application)
    with processes.on_first_core(command, port, **more) as pid:
        until_ready(port, path)
        yield port, pid


def until_ready(port: int, path: str) -> None:
    """Wait for an answer that is no fault. Raises SystemExit after a minute."""
    for _ in range(600):
        try:
            line = asking.Connection(port)
            line.send(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            if b" 50" not in line.socket.recv(200)[:14]:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("the server did not answer")


def role_names() -> list[str]:
    """The rights and roles of the application, as questions name them."""
    roles = Role.objects.filter(right__application__code=APPLICATION).order_by("pk")
    return [f"{role.right.code}/{role.code}" for role in roles.select_related("right")]


def things_to_ask() -> tuple[list[Any], list[Any]]:
    """Single questions and boxcars, about persons at random; half of them get a no."""
    chance = Random(7)
    rows = list(
        Person.objects.filter(pk__in=chance.sample(range(1, PERSONS + 1), 5_000)).values_list(
            "pk", "uid"
        )
    )
    names = role_names()

    def one() -> dict[str, Any]:
        key, uid = chance.choice(rows)
        home = 1 + key % 50_000 if chance.random() < 0.8 else chance.randrange(1, 50_001)
        return {
            "subject": {"type": "person", "id": claims.sub_of(uid), "properties": SIGNED_IN},
            "action": {"name": chance.choice(names)},
            "resource": {"type": "organisation", "id": str(1_900_000_000 + home)},
        }

    return [one() for _ in range(2_000)], [[one() for _ in range(BOXCAR)] for _ in range(300)]


def questions(header: str) -> dict[str, list[bytes]]:
    """Requests of each kind."""

    def posts(name: str, bodies: list[Any]) -> list[bytes]:
        path = f"/access/v1/{name}"
        return [asking.request(path, json.dumps(body).encode(), header) for body in bodies]

    singles, many_at_once = things_to_ask()
    boxcars = [{"evaluations": one} for one in many_at_once]
    searches = [{**one, "resource": {"type": "organisation"}} for one in singles]
    return {
        "single": posts("evaluation", singles),
        "boxcar": posts("evaluations", boxcars),
        "search": posts("search/resource", searches),
    }


def propagation(port: int, header: str, load: float) -> list[float]:
    """Seconds from commit until the process decides by it; with a load beside it or not."""
    line, times = asking.Connection(port), []
    busy = None
    if load:
        script = [sys.executable, __file__, "--busy", str(port), header, str(load)]
        busy = subprocess.Popen(script, stdout=subprocess.DEVNULL)
        time.sleep(1)
    for number in range(1, 101):
        times.append(_one_change(line, header, number))
    if busy:
        busy.terminate()
        busy.wait()
    return times


A_GRANT = """
SELECT p.uid, i.value, ri.code || '/' || ro.code, g.id
  FROM access_grant g
  JOIN access_workrelation r ON r.id = g.relation_id
  JOIN register_person p ON p.id = r.person_id
  JOIN register_organisationidentifier i USING (organisation_id)
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
 WHERE r.person_id = %s AND g.valid @> now() LIMIT 1
"""
WITHDRAW = """
UPDATE access_grant SET valid = tstzrange(lower(valid), now() - interval '1 s') WHERE id = %s
"""


def _one_change(line: asking.Connection, header: str, person: int) -> float:
    """Withdraw a grant of somebody, and ask until it is seen; 0 when he has none."""
    with connection.cursor() as cursor, arranging():
        cursor.execute(A_GRANT, [person])
        found = cursor.fetchone()
        if found is None:
            return 0.0
        uid, number, name, grant = found
        body = {
            "subject": {"type": "person", "id": claims.sub_of(uid), "properties": SIGNED_IN},
            "action": {"name": name},
            "resource": {"type": "organisation", "id": number},
        }
        asked = asking.request("/access/v1/evaluation", json.dumps(body).encode(), header)
        assert b'"decision":true' in _answer(line, asked)
        cursor.execute(WITHDRAW, [grant])
        start = time.perf_counter()
        while b'"decision":true' in _answer(line, asked):
            pass
        return time.perf_counter() - start


def _answer(line: asking.Connection, asked: bytes) -> bytes:
    line.send(asked)
    while (body := line.answered()) is None:
        pass
    return body


def rates(
    apps: dict[str, tuple[str, ...]], requests: dict[str, list[bytes]]
) -> dict[str, list[float]]:
    """Answers per CPU-second of each kind, round after round in turn."""
    found: dict[str, list[float]] = {}
    walls: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, application in apps.items():
            kinds = requests if application == DECISIONS else {"single": requests["single"]}
            with serving(application, "/health" if application == DECISIONS else "/") as (
                port,
                pid,
            ):
                for kind, posts in kinds.items():
                    asking.keep_busy(port, posts, pid, seconds=1.0)
                    seen = asking.keep_busy(port, posts, pid, seconds=SECONDS)
                    label = f"{name}: {kind}" if application == DECISIONS else name
                    found.setdefault(label, []).append(seen.per_cpu_second)
                    walls[label] = seen.answers / seen.wall
    return found


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--busy"]:
        port, header, load = sys.argv[2:]
        posts = questions(header)["single"]
        asking.keep_busy(int(port), posts, None, seconds=600, rate=float(load))
        return
    source = (
        Path(many.__file__).read_text() + Path(__file__).read_text().split("def make_client")[0]
    )
    with stage.kept_database("decisions", source, fill):
        os.sched_setaffinity(0, {1} if (os.cpu_count() or 1) > 1 else {0})
        header = make_client()
        stage.conditions(
            f"{PERSONS * EACH:,} dated grants of {PERSONS:,} persons; one worker on one core, the"
            " client on the other; 16 connections; rates per CPU-second of the worker"
        )
        requests = questions(header)
        found = rates({**FLOORS, "decision": DECISIONS}, requests)
        show(found, requests, header)


def show(found: dict[str, list[float]], requests: dict[str, list[bytes]], header: str) -> None:
    """The tables."""
    floor = median(found["constant, client known"])
    rows = []
    for name, values in found.items():
        rate = median(values)
        each = BOXCAR if name.endswith("boxcar") else 1
        rows.append([name, f"{rate:,.0f}", f"{rate * each:,.0f}", f"{rate / floor:.2f}"])
    try:
        for kind, rate in cerbos.rates(role_names(), *things_to_ask()).items():
            each = BOXCAR if kind == "boxcar" else 1
            cells = [f"{rate:,.0f}", f"{rate * each:,.0f}", f"{rate / floor:.2f}"]
            rows.append([f"Cerbos: {kind}", *cells])
    except peer.Absent as reason:
        print(f"NO CERBOS BESIDE US: {reason}", file=sys.stderr)
    report.show("answers per CPU-second", ["", "requests", "decisions", "x floor"], rows)
    single = median(found["decision: single"])
    with serving(DECISIONS) as (port, pid):
        half = asking.keep_busy(port, requests["single"], pid, seconds=SECONDS, rate=single / 2)
        cuts = quantiles(half.latencies, n=100, method="inclusive")
        busy = [one for one in propagation(port, header, 0) if one]
        loaded = [one for one in propagation(port, header, single / 2) if one]
    lines = [
        ["single, at half load", report.ms(cuts[49]), report.ms(cuts[98])],
        ["commit to decision, idle", *_cuts(busy)],
        ["commit to decision, at half load", *_cuts(loaded)],
    ]
    report.show("milliseconds", ["", "p50", "p99"], lines)
    judge("single / floor", single / floor, AIM, at_least=True)
    boxcar = median(found["decision: boxcar"]) * BOXCAR
    judge("boxcar, decisions a CPU-second", boxcar, BOXCAR_AIM, at_least=True)
    search = median(found["decision: search"])
    judge("search, a CPU-second", search, SEARCH_AIM, at_least=True)
    judge("single at half load, p99 ms", cuts[98] * 1_000, HALF_LOAD_MS)
    for name, values in (("idle", busy), ("at half load", loaded)):
        late = quantiles(values, n=100, method="inclusive")[98]
        judge(f"commit to decision {name}, p99 ms", late * 1_000, COMMIT_MS)
    report.figure("decisions", f"{single / floor:.2f} x a constant answer to a known client"
                               f" (aim {AIM}); {single:,.0f} a CPU-second")  # fmt: skip


def judge(what: str, value: float, aim: float, *, at_least: bool = False) -> None:
    """A line that says whether an aim of issue 3 is met."""
    met = value >= aim if at_least else value <= aim
    bound = f"{'>=' if at_least else '<='} {aim:,}"
    print(f"{'met' if met else 'NOT MET':8}{what}: {value:,.2f} (aim {bound})")


def _cuts(values: list[float]) -> tuple[str, str]:
    cuts = quantiles(values, n=100, method="inclusive")
    return report.ms(cuts[49]), report.ms(cuts[98])


if __name__ == "__main__":
    main()
