"""Toewijzingen: the chain, its four eyes, a hundred percent, archive and replace (T14, X1–X6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.staff_allocations import (
    agree_allocation,
    archive_allocation,
    clear_allocation,
    correct_allocation,
    enter_allocation,
    refuse_allocation,
    submit_allocation,
)
from sleutelbos.timereg.actions.staff_entries import enter_entry
from sleutelbos.timereg.models import Allocation
from sleutelbos.timereg.queries import turns
from tests.timereg.examples_staff import agreed, allocated, share, submitted, work
from tests.world import World, make_grant, role
from tests.world_timereg_staff import (
    HOURS,
    LEADER,
    OFFICER,
    PARTNER,
    PARTNER_STAFF,
    PROMOTER,
    SHARES,
    STAFF,
    make_member,
    make_project,
    member,
    project,
)


def waiting(world: World, who: str) -> int:
    return turns.allocations_waiting(world.actor(who)).count()


@pytest.mark.requirement("T14")
def test_own_staff_goes_from_promotor_over_medewerker_to_esf(world: World) -> None:
    row = allocated(world)
    assert (waiting(world, STAFF), waiting(world, PROMOTER)) == (1, 0)
    agree_allocation(world.actor(STAFF), row)
    assert (waiting(world, STAFF), waiting(world, PROMOTER)) == (0, 1)
    with pytest.raises(Refused, match="werkt voor de promotor zelf"):
        clear_allocation(world.actor(PROMOTER), row)
    assert submit_allocation(world.actor(PROMOTER), row).state == "submitted"


@pytest.mark.requirement("T14")
def test_staff_of_a_partner_goes_by_the_promotor_of_the_partner(world: World) -> None:
    row = agreed(world, PARTNER_STAFF)
    assert (waiting(world, PARTNER), waiting(world, PROMOTER)) == (1, 0)
    with pytest.raises(Refused, match="partner moet eerst zijn akkoord geven"):
        submit_allocation(world.actor(PROMOTER), row)
    with pytest.raises(Refused):
        clear_allocation(world.actor(PROMOTER), row)
    clear_allocation(world.actor(PARTNER), row)
    assert (waiting(world, PARTNER), waiting(world, PROMOTER)) == (0, 1)
    with pytest.raises(Refused, match="Alleen de promotor van het project"):
        submit_allocation(world.actor(PARTNER), row)
    assert submit_allocation(world.actor(PROMOTER), row).state == "submitted"


@pytest.mark.requirement("T14")
def test_nobody_enters_his_own(world: World) -> None:
    with arranging():
        relation = world.people[STAFF].relations.get()
        make_grant(relation, role("PlatosTijdsregistratie", "DWSE-organisatieverantwoordelijke"))
    with pytest.raises(Refused, match="kan er niet zelf over beslissen"):
        enter_allocation(world.actor(STAFF), member(world, STAFF, SHARES), share=share())
    row = agreed(world)
    with pytest.raises(Refused, match="kan er niet zelf over beslissen"):
        submit_allocation(world.actor(STAFF), row)


def test_nobody_agrees_for_another(world: World) -> None:
    with pytest.raises(Refused, match="andere medewerker"):
        agree_allocation(world.actor(LEADER), allocated(world))


@pytest.mark.requirement("T14")
def test_sent_back_and_corrected(world: World) -> None:
    row = allocated(world)
    with pytest.raises(Invalid, match="Vul een reden in"):
        refuse_allocation(world.actor(STAFF), row, answer="")
    refuse_allocation(world.actor(STAFF), row, answer="Halftijds")
    assert waiting(world, PROMOTER) == 1
    correct_allocation(world.actor(PROMOTER), row, share=share(20))
    row = Allocation.objects.get(pk=row.pk)
    assert (row.state, row.percent, row.agreed_at) == ("entered", 20, None)


@pytest.mark.requirement("T14")
def test_esf_archives_so_that_a_corrected_one_can_come(world: World) -> None:
    old, row = submitted(world), member(world, STAFF, SHARES)
    by = world.actor(PROMOTER)
    with pytest.raises(Invalid, match="zou deze persoon voor 110 %"):
        enter_allocation(by, row, share=share(70))
    with pytest.raises(Invalid, match="Alleen wat ESF archiveerde"):
        enter_allocation(by, row, share=share(10), replaces=old)
    with pytest.raises(Refused):
        archive_allocation(by, old, answer="Fout")
    archive_allocation(world.actor(OFFICER), old, answer="Het percentage klopt niet")
    new = enter_allocation(by, row, share=share(70), replaces=old)
    assert new.replaces == old
    with pytest.raises(Invalid, match="al door een andere vervangen"):
        enter_allocation(by, row, share=share(10), replaces=old)


@pytest.mark.requirement("T17")
def test_a_hundred_percent_over_all_projects(world: World) -> None:
    by = world.actor(PROMOTER)
    with arranging():
        make_project(world, project().call, "20004", "percentage")
        other = make_member(world, STAFF, LEADER, "20004")
    enter_allocation(by, member(world, STAFF, SHARES), share=share(60))
    with pytest.raises(Invalid, match="voor 101 %"):
        enter_allocation(by, other, share=share(41))
    assert enter_allocation(by, other, share=share(40)).percent == 40


@pytest.mark.requirement("T17")
def test_a_month_that_is_free_takes_more(world: World) -> None:
    by, row = world.actor(PROMOTER), member(world, STAFF, SHARES)
    first = clock.today().replace(day=1)
    later = (first + timedelta(days=40)).replace(day=1)
    enter_allocation(by, row, share=share(60))
    assert enter_allocation(by, row, share=share(100, first=later, last=later)).percent == 100
    with pytest.raises(Invalid, match=f"In {later:%m/%Y}"):
        enter_allocation(by, row, share=share(1, first=first, last=later))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"percent": 0}, "tussen 0 en 100"),
        ({"percent": 101}, "tussen 0 en 100"),
        ({"first": date(1999, 1, 1)}, "loopt het project niet"),
        ({"last": date(1999, 1, 1)}, "laatste maand ligt voor de eerste"),
        ({"calculation": ""}, "hoe u dit percentage berekende"),
        ({"activity": " "}, "wat de medewerker in het project doet"),
    ],
)
def test_what_is_wrong_is_said(world: World, wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        enter_allocation(
            world.actor(PROMOTER),
            member(world, STAFF, SHARES),
            share=share(**wrong),  # type: ignore[arg-type]
        )


@pytest.mark.requirement("T17")
def test_a_share_does_not_come_where_hours_stand(world: World) -> None:
    row = member(world, STAFF, HOURS)
    by = world.actor(PROMOTER)
    with pytest.raises(Invalid, match="Dit project werkt met uren"):
        enter_allocation(by, row, share=share())
    enter_entry(world.actor(STAFF), row, work=work(60, clock.today()))
    with arranging():
        row.project.method = "percentage"
        row.project.save()
    with pytest.raises(Invalid, match="staan er al prestaties"):
        enter_allocation(by, row, share=share())


def test_a_day_anywhere_in_a_month_stands_for_the_month(world: World) -> None:
    day = clock.today().replace(day=28)
    row = enter_allocation(
        world.actor(PROMOTER), member(world, STAFF, SHARES), share=share(first=day, last=day)
    )
    assert (row.first.day, row.last.day) == (1, 1)
