"""A CVO asks to be added, the department decides; pages per audience (S1, G17, W13)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sleutelbos.duallearning.recognition.actions.schools import approve_school, ask_school
from sleutelbos.duallearning.recognition.models import AudienceText, SchoolRequest
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Organisation
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning.examples_offer import asked, school_asked
from tests.duallearning.papers import paper
from tests.world import World
from tests.world_duaal import GUIDE, HANDLER, OFFICER, SUPPORT

ASK = "/duaal/cvo"
SENT = {"number": "0900 123", "name": "CVO De Brug", "position": "Directeur"}


@pytest.mark.requirement("G17")
def test_a_cvo_asks_and_the_department_adds_it(world: World, sign_in: SignIn) -> None:
    asker, officer = sign_in(GUIDE), sign_in(OFFICER)
    assert "drie tot zes cijfers" in text_of(post(asker, ASK, **{**SENT, "number": "12"}))
    known = text_of(post(asker, ASK, **{**SENT, "number": "901001"}))
    assert "is al gekend" in known
    assert post(asker, ASK, **SENT).status_code == 303
    assert "loopt al een aanvraag" in text_of(post(asker, ASK, **SENT))
    row = SchoolRequest.objects.get()
    assert row.number == "900123"
    assert "Beslissen of CVO De Brug" in text_of(officer.get("/"))
    assert "CVO De Brug" in text_of(officer.get(reverse("duallearning:schools")))
    url = reverse("duallearning:school-request", args=[row.uid])
    assert asker.get(url).status_code == 403
    assert post(officer, url, doe="toevoegen").status_code == 303
    told = text_of(officer.get(url)).partition("Historiek")[2]
    assert "voegde CVO De Brug (900123) toe aan Werkplek Duaal" in told
    assert told.count("CVO De Brug (900123)") == 2, "who asked, and who added it"
    made = Organisation.objects.get(identifiers__value="900123")
    assert made.kind == "school"
    assert made.target_groups.get().target_group == "OV"
    assert "CVO De Brug" in text_of(officer.get(reverse("duallearning:schools")))
    assert "Toegevoegd" in text_of(asker.get(ASK))
    deliver_all()
    mailed = set(Message.objects.filter(kind__startswith="duallearning.school").values_list(
        "kind", "person"))  # fmt: skip
    assert mailed == {
        ("duallearning.school-asked", world.people[OFFICER].pk),
        ("duallearning.school-decided", world.people[GUIDE].pk),
    }


@pytest.mark.requirement("G17")
def test_refused_with_a_reason_and_never_by_who_asked(world: World, sign_in: SignIn) -> None:
    officer, row = sign_in(OFFICER), school_asked(world)
    url = reverse("duallearning:school-request", args=[row.uid])
    assert "Vul “Waarom weigert u?” in." in text_of(post(officer, url, reason=""))
    post(officer, url, reason="Dit nummer bestaat niet.")
    assert "Dit nummer bestaat niet." in text_of(sign_in(GUIDE).get(ASK))
    own = ask_school(world.actor(OFFICER), asked(number="900126"))
    url = reverse("duallearning:school-request", args=[own.uid])
    assert "Een collega beslist" in text_of(officer.get(url))
    assert "Beslissen of" not in text_of(officer.get("/"))


@pytest.mark.requirement("W13")
def test_each_audience_has_its_page_for_everybody(world: World) -> None:
    start = text_of(Client().get("/duaal/info"))
    for audience, told in (
        ("opleidingsverstrekkers", "trajectbegeleider"),
        ("ondernemingen", "596.2"),
        ("partnerschappen", "Stemgerechtigde"),
    ):
        page = text_of(Client().get(f"/duaal/info/{audience}"))
        assert told in page, audience
        assert "We werken aan" in page
        assert "Pagina wijzigen" not in page
    assert "Sectorale partnerschappen" in start
    assert Client().get("/duaal/info/niemand").status_code == 404
    assert Client().get("/duaal/info/ondernemingen/handleiding").status_code == 404


@pytest.mark.requirement("W13")
def test_the_department_keeps_it_with_the_manual_and_its_version(
    world: World, sign_in: SignIn
) -> None:
    client, url = sign_in(SUPPORT), "/duaal/info/ondernemingen/wijzigen"
    sent = {"was": "0", "access": "Meld u **zo** aan.", "contact": "Bel ons.", "plans": ""}
    file = SimpleUploadedFile("handleiding.pdf", paper().content)
    assert "Vul de datum van de versie in." in text_of(post(client, url, **sent, manual=file))
    file.seek(0)
    day = f"{clock.today():%d/%m/%Y}"
    assert post(client, url, **sent, manual=file, manual_on=day).status_code == 303
    page = text_of(Client().get("/duaal/info/ondernemingen"))
    assert "Meld u zo aan." in page
    assert "Download de handleiding (versie" in page
    assert "We werken aan" not in page
    answer = Client().get("/duaal/info/ondernemingen/handleiding")
    assert answer.content == paper().content
    assert "Iemand anders wijzigde" in text_of(post(client, url, **sent, manual_on=day))
    post(client, url, **{**sent, "was": "1", "contact": "Mail ons."}, manual_on=day)
    assert AudienceText.objects.count() == 2
    assert AudienceText.objects.filter(manual__isnull=False).count() == 2
    assert sign_in(HANDLER).get(url).status_code == 403


@pytest.mark.requirement("G17")
def test_rules_hold_behind_the_pages(world: World) -> None:
    row = school_asked(world)
    with pytest.raises(Refused):
        approve_school(world.actor(GUIDE), row)
    with pytest.raises(Invalid):
        ask_school(world.actor(GUIDE), asked(number="abc"))
