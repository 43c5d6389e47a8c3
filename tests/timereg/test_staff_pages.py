"""The pages about staff, as medewerker, leidinggevende, promotor, partner and ESF see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.models import Allocation, MergeRecord, ProjectMember, WorkEntry
from tests.access.pages.conftest import SignIn, number_of, post, text_of
from tests.timereg.examples_staff import (
    agreed,
    allocated,
    approved,
    entered,
    merged,
    presented,
    submitted,
)
from tests.world import World
from tests.world_timereg_staff import (
    DOUBLE,
    LEADER,
    OFFICER,
    PARTNER,
    PARTNER_STAFF,
    PROMOTER,
    SHARES,
    STAFF,
    member,
    newcomer,
    place,
)

YESTERDAY = timedelta(days=1)


def url(name: str, *keys: object) -> str:
    return reverse(f"timereg:{name}", args=keys)


@pytest.mark.requirement("T13")
def test_a_medewerker_enters_presents_and_takes_over_a_day(world: World, sign_in: SignIn) -> None:
    client = sign_in(STAFF)
    page = url("my-work")
    text = text_of(client.get(page))
    assert "Nog over in" in text
    assert "In deze maand staat nog niets." in text
    day = clock.today() - YESTERDAY
    sent = {"project": str(member(world).uid), "kind": "werk", "activity": "Overleg"}
    answer = post(client, page, day=f"{day:%d/%m/%Y}", minutes="7,5", **sent)
    assert answer.status_code == 303
    shown = text_of(client.get(answer["Location"]))
    assert "7 u 30 op" in shown
    assert "1 prestatie is nog niet voorgelegd." in shown
    entry = WorkEntry.objects.get()
    assert entry.minutes == 450
    today = f"{clock.today():%Y-%m-%d}"
    answer = post(client, url("copy-work"), van=f"{day:%Y-%m-%d}", dag=today)
    assert "Kijk na of het klopt." in text_of(client.get(answer["Location"]))
    rows = ",".join(str(row.uid) for row in WorkEntry.objects.all())
    answer = post(client, url("present-work"), rij=rows)
    assert "2 prestaties wachten nu op" in text_of(client.get(answer["Location"]))


def test_what_is_wrong_lands_on_its_field(world: World, sign_in: SignIn) -> None:
    client = sign_in(STAFF)
    sent = {"project": str(member(world).uid), "kind": "werk", "activity": "Overleg"}
    day = f"{clock.today() - YESTERDAY:%d/%m/%Y}"
    for wrong, sentence in (
        ({"minutes": "veel"}, "Schrijf de duur zoals 7,5 of 7:30."),
        ({"minutes": "7:75"}, "Schrijf de duur zoals 7,5 of 7:30."),
        ({"minutes": "25"}, "Op één dag kan hoogstens 24 u staan"),
        ({"minutes": ""}, "Vul in hoeveel uur u werkte"),
        ({"start": "9:00", "end": "25:00"}, "Schrijf het uur zoals 9:00 of 16:30."),
        ({"start": "9:00"}, "Vul zowel het begin- als het einduur in"),
    ):
        answer = post(client, url("my-work"), **{**sent, "day": day, **wrong})
        assert answer.status_code == 422
        assert sentence in text_of(answer)


def test_the_same_form_twice_is_one_prestatie(world: World, sign_in: SignIn) -> None:
    client = sign_in(STAFF)
    sent = {
        "sleutel": "0b0e7a52-5f0b-4b60-9f0b-1d2a7a3d8a11", "project": str(member(world).uid),
        "day": f"{clock.today():%d/%m/%Y}", "minutes": "2", "kind": "werk", "activity": "x",
    }  # fmt: skip
    for _twice in range(2):
        assert client.post(url("my-work"), sent).status_code == 303
    assert WorkEntry.objects.count() == 1


def test_what_was_left_in_an_earlier_month_is_found(world: World, sign_in: SignIn) -> None:
    client, month = sign_in(STAFF), clock.today().replace(day=1)
    row = entered(world, day=month - YESTERDAY)
    there = f"{url('my-work')}?maand={month - YESTERDAY:%Y-%m}"
    page = client.get(url("my-work"))
    assert "Van een vorige maand is 1 prestatie nog niet voorgelegd." in text_of(page)
    assert there in page.content.decode()
    assert there in client.get("/").content.decode()
    assert row.activity in text_of(client.get(there))


@pytest.mark.requirement("T13")
def test_a_leidinggevende_approves_many_and_sends_one_back(world: World, sign_in: SignIn) -> None:
    rows = [presented(world, minutes=60 + n) for n in range(3)]
    client = sign_in(LEADER)
    assert "3 prestaties wachten op u." in text_of(client.get(url("to-approve")))
    ticked = client.get(f"{url('to-approve')}?alles=1").content.decode()
    assert ticked.count(" checked ") == 3
    keys = [str(row.uid) for row in rows]
    answer = client.post(url("approve-work"), {"rij": keys[:2], "sleutel": ""})
    assert "2 prestaties zijn goedgekeurd." in text_of(client.get(answer["Location"]))
    form = post(client, url("return-work"), rij=keys[2])
    assert "1 prestatie terugsturen" in text_of(form)
    answer = post(client, url("return-work"), rij=keys[2], answer="Verkeerde dag")
    assert "1 prestatie ging terug." in text_of(client.get(answer["Location"]))
    mine = text_of(sign_in(STAFF).get(url("entry", rows[2].uid)))
    assert "Verkeerde dag" in mine
    assert "Nu aan zet: medewerker" in mine
    answer = post(client, url("approve-work"))
    assert "Vink minstens één prestatie aan." in text_of(client.get(answer["Location"]))


@pytest.mark.requirement("T13")
def test_changing_after_approval_asks_again_and_shows_the_difference(
    world: World, sign_in: SignIn
) -> None:
    entry = approved(world, minutes=60)
    client = sign_in(STAFF)
    page = client.get(url("entry-change", entry.uid))
    assert "Na uw wijziging wacht ze opnieuw op goedkeuring." in text_of(page)
    day = clock.today() - 2 * YESTERDAY
    sent = {"day": f"{day:%d/%m/%Y}", "minutes": "1:30", "kind": "werk", "activity": "Overleg"}
    answer = post(client, url("entry-change", entry.uid), **sent)
    text = text_of(client.get(answer["Location"]))
    assert "1 u → 1 u 30" in text
    assert "Wacht op goedkeuring" in text


@pytest.mark.requirement("T12")
def test_the_lists_lead_to_the_detail(world: World, sign_in: SignIn) -> None:
    entry, row = presented(world, PARTNER_STAFF), allocated(world, PARTNER_STAFF)
    client = sign_in(PROMOTER)
    for name, target in (("entries", "entry"), ("allocations", "allocation")):
        there = url(target, (entry if target == "entry" else row).uid)
        assert f'href="{there}"' in client.get(url(name)).content.decode()
        assert client.get(there).status_code == 200
    mine = url("member", member(world).uid)
    assert f'href="{mine}"' in client.get(url("members")).content.decode()
    theirs = member(world, PARTNER_STAFF)
    assert client.get(url("member", theirs.uid)).status_code == 404
    assert sign_in(PARTNER).get(url("member", theirs.uid)).status_code == 200
    assert sign_in(STAFF).get(url("entry", entry.uid)).status_code == 404
    assert sign_in("hoofd lokale beheerder").get(url("entries")).status_code == 403


def test_the_promotor_delivers(world: World, sign_in: SignIn) -> None:
    entry = approved(world)
    client = sign_in(PROMOTER)
    assert entry.activity in text_of(client.get(url("deliver")))
    answer = post(client, url("deliver-work"), rij=str(entry.uid))
    assert "1 prestatie is ingediend bij ESF." in text_of(client.get(answer["Location"]))
    assert "Ingediend bij ESF" in text_of(client.get(url("entry", entry.uid)))
    assert post(sign_in(STAFF), url("deliver-work"), rij=str(entry.uid)).status_code == 403


@pytest.mark.requirement("T12")
def test_adding_by_list_and_by_number(world: World, sign_in: SignIn) -> None:
    with arranging():
        one, other = newcomer(world), newcomer(world)
        stranger = newcomer(world, world.entity)
    client, where = sign_in(PROMOTER), str(place(world).pk)
    sent = {"place": where, "supervisor": str(world.people[LEADER].uid), "fte": "87,5"}
    answer = post(client, url("member-add"), person=str(one.uid), **sent)
    assert "staat op het project en krijgt een mail." in text_of(client.get(answer["Location"]))
    assert ProjectMember.objects.get(person=one).fte == 87.5
    answer = post(client, url("member-add"), insz=number_of(other), **sent)
    assert "heeft de rol DWSE-projectmedewerker nog niet" in text_of(client.get(answer["Location"]))
    answer = post(client, url("member-add"), person=str(one.uid), **sent)
    assert "stond al op het project. Er is niets veranderd." in text_of(
        client.get(answer["Location"])
    )
    answer = post(client, url("member-add"), insz=number_of(stranger), **sent)
    assert "Vraag uw lokale beheerder" in text_of(answer)
    assert "Kies een medewerker, of vul zijn nummer in." in text_of(
        post(client, url("member-add"), **sent)
    )


def test_stopping_and_starting_again(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(PROMOTER), member(world)
    answer = post(client, url("member-stop", row.uid))
    assert "Alles wat hij ingaf, blijft bewaard." in text_of(client.get(answer["Location"]))
    mine = text_of(sign_in(STAFF).get(url("my-work")))
    assert "U staat op geen enkel project met uren" in mine
    answer = post(client, url("member-resume", row.uid))
    assert "staat terug op het project." in text_of(client.get(answer["Location"]))


def test_another_leidinggevende(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(PROMOTER), member(world)
    sent = {"supervisor": str(world.people[LEADER].uid), "fte": "80"}
    answer = post(client, url("member-change", row.uid), **sent)
    assert "80 %" in text_of(client.get(answer["Location"]))
    assert sign_in(PARTNER).get(url("member-change", row.uid)).status_code == 404


@pytest.mark.requirement("T14")
def test_a_toewijzing_from_page_to_page(world: World, sign_in: SignIn) -> None:
    row = member(world, STAFF, SHARES)
    client = sign_in(PROMOTER)
    month = clock.today().replace(day=1).isoformat()
    sent = {
        "percent": "37,5", "first": month, "last": month, "calculation": "Drie halve dagen",
        "activity": "Coördinatie",
    }  # fmt: skip
    answer = post(client, url("allocation-add", row.uid), **{**sent, "percent": "101"})
    assert "Vul een percentage in tussen 0 en 100." in text_of(answer)
    answer = post(client, url("allocation-add", row.uid), **sent)
    there = answer["Location"]
    assert "37,5 %" in text_of(client.get(there))
    worker, key = sign_in(STAFF), Allocation.objects.get().uid
    assert "Ik ga akkoord" in text_of(worker.get(there))
    post(worker, url("allocation-refuse", key), answer="Te veel")
    post(client, url("allocation-correct", key), **{**sent, "percent": "20"})
    post(worker, url("allocation-agree", key))
    assert "Medewerker akkoord" in text_of(client.get(f"{url('allocations')}?toon=aan-zet"))
    post(client, url("allocation-submit", key))
    assert Allocation.objects.get().state == "submitted"
    officer = sign_in(OFFICER)
    post(officer, url("allocation-archive", key), answer="Verkeerde maand")
    again = client.get(there).content.decode()
    assert f"?vervangt={key}" in again
    answer = post(client, f"{url('allocation-add', row.uid)}?vervangt={key}", **sent)
    assert Allocation.objects.get(replaces__uid=key).state == "entered"


def test_the_partner_clears_on_his_own_page(world: World, sign_in: SignIn) -> None:
    row = agreed(world, PARTNER_STAFF)
    client = sign_in(PARTNER)
    assert "Goedkeuren voor de partner" in text_of(client.get(url("allocation", row.uid)))
    post(client, url("allocation-clear", row.uid))
    assert "Indienen bij ESF" in text_of(sign_in(PROMOTER).get(url("allocation", row.uid)))


def test_taking_back(world: World, sign_in: SignIn) -> None:
    entry, row = entered(world), allocated(world)
    post(sign_in(STAFF), url("entry-withdraw", entry.uid))
    post(sign_in(PROMOTER), url("allocation-withdraw", row.uid))
    entry.refresh_from_db()
    row.refresh_from_db()
    assert (entry.state, row.state) == ("withdrawn", "withdrawn")


@pytest.mark.requirement("T15")
def test_merging_shows_first_what_happens_and_can_be_undone(world: World, sign_in: SignIn) -> None:
    entered(world, STAFF, minutes=None, start=540, end=600)
    theirs = entered(world, DOUBLE, minutes=None, start=540, end=600)
    client, row = sign_in(PROMOTER), member(world)
    here, gone = url("merge", row.uid), world.people[DOUBLE]
    answer = post(client, here, gone=str(gone.uid))
    there = answer["Location"]
    text = text_of(client.get(there))
    assert "Twee prestaties op hetzelfde uur" in text
    assert "Duid per botsing aan" in text_of(post(client, there, reason="Zelfde persoon"))
    answer = post(client, there, reason="Zelfde persoon", aside=str(theirs.uid))
    assert "Alles is bewaard." in text_of(client.get(answer["Location"]))
    assert "Samengevoegd" in text_of(client.get(url("merges")))
    assert "Telt niet mee" in text_of(sign_in(STAFF).get(url("entry", theirs.uid)))
    answer = post(client, url("merge-undo", MergeRecord.objects.get().uid))
    assert "zoals voor de samenvoeging" in text_of(client.get(answer["Location"]))


def test_a_merge_elsewhere_does_not_exist(world: World, sign_in: SignIn) -> None:
    record = merged(world)
    assert sign_in(PARTNER).get(url("merge-record", record.uid)).status_code == 404


@pytest.mark.parametrize(
    "name", ["present-work", "copy-work", "approve-work", "deliver-work", "return-work"]
)
def test_buttons_have_no_page(world: World, sign_in: SignIn, name: str) -> None:
    who = {"approve-work": LEADER, "deliver-work": PROMOTER, "return-work": LEADER}
    assert sign_in(who.get(name, STAFF)).get(url(name)).status_code == 404


def test_lists_ask_a_constant_number_of_queries(world: World, sign_in: SignIn) -> None:
    client = sign_in(PROMOTER)
    submitted(world)
    approved(world)
    for name in ("entries", "allocations", "members", "deliver"):
        client.get(url(name))
        counts = []
        for _more in range(2):
            with CaptureQueriesContext(connection) as found:
                client.get(url(name))
            counts.append(len(found))
            approved(world)
            presented(world, PARTNER_STAFF)
        assert counts[0] == counts[1], name
