"""What ends soon, who has what as of a day, and the log."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sleutelbos.access.actions.extend_many import extend_many
from sleutelbos.access.actions.grants import change_grant, withdraw_grant
from sleutelbos.access.models import Grant
from sleutelbos.kernel import clock, sealing
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry, AuditView
from tests.access.pages.conftest import SignIn, post, text_of
from tests.access.pages.test_managers import queries_of
from tests.world import World, make_grant, make_person, make_relation, period, role


def url_of(name: str, world: World) -> str:
    return reverse(f"access:{name}", args=[world.school.uid])


@pytest.fixture
def ending(world: World) -> list[Grant]:
    """Two rights that end within a month, one in two months; the cast has a third in 30 days."""
    guide = role("WerkplekDuaalGebruiker", "trajectbegeleider")
    with arranging():
        return [
            make_grant(
                make_relation(make_person(name, "Einde"), world.school),
                guide,
                valid=period(-10, days),
            )
            for name, days in (("An", 5), ("Bo", 20), ("Cas", 60))
        ]


def _day(days: int) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


@pytest.mark.requirement("G10")
def test_what_ends_in_30_and_in_90_days(world: World, sign_in: SignIn, ending: list[Grant]) -> None:
    client = sign_in("hoofd lokale beheerder")
    text = text_of(client.get(url_of("ending", world)))
    assert "3 rechten van 3 personen eindigen in de komende 30 dagen." in text
    assert "An Einde" in text
    assert "Cas Einde" not in text
    assert "Cas Einde" in text_of(client.get(url_of("ending", world) + "?dagen=90"))


def test_several_rights_are_extended_in_one_go(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    client = sign_in("hoofd lokale beheerder")
    rows = [str(grant.uid) for grant in ending[:2]]
    asked = post(client, url_of("extend", world), rij=rows)
    assert asked.status_code == 200
    assert "2 rechten verlengen" in text_of(asked)
    assert "Kan tot en met" in text_of(asked)
    done = post(client, url_of("extend", world), rij=rows, until=_day(100))
    assert done["Location"] == url_of("ending", world)
    assert "2 rechten lopen nu tot en met" in text_of(client.get(done["Location"]))
    for grant in ending[:2]:
        grant.refresh_from_db()
        assert grant.valid.upper == clock.midnight(clock.today() + timedelta(days=101))
    lines = AuditEntry.objects.filter(action="access.change-grant")
    assert lines.count() == 2
    head = AuditEntry.objects.get(action="access.extend-many")
    assert {line.correlation for line in lines} == {head.correlation}


def test_one_line_that_cannot_be_extended_stops_all(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    with arranging():
        relation = make_relation(
            make_person("Kort", "Contract"), world.school, valid=period(-10, 15)
        )
        short = make_grant(
            relation, role("WerkplekDuaalGebruiker", "trajectbegeleider"), valid=period(-10, 10)
        )
    client = sign_in("hoofd lokale beheerder")
    rows = [str(ending[0].uid), str(short.uid)]
    answer = post(client, url_of("extend", world), rij=rows, until=_day(100))
    assert answer.status_code == 422
    text = text_of(answer)
    assert "Kort Contract, trajectbegeleider: De werkrelatie eindigt op" in text
    before = ending[0].valid
    ending[0].refresh_from_db()
    assert ending[0].valid == before
    assert not AuditEntry.objects.filter(action="access.change-grant").exists()


def test_extending_nothing_or_somebody_elses_right(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    client = sign_in("hoofd lokale beheerder")
    answer = post(client, url_of("extend", world))
    assert answer.status_code == 303
    assert "Vink minstens één recht aan." in text_of(client.get(answer["Location"]))
    other = sign_in("hoofd lokale beheerder elsewhere")
    theirs = reverse("access:extend", args=[world.other_school.uid])
    assert other.get(f"{theirs}?rij={ending[0].uid}").status_code == 404
    assert other.get(f"{theirs}?rij=onzin").status_code == 404


def test_a_lokale_beheerder_may_not_extend_this_right(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    rows = [str(ending[0].uid)]
    answer = post(sign_in("lokale beheerder"), url_of("extend", world), rij=rows, until=_day(100))
    assert answer.status_code == 403
    assert "Dit recht kan alleen de hoofd lokale beheerder toekennen." in text_of(answer)


@pytest.mark.requirement("G34")
def test_who_has_what_today_and_before(world: World, sign_in: SignIn, ending: list[Grant]) -> None:
    client = sign_in("hoofd lokale beheerder")
    text = text_of(client.get(url_of("who-has-what", world)))
    assert "gelden hier 10 rechten van 10 personen." in text
    assert "Cas Einde" in text
    long_ago = clock.today() - timedelta(days=20)
    answer = client.get(url_of("who-has-what", world) + f"?peildatum={long_ago:%d/%m/%Y}")
    text = text_of(answer)
    assert "einde van de dag, waren er 8 rechten van 8 personen." in text
    assert "Cas Einde" not in text
    assert "Ended Yesterday Rol" in text


@pytest.mark.parametrize(
    ("query", "name", "missing"),
    [
        ("recht=WerkplekDuaalGebruiker&naam=einde", "An Einde", "Other Role Rol"),
        ("rol=WerkplekDuaalGebruiker:schoolbeheerder", "Other Role Rol", "An Einde"),
        ("soort=vast&naam=cas", "Cas Einde", "An Einde"),
    ],
)
def test_filters_of_who_has_what(
    world: World, sign_in: SignIn, ending: list[Grant], query: str, name: str, missing: str
) -> None:
    client = sign_in("hoofd lokale beheerder")
    text = text_of(client.get(f"{url_of('who-has-what', world)}?{query}"))
    assert name in text
    assert missing not in text


def test_who_has_what_at_one_vestiging(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    query = f"?vestiging={world.other_site.uid}"
    text = text_of(client.get(url_of("who-has-what", world) + query))
    assert "Rol Zuid" in text
    assert "Other Role Rol" not in text
    sited = sign_in("lokale beheerder other vestiging")
    assert "Other Role Rol" not in text_of(sited.get(url_of("who-has-what", world)))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_who_has_what_as_a_file_is_logged_as_a_view(
    world: World, sign_in: SignIn, ending: list[Grant], kind: str
) -> None:
    client = sign_in("hoofd lokale beheerder")
    answer = client.get(f"{url_of('who-has-what', world)}?als={kind}")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    if kind == "csv":
        assert "Cas Einde;Werkplek Duaal Gebruiker" in content.decode("utf-8-sig")
    else:
        sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
        assert b"Cas Einde" in sheet
    seen = AuditView.objects.latest("pk")
    assert seen.page == "access:who-has-what"
    assert ending[0].relation.person_id in seen.persons


@pytest.mark.parametrize("name", ["who-has-what", "ending", "audit"])
def test_number_of_queries_is_constant(
    world: World, sign_in: SignIn, ending: list[Grant], name: str
) -> None:
    client = sign_in("hoofd lokale beheerder")
    few = queries_of(client, url_of(name, world))
    guide = role("WerkplekDuaalGebruiker", "trajectbegeleider")
    with arranging():
        for n in range(8):
            relation = make_relation(make_person(f"Veel {n}", "Volk"), world.school)
            make_grant(relation, guide, valid=period(-1, 9))
    assert queries_of(client, url_of(name, world)) == few


def _something_happens(world: World, grant: Grant) -> None:
    by = world.actor("hoofd lokale beheerder")
    change_grant(by, grant, until=clock.midnight(clock.today() + timedelta(days=50)))
    withdraw_grant(by, grant, reason="Andere taak")
    with pytest.raises(Refused):
        withdraw_grant(world.actor("lokale beheerder elsewhere"), grant, reason="x")


@pytest.mark.requirement("G28")
def test_the_log_tells_in_sentences_also_what_was_refused(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    _something_happens(world, ending[0])
    client = sign_in("hoofd lokale beheerder")
    text = text_of(client.get(url_of("audit", world)))
    assert "trok Werkplek Duaal Gebruiker (trajectbegeleider) van An Einde" in text
    assert "Reden: Andere taak" in text
    page = client.get(f"{url_of('audit', world)}?handeling=access.change-grant")
    assert "veranderde de periode" in text_of(page)
    assert "Andere taak" not in text_of(page)


def test_the_log_begins_in_short_and_shows_each_step_when_asked(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    """Of what was done in one go only the head, with or without another filter."""
    until = clock.midnight(clock.today() + timedelta(days=50))
    extend_many(world.actor("hoofd lokale beheerder"), ending[:2], until=until)
    client, url = sign_in("hoofd lokale beheerder"), url_of("audit", world)
    step = "veranderde de periode"
    assert step not in text_of(client.get(url))
    assert step not in text_of(client.get(f"{url}?afloop=done"))
    assert step in text_of(client.get(f"{url}?toon=stappen"))


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("naam=einde", True),
        ("naam=niemand-zo", False),
        ("afloop=refused", False),
        ("afloop=done", True),
        ("van=01/01/2020&tot=01/02/2020", False),
        ("van=01/01/2020", True),
    ],
)
def test_filters_of_the_log(
    world: World, sign_in: SignIn, ending: list[Grant], query: str, there: bool
) -> None:
    _something_happens(world, ending[0])
    client = sign_in("hoofd lokale beheerder")
    text = text_of(client.get(f"{url_of('audit', world)}?{query}"))
    assert ("Reden: Andere taak" in text) is there


@pytest.mark.requirement("G28")
def test_the_log_as_csv_and_the_reader_is_logged(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    _something_happens(world, ending[0])
    client = sign_in("hoofd lokale beheerder")
    answer = client.get(f"{url_of('audit', world)}?als=csv")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "Reden: Andere taak" in content
    assert ending[0].relation.person_id in AuditView.objects.latest("pk").persons


@pytest.mark.requirement("G01")
def test_the_log_of_another_organisation_stays_closed(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder elsewhere")
    assert client.get(url_of("audit", world)).status_code == 404
    assert client.get(reverse("access:audit-all")).status_code == 403


@pytest.mark.requirement("G28")
def test_the_supervisor_reads_all_and_sees_the_seal(
    world: World, sign_in: SignIn, ending: list[Grant]
) -> None:
    client: Client = sign_in("auditor")
    sealing.seal()
    _something_happens(world, ending[0])
    text = text_of(client.get(reverse("access:audit-all")))
    assert "Reden: Andere taak" in text
    assert "Dit werd geweigerd." in text
    assert "Nog niet verzegeld" in text
    unsealed = AuditEntry.objects.count() - sealing.verify().sealed
    assert f"Nog niet verzegeld {unsealed}" in text
    found = text_of(client.get(reverse("access:audit-all") + "?organisatie=brug"))
    assert "Reden: Andere taak" in found
    none = text_of(client.get(reverse("access:audit-all") + "?organisatie=houtbouw"))
    assert "Reden: Andere taak" not in none
