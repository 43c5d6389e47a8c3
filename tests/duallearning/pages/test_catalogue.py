"""The department keeps opleidingen, sector agreements, powers and settings, through the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.access.models import Grant
from sleutelbos.access.public import PostKind, appoint, withdraw_grant
from sleutelbos.duallearning.recognition.models import (
    Delegation,
    Programme,
    ProgrammeOffer,
    RoutingRule,
)
from sleutelbos.duallearning.recognition.queries.readiness import limits_of
from sleutelbos.kernel import clock
from sleutelbos.kernel.periods import Period
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples
from tests.world import World
from tests.world_duaal import (
    CLERK,
    HANDLER,
    KEEPER,
    OFFICER,
    OTHER_PARTNERSHIP,
    VOTER,
    committee,
    other_partnership,
    programme,
)

DAY = timedelta(days=1)


def url(name: str, *keys: object) -> str:
    return reverse(f"duallearning:{name}", args=keys)


def day(ahead: int = 0) -> str:
    return f"{clock.today() + ahead * DAY:%d/%m/%Y}"


def test_an_opleiding_is_added_changed_and_succeeded(world: World, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    sent = {"code": "SLA-1", "name": "Slager duaal", "agreement": "OAO",
            "activities": "Fileert\n\nVersnijdt"}  # fmt: skip
    text = text_of(post(client, url("add-programme"), **{**sent, "code": programme().code}))
    assert "Er is al een opleiding met deze code." in text
    done = post(client, url("add-programme"), **sent)
    row = Programme.objects.get(code="SLA-1")
    text = text_of(client.get(done["Location"]))
    assert "Overeenkomst alternerende opleiding" in text
    assert "Versnijdt" in text
    assert [one.text for one in row.activities.all()] == ["Fileert", "Versnijdt"]
    change = url("change-programme", row.uid)
    text = text_of(post(client, change, **sent, successor=str(programme().uid)))
    assert "Vul de laatste dag in: daarna neemt de opvolger het over." in text
    done = post(client, change, **sent, last=day(30), successor=str(programme().uid))
    assert "Opvolger" in text_of(client.get(done["Location"]))
    text = text_of(post(client, change, **{**sent, "code": "SLA-2"}))
    assert "De code van een opleiding verandert niet." in text


@pytest.mark.requirement("G17")
def test_a_school_offers_an_opleiding(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(OFFICER), programme("ZAAL-1")
    page = url("add-offer", row.uid)
    assert "Geen school heeft deze naam" in text_of(
        post(client, page, school="Onbekend", first=day())
    )
    done = post(client, page, school=world.school.name, first=day())
    assert world.school.name in text_of(client.get(done["Location"]))
    text = text_of(post(client, page, school=world.school.name, first=day(5)))
    assert "biedt deze opleiding al aan" in text
    offer = ProgrammeOffer.objects.get(programme=row)
    end = url("end-offer", offer.pk)
    assert "De laatste dag ligt voor de eerste." in text_of(post(client, end, last=day(-1)))
    assert post(client, end, last=day(3)).status_code == 303
    assert client.get(url("end-offer", 999_999)).status_code == 404


@pytest.mark.requirement("W04")
def test_a_sector_agreement_is_added_tried_and_ended(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(OFFICER), programme()
    ask = f"{url('try-rules')}?committee={committee('302').pk}&programme={row.uid}"
    assert "Geen sectorafspraak" in text_of(client.get(ask))
    sent = {"committee": committee("302").pk, "partnership": str(world.partnership.uid),
            "priority": "50", "first": day(), "source": "Protocol 2019"}  # fmt: skip
    page = url("add-rule")
    assert "Kies een paritair comité, een opleiding of beide." in text_of(
        post(client, page, **{**sent, "committee": ""})
    )
    assert post(client, page, **sent).status_code == 303
    assert "Er is al een afspraak met deze voorrang" in text_of(post(client, page, **sent))
    text = text_of(client.get(ask))
    assert world.partnership.name in text
    assert "Volgens de sectorafspraken" in text
    rule = RoutingRule.objects.get(source="Protocol 2019")
    end = url("end-rule", rule.uid)
    assert "Wat al ingediend is, blijft waar het is." in text_of(client.get(end))
    assert "Kies gisteren of een latere dag." in text_of(post(client, end, last=day(-5)))
    assert post(client, end, last=day(0)).status_code == 303
    assert world.partnership.name in text_of(client.get(ask)), "today it still counts"


def test_a_power_and_a_setting_of_a_partnership(world: World, sign_in: SignIn) -> None:
    client, where = sign_in(OFFICER), world.partnership
    page = url("partnership", where.uid)
    assert "behandelt de aanvragen van zijn sector zelf" in text_of(client.get(page))
    sent = {"power": "mobiliseren", "first": day(), "source": "Akkoord 2026"}
    assert post(client, url("delegate-power", where.uid), **sent).status_code == 303
    assert "Akkoord 2026" in text_of(client.get(page))
    power = Delegation.objects.get(partnership=where, power="erkennen")
    assert post(client, url("end-power", power.pk), last=day(-1)).status_code == 303
    assert "mag niet erkennen" in text_of(client.get(page))
    setting = url("change-setting", where.uid, "mentor-age")
    assert "Nu: 25." in text_of(client.get(setting))
    text = text_of(post(client, setting, value="23", first=day(-3)))
    assert "voor dagen die voorbij zijn" in text
    assert post(client, setting, value="23", first=day(), note="Besluit").status_code == 303
    assert limits_of(where).mentor_age == 23
    assert limits_of(None).mentor_age == 25
    papers = url("change-setting", where.uid, "needed-documents")
    assert post(client, papers, value=["rsz-schulden"], first=day(4)).status_code == 303
    text = text_of(client.get(page))
    assert "Wat later verandert" in text
    assert "Attest van de RSZ zonder schulden" in text
    assert client.get(url("change-setting", where.uid, "bestaat-niet")).status_code == 404


@pytest.mark.requirement("W22")
def test_who_changed_an_opleiding_and_from_what_to_what(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(OFFICER), programme()
    sent = {"code": row.code, "name": "Bakker en banketbakker duaal", "agreement": "SAO",
            "domain": "Voeding", "first": "01/09/2019", "last": day(400)}  # fmt: skip
    assert post(client, url("change-programme", row.uid), **sent).status_code == 303
    examples.submitted(world)  # a request names the opleiding too; it isn't its history
    page = url("programme", row.uid)
    for who in (OFFICER, KEEPER, HANDLER):
        text = text_of(sign_in(who).get(page)).partition("Historiek")[2]
        assert "wijzigde de opleiding Bakker en banketbakker duaal" in text, who
        assert "Naam: van Bakker duaal naar Bakker en banketbakker duaal" in text
        assert "Domein: van – naar Voeding" in text
        assert "naar Stageovereenkomst alternerende opleiding" in text
        assert "Geldt: van" in text
        assert "diende" not in text


@pytest.mark.requirement("W22")
def test_who_changed_a_partnership_and_who_got_which_role(world: World, sign_in: SignIn) -> None:
    client, where = sign_in(OFFICER), world.partnership
    setting = url("change-setting", where.uid, "mentor-age")
    assert post(client, setting, value="23", first=day()).status_code == 303
    sent = {"power": "mobiliseren", "first": day(), "source": "Akkoord 2026"}
    assert post(client, url("delegate-power", where.uid), **sent).status_code == 303
    other = url("change-setting", other_partnership().uid, "mentor-age")
    assert post(client, other, value="24", first=day()).status_code == 303
    head, voter = world.people[CLERK], world.people[VOTER]
    appoint(
        world.actor("dwse"), where, head, kind=PostKind.HEAD_LOCAL_MANAGER,
        period=Period(clock.now(), None, "[)"), reason="Nieuwe beheerder",
    )  # fmt: skip
    grant = Grant.objects.get(relation__person=voter)
    withdraw_grant(world.actor(CLERK), grant, reason="Gaat weg")
    text = text_of(client.get(url("partnership", where.uid))).partition("Historiek")[2]
    assert "“Hoe oud een mentor minstens is” op 23" in text
    assert "op 24" not in text
    assert "noteerde de bevoegdheid van" in text
    assert f"van {voter.name} bij {where.name} in. Reden: Gaat weg" in text
    assert f"{head.name} aan als hoofd lokale beheerder" in text
    for who in (KEEPER, HANDLER):
        assert "Gaat weg" not in text_of(sign_in(who).get(url("my-organisation")))


def test_who_reads_the_own_partnership_changes_nothing(world: World, sign_in: SignIn) -> None:
    """S3: 'raadplegen'; the department changes it."""
    for who in (KEEPER, HANDLER):
        client = sign_in(who)
        answer = client.get(url("my-organisation"))
        text = text_of(answer)
        assert world.partnership.name in text
        assert "Paritair comité" in text
        assert "instellingen/" not in answer.content.decode()
        assert OTHER_PARTNERSHIP not in text
        assert (
            client.get(url("change-setting", world.partnership.uid, "mentor-age")).status_code
            == 403
        )


def test_lists_ask_a_constant_number_of_queries(world: World, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    for name in ("programmes", "rules", "requests", "companies"):
        client.get(url(name))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url(name))
        assert len(asked) <= 20, (name, len(asked))
