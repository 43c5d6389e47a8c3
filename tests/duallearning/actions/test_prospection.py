"""Leads are reserved, follow their company by themselves, and fall off with a reason (W20)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sleutelbos.duallearning.prospection import consequences, jobs
from sleutelbos.duallearning.prospection.actions import leads, sectors
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.queries.candidates import candidates
from sleutelbos.duallearning.prospection.queries.gap import Gap, dormant, gaps
from sleutelbos.duallearning.prospection.regions import region_of, regions
from sleutelbos.duallearning.recognition.events import RequestDecided, RequestSubmitted
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.kbo.models import KboActivity, KboAddress, KboEstablishment, KboExtract
from sleutelbos.register.models import Organisation, Site
from tests.duallearning import examples as made
from tests.world import World
from tests.world_duaal import (
    BAKER,
    CLERK,
    ELSEWHERE,
    HANDLER,
    KEEPER,
    VOTER,
    WAITER,
    programme,
    site,
)

pytestmark = pytest.mark.requirement("W20")
DAY = timedelta(days=1)


def problems(world: World, who: str = CLERK, **more: object) -> dict[str, str]:
    """What the gate finds wrong with a lead."""
    args, kwargs = made.example_start_lead(world)
    if who == ELSEWHERE:
        args = (world.homes[ELSEWHERE],)
        kwargs["follow"] = made.follow(world, ELSEWHERE)
    with pytest.raises(Invalid) as caught:
        leads.start_lead(world.actor(who), *args, **{**kwargs, **more})  # type: ignore[arg-type]
    return {name: str(one) for name, one in caught.value.problems.items()}


def test_another_partnership_hears_who_holds_it_and_until_when(world: World) -> None:
    row = made.lead(world)
    said = problems(world, ELSEWHERE)["site"]
    assert world.partnership.name in said
    assert "tot en met" in said
    assert "Uw partnerschap heeft al een lead" in problems(world)["site"]
    with arranging():
        row.touched_on = clock.today() - 60 * DAY
        row.save()
    jobs.look_at_leads(clock.now())
    row.refresh_from_db()
    assert row.state == "new", "sixty days without contact is the last one"
    with arranging():
        row.touched_on = clock.today() - 61 * DAY
        row.save()
    jobs.look_at_leads(clock.now())
    row.refresh_from_db()
    assert row.state == "lapsed"
    other = leads.start_lead(
        world.actor(ELSEWHERE), world.homes[ELSEWHERE], programme=programme(WAITER),
        site=site().number, follow=made.follow(world, ELSEWHERE),
    )  # fmt: skip
    assert other.partnership == world.homes[ELSEWHERE]


def test_a_contact_keeps_it_reserved(world: World) -> None:
    row = made.lead(world)
    with arranging():
        row.touched_on, row.made_at = clock.today() - 61 * DAY, clock.now() - 61 * DAY
        row.save()
    leads.record_contact(world.actor(HANDLER), row, spoken=made.spoken())
    jobs.look_at_leads(clock.now())
    row.refresh_from_db()
    assert (row.state, row.touched_on) == ("contacted", clock.today())
    leads.record_contact(world.actor(CLERK), row, spoken=made.spoken(interested=True))
    row.refresh_from_db()
    assert row.state == "interested"
    assert row.contacts.count() == 2


def test_a_number_that_makes_no_lead(world: World) -> None:
    assert "controlegetal" in problems(world, site="8900000001")["site"]
    assert "10 cijfers" in problems(world, site="12")["site"]
    assert "vestigingsnummer" in problems(world, site="0200.068.636")["site"]
    assert "Vul een nummer in" in problems(world, site=" ")["site"]
    made.recognised(world)
    assert "al erkend" in problems(world, programme=programme())["site"]
    with arranging():
        Site.objects.update(status="stopped")
    assert "geen actieve vestiging" in problems(world)["site"]


def test_days_and_people_that_don_t_fit(world: World) -> None:
    assert "voorbij" in problems(world, follow=made.follow(world, days=-1))["next_on"]
    assert "prospectie doet" in problems(world, follow=made.follow(world, VOTER))["owner"]
    row, by, today = made.lead(world), world.actor(CLERK), clock.today()
    for wrong, field in (
        ({"on": today + DAY}, "on"), ({"on": today - DAY}, "on"), ({"kind": "duif"}, "kind"),
        ({"note": " "}, "note"), ({"next_on": today - DAY}, "next_on"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            leads.record_contact(by, row, spoken=made.spoken(**wrong))
        assert list(caught.value.problems) == [field]
    for reason in ("", "geweigerd"):
        with pytest.raises(Invalid):
            leads.drop_lead(by, row, reason=reason)
    for who in (KEEPER, VOTER, ELSEWHERE):
        with pytest.raises(Refused):
            leads.drop_lead(world.actor(who), row, reason="niet-bereikt")


def test_it_follows_its_company(world: World) -> None:
    """For the same opleiding only; recognised, it shows the recognition."""
    row = made.lead(world)
    recognition = made.recognised(world)
    deliver_all()
    row.refresh_from_db()
    assert row.state == "new", "it asked for another opleiding"
    leads.drop_lead(world.actor(CLERK), row, reason="niet-bereikt")
    with arranging():
        Recognition.objects.update(state="expired")
    row = made.lead(world, BAKER)
    consequences.after_submitted(RequestSubmitted(request=recognition.request_id))
    row.refresh_from_db()
    assert (row.state, row.request) == ("requested", recognition.request)
    consequences.after_decided(RequestDecided(request=recognition.request_id))
    row.refresh_from_db()
    assert (row.state, row.recognition) == ("recognised", recognition)


def test_a_withdrawn_request_ends_it(world: World) -> None:
    row = made.linked(world)
    with arranging():
        row.request.state = "withdrawn"  # type: ignore[union-attr]
        row.request.save()  # type: ignore[union-attr]
    jobs.look_at_leads(clock.now())
    row.refresh_from_db()
    assert (row.state, row.reason) == ("dropped", "ingetrokken")


def test_regions_by_postcode() -> None:
    assert [region_of(code) for code in ("9000", "1000", "1800", "3500")] == [
        "oost-vlaanderen", "brussel", "vlaams-brabant", "limburg",
    ]  # fmt: skip
    assert [region_of(code) for code in ("5000", "", "90000", "abc")] == [""] * 4
    assert len(regions()) == 6


def place(world: World, by: str = CLERK) -> Gap:
    """What the overview says of bakers around Ghent this year."""
    return next(one for one in gaps(world.actor(by)) if one.name == "Bakker duaal")


def test_demand_against_capacity(world: World) -> None:
    made.bakery(world)
    with arranging():
        Organisation.objects.filter(pk=world.school.pk).update(postcode="9000")
    made.learner(world)
    made.learner(world, order=43)
    found = place(world)
    assert (found.learners, found.searching, found.taken) == (2, 2, 0)
    assert found.gap == max(2 - found.places, 0)
    assert found.ours
    made.registered(world, order=45)
    found = place(world)
    assert (found.learners, found.searching, found.taken) == (3, 2, 1)
    assert not gaps(world.actor(KEEPER)), "a Beheerder does no prospectie"
    assert not place(world, ELSEWHERE).ours
    with CaptureQueriesContext(
        connection,
    ) as queries:
        gaps(world.actor(CLERK))
    assert len(queries) <= 8


def test_a_recognition_sleeps_after_the_months_of_the_setting(world: World) -> None:
    row, by = made.bakery(world), world.actor(CLERK)
    since = {world.partnership.pk: clock.today() - 20 * DAY}
    assert list(dormant(by, since)) == [row]
    assert not dormant(by, {world.partnership.pk: clock.today() - 90 * DAY}), "not so long yet"
    assert not dormant(world.actor(KEEPER), since)
    made.registered(world)
    assert not dormant(by, since)
    assert Recognition.objects.count() == 1


def test_candidates_by_sector_and_region(world: World) -> None:
    made.sector(world)
    by = world.actor(CLERK)
    with arranging():
        KboExtract.objects.create(
            number=1, type="full", snapshot_on=clock.today(), applied_at=clock.now()
        )
        for number, nace, postcode in (
            ("2100000001", "10711", "9000"), ("2100000002", "56101", "9000"),
            ("2100000003", "10712", "2000"),
        ):  # fmt: skip
            KboEstablishment.objects.create(number=number, enterprise="0" + number[1:])
            KboAddress.objects.create(entity=number, type="BAET", zipcode=postcode)
            KboActivity.objects.create(
                entity=number, group="003", nace_version="2025", nace_code=nace,
                classification="MAIN",
            )  # fmt: skip

    def found(region: str) -> list[str]:
        return [one.number for one in candidates(by, programme(), region)]

    assert found("oost-vlaanderen") == ["2100000001"]
    assert found("antwerpen") == ["2100000003"]
    assert not found("limburg")
    row = made.lead(world)
    with arranging():
        Lead.objects.filter(pk=row.pk).update(site_number="2100000001")
    assert not found("oost-vlaanderen"), "somebody's lead"


def test_a_sector_is_a_code_with_days(world: World) -> None:
    args, kwargs = made.example_add_sector(world)
    by = world.actor("wse-dossierbeheerder")
    assert made.sector(world).nace == "1071"
    with pytest.raises(Invalid):
        sectors.add_sector(by, *args, **kwargs)
    for wrong in ("", "5", "56.abc", "12345678"):
        with pytest.raises(Invalid):
            sectors.add_sector(by, *args, **{**kwargs, "nace": wrong})
