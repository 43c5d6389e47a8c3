"""npm's Cerbos as a peer. It keeps nothing: the grants of who is asked about travel with the
question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from common import asking, peer, processes
from sleutelbos.access import claims
from sleutelbos.config.serve import free_port
from sleutelbos.register.models import Person

Question = dict[str, Any]  # as AuthZEN asks it
SECONDS = 4.0
GRANTS = """
SELECT p.uid, ri.code || '/' || ro.code || ' ' || i.value
  FROM access_grant g
  JOIN access_workrelation r ON r.id = g.relation_id
  JOIN register_person p ON p.id = r.person_id
  JOIN register_organisationidentifier i USING (organisation_id)
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
 WHERE g.valid @> now() AND p.uid = ANY(%s)
"""


@contextmanager
def serving(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cerbos on the first core with a rule for each right and role: its port and process.

    Raises peer.Absent.
    """
    place = peer.installed()
    program = next(iter(place.glob("node_modules/@cerbos/*/cerbos-*")), None)
    if program is None:
        raise peer.Absent("npm has no Cerbos for this kind of machine")
    policies = place / "cerbos"
    policies.mkdir(exist_ok=True)
    (policies / "organisation.json").write_text(json.dumps(_policy(names)))
    port, inner = free_port("127.0.0.1", 0), free_port("127.0.0.1", 0)
    settings = [
        f"server.httpListenAddr=127.0.0.1:{port}", f"server.grpcListenAddr=127.0.0.1:{inner}",
        "telemetry.disabled=true", "storage.driver=disk", f"storage.disk.directory={policies}",
    ]  # fmt: skip
    command = [str(program), "server", "--log-level=error", *(f"--set={one}" for one in settings)]
    try:
        with processes.on_first_core(command, port, GOMAXPROCS="1") as pid:
            yield port, pid
    except processes.NoServer:
        raise peer.Absent("Cerbos does not start") from None


def _policy(names: Sequence[str]) -> Question:
    """Who holds a right and role at the organisation may; as we decide."""
    rules = [
        {
            "actions": [name],
            "effect": "EFFECT_ALLOW",
            "roles": ["*"],
            "condition": {"match": {"expr": f'("{name} " + R.id) in P.attr.grants'}},
        }
        for name in names
    ]
    resource = {"resource": "organisation", "version": "default", "rules": rules}
    return {"apiVersion": "api.cerbos.dev/v1", "resourcePolicy": resource}


def rates(
    names: Sequence[str], singles: Sequence[Question], boxcars: Sequence[Sequence[Question]]
) -> dict[str, float]:
    """Answers per CPU-second, one question at a time and many at once. Raises peer.Absent."""
    held = _held([*singles, *(one for questions in boxcars for one in questions)])

    def told(question: Question) -> Question:
        grants = held.get(question["subject"]["id"], [])
        subject = {**question["subject"], "properties": {"grants": grants}}
        return {**question, "subject": subject, "context": {"for": "one"}}

    def many_told(questions: Sequence[Question]) -> Question:
        return {"context": {"for": "all"}, "evaluations": [told(one) for one in questions]}

    bodies: dict[str, tuple[str, list[Question]]] = {
        "single": ("evaluation", [told(one) for one in singles]),
        "boxcar": ("evaluations", [many_told(questions) for questions in boxcars]),
    }
    found = {}
    with serving(names) as (port, pid):
        for kind, (page, all_of_them) in bodies.items():
            path = f"/access/v1/{page}"
            posts = [asking.request(path, json.dumps(body).encode()) for body in all_of_them]
            asking.keep_busy(port, posts, pid, seconds=SECONDS / 2)
            found[kind] = asking.keep_busy(port, posts, pid, seconds=SECONDS).per_cpu_second
    return found


def _held(questions: Sequence[Question]) -> dict[str, list[str]]:
    """Of each subject asked about what it holds now: ``right/role organisation``."""
    asked = {question["subject"]["id"] for question in questions}
    known = Person.objects.values_list("uid", flat=True).iterator()
    uids = {uid: sub for uid in known if (sub := claims.sub_of(uid)) in asked}
    held: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(GRANTS, [list(uids)])
        for uid, grant in cursor.fetchall():
            held.setdefault(uids[uid], []).append(grant)
    return held
