"""A project that ESF left out: support keeps it or lets it go, and is told by mail (T02)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sleutelbos.connectors.esf.fake import FakeEsf
from sleutelbos.kernel import clock, outbox
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.feed_settle import keep_project, release_project
from sleutelbos.timereg.models import (
    Allocation,
    Project,
    ProjectMember,
    ReopenRequest,
    Session,
    WorkEntry,
)
from sleutelbos.timereg.queries.feed import hanging_on, missing_projects, unsettled_projects
from sleutelbos.timereg.waiting_feed import feed_waiting
from sleutelbos.tools.mail.models import Message
from tests.timereg.feed.test_jobs import WEEK, WINTER, friday
from tests.timereg.feed.test_load import session
from tests.timereg.feed.test_pages import SignIn, post, text_of
from tests.timereg.world_feed import (
    OFFICER,
    PROMOTER,
    SUPPORT,
    load,
    place,
    project,
    simple,
)
from tests.world import World

pytestmark = pytest.mark.requirement("T02")
WHY = "De oproep is verlengd; ESF levert het volgende week weer."


@pytest.fixture
def missing(cast: World) -> Project:
    """Left out while a session was planned."""
    load(cast, simple("P1", "P2"))
    session("P1", cast.company)
    load(cast, simple("P2"), 2)
    found = Project.objects.get(number="P1")
    assert found.missing_since is not None
    return found


def told(world: World, who: str = SUPPORT) -> list[str]:
    return [line.sentence for line in feed_waiting(world.actor(who))]


def mails(world: World) -> list[Message]:
    """What support got."""
    outbox.deliver_all()
    rows = Message.objects.filter(kind="timereg.feed-waits", person=world.people[SUPPORT].pk)
    return list(rows.order_by("pk"))


def test_it_waits_for_support(cast: World, missing: Project) -> None:
    sentence = "1 project met registraties ontbreekt bij ESF. Beslis of het blijft."
    assert told(cast) == told(cast, OFFICER) == [sentence]
    assert told(cast, PROMOTER) == []


def test_kept_with_a_reason(cast: World, missing: Project, as_: SignIn) -> None:
    by = cast.actor(SUPPORT)
    with pytest.raises(Invalid, match="Vul in waarom"):
        keep_project(by, missing, reason=" ")
    keep_project(by, missing, reason=WHY)
    assert told(cast) == []
    assert list(missing_projects(by)) == [missing]
    assert not unsettled_projects(by).exists()
    load(cast, simple("P2"), 3)  # the next Friday asks nothing again
    missing.refresh_from_db()
    assert (missing.active, missing.settled_reason) == (True, WHY)
    url = reverse("timereg:project", args=[missing.uid])
    page = text_of(as_(PROMOTER).get(url))
    assert f"dat het blijft: {WHY}" in page


def test_what_comes_back_is_as_before(cast: World, missing: Project) -> None:
    keep_project(cast.actor(SUPPORT), missing, reason=WHY)
    load(cast, simple("P1", "P2"), 3)
    missing.refresh_from_db()
    assert (missing.missing_since, missing.settled_at, missing.settled_reason) == (None, None, "")
    load(cast, simple("P2"), 4)
    assert len(told(cast)) == 1  # and asks again when it vanishes again


def test_let_go_only_when_nothing_hangs_on_it(cast: World, missing: Project, as_: SignIn) -> None:
    by = cast.actor(OFFICER)
    with pytest.raises(Invalid, match="Er hangt nog iets aan dit project"):
        release_project(by, missing, reason="Stopgezet.")
    with arranging():
        Session.objects.update(state="submitted")
    release_project(by, missing, reason="Stopgezet.")
    missing.refresh_from_db()
    assert (missing.active, missing.missing_since) == (False, None)
    assert Session.objects.count() == 1  # nothing is ever removed
    page = text_of(as_(PROMOTER).get(reverse("timereg:project", args=[missing.uid])))
    assert "ESF-support schreef: Stopgezet." in page
    with pytest.raises(Invalid, match="ontbreekt niet meer"):
        keep_project(by, missing, reason=WHY)
    load(cast, simple("P1", "P2"), 3)
    missing.refresh_from_db()
    assert (missing.active, missing.settled_at) == (True, None)


def test_what_hangs_on_a_project(cast: World, missing: Project) -> None:
    person, other = cast.people[PROMOTER], cast.people[OFFICER]
    now = clock.now()
    with arranging():
        row = Session.objects.get()
        member = ProjectMember.objects.create(
            project=missing, organisation=cast.company, person=person, supervisor=other,
            added_at=now,
        )  # fmt: skip
        Session.objects.update(state="submitted")
        asked = ReopenRequest.objects.create(session=row, reason="x", asked_by=person, asked_at=now)
        entries = [
            WorkEntry.objects.create(member=member, person=person, day=clock.today(), minutes=60,
                                     activity="x", entered_at=now, state=state)
            for state in ("draft", "approved", "delivered", "withdrawn")
        ]  # fmt: skip
        allocation = Allocation.objects.create(
            member=member, person=person, percent=20, first=date(2026, 1, 1),
            last=date(2026, 2, 1), calculation="x", activity="x", entered_by=other,
            entered_at=now,
        )  # fmt: skip
    found = hanging_on(missing)
    assert (found.sessions, found.questions, found.entries, found.allocations) == (0, 1, 2, 1)
    with arranging():
        ReopenRequest.objects.filter(pk=asked.pk).update(state="refused")
        WorkEntry.objects.filter(pk__in=[one.pk for one in entries[:2]]).update(state="withdrawn")
        Allocation.objects.filter(pk=allocation.pk).update(state="archived")
    assert not hanging_on(missing)


@pytest.mark.parametrize("who", [PROMOTER, "system", "nobody"])
def test_nobody_else_settles(cast: World, missing: Project, who: str) -> None:
    for action in (keep_project, release_project):
        with pytest.raises(Refused):
            action(cast.actor(who), missing, reason=WHY)


def test_on_the_screen(cast: World, missing: Project, as_: SignIn) -> None:
    client = as_(SUPPORT)
    url = reverse("timereg:settle-project", args=[missing.uid])
    assert url in client.get("/tijdsregistratie/esf").content.decode()
    page = text_of(client.get(url))
    assert "Er hangt nog iets aan dit project" in page
    answer = post(client, url, choice="loslaten", reason="Stopgezet.")
    assert "Loslaten kan pas als alles afgerond is." in text_of(answer)
    assert "Stopgezet." in answer.content.decode()  # nothing that was typed is lost
    answer = post(client, url, choice="behouden", reason=WHY)
    assert "Project P1 blijft." in text_of(answer)
    assert "Behouden" in text_of(client.get("/tijdsregistratie/esf"))
    assert as_(PROMOTER).get(url).status_code == 403
    other = reverse("timereg:settle-project", args=[Project.objects.get(number="P2").uid])
    assert client.get(other).status_code == 404


# the mail


def test_support_gets_a_mail_when_a_delivery_waits(cast: World, esf: FakeEsf) -> None:
    esf.deliver([*simple("P1"), project("P2", start="x"), place("P2")], 1)
    row = friday()
    assert row is not None
    (mail,) = mails(cast)
    assert mail.subject == "De levering van ESF van 27 nov 2026 wacht op u"
    assert "Er staat een fout in 1 regel." in mail.body
    assert reverse("timereg:feed-load", args=[row.uid]) in mail.body
    with clock.stamped(WINTER):
        friday()
    assert len(mails(cast)) == 1  # each hour of a Friday the same says it once


def test_when_it_could_not_be_loaded(cast: World, esf: FakeEsf) -> None:
    esf.late()
    friday()
    (mail,) = mails(cast)
    assert mail.subject.endswith("werd niet geladen")
    assert "ESF is nu niet bereikbaar." in mail.body


def test_when_projects_went_into_quarantine(cast: World, esf: FakeEsf) -> None:
    lines = [f"P{n}" for n in range(10)]
    esf.deliver(simple(*lines), 1)
    friday()
    assert mails(cast) == []  # what goes well is told to nobody
    session("P0", cast.company)
    esf.deliver(simple(*lines[1:]), 2)
    friday(WINTER + WEEK)
    (mail,) = mails(cast)
    assert mail.subject.endswith("er ontbreken projecten")
    assert "1 project met registraties staat niet meer in de levering." in mail.body
    assert "/tijdsregistratie/esf#ontbreekt" in mail.body
    esf.deliver(simple(*lines[1:], "P11"), 3)
    friday(WINTER + 2 * WEEK)
    assert len(mails(cast)) == 1
