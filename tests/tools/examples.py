"""Examples of the actions of the tools, on rows of the standing world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.policies import policy
from sleutelbos.tools.policies.registry import POLICIES
from sleutelbos.tools.runs import StagedLine, confirm_run, run_kind, stage_run
from sleutelbos.tools.runs.kinds import Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.runs.staging import discard_run
from sleutelbos.tools.runs.steps import start_run
from sleutelbos.tools.tables import SheetRow
from tests.examples import Arguments
from tests.tools.ledger.old import old_month
from tests.world import World

KIND = "test.example"
STARTER = "lokale beheerder"


def may_start(by: Actor, about: Mapping[str, Any]) -> Decision:
    return when(by.ref == about["starter"], "U mag dit niet.")


def may_see(by: Actor, run: Run) -> Decision:
    return may_start(by, run.about)


def stage(by: Actor, about: Mapping[str, Any], rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    return [StagedLine(row.number, row.values) for row in rows]


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    report(len(lines))
    return {}


run_kind(
    KIND, label=KIND, stage=stage, apply_chunk=apply_chunk, may_start=may_start, may_see=may_see
)  # fmt: skip


def _staging(world: World) -> dict[str, Any]:
    about = {"starter": world.actor(STARTER).ref}
    return {"name": "Lijst", "about": about, "rows": [SheetRow(2, {"text": "x"})]}


def _staged(world: World) -> Run:
    return stage_run(world.actor(STARTER), KIND, **_staging(world))


def _running(world: World) -> Run:
    run = confirm_run(world.actor(STARTER), _staged(world))
    return start_run(system("test"), run)


def example_runs_stage(world: World) -> Arguments:
    return (KIND,), _staging(world)


def example_runs_confirm(world: World) -> Arguments:
    return (_staged(world),), {}


def example_runs_discard(world: World) -> Arguments:
    return (_staged(world),), {}


def example_runs_request_stop(world: World) -> Arguments:
    return (_running(world),), {}


def example_runs_start(world: World) -> Arguments:
    return (confirm_run(world.actor(STARTER), _staged(world)),), {}


def example_runs_apply_chunk(world: World) -> Arguments:
    return (_running(world),), {"number": 0}


def example_runs_finish(world: World) -> Arguments:
    return (_running(world),), {}


def example_runs_halt(world: World) -> Arguments:
    return (_running(world),), {}


def example_runs_fail(world: World) -> Arguments:
    return (_running(world),), {"reason": "Het lukte niet."}


def example_runs_expire(world: World) -> Arguments:
    return (_staged(world),), {}


def example_runs_forget_lines(world: World) -> Arguments:
    return (discard_run(world.actor(STARTER), _staged(world)),), {}


def _message(world: World, state: str) -> Message:
    return Message.objects.create(
        person=world.people[STARTER].pk, kind="test.hello", language="nl", subject="Dag",
        body="Dag\n", message_id=f"<{Message.objects.count()}@example.be>", due=clock.real_now(),
        created=clock.now(), state=state,
    )  # fmt: skip


def example_mail_forget(world: World) -> Arguments:
    _message(world, "sent")
    return (), {"before": clock.now()}


def example_mail_record_refusal(world: World) -> Arguments:
    person = world.people[STARTER]
    return (_message(world, "sending"),), {
        "address": person.email,
        "answer": "550 unknown",
        "person": f"register.person:{person.pk}",
    }


def example_policies_set_value(world: World) -> Arguments:
    if KIND not in POLICIES:
        policy(KIND, type=int, label=KIND)
    return (KIND,), {"value": 7, "first": clock.today()}


def example_policies_seed(world: World) -> Arguments:
    return (), {}


def example_ledger_drop_month(world: World) -> Arguments:
    return (old_month(),), {}


def example_files_destroy_due(world: World) -> Arguments:
    return (), {}
