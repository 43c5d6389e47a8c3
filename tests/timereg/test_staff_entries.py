"""Prestaties: enter, present, approve, send back, change, deliver (T13, T17, X7, X8)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.staff_allocations import enter_allocation
from sleutelbos.timereg.actions.staff_decide import (
    approve_entries,
    approve_entry,
    deliver_entries,
    deliver_entry,
    return_entries,
    return_entry,
)
from sleutelbos.timereg.actions.staff_entries import (
    Work,
    change_approved,
    change_entry,
    copy_entries,
    enter_entry,
    present_entries,
    present_entry,
    withdraw_entry,
)
from sleutelbos.timereg.models import ProjectMember, WorkEntry, WorkEntryVersion
from sleutelbos.timereg.queries.limits import balance_of
from tests.timereg.examples_staff import approved, entered, presented, share, work
from tests.world import World, make_grant, role
from tests.world_timereg_staff import (
    HOURS,
    LEADER,
    PARTNER,
    PARTNER_LEADER,
    PARTNER_STAFF,
    PROMOTER,
    SHARES,
    STAFF,
    make_member,
    make_project,
    member,
    project,
)

DAY = timedelta(days=1)


@pytest.mark.requirement("T13")
def test_from_draft_to_esf(world: World) -> None:
    entry = entered(world, minutes=450)
    assert entry.state == "draft"
    present_entries(world.actor(STAFF), [entry])
    (entry,) = approve_entries(world.actor(LEADER), [entry])
    assert (entry.state, entry.approved_by) == ("approved", world.people[LEADER])
    deliver_entry(world.actor(PROMOTER), entry)
    assert WorkEntry.objects.get(pk=entry.pk).state == "delivered"
    with pytest.raises(WrongState):
        change_entry(world.actor(STAFF), entry, work=work(60))


@pytest.mark.requirement("T13")
def test_a_leidinggevende_does_not_approve_himself(world: World) -> None:
    """Not even when he holds both roles and stands as his own leader in the row."""
    with arranging():
        relation = world.people[STAFF].relations.get()
        make_grant(relation, role("PlatosTijdsregistratie", "DWSE-projectverantwoordelijke"))
    entry = presented(world)
    entry.member.supervisor = world.people[STAFF]
    with pytest.raises(Refused, match="kan er niet zelf over beslissen"):
        approve_entry(world.actor(STAFF), entry)


def test_another_leidinggevende_does_not_approve(world: World) -> None:
    entry = presented(world)
    with pytest.raises(Refused, match="niet de leidinggevende"):
        approve_entry(world.actor(PARTNER_LEADER), entry)


@pytest.mark.requirement("T13")
def test_the_date_can_change_until_it_is_handed_in(world: World) -> None:
    me, before = world.actor(STAFF), clock.today() - 2 * DAY
    entry = approved(world, minutes=60)
    changed = change_approved(me, entry, work=work(90, before))
    assert (changed.state, changed.day, changed.version) == ("presented", before, 2)
    assert changed.approved_by is None
    version = WorkEntryVersion.objects.get(entry=entry)
    assert (version.number, version.minutes, version.state) == (1, 60, "approved")
    approve_entry(world.actor(LEADER), changed)
    deliver_entry(world.actor(PROMOTER), changed)
    with pytest.raises(WrongState):
        change_approved(me, changed, work=work(30))


def test_changing_nothing_says_so(world: World) -> None:
    with pytest.raises(Invalid, match="veranderde niets"):
        change_entry(world.actor(STAFF), entered(world), work=work())


def test_sending_back_needs_a_reason_and_can_be_repaired(world: World) -> None:
    entry, leader = presented(world), world.actor(LEADER)
    with pytest.raises(Invalid, match="Vul een reden in"):
        return_entry(leader, entry, answer=" ")
    return_entries(leader, [entry], answer="Verkeerde dag")
    entry = WorkEntry.objects.get(pk=entry.pk)
    assert (entry.state, entry.answer) == ("returned", "Verkeerde dag")
    change_entry(world.actor(STAFF), entry, work=work(30))
    assert present_entry(world.actor(STAFF), entry).state == "presented"


def test_the_promotor_may_send_back_what_was_approved(world: World) -> None:
    entry = return_entry(world.actor(PROMOTER), approved(world), answer="Dubbel")
    assert (entry.state, entry.approved_by) == ("returned", None)


@pytest.mark.requirement("T13")
def test_only_the_promotor_of_the_project_delivers(world: World) -> None:
    entry = presented(world, PARTNER_STAFF)
    approve_entry(world.actor(PARTNER_LEADER), entry)
    with pytest.raises(Refused, match="Alleen de promotor van het project"):
        deliver_entry(world.actor(PARTNER), entry)
    assert deliver_entry(world.actor(PROMOTER), entry).state == "delivered"


def test_e_learning_is_a_prestatie(world: World) -> None:
    assert entered(world, kind="e-learning").kind == "e-learning"


def test_what_is_withdrawn_counts_for_nothing(world: World) -> None:
    entry = entered(world, minutes=24 * 60)
    with pytest.raises(Invalid, match="Op één dag"):
        entered(world, minutes=1)
    withdraw_entry(world.actor(STAFF), entry)
    assert entered(world, minutes=24 * 60).state == "draft"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"activity": " "}, "wat u deed"),
        ({"minutes": None}, "hoeveel uur"),
        ({"minutes": 0}, "hoeveel uur"),
        ({"kind": "vrije tijd"}, "e-learning"),
        ({"day": date(2200, 1, 1)}, "moet nog komen"),
        ({"day": date(1999, 1, 1)}, "liep het project niet"),
        ({"start": 540}, "zowel het begin- als het einduur"),
        ({"start": 600, "end": 540}, "ligt voor het beginuur"),
        ({"start": 600, "end": 1441}, "ligt voor het beginuur"),
    ],
)
def test_what_is_wrong_is_said(world: World, wrong: dict[str, object], sentence: str) -> None:
    good = {"day": clock.today() - DAY, "activity": "Overleg", "minutes": 60}
    with pytest.raises(Invalid, match=sentence):
        enter_entry(world.actor(STAFF), member(world), work=Work(**{**good, **wrong}))  # type: ignore[arg-type]


@pytest.mark.requirement("T17")
def test_two_prestaties_do_not_overlap(world: World) -> None:
    entered(world, minutes=None, start=9 * 60, end=12 * 60)
    assert entered(world, minutes=None, start=12 * 60, end=13 * 60).minutes == 60
    with pytest.raises(Invalid, match="In die uren staat al"):
        entered(world, minutes=None, start=11 * 60 + 59, end=12 * 60 + 30)


def test_until_the_end_of_the_day(world: World) -> None:
    assert entered(world, minutes=None, start=23 * 60, end=24 * 60).minutes == 60


def _fill(world: World, hours: int, number: str = HOURS) -> ProjectMember:
    """So many hours of last year stand there already."""
    row = member(world, STAFF, number)
    first = date(clock.today().year - 1, 1, 1)
    with arranging():
        for n in range(hours // 8):
            WorkEntry.objects.create(
                member=row, person=row.person, day=first + n * DAY, minutes=480, activity="x",
                entered_at=clock.now(),
            )  # fmt: skip
    return row


@pytest.mark.requirement("T17")
def test_hour_1720_fits_and_hour_1721_does_not(world: World) -> None:
    row, day = _fill(world, 1712), date(clock.today().year - 1, 12, 31)
    by = world.actor(STAFF)
    enter_entry(by, row, work=work(480, day))
    with pytest.raises(Invalid, match=r"hoogstens 1\.720 u staan"):
        enter_entry(by, row, work=work(60, day))
    assert balance_of(row.person_id, day, "472").left == 0
    assert enter_entry(by, row, work=work(60)).state == "draft"  # another year


@pytest.mark.requirement("T17")
def test_the_year_counts_over_all_projects(world: World) -> None:
    _fill(world, 1720)
    with arranging():
        make_project(world, project().call, "20003", "uren")
        row = make_member(world, STAFF, LEADER, "20003")
    with pytest.raises(Invalid, match="over al uw projecten en organisaties"):
        enter_entry(world.actor(STAFF), row, work=work(60, date(clock.today().year - 1, 12, 31)))


@pytest.mark.requirement("T17")
def test_who_works_part_time_for_one_of_two_employers_has_less_there(world: World) -> None:
    row = member(world)
    with arranging():
        ProjectMember.objects.filter(person=row.person).update(fte=Decimal(1))
        make_project(world, project().call, "20003", "uren")
        ProjectMember.objects.create(
            project=project("20003"), organisation=world.school, person=row.person,
            supervisor=row.supervisor, fte=Decimal(90), added_at=clock.now(),
        )  # fmt: skip
    assert balance_of(row.person_id, clock.today(), "472").most == int(1720 * 60 * 0.91)
    with pytest.raises(Invalid, match="bij Houtbouw Peeters"):
        enter_entry(world.actor(STAFF), row, work=work(18 * 60))


@pytest.mark.requirement("T17")
def test_a_leap_day_is_a_day(world: World) -> None:
    with arranging():
        row = member(world)
        row.project.starts = date(2024, 1, 1)
        row.project.save()
    assert enter_entry(world.actor(STAFF), row, work=work(60, date(2024, 2, 29))).day.day == 29


@pytest.mark.requirement("T17")
def test_hours_and_shares_do_not_mix(world: World) -> None:
    with pytest.raises(Invalid, match="Dit project werkt met toewijzingen"):
        enter_entry(world.actor(STAFF), member(world, STAFF, SHARES), work=work())
    row = member(world, STAFF, SHARES)
    enter_allocation(world.actor(PROMOTER), row, share=share())
    with arranging():
        row.project.method = "uren"
        row.project.save()
    with pytest.raises(Invalid, match="Voor die maand staat er al een toewijzing"):
        enter_entry(world.actor(STAFF), row, work=work(60, clock.today()))


def test_a_day_is_taken_over_on_another(world: World) -> None:
    rows = [entered(world, minutes=None, start=540, end=600), entered(world, minutes=30)]
    made = copy_entries(world.actor(STAFF), rows, day=clock.today())
    assert [row.minutes for row in made] == [60, 30]
    assert {row.day for row in made} == {clock.today()}
    assert made[0].span is not None


def test_many_at_once_or_none(world: World) -> None:
    good, bad = presented(world), entered(world)
    with pytest.raises(WrongState):
        approve_entries(world.actor(LEADER), [good, bad])
    assert WorkEntry.objects.get(pk=good.pk).state == "presented"
    with pytest.raises(Invalid, match="minstens één"):
        approve_entries(world.actor(LEADER), [])


@pytest.mark.requirement("T17")
def test_delivering_looks_at_the_limits_once_more(world: World) -> None:
    rows = [approved(world, minutes=30), approved(world, minutes=90)]
    with arranging():
        ProjectMember.objects.update(fte=Decimal("0.1"))  # 103 minutes a year
    with pytest.raises(Invalid, match=r"Projectmedewerker Platos, .* hoogstens 1 u 43 staan"):
        deliver_entries(world.actor(PROMOTER), rows)
    assert WorkEntry.objects.filter(state="delivered").count() == 0
