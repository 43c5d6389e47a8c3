"""Changes and addenda through the pages (W10, W11, W28)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sleutelbos.duallearning.agreement.models import Addendum
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Site
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples_agreement as made
from tests.duallearning import examples_life as life
from tests.duallearning.pages.test_agreements import ELSEWHERE, day, url, week
from tests.duallearning.pages.test_role_matrix import CAST, opens
from tests.duallearning.papers import PDF
from tests.world import World
from tests.world_duaal import GUIDE, OWNER, SCHOOL_KEEPER

pytestmark = [pytest.mark.requirement("W10"), pytest.mark.requirement("W11")]


def test_the_whole_way_of_an_addendum(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.registered(world)
    listed = text_of(guide.get(url("change-agreement", row.uid)))
    for said in ("Met een addendum: Uurrooster", "Laatste dag", "Mentor of vestiging"):
        assert said in listed, said
    assert "Adres van de werkplek" not in listed, "it did not move"
    here = url("change", row.uid, "uurrooster")
    wrong = post(guide, here, **week(), first=day(-99))
    assert "loopt niet op die dag" in text_of(wrong)
    more = {"day_4_0": "8", "day_4_1": "16", "day_4_2": "60", "day_4_3": "", "day_4_4": ""}
    answer = post(guide, here, **week(**more, day_4_5=""), first=day(5))
    addendum = Addendum.objects.get()
    assert answer["Location"] == url("addendum", addendum.uid)
    page = text_of(guide.get(answer["Location"]))
    for said in ("Uurrooster, donderdag", "school 8:30 tot 15:30", "werkplek 8:00 tot 16:00",
                 "Document maken", "Schrappen", "wijzigt overeenkomst"):  # fmt: skip
        assert said in page, said
    assert "Addendum afwerken: maak het document" in text_of(guide.get("/"))
    post(guide, url("addendum", addendum.uid))
    file = guide.get(url("addendum-document", addendum.uid, "voorgelegd"))
    assert file["Content-Type"] == "application/pdf"
    assert f"Onderteken addendum {addendum.number}" in text_of(sign_in(OWNER).get("/"))
    signed = SimpleUploadedFile("getekend.pdf", PDF, "application/pdf")
    answer = post(guide, url("sign-addendum", addendum.uid), signed_on=day(0), paper=signed)
    assert answer["Location"] == url("register-addendum", addendum.uid)
    assert "Addendum afwerken" in text_of(guide.get("/"))
    post(guide, answer["Location"])
    assert "Addendum afwerken" not in text_of(guide.get("/"))
    text = text_of(guide.get(url("agreement", row.uid)))
    for said in (addendum.number, "Geregistreerd", "Wat gold wanneer"):
        assert said in text, said
    assert guide.get(url("addendum-document", addendum.uid, "ondertekend")).status_code == 200
    assert guide.get(url("addendum-document", addendum.uid, "iets")).status_code == 404


def test_each_subject_has_its_form(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.registered(world)
    first = {"first": day(3)}
    post(guide, url("change", row.uid, "vergoeding"), **first, category="2")
    post(guide, url("change", row.uid, "einddatum"), last=day(250))
    post(guide, url("change", row.uid, "opleidingsplan"), **first, plan=["Werkt hygiënisch"],
         plan_note="Elke maandag.")  # fmt: skip
    with arranging():
        Site.objects.filter(name="Bakkerij Markt").update(street="Nieuwstraat")
    page = text_of(guide.get(url("change", row.uid, "adres")))
    assert "Nieuw adres: Nieuwstraat 1, 9000 Gent" in page
    post(guide, url("change", row.uid, "adres"), **first)
    addendum = Addendum.objects.get()
    fields = set(addendum.changes.values_list("field", flat=True))
    assert fields == {"category", "last", "address"}, "how he is guided counted at once"
    same = post(guide, url("change", row.uid, "mentor"), **first, mentor=row.mentor_id)
    assert "Er verandert niets" in text_of(same)
    assert guide.get(url("change", row.uid, "naam")).status_code == 404
    change = addendum.changes.get(field="last")
    post(guide, url("drop-change", addendum.uid, change.uid))
    assert not addendum.changes.filter(field="last").exists()


def test_who_opens_an_addendum(world: World, sign_in: SignIn) -> None:
    """A trajectbegeleider of another school gets no page (§10, 10)."""
    row = life.addendum_prepared(world)
    cast = {*CAST, ELSEWHERE}
    keepers = {
        who for who in cast if opens(sign_in(who), url("change-agreement", row.agreement.uid))
    }
    assert keepers == {GUIDE}
    readers = {who for who in cast if opens(sign_in(who), url("addendum", row.uid))}
    assert readers == {GUIDE, SCHOOL_KEEPER}
    assert sign_in(ELSEWHERE).get(url("addendum", row.uid)).status_code == 404
    with arranging():
        Addendum.objects.update(state="signing", presented_at=clock.now())
    assert opens(sign_in(OWNER), url("addendum", row.uid))
    assert "Registreren" not in text_of(sign_in(OWNER).get(url("addendum", row.uid)))


def test_taken_back_through_the_page(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), life.addendum_presented(world)
    assert "tellen niet meer" in text_of(guide.get(url("recall-addendum", row.uid)))
    post(guide, url("recall-addendum", row.uid))
    row.refresh_from_db()
    assert row.state == "draft"


def test_a_move_on_the_dashboard(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.registered(world)
    with arranging():
        Site.objects.filter(name="Bakkerij Markt").update(street="Nieuwstraat")
    task = life.task_of(world, row=row)
    assert "Adreswijziging vestiging verwerken: overeenkomst van Lies" in text_of(guide.get("/"))
    page = text_of(guide.get(url("agreement-task", task.uid)))
    for said in ("Overeenkomst aanpassen", "Vroegtijdig beëindigen", "Markt 1", "Kaai 2"):
        assert said in page, said
    assert "Adreswijziging" in text_of(guide.get(url("agreement", row.uid)))
    post(guide, url("change", row.uid, "adres"), first=day(0))
    home = text_of(guide.get("/"))
    assert "Addendum afwerken" in home
    assert "Adreswijziging" not in home, "the addendum is what there is to do"
    for who in (ELSEWHERE, SCHOOL_KEEPER, OWNER):
        assert not opens(sign_in(who), url("agreement-task", task.uid)), who


def test_a_lifting_on_the_dashboard(world: World, sign_in: SignIn) -> None:
    guide, task = sign_in(GUIDE), life.task_of(world, "opheffing")
    assert "Opheffing verwerken: overeenkomst van Lies" in text_of(guide.get("/"))
    page = text_of(guide.get(url("agreement-task", task.uid)))
    assert "Overeenkomst aanpassen" not in page
    form = guide.get(url("end-agreement", task.agreement.uid)).content.decode()
    assert 'value="opheffing" selected' in form
    post(guide, url("end-agreement", task.agreement.uid), last=day(0), reason="opheffing",
         initiator="niemand", note="")  # fmt: skip
    assert "Opheffing verwerken" not in text_of(guide.get("/"))
    assert "niet meer te doen" in text_of(guide.get(url("agreement-task", task.uid)))
