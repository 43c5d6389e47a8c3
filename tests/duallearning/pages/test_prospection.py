"""From a shortage to a lead that is recognised, through the pages (W20, W15, W16, W18)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.duallearning.prospection.models import Lead, ProgrammeSector
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Organisation
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples as made
from tests.duallearning.pages.test_role_matrix import CAST, opens, url
from tests.world import World
from tests.world_duaal import CLERK, ELSEWHERE, HANDLER, OFFICER, WAITER, programme, site

pytestmark = [pytest.mark.requirement("W20"), pytest.mark.requirement("W18")]
DAY = timedelta(days=1)


def day(ahead: int = 0) -> str:
    return f"{clock.today() + ahead * DAY:%d/%m/%Y}"


def test_from_a_candidate_to_a_recognised_lead(world: World, sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    form = f"{url('add-lead')}?vestiging={site().number}&opleiding={programme().uid}"
    assert site().number[-3:] in clerk.get(form).content.decode()
    values = {
        "site": site().number, "programme": str(programme().uid),
        "owner": str(world.people[CLERK].pk), "next_on": day(),
    }  # fmt: skip
    wrong = post(clerk, url("add-lead"), **{**values, "site": "8900000001"})
    assert wrong.status_code == 422
    assert "Het controlegetal klopt niet." in text_of(wrong)
    late = post(clerk, url("add-lead"), **{**values, "next_on": day(-1)})
    assert "Deze dag is voorbij." in text_of(late)
    kept = post(clerk, url("add-lead"), sleutel="3f1c0f0e-7a3e-4c58-9b8b-0d5b6d6f0a11", **values)
    again = post(clerk, url("add-lead"), sleutel="3f1c0f0e-7a3e-4c58-9b8b-0d5b6d6f0a11", **values)
    assert kept["Location"] == again["Location"], "sent twice, made once"
    row = Lead.objects.get()
    assert "Neem contact op met Bakkerij Markt." in text_of(clerk.get("/"))
    assert "1 lead wacht op u." in text_of(clerk.get(url("leads")))
    assert "Voorbehouden tot en met" in text_of(clerk.get(kept["Location"]))

    elsewhere = post(
        sign_in(ELSEWHERE), url("add-lead"),
        **{**values, "owner": str(world.people[ELSEWHERE].pk)},
    )  # fmt: skip
    assert f"Deze vestiging is een lead van {world.partnership.name}" in text_of(elsewhere)

    said = {"on": day(), "kind": "telefoon", "note": "Ze doen mee.", "interested": "on"}
    contact = url("record-contact", row.uid)
    nothing = post(clerk, contact, **{**said, "note": "", "next_on": day(9)})
    assert nothing.status_code == 422
    done = post(clerk, contact, **said, next_on=day(9))
    text = text_of(clerk.get(done["Location"]))
    assert "Ze doen mee." in text
    assert "Interesse" in text

    recognition = made.recognised(world)
    deliver_all()
    text = text_of(clerk.get(done["Location"]))
    assert "Erkend" in text
    assert recognition.number in text
    assert "Contact noteren" not in text
    assert clerk.get(contact).status_code == 404


def test_the_overview_and_its_file(world: World, sign_in: SignIn) -> None:
    made.bakery(world)
    with arranging():
        Organisation.objects.filter(pk=world.school.pk).update(postcode="9000")
    made.learner(world)
    clerk = sign_in(CLERK)
    text = text_of(clerk.get(url("prospection")))
    for part in ("Bakker duaal", "Oost-Vlaanderen", "Zoekend min vrij", "Wat elk cijfer betekent"):
        assert part in text, part
    assert "Niets gevonden" in text_of(clerk.get(url("prospection") + "?regio=limburg"))
    assert "Bakker duaal" in text_of(clerk.get(url("prospection") + "?zoek=BAKK&eigen=on"))
    for kind in ("csv", "xlsx"):
        answer = clerk.get(url("prospection") + f"?als={kind}")
        assert answer.status_code == 200
        assert b"".join(answer)  # type: ignore[arg-type]
    assert sign_in("promotor").get(url("prospection") + "?als=csv").status_code == 403
    empty = text_of(clerk.get(url("candidates", programme().uid, "limburg")))
    assert "nog geen sectoren" in empty
    assert clerk.get(url("candidates", programme().uid, "atlantis")).status_code == 404
    assert "Geen slapende erkenningen" in text_of(clerk.get(url("dormant")))


@pytest.mark.requirement("W15")
@pytest.mark.requirement("W16")
def test_each_page_by_its_address(world: World, sign_in: SignIn) -> None:
    """The empty cells too; a lead of another partnership doesn't exist."""
    row, sector = made.lead(world), made.sector(world)
    clients = {who: sign_in(who) for who in CAST}

    def found(name: str, *keys: object) -> set[str]:
        return {who for who, one in clients.items() if opens(one, url(name, *keys))}

    for name in ("lead", "record-contact", "change-lead", "drop-lead"):
        assert found(name, row.uid) == {CLERK, HANDLER}, name
        assert clients[ELSEWHERE].get(url(name, row.uid)).status_code == 404, name
    both = {CLERK, HANDLER, ELSEWHERE}
    assert found("dormant") == both
    assert found("candidates", programme(WAITER).uid, "limburg") == both
    assert found("end-sector", sector.uid) == {OFFICER}


def test_a_lead_is_given_to_somebody_and_falls_off(world: World, sign_in: SignIn) -> None:
    row, handler = made.lead(world), sign_in(HANDLER)
    owner = str(world.people[HANDLER].pk)
    post(handler, url("change-lead", row.uid), owner=owner, next_on=day(3))
    row.refresh_from_db()
    assert row.owner == world.people[HANDLER]
    drop = url("drop-lead", row.uid)
    assert "Waarom valt de lead af?" in text_of(post(handler, drop, note="Te druk."))
    row.refresh_from_db()
    assert row.state == "new"
    done = post(handler, drop, reason="niet-geschikt", note="Te klein.")
    assert "Te klein." in text_of(handler.get(done["Location"]))


def test_the_department_keeps_the_sectors(world: World, sign_in: SignIn) -> None:
    officer = sign_in(OFFICER)
    values = {"programme": str(programme().uid), "nace": "brood", "first": day()}
    wrong = post(officer, url("add-sector"), **values)
    assert "Vul twee tot zeven cijfers in" in text_of(wrong)
    post(officer, url("add-sector"), **{**values, "nace": "10.71"})
    row = ProgrammeSector.objects.get()
    assert "1071" in text_of(officer.get(url("sectors")))
    before = post(officer, url("end-sector", row.uid), last=day(-9))
    assert before.status_code == 422
    post(officer, url("end-sector", row.uid), last=day(5))
    row.refresh_from_db()
    assert row.valid.upper == clock.today() + 6 * DAY
