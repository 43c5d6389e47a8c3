"""Writing a mail."""

from __future__ import annotations

import pytest
from django.conf import settings

from sleutelbos.tools.mail import post
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.posting import PersonalNumber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates", "people")]
HELLO = "tools_test/hello.txt"


def test_first_line_is_subject_and_nothing_is_escaped() -> None:
    message = post("test.hello", 1, HELLO, {"name": "D'Hondt & Co"})
    assert message.subject == "Welkom, D'Hondt & Co"
    assert message.body == f"maandag {settings.BASE_URL}\n"
    assert (message.state, message.language) == ("waiting", "nl")
    assert message.message_id.endswith(">")


def test_language_of_the_person() -> None:
    assert post("test.hello", 2, HELLO, {"name": "Bo"}).language == "en"
    assert "Monday" in post("test.hello", 2, HELLO, {"name": "Bo"}).body


def test_each_mail_has_its_own_message_id() -> None:
    first, second = (post("test.hello", 1, HELLO, {"name": "An"}) for _ in range(2))
    assert first.message_id != second.message_id


def test_subject_stays_one_line() -> None:
    message = post("test.hello", 1, HELLO, {"name": "An\r\tBcc: all@example.be"})
    assert message.subject == "Welkom, An Bcc: all@example.be"


@pytest.mark.parametrize(
    "text", ["85073003328", "85.07.30-033.28", "uw nummer 850730-033-28.", "85.07.30 033 28"]
)
def test_no_personal_number_in_a_mail(text: str) -> None:
    with pytest.raises(PersonalNumber):
        post("test.hello", 1, HELLO, {"name": "An", "extra": text})
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "text", ["0123.456.749", "+32 475 12 34 56", "4f1b85073003328a", "31/12/2026", "2.123.456.789"]
)
def test_other_numbers_may_stand_in_a_mail(text: str) -> None:
    assert text in post("test.hello", 1, HELLO, {"name": "An", "extra": text}).body
