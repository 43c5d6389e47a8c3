"""The pages of the six steps, as each side sees them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditView
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.positions.actions.onboarding_flow import (
    finish_checking,
    finish_placing,
    hand_in_requests,
)
from sleutelbos.positions.actions.onboarding_lines import check_lines, leave_lines
from sleutelbos.positions.actions.onboarding_questions import answer_question, ask_question
from sleutelbos.positions.models import LineQuestion, OnboardingLine
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn, post, text_of
from tests.positions.world_onboarding import blue, green, onboarding_at
from tests.world import World
from tests.world_positions import (
    EXPERT,
    HR,
    HR_ELSEWHERE,
    LEADER,
    READER,
    make_employment,
    unit,
)


def url(name: str, *keys: object) -> str:
    return reverse(f"positions:{name}", args=keys)


def joining(world: World) -> str:
    return url("joining", world.entity.uid)


@pytest.mark.requirement("A23")
def test_the_expert_team_begins_and_each_step_says_whose_turn_it_is(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(EXPERT)
    assert "Nog geen aansluitingen" in text_of(client.get(url("joinings")))
    assert "Aansluiting starten" in text_of(client.get(joining(world)))
    assert "Aansluiting starten" not in text_of(sign_in(HR).get(joining(world)))
    answer = post(client, joining(world), doe="starten")
    text = text_of(client.get(answer["Location"]))
    assert "De aansluiting is gestart met stap 1." in text
    assert "Stap 1: arbeidsplaatsen uit het personeel het expertenteam van AgO Nu" in text
    assert "Nu aan zet: het expertenteam van AgO, sinds" in text
    answer = post(client, joining(world), doe="stap-1")
    assert "Stap 1 is afgerond" in text_of(client.get(answer["Location"]))
    assert "Nu aan zet: de HR van de entiteit" in text_of(sign_in(HR).get(joining(world)))
    assert "Agentschap Demo" in text_of(client.get(f"{url('joinings')}?stap=checking"))
    assert "Niets gevonden" in text_of(client.get(f"{url('joinings')}?wacht=expertenteam"))
    assert post(client, joining(world), doe="iets").status_code == 404


@pytest.mark.requirement("A07")
@pytest.mark.requirement("A08")
def test_hr_checks_blue_lines_and_fills_in_green_ones(world: World, sign_in: SignIn) -> None:
    onboarding, client = onboarding_at(world, "checking"), sign_in(HR)
    assert "Aansluiting van Agentschap Demo. Stap 2" in text_of(client.get("/"))
    lines = url("joining-lines", world.entity.uid)
    text = text_of(client.get(f"{lines}?kleur=blauw"))
    for words in ("Blauwe lijn", "Dossierbeheerder", "Na te kijken", "1 resultaat"):
        assert words in text
    for query, count in (("meer=beide", 2), ("stand=open", 4), ("stand=klaar", 0),
                         ("zoek=gast", 1), ("meer=vraag", 0)):  # fmt: skip
        found = text_of(client.get(f"{lines}?{query}"))
        assert (f"{count} resulta" in found) or ("Niets gevonden" in found and not count), query
    line = blue(onboarding)
    assert "Andere lijnen van deze persoon" in text_of(client.get(url("joining-line", line.uid)))
    sent = {"function": "F00002", "unit": str(unit().uid), "grade": "B1 deskundige",
            "statute": "statutair", "fte": "0,8", "seats": "1",
            "first": f"{clock.today():%d/%m/%Y}"}  # fmt: skip
    page = url("correct-line", line.uid)
    assert 'value="F00001" selected' in client.get(page).content.decode()
    answer = post(client, page, **sent)
    assert "is verbeterd en nagekeken" in text_of(client.get(answer["Location"]))
    checked = post(client, url("check-lines", world.entity.uid), rij=[str(line.uid), "x"])
    assert "nog na te kijken zijn" in text_of(client.get(checked["Location"]))
    answer = post(client, joining(world), doe="stap-2")
    assert "Groene lijnen invullen" in text_of(client.get(answer["Location"]))
    assert "Inactieve arbeidsrelatie. Ook een blauwe lijn" in text_of(client.get(lines))
    ask = url("ask-position", green(onboarding).uid)
    assert 'value="F00001" selected' in client.get(ask).content.decode()
    early = post(client, ask, **{**sent, "first": "01/01/1990"})
    assert "Kies bij “Eenheid” uit de lijst." in text_of(early)
    answer = post(client, ask, **sent)
    assert "Er is een arbeidsplaats gevraagd" in text_of(client.get(answer["Location"]))
    assert "Wat gevraagd is" in text_of(client.get(url("joining-line", green(onboarding).uid)))
    leave = url("leave-lines", world.entity.uid)
    rows = [str(green(onboarding, reason).uid) for reason in ("niet-werknemer", "verlof")]
    assert "An Gast, arbeidsrelatie 1" in text_of(client.get(f"{leave}?rij={rows[0]}"))
    nothing = client.get(client.get(f"{leave}?rij={line.uid}")["Location"])
    assert "Vink minstens één groene lijn aan." in text_of(nothing)
    assert "An Weg, arbeidsrelatie 1" in text_of(post(client, leave, rij=rows))
    assert post(client, leave, rij=rows, note="").status_code == 422
    answer = post(client, leave, rij=rows, note="Functie buiten het PEP")
    assert "Voor 2 lijnen is geen arbeidsplaats nodig." in text_of(client.get(answer["Location"]))
    answer = post(client, joining(world), doe="stap-3")
    assert "Nu aan zet: het expertenteam van AgO" in text_of(client.get(answer["Location"]))
    assert "Stap 3 heropenen" in text_of(client.get(joining(world)))


@pytest.mark.requirement("A10")
@pytest.mark.requirement("A11")
def test_what_was_made_is_checked_assigned_and_linked(world: World, sign_in: SignIn) -> None:
    onboarding, client = onboarding_at(world, "making"), sign_in(EXPERT)
    text = text_of(client.get(joining(world)))
    assert "Wat gemaakt wordt" in text
    assert "Dossierbeheerder, gevraagd voor An Weg, arbeidsrelatie 1" in text
    post(client, joining(world), doe="stap-4")
    assert "Stap 4 ongedaan maken" in text_of(client.get(joining(world)))
    hr, line = sign_in(HR), green(onboarding, "verlof")
    assert "Verbeteren" in text_of(hr.get(url("joining-line", line.uid)))
    post(hr, url("check-lines", world.entity.uid), rij=[str(line.uid), str(green(onboarding).uid)])
    page = url("assign-line", line.uid)
    assert "Past voor 100 op 100: voor wie ze gevraagd werd" in text_of(hr.get(page))
    find = url("find-holder", line.uid)
    assert "Niemand met die naam" in text_of(post(hr, find, zoek="999999"))
    by_number = post(hr, find, zoek="100002")["Location"]
    assert "100002" not in by_number
    assert "An Vrij, arbeidsrelatie 1" in text_of(hr.get(by_number))
    assert "An Vrij, arbeidsrelatie 1" in text_of(hr.get(post(hr, find, zoek="vrij")["Location"]))
    answer = post(hr, page, holder=str(line.employment.uid))
    text = text_of(hr.get(answer["Location"]))
    assert "De oranje kolommen van deze arbeidsplaats zijn ingevuld." in text
    assert "Oranje: wie mag erop" in text
    post(hr, url("assign-line", green(onboarding).uid), holder="niemand")
    post(hr, joining(world), doe="stap-5")
    assert "Wie gekoppeld wordt" in text_of(client.get(joining(world)))
    answer = post(client, joining(world), doe="stap-6")
    assert "De entiteit is aangesloten." in text_of(client.get(answer["Location"]))
    assert "Aangesloten" in text_of(hr.get(joining(world)))
    shown = text_of(hr.get(url("joining-line", green(onboarding).uid)))
    assert "Blijft vacant" in shown


@pytest.mark.requirement("A13")
def test_a_question_is_asked_and_answered_on_the_line(world: World, sign_in: SignIn) -> None:
    onboarding, client, expert = onboarding_at(world, "asking"), sign_in(HR), sign_in(EXPERT)
    line = green(onboarding)
    assert post(client, url("ask-question", line.uid), text=" ").status_code == 422
    answer = post(client, url("ask-question", line.uid), text="Is dit een terugvalpositie?")
    assert "Nog geen antwoord" in text_of(client.get(answer["Location"]))
    assert "1 vraag over een lijn wacht" in text_of(expert.get("/"))
    assert "An Peeters" in text_of(
        expert.get(f"{url('joining-lines', world.entity.uid)}?meer=vraag")
    )
    question = LineQuestion.objects.get()
    page = url("answer-question", question.uid)
    assert page in expert.get(url("joining-line", line.uid)).content.decode()
    assert "terugvalpositie" in text_of(expert.get(page))
    post(expert, page, text="Ja, met een inactieve arbeidsrelatie.")
    assert "Antwoord: Ja, met een inactieve" in text_of(client.get(url("joining-line", line.uid)))
    again = post(expert, page, text="Nog eens")
    assert "heeft al een antwoord" in text_of(again)
    assert client.get(page).status_code == 403


@pytest.mark.requirement("P08")
def test_whose_data_is_shown_is_noted(world: World, sign_in: SignIn) -> None:
    onboarding = onboarding_at(world, "linking")
    leader = world.people[LEADER].pk
    with arranging():
        guest = onboarding.lines.get(reason="verlof")
        onboarding.lines.exclude(pk=guest.pk).update(assigned=False, holder=None)
        guest.holder = blue(onboarding).employment
        guest.save()
    lines = url("joining-lines", world.entity.uid)
    for name, page in ((EXPERT, joining(world)), (HR, f"{lines}?zoek=weg"),
                       (HR, url("joining-line", guest.uid))):  # fmt: skip
        assert "An Peeters, arbeidsrelatie 1" in text_of(sign_in(name).get(page)), page
        view = AuditView.objects.latest("pk")
        assert view.persons == [leader], page


@pytest.mark.requirement("P08")
def test_other_entities_and_readers(world: World, sign_in: SignIn) -> None:
    onboarding = onboarding_at(world, "asking")
    line, elsewhere, reader = green(onboarding), sign_in(HR_ELSEWHERE), sign_in(READER)
    pages = ("joining-line", "ask-position", "correct-line", "assign-line",
             "find-holder", "ask-question")  # fmt: skip
    for name in pages:
        assert elsewhere.get(url(name, line.uid)).status_code == 404, name
    for page in (joining(world), url("joining-lines", world.entity.uid)):
        assert elsewhere.get(page).status_code == 404
        assert sign_in(LEADER).get(page).status_code == 403
        assert reader.get(page).status_code == 200
    assert reader.get(url("ask-position", line.uid)).status_code == 403
    assert "Arbeidsplaats aanvragen" not in text_of(reader.get(url("joining-line", line.uid)))
    assert reader.get(url("joinings")).status_code == 403
    assert "heropenen" not in text_of(reader.get(joining(world)))
    assert sign_in(EXPERT).get(url("ask-position", line.uid)).status_code == 403
    assert sign_in(HR).get(url("assign-line", line.uid)).status_code == 404


def test_many_lines_take_as_many_queries_as_few(world: World, sign_in: SignIn) -> None:
    onboarding, client = onboarding_at(world, "asking"), sign_in(HR)
    page = url("joining-lines", world.entity.uid)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    with arranging():
        OnboardingLine.objects.bulk_create(
            OnboardingLine(onboarding=onboarding, colour="groen", reason="later",
                           employment=make_employment(world, f"33{n:04}"))
            for n in range(20)
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)


@pytest.mark.requirement("A23")
@pytest.mark.requirement("A13")
def test_mails_go_to_whose_turn_it_is(world: World) -> None:
    def told() -> set[tuple[str, int]]:
        deliver_all()
        found = set(Message.objects.values_list("kind", "person"))
        Message.objects.all().delete()
        return {(kind, person) for kind, person in found if kind.startswith("positions.")}

    hr, experts = world.people[HR].pk, world.people[EXPERT].pk
    onboarding = onboarding_at(world, "placing")
    told()
    finish_placing(world.actor(EXPERT), onboarding)
    deliver_all()
    mail = Message.objects.get(kind="positions.turn")
    assert mail.subject == "Aansluiting van Agentschap Demo: stap 2 van 6"
    assert "Stap 2: blauwe lijnen nakijken." in mail.body
    assert joining(world) in mail.body
    assert told() == {("positions.turn", hr)}
    check_lines(world.actor(HR), onboarding, lines=list(onboarding.lines.filter(colour="blauw")))
    finish_checking(world.actor(HR), onboarding)
    lines = list(onboarding.lines.filter(colour="groen"))
    leave_lines(world.actor(HR), onboarding, lines=lines, note="Niet nodig")
    told()
    hand_in_requests(world.actor(HR), onboarding)
    assert told() == {("positions.turn", experts)}
    question = ask_question(world.actor(HR), lines[0], text="Klopt dit?")
    assert told() == {("positions.question", experts)}
    answer_question(world.actor(EXPERT), question, text="Ja")
    assert told() == {("positions.answer", hr)}
