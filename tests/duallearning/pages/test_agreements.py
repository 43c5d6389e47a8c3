"""From a learner to a registered agreement and its end, through the pages (W10, W23, W28)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.duallearning.agreement.models import Agreement, Learner
from sleutelbos.duallearning.agreement.queries.workplaces import workplaces_for
from sleutelbos.duallearning.agreement.school_years import year_of
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditView
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples as made
from tests.duallearning.pages.test_role_matrix import CAST, COMPANY, opens
from tests.duallearning.papers import PDF
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_duaal import (
    CLERK,
    GUIDE,
    HANDLER,
    OFFICER,
    OWNER,
    SCHOOL_KEEPER,
    programme,
)

pytestmark = pytest.mark.requirement("W10")
DAY = timedelta(days=1)
ELSEWHERE = "right role elsewhere"


def url(name: str, *keys: object) -> str:
    return reverse(f"duallearning:{name}", args=keys)


def day(days: int) -> str:
    return f"{clock.today() + days * DAY:%d/%m/%Y}"


def week(**more: str) -> dict[str, str]:
    """Three days at the workplace, two at school, as one types it; ``more`` changes inputs."""
    sent = {}
    for one in (1, 2, 3):
        sent |= {f"day_{one}_0": "8", f"day_{one}_1": "16u", f"day_{one}_2": "60"}
    for one in (4, 5):
        sent |= {f"day_{one}_3": "8:30", f"day_{one}_4": "15.30", f"day_{one}_5": "60"}
    return {**sent, **more}


def add_learner(client: Client, **more: object) -> HttpResponse:
    sent = {
        "insz": made.pupil().insz, "given_name": "Lies", "family_name": "Leerling",
        "programme": programme().uid, "school_year": year_of(clock.today() + 10 * DAY),
        "guardian": "An Ouder", **more,
    }  # fmt: skip
    return post(client, url("add-learner"), **sent)


@pytest.mark.requirement("W28")
def test_the_whole_way(world: World, sign_in: SignIn) -> None:
    guide, where = sign_in(GUIDE), made.bakery(world)
    assert add_learner(guide).status_code == 303
    learner = Learner.objects.get()
    begun = post(guide, url("learner", learner.uid))
    row = Agreement.objects.get()
    assert begun["Location"] == url("agreement-workplace", row.uid)
    assert "Bakkerij De Oven" in text_of(guide.get(begun["Location"] + "?zoek=gent"))
    assert "Geen erkende werkplek" in text_of(guide.get(begun["Location"] + "?zoek=oostende"))
    post(guide, url("agreement-workplace", row.uid), rij=where.uid)
    term = {"mentor": where.mentors.get().uid, "first": day(10), "last": day(200)}
    answer = post(guide, url("agreement-term", row.uid), **term, category="2")
    assert answer["Location"] == url("agreement-timetable", row.uid)
    answer = post(guide, url("agreement-timetable", row.uid), **week())
    assert answer["Location"] == url("agreement-plan", row.uid)
    post(guide, url("agreement-plan", row.uid), activities=["Werkt hygiënisch"], note="")
    check = text_of(guide.get(url("agreement-check", row.uid)))
    for said in ("Alles is in orde", "21 uur per week op de werkplek", "€", "In de schoolvakanties",
                 "8:00 tot 16:00, 1 u 00 pauze"):  # fmt: skip
        assert said in check.replace("\xa0", " "), said
    post(guide, url("agreement-check", row.uid))
    document = guide.get(url("agreement-document", row.uid))
    assert "Lies Leerling" in pdf_text(document.content)
    signed = SimpleUploadedFile("getekend.pdf", PDF, "application/pdf")
    answer = post(guide, url("sign-agreement", row.uid), signed_on=day(0), paper=signed)
    assert answer["Location"] == url("register-agreement", row.uid)
    post(guide, url("register-agreement", row.uid))
    text = text_of(sign_in(OWNER).get(url("agreement", row.uid)))
    assert "Begint later" in text
    assert "Verder invullen" not in text
    seen = AuditView.objects.filter(page="duallearning:agreement").latest("at")
    assert learner.person_id in seen.persons


def test_what_the_rules_say_stands_on_the_page(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.filled(world)
    here = url("agreement-timetable", row.uid)
    answer = post(guide, here, **week(day_1_0="12", day_1_1="21", day_1_2=""))
    assert answer["Location"] == here, "kept, and told on the same page"
    text = text_of(guide.get(here))
    for said in ("9 uur", "60 minuten pauze", "tussen 20 en 6 uur", "Bron: Arbeidswet"):
        assert said in text, said
    shown = guide.get(here).content.decode()
    assert 'name="day_1_0" value="12:00"' in shown, "what was kept comes back to be changed"
    assert 'name="day_4_5" value="60"' in shown
    refused = post(guide, url("agreement-check", row.uid))
    assert refused.status_code == 422
    assert "60 minuten pauze" in text_of(refused)


def test_bad_input_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.filled(world)
    here = url("agreement-timetable", row.uid)
    for more, said in (
        ({"day_1_1": ""}, "Vul het begin en het einde in, of geen van beide."),
        ({"day_2_0": "acht"}, "Schrijf het zoals 9:30."),
        ({"day_3_1": "7"}, "Het einde ligt niet na het begin."),
        ({"day_6_2": "30"}, "Een pauze hoort bij uren"),
    ):
        answer = post(guide, here, **week(**more))
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert 'value="8:30"' in answer.content.decode()
    answer = post(guide, url("agreement-term", row.uid), mentor="", first="31/02/2027", last="")
    assert "Deze datum bestaat niet" in text_of(answer)
    assert "31/02/2027" in answer.content.decode()
    assert post(guide, url("agreement-workplace", row.uid), rij="x").status_code == 404
    assert post(guide, url("agreement-workplace", row.uid), rij=uuid4()).status_code == 404
    unknown = add_learner(guide, insz="12")
    assert unknown.status_code == 422
    assert "Lies" in unknown.content.decode()


@pytest.mark.requirement("W15")
@pytest.mark.requirement("W16")
@pytest.mark.requirement("W18")
@pytest.mark.requirement("W28")
@pytest.mark.requirement("W29")
def test_who_sees_an_agreement(world: World, sign_in: SignIn) -> None:
    row = made.drafted(world)
    school = {GUIDE, SCHOOL_KEEPER}
    cast = {*CAST, ELSEWHERE}
    assert {who for who in cast if opens(sign_in(who), url("agreement", row.uid))} == school
    with arranging():
        row.delete()
        Learner.objects.all().delete()
    row = made.registered(world)
    readers = {HANDLER, CLERK, OFFICER, *school, *COMPANY}
    clients = {who: sign_in(who) for who in cast}
    for name in ("agreement", "agreement-document", "agreement-signed"):
        found = {who for who, client in clients.items() if opens(client, url(name, row.uid))}
        assert found == readers, name
    for kind in ("", "?als=csv"):
        found = set()
        for who in ("behandelaar elsewhere", *readers):
            answer = clients[who].get(url("agreements") + kind)
            content = b"".join(answer) if answer.streaming else answer.content
            found |= {who} if row.number in content.decode("utf-8-sig") else set()
        assert found == readers, kind
    assert clients[ELSEWHERE].get(url("agreement", row.uid)).status_code == 404


@pytest.mark.requirement("W28")
def test_only_the_trajectbegeleider_changes_it(world: World, sign_in: SignIn) -> None:
    row = made.registered(world)
    cast = {*CAST, ELSEWHERE}
    names = ("suspend-agreement", "end-agreement", "annul-agreement", "copy-agreement")
    for name in names:
        found = {who for who in cast if opens(sign_in(who), url(name, row.uid))}
        assert found == {GUIDE}, name
    learner = row.learner
    found = {who for who in cast if opens(sign_in(who), url("learner", learner.uid))}
    assert found == {GUIDE, SCHOOL_KEEPER}
    found = {who for who in cast if opens(sign_in(who), url("change-learner", learner.uid))}
    assert found == {GUIDE}
    text = text_of(sign_in(SCHOOL_KEEPER).get(url("agreement", row.uid)))
    for way in ("Schorsen", "Beëindigen", "Registratie annuleren", "Kopiëren"):
        assert way not in text


def test_its_life_through_the_pages(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.registered(world)
    post(guide, url("suspend-agreement", row.uid), cause="verlof", first=day(-1), last="", note="")
    page = text_of(guide.get(url("agreement", row.uid)))
    assert "De overeenkomst staat stil: vanaf" in page
    assert "Verlof" in page
    others = text_of(sign_in(HANDLER).get(url("agreement", row.uid)))
    assert "De overeenkomst staat stil: vanaf" in others
    assert "Verlof" not in others, "why concerns the learner"
    assert "Geschorst" in text_of(guide.get(url("agreements")))
    pause = row.suspensions.get()
    post(guide, url("resume-agreement", pause.uid), last=day(-1))
    assert "De overeenkomst staat stil" not in text_of(guide.get(url("agreement", row.uid)))
    wrong = post(guide, url("end-agreement", row.uid), last=day(-40), reason="uitval",
                 initiator="leerling", note="")  # fmt: skip
    assert "begon toen nog niet" in text_of(wrong)
    post(guide, url("end-agreement", row.uid), last=day(0), reason="uitval", initiator="leerling")
    page = text_of(guide.get(url("agreement", row.uid)))
    for said in ("Beëindigd", "De leerling haakt af", "Wat gold wanneer", "Historiek"):
        assert said in page, said
    other = made.learner(world, order=43)
    answer = post(guide, url("copy-agreement", row.uid), learner=other.uid)
    copy = Agreement.objects.get(learner=other)
    assert answer["Location"] == url("agreement-term", copy.uid)
    post(guide, url("discard-agreement", copy.uid))
    assert not Agreement.objects.filter(learner=other).exists()
    post(guide, url("remove-learner", other.uid))
    assert not Learner.objects.filter(pk=other.pk).exists()


def test_taken_back_and_annulled(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.signed(world)
    post(guide, url("recall-agreement", row.uid))
    row.refresh_from_db()
    assert row.state == "draft"
    other = made.registered(world, order=43)
    post(guide, url("annul-agreement", other.uid), reason="Verkeerde leerling.")
    text = text_of(guide.get(url("agreement", other.uid)))
    assert "Geannuleerd" in text
    assert "Verkeerde leerling." in text


@pytest.mark.requirement("W28")
def test_what_waits(world: World, sign_in: SignIn) -> None:
    row = made.presented(world)
    assert f"Overeenkomst {row.number} voor Lies Leerling wacht" in text_of(sign_in(GUIDE).get("/"))
    assert f"Onderteken overeenkomst {row.number}" in text_of(sign_in(OWNER).get(url("start")))
    assert row.number not in text_of(sign_in(SCHOOL_KEEPER).get("/"))


@pytest.mark.requirement("W23")
def test_the_rules_of_a_day(world: World, sign_in: SignIn) -> None:
    page = sign_in(CLERK)
    text = text_of(page.get(url("agreement-rules")))
    for said in ("Houdt tegen", "Let op", "Ter info", "Arbeidswet", "Wat altijd geldt"):
        assert said in text, said
    before = text_of(page.get(url("agreement-rules") + "?dag=1/10/2020"))
    assert "premie kwalificerend" not in before
    assert "premie kwalificerend" in text


def test_a_list_asks_as_much_for_many_as_for_one(world: World, sign_in: SignIn) -> None:
    made.registered(world)
    client, counts = sign_in(GUIDE), []
    for order in (43, 45):
        with CaptureQueriesContext(connection) as asked:
            client.get(url("agreements"))
        counts.append(len(asked))
        made.drafted(world, order=order)
    assert counts[0] == counts[1]


def test_the_search_of_workplaces(world: World) -> None:
    row, where = made.drafted(world), made.bakery(world)
    assert list(workplaces_for(row, "oven 9000")) == [where]
    assert not workplaces_for(row, "oven oostende").exists()
    with arranging():
        Recognition.objects.update(state="suspended")
    assert not workplaces_for(row).exists()
    assert row.kind == AgreementKind.OAO
