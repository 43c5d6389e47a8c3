"""How long mails and lines of tasks are kept: what goes, what stays, what the audit says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.actors import person, system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.telling import tell
from sleutelbos.tools import retention
from sleutelbos.tools.jobs.registry import JOBS
from sleutelbos.tools.mail import actions as mail_actions
from sleutelbos.tools.mail.actions import forget_mails
from sleutelbos.tools.mail.models import Delivery, Message
from sleutelbos.tools.policies import set_value
from sleutelbos.tools.runs import confirm_run, stop_run
from sleutelbos.tools.runs import executor as work
from sleutelbos.tools.runs.forgetting import expire_run, forget_lines
from sleutelbos.tools.runs.models import Run, RunLine
from tests.tools.runs.test_runs import STARTER, confirmed, staged

pytestmark = pytest.mark.django_db
ADDRESS = "an@example.be"


def days_ago(days: int) -> datetime:
    """Noon of the civil day so many days back: a term counts days, not hours."""
    return clock.midnight(clock.today() - timedelta(days=days)) + timedelta(hours=12)


def mail(days: int, state: str = "sent") -> Message:
    number = Message.objects.count() + 1
    made = Message.objects.create(
        person=1, kind="test.hello", language="nl", subject="Dag An", body="Dag An\n",
        message_id=f"<{number}@x>", due=clock.real_now(), created=days_ago(days), attempts=1,
        state=state, address=ADDRESS,
    )  # fmt: skip
    Delivery.objects.create(
        message=made, attempt=1, at=clock.real_now(), outcome="accepted", answer=f"250 to {ADDRESS}"
    )
    return made


def night() -> None:
    JOBS["tools.forget"].run(clock.now())


def entries(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action).order_by("pk"))


def test_the_text_of_an_old_mail_goes_and_that_it_went_stays() -> None:
    old, refused, fresh = mail(366), mail(400, "refused"), mail(364)
    night()
    for message in (old, refused, fresh):
        message.refresh_from_db()
    assert [(m.subject, m.body, m.address) for m in (old, refused)] == [("", "", "")] * 2
    assert (fresh.subject, fresh.body, fresh.address) == ("Dag An", "Dag An\n", ADDRESS)
    assert old.heading == "Mail waarvan de tekst verwijderd is"
    assert (old.person, old.kind, old.state, old.attempts) == (1, "test.hello", "sent", 1)
    kept = Delivery.objects.get(message=old)
    assert (kept.attempt, kept.outcome, kept.answer) == (1, "accepted", "")
    assert Delivery.objects.get(message=fresh).answer
    (entry,) = entries("tools.mail.forget")
    assert entry.actor == "system:retention"
    assert entry.payload["facts"]["count"] == 2
    assert ADDRESS not in str(entry.payload)
    assert tell([entry])[0].sentence.startswith("Het systeem verwijderde de tekst van mails")
    night()
    assert len(entries("tools.mail.forget")) == 1  # nothing to do, nothing to audit


@pytest.mark.parametrize("state", ["waiting", "sending"])
def test_a_mail_that_still_has_to_go_is_left_alone(state: str) -> None:
    waits = mail(900, state)
    night()
    waits.refresh_from_db()
    assert waits.body
    assert not entries("tools.mail.forget")


def test_many_mails_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_actions, "BATCH", 2)
    for _time in range(5):
        mail(500)
    night()
    counts = [entry.payload["facts"]["count"] for entry in entries("tools.mail.forget")]
    assert counts == [2, 2, 1]
    assert not Message.objects.exclude(body="").exists()


def test_the_lines_of_an_old_task_go_and_its_counts_stay() -> None:
    run = confirmed(line_3="bad", line_5="same", line_7="late")
    work.work_next()
    fresh = confirmed()
    work.work_next()
    older(run, 91)
    older(fresh, 89)
    night()
    run.refresh_from_db()
    assert not run.lines.exists()
    assert fresh.lines.count() == 25
    assert (run.total, run.done, run.left, run.same, run.faulty) == (23, 22, 0, 1, 2)
    assert run.forgotten is not None
    (entry,) = entries("tools.runs.forget-lines")
    assert entry.payload["facts"]["count"] == 25
    assert entry.subject == f"tools.run:{run.pk}"
    night()
    assert len(entries("tools.runs.forget-lines")) == 1


def test_what_was_never_confirmed_lapses_first() -> None:
    run = staged()
    older(run, 91)
    night()
    run.refresh_from_db()
    assert (run.state, run.lines.count()) == ("stopped", 0)
    assert len(entries("tools.runs.expire")) == 1
    assert len(entries("tools.runs.forget-lines")) == 1


def test_what_is_confirmed_or_running_is_left_alone() -> None:
    run = confirmed()
    older(run, 500)
    night()
    assert RunLine.objects.filter(run=run).count() == 25
    run.refresh_from_db()
    assert run.state == "confirmed"


def test_the_term_is_that_of_the_day() -> None:
    run = stop_run(STARTER, staged())
    older(run, 20)
    set_value(system("test"), "tools.line-days", value=10, first=clock.today() + timedelta(days=1))
    night()
    assert run.lines.exists()
    with clock.stamped(clock.now() + timedelta(days=1)):
        night()
    assert not run.lines.exists()


def test_a_term_of_nothing_still_keeps_today() -> None:
    set_value(system("test"), "tools.mail-days", value=-30, first=clock.today())
    assert retention.before(retention.mail_days) <= clock.midnight(clock.today())
    fresh = mail(0)
    night()
    fresh.refresh_from_db()
    assert fresh.body


def test_only_the_house() -> None:
    run = stop_run(STARTER, staged())
    with pytest.raises(Refused):
        forget_lines(STARTER, run)
    with pytest.raises(Refused):
        forget_mails(person(1), before=clock.now())
    with pytest.raises(Refused):
        expire_run(STARTER, staged())
    with pytest.raises(Refused):
        forget_lines(system("retention"), confirm_run(STARTER, staged()))


def older(run: Run, days: int) -> None:
    """As if it was staged so many days ago."""
    with arranging():
        Run.objects.filter(pk=run.pk).update(created=days_ago(days))
