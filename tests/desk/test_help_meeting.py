"""Help: who handles a question, when one meets, and what is told about it (T24)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from sleutelbos.desk import public
from sleutelbos.desk.actions.help import answer_help, ask_help, close_help, reopen_help
from sleutelbos.desk.actions.help_meeting import (
    agree_help,
    call_off_help,
    follow_help,
    shift_help,
    take_help,
)
from sleutelbos.desk.models import HelpRequest
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.enclosures import made
from tests.signin.helpers import text_of
from tests.world import World

ASKER, HELPER = "right role", "helpdesk 1700"
LINK = "https://teams.example.be/l/meetup-join/19%3ameeting"


@pytest.fixture
def asked(world: World) -> HelpRequest:
    return ask_help(
        world.actor(ASKER), world.people[ASKER], question="Hoe?", organisation=world.school
    )


def tomorrow(days: int = 1) -> datetime:
    return (clock.now() + timedelta(days=days)).replace(second=0, microsecond=0)


@pytest.mark.requirement("T24")
def test_from_taking_to_meeting_and_each_time_a_mail(
    world: World, asked: HelpRequest, mails_to
) -> None:
    by = world.actor(HELPER)
    take_help(by, asked)
    assert (asked.state, asked.handler) == ("taken", world.people[HELPER])
    agree_help(by, asked, at=tomorrow(), link=LINK)
    assert (asked.state, asked.meeting_link) == ("agreed", LINK)
    shift_help(by, asked, at=tomorrow(2), link=LINK)
    call_off_help(by, asked, text="De lijn valt weg.")
    assert (asked.state, asked.agreed_at, asked.meeting_link) == ("taken", None, "")
    agree_help(by, asked, at=tomorrow(3), link=LINK)
    answer_help(by, asked, text="Samen opgelost.")
    close_help(by, asked)
    deliver_all()
    assert [mail.kind for mail in mails_to(world.people[ASKER])] == [
        "desk.help-received",
        "desk.help-taken",
        "desk.help-agreed",
        "desk.help-agreed",
        "desk.help-called-off",
        "desk.help-agreed",
        "desk.help-answered",
        "desk.help-closed",
    ]
    reopen_help(world.actor(ASKER), asked, text="Toch niet.")
    assert (asked.state, asked.agreed_at) == ("open", None)


@pytest.mark.requirement("T24")
def test_the_mail_has_the_moment_the_link_and_a_file_for_the_diary(
    world: World, asked: HelpRequest, mails_to
) -> None:
    agree_help(world.actor(HELPER), asked, at=tomorrow(), link=LINK)
    deliver_all()
    mail = mails_to(world.people[ASKER])[-1]
    assert LINK in mail.body
    assert "Belgische tijd" in mail.body
    assert world.people[HELPER].email not in mail.body
    (file,) = made(mail.enclosure)
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert event["dtstart"].dt == asked.agreed_at
    assert (str(event["location"]), int(event["sequence"])) == (LINK, 1)
    shift_help(world.actor(HELPER), asked, at=tomorrow(2), link=LINK)
    assert made(mail.enclosure) == []  # the first file says nothing true any more
    deliver_all()
    call_off_help(world.actor(ASKER), asked, text="Ik ben er niet.")
    deliver_all()
    told = mails_to(world.people[HELPER])[-1]
    assert (told.kind, "Ik ben er niet." in told.body) == ("desk.help-called-off", True)


def test_a_link_that_looks_like_a_number_of_a_person_is_not_in_the_text(
    world: World, asked: HelpRequest, mails_to
) -> None:
    link = "https://zoom.example.com/j/85073003328"
    agree_help(world.actor(HELPER), asked, at=tomorrow(), link=link)
    deliver_all()
    mail = mails_to(world.people[ASKER])[-1]
    assert "85073003328" not in mail.body
    assert "staat bij uw vraag" in mail.body
    (file,) = made(mail.enclosure)
    assert b"85073003328" in file.content.replace(b"\r\n ", b"")


@pytest.mark.requirement("T24")
@pytest.mark.parametrize(
    "link",
    ["", "   ", "http://teams.example.be/x", "javascript:alert(1)", "teams.example.be/x",
     "https://", "https://localhost/x", "https://naam:wachtwoord@teams.example.be/",
     "https://teams.example.be/" + "a" * 500, "https://teams.example.be/\n<b>"],
)  # fmt: skip
def test_a_link_that_is_none(world: World, asked: HelpRequest, link: str) -> None:
    with pytest.raises(Invalid, match="https://"):
        agree_help(world.actor(HELPER), asked, at=tomorrow(), link=link)


@pytest.mark.requirement("T24")
@pytest.mark.parametrize(
    ("ahead", "why"), [(timedelta(0), "nog moet komen"), (timedelta(days=-1), "nog moet komen"),
                       (timedelta(days=91), "90 dagen")],
)  # fmt: skip
def test_a_moment_that_is_past_or_far(
    world: World, asked: HelpRequest, ahead: timedelta, why: str
) -> None:
    with clock.stamped(clock.now()), pytest.raises(Invalid, match=why):
        agree_help(world.actor(HELPER), asked, at=clock.now() + ahead, link=LINK)


def test_the_same_moment_again_is_nothing_new(world: World, asked: HelpRequest) -> None:
    by, at = world.actor(HELPER), tomorrow()
    agree_help(by, asked, at=at, link=LINK)
    with pytest.raises(WrongState):
        agree_help(by, asked, at=at, link=LINK)
    with pytest.raises(Invalid, match="stonden er al"):
        shift_help(by, asked, at=at, link=LINK)


def test_who_asks_does_not_help_himself_nor_does_a_stranger(
    world: World, asked: HelpRequest
) -> None:
    for who in (ASKER, "lokale beheerder", "esf-support", "nobody"):
        for action in (take_help, follow_help):
            with pytest.raises(Refused):
                action(world.actor(who), asked)
        with pytest.raises(Refused):
            agree_help(world.actor(who), asked, at=tomorrow(), link=LINK)
    own = ask_help(world.actor(HELPER), world.people[HELPER], question="En ik?")
    with pytest.raises(Refused, match="collega"):
        take_help(world.actor(HELPER), own)
    with pytest.raises(Refused, match="meekijken"):
        follow_help(world.actor(HELPER), asked)  # 1700 has nothing to look at


def test_a_caller_gets_no_moment(world: World) -> None:
    by = world.actor(HELPER)
    noted = ask_help(by, None, question="Mevrouw Peeters belde.")
    with pytest.raises(Invalid, match="beller"):
        agree_help(by, noted, at=tomorrow(), link=LINK)


@pytest.mark.requirement("T24")
def test_what_waits_for_both(world: World, asked: HelpRequest) -> None:
    helper, asker = world.actor(HELPER), world.actor(ASKER)
    take_help(helper, asked)
    name = world.people[ASKER].name
    assert [one.sentence for one in public.waiting(helper)] == [f"U behandelt de vraag van {name}."]
    agree_help(helper, asked, at=tomorrow(), link=LINK)
    (line,) = public.waiting(asker)
    assert line.sentence.endswith(" kijkt helpdesk 1700 met u mee.")
    assert line.due == tomorrow().astimezone(clock.BRUSSELS).date()
    (line,) = public.waiting(helper)
    assert line.sentence.endswith(f"mee met {name}.")
    with clock.stamped(tomorrow(2)):
        (line,) = public.waiting(helper)
        assert "is voorbij" in str(line.sentence)


@pytest.mark.requirement("T24")
def test_by_the_pages(world: World, as_, asked: HelpRequest) -> None:
    desk: Client = as_(HELPER)
    url = f"/vragen/{asked.uid}"
    shown = text_of(desk.get(url).content)
    assert "Behandelen" in shown
    assert "Moment afspreken" in shown
    assert "Meekijken" not in shown
    assert desk.post(f"{url}/behandelen").status_code == 303
    day = tomorrow().astimezone(clock.BRUSSELS)
    bad = desk.post(f"{url}/moment", {"day": "gisteren", "hour": "25:00", "link": "x"})
    assert bad.status_code == 422
    wrong = desk.post(
        f"{url}/moment", {"day": f"{day:%d/%m/%Y}", "hour": "9:30", "link": "http://x.be"}
    )
    assert "Het begint met https://." in text_of(wrong.content)
    answer = desk.post(f"{url}/moment", {"day": f"{day:%d/%m/%Y}", "hour": "9:30", "link": LINK})
    assert answer["Location"] == url
    asked.refresh_from_db()
    assert asked.agreed_at is not None
    assert f"{asked.agreed_at.astimezone(clock.BRUSSELS):%H:%M}" == "09:30"
    asker: Client = as_(ASKER)
    page = asker.get(url).content.decode()
    assert LINK in page
    assert "Afgesproken moment" in page
    assert asker.post(f"{url}/afzeggen", {"text": ""}).status_code == 422
    assert asker.post(f"{url}/afzeggen", {"text": "Ik moet weg."}).status_code == 303
    asked.refresh_from_db()
    assert asked.state == "taken"
    for path in ("behandelen", "moment", "ander-moment", "meekijken"):
        assert asker.get(f"{url}/{path}").status_code == 403
    assert desk.get(f"{url}/behandelen")["Location"] == url
    assert desk.post(f"{url}/meekijken").status_code == 403
    stranger: Client = as_("lokale beheerder")
    assert stranger.post(f"{url}/afzeggen", {"text": "x"}).status_code == 404
