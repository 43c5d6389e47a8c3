"""The page of one right: change its period, extend, withdraw; the page of a werkrelatie."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from sleutelbos.access.models import Grant, WorkRelation
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from tests.access.pages.conftest import SignIn, post, text_of
from tests.world import (
    World,
    make_grant,
    make_organisation,
    make_person,
    make_post,
    period,
    role,
)


@pytest.fixture
def grant(world: World) -> Grant:
    return Grant.objects.get(relation__person=world.people["right role"])


def grant_url(world: World, grant: Grant, name: str = "grant") -> str:
    return reverse(f"access:{name}", args=[world.school.uid, grant.uid])


def relation_url(world: World, relation: WorkRelation, name: str = "relation") -> str:
    return reverse(f"access:{name}", args=[world.school.uid, relation.uid])


def day(days: int) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


@pytest.mark.requirement("G08")
def test_the_page_says_what_it_gives(world: World, sign_in: SignIn, grant: Grant) -> None:
    answer = sign_in("hoofd lokale beheerder").get(grant_url(world, grant))
    text = text_of(answer)
    assert "Werkplek Duaal Gebruiker: trajectbegeleider" in text
    assert "Maakt overeenkomsten op, registreert en beëindigt ze." in text
    assert "WerkplekDuaalGebruiker-trajectbegeleider:901001" in text
    assert "Periode wijzigen" in text


@pytest.mark.requirement("G19")
def test_a_local_beheerder_reads_why_he_may_not(
    world: World, sign_in: SignIn, grant: Grant
) -> None:
    text = text_of(sign_in("lokale beheerder").get(grant_url(world, grant)))
    assert "Dit recht kan alleen de hoofd lokale beheerder toekennen." in text
    answer = post(
        sign_in("lokale beheerder"), grant_url(world, grant, "grant-withdraw"), reason="Zomaar"
    )
    assert answer.status_code == 403
    grant.refresh_from_db()
    assert grant.valid.upper > clock.now()


@pytest.mark.requirement("G01")
def test_the_period_changes_and_can_be_undone(world: World, sign_in: SignIn, grant: Grant) -> None:
    client = sign_in("hoofd lokale beheerder")
    url = grant_url(world, grant, "grant-period")
    before = periods.last_day(grant.valid)
    answer = post(client, url, until=day(100))
    assert answer.status_code == 303
    grant.refresh_from_db()
    assert periods.last_day(grant.valid) == clock.today() + timedelta(days=100)
    after = client.get(answer["Location"])
    assert "Ongedaan maken" in text_of(after)
    assert before is not None
    undone = client.post(url, {"until": f"{before:%d/%m/%Y}"})
    assert undone.status_code == 303
    grant.refresh_from_db()
    assert periods.last_day(grant.valid) == before


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (-3, "Kies een datum vanaf vandaag."),
        (900, "Werkplek Duaal Gebruiker kan hoogstens tot en met"),
        (None, "Vul “Laatste dag” in."),
    ],
)
def test_a_wrong_last_day(
    world: World, sign_in: SignIn, grant: Grant, until: int | None, sentence: str
) -> None:
    client = sign_in("hoofd lokale beheerder")
    typed = "" if until is None else day(until)
    answer = post(client, grant_url(world, grant, "grant-period"), until=typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_one_click_extends_to_the_longest(world: World, sign_in: SignIn, grant: Grant) -> None:
    client = sign_in("hoofd lokale beheerder")
    html = client.get(grant_url(world, grant)).content.decode()
    longest = day(455)
    assert "Verleng tot en met" in html
    assert f'name="until" value="{longest}"' in html
    post(client, grant_url(world, grant, "grant-period"), until=longest)
    grant.refresh_from_db()
    assert periods.last_day(grant.valid) == clock.today() + timedelta(days=455)


@pytest.mark.requirement("G01")
def test_withdrawing_names_the_consequence_and_wants_a_reason(
    world: World, sign_in: SignIn, grant: Grant
) -> None:
    client, url = sign_in("hoofd lokale beheerder"), grant_url(world, grant, "grant-withdraw")
    asked = text_of(client.get(url))
    assert "kan vanaf nu niet meer in Werkplek Duaal werken als trajectbegeleider." in asked
    assert "krijgt een mail met uw reden." in asked
    assert "Vul “Reden” in." in text_of(post(client, url, reason=""))
    assert post(client, url, reason="Naar een andere school").status_code == 303
    grant.refresh_from_db()
    assert grant.valid.upper <= clock.now()
    text = text_of(client.get(grant_url(world, grant)))
    assert "kan dit niet meer." in text
    assert "Opnieuw toekennen" in text


def test_a_form_sent_twice_withdraws_once(world: World, sign_in: SignIn, grant: Grant) -> None:
    client, url = sign_in("hoofd lokale beheerder"), grant_url(world, grant, "grant-withdraw")
    key = "7b2c9f9e-6f0e-4b3f-8a76-111111111111"
    first = post(client, url, reason="Weg", sleutel=key)
    second = post(client, url, reason="Weg", sleutel=key)
    assert (first.status_code, second.status_code) == (303, 303)
    assert AuditEntry.objects.filter(action="access.withdraw-grant").count() == 1


def test_a_grant_of_another_organisation_has_no_page_here(world: World, sign_in: SignIn) -> None:
    other = Grant.objects.get(relation__person=world.people["right role elsewhere"])
    assert sign_in("hoofd lokale beheerder").get(grant_url(world, other)).status_code == 404


@pytest.mark.requirement("G07")
def test_the_page_of_a_werkrelatie(world: World, sign_in: SignIn, grant: Grant) -> None:
    text = text_of(sign_in("lokale beheerder").get(relation_url(world, grant.relation)))
    assert "1 recht hangt aan deze werkrelatie." in text
    assert "Vaste medewerker" in text


@pytest.mark.requirement("G34")
def test_who_may_not_end_what_hangs_on_it_reads_why(world: World, sign_in: SignIn) -> None:
    relation = world.people["hoofd lokale beheerder"].relations.get()
    client, said = sign_in("lokale beheerder"), "de aanstelling als hoofd lokale beheerder"
    page = client.get(relation_url(world, relation))
    assert said in text_of(page)
    assert relation_url(world, relation, "relation-end") not in page.content.decode()
    assert relation_url(world, relation, "relation-period") in page.content.decode()
    assert said in text_of(client.get(relation_url(world, relation, "relation-period")))
    sooner = post(client, relation_url(world, relation, "relation-period"), until=day(2))
    ended = post(client, relation_url(world, relation, "relation-end"), reason="weg")
    assert (sooner.status_code, ended.status_code) == (403, 403)
    assert said in text_of(ended)
    person = reverse("access:person", args=[world.school.uid, relation.person.uid])
    assert "Werkrelatie beëindigen" not in text_of(client.get(person))


@pytest.mark.requirement("G03")
def test_the_last_beheerder_is_asked_to_confirm(world: World, sign_in: SignIn) -> None:
    with arranging():
        place = make_organisation("Alleen VZW", "school", OV="901444")
        last = make_post(make_person("Laatste", "Beheerder"), place, "hoofd-lokale-beheerder")
    world.add("laatste", last.person, place)
    client = sign_in("laatste")
    accept = "De organisatie mag voorlopig zonder beheerder blijven"
    for name, fields in (("relation-period", {"until": day(2)}), ("relation-end", {"reason": "w"})):
        url = reverse(f"access:{name}", args=[place.uid, last.relation.uid])
        assert accept in text_of(client.get(url))
        answer = post(client, url, **fields)
        assert answer.status_code == 422
        assert "Dit is de laatste beheerder." in text_of(answer)
        assert post(client, url, **fields, accept_orphan="on").status_code == 303


@pytest.mark.requirement("G07")
def test_a_werkrelatie_that_ends_first_takes_its_rights_along(
    world: World, sign_in: SignIn, grant: Grant
) -> None:
    client = sign_in("hoofd lokale beheerder")
    url = relation_url(world, grant.relation, "relation-period")
    assert "Kies een datum vanaf vandaag." in text_of(post(client, url, until=day(-2)))
    assert post(client, url, until=day(20)).status_code == 303
    text = text_of(client.get(grant_url(world, grant)))
    assert "Het recht eindigt dan mee." in text
    assert "Eindigt binnenkort" in text
    longer = post(client, grant_url(world, grant, "grant-period"), until=day(60))
    assert "De werkrelatie eindigt op" in text_of(longer)


@pytest.mark.requirement("G07")
def test_ending_a_werkrelatie_names_what_ends_in_numbers(
    world: World, sign_in: SignIn, grant: Grant
) -> None:
    relation = grant.relation
    with arranging():
        make_grant(relation, role("WerkplekDuaalGebruiker", "schoolbeheerder"))
        make_grant(relation, role("PlatosTijdsregistratie", "DWSE-opleider"))
        make_post(relation.person, world.school, "lokale-beheerder")
    client, url = sign_in("hoofd lokale beheerder"), relation_url(world, relation, "relation-end")
    assert "3 rechten en 1 aanstelling eindigen vandaag." in text_of(client.get(url))
    assert post(client, url, reason="Uit dienst").status_code == 303
    assert not Grant.objects.filter(relation=relation, valid__contains=clock.now()).exists()
    assert not relation.posts.filter(valid__contains=clock.now()).exists()
    again = post(client, url, reason="Uit dienst")
    assert "Deze werkrelatie is al beëindigd." in text_of(again)


def test_who_gave_it_is_told(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    with arranging():
        relation = world.people["member without right"].relations.get()
        given = make_grant(
            relation,
            role("WerkplekDuaalGebruiker", "trajectbegeleider"),
            valid=period(0, 100),
            reason="Nieuw schooljaar",
        )
    text = text_of(client.get(grant_url(world, given)))
    assert "Nieuw schooljaar" in text
    assert "door een beheerder" in text
