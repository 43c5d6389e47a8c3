"""Schools appear by themselves from the feed of Onderwijs; the unusual waits for a human (G17)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sleutelbos.connectors.latest_file.fake import FakeFiles
from sleutelbos.duallearning.recognition import jobs
from sleutelbos.duallearning.recognition.models import ProgrammeOffer, ProgrammingDelivery
from sleutelbos.duallearning.recognition.ports import bound
from sleutelbos.kernel import clock
from sleutelbos.register.models import Organisation
from sleutelbos.tools.outside import IncomingFile
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning.test_files import school, sheet
from tests.world import World
from tests.world_duaal import HANDLER, OFFICER

pytestmark = pytest.mark.requirement("G17")

LIST = "/duaal/scholen/leveringen"


def file(day: int, *rows: dict[str, str]) -> IncomingFile:
    return IncomingFile(f"programmaties-2026-11-{day:02}.csv", sheet(*rows))


def night(*files: IncomingFile) -> ProgrammingDelivery | None:
    """What a night leaves behind."""
    with bound(FakeFiles(files)):
        jobs.fetch_programmes(clock.now())
    return ProgrammingDelivery.objects.order_by("-pk").first()


def test_the_first_waits_and_the_next_come_by_themselves(world: World, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    first = night(file(1, school()))
    assert first is not None
    assert first.state == "staged"
    assert "levering van programmatieaanvragen wacht op u" in text_of(client.get("/"))
    url = reverse("duallearning:programming-delivery", args=[first.uid])
    text = text_of(client.get(url))
    assert "Dit is de eerste levering." in text
    assert "Instituut Nieuw 900124 BAK-1 1 sep 2026" in text
    assert not ProgrammeOffer.objects.filter(school__name="Instituut Nieuw").exists()
    assert "geladen op" in text_of(client.get(post(client, url, doe="laden")["Location"]))
    assert Organisation.objects.get(name="Instituut Nieuw").programme_offers.count() == 1
    again = night(file(1, school()))
    assert again == first, "the same file is no new delivery"
    second = night(file(2, school(), school(opleiding="ZAAL-1")))
    assert second is not None
    assert (second.state, second.count, second.same) == ("loaded", 1, 1)
    assert Organisation.objects.get(name="Instituut Nieuw").programme_offers.count() == 2
    assert Organisation.objects.filter(identifiers__value="900124").count() == 1


def test_what_is_wrong_or_too_much_waits(world: World, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    first = night(file(1, school()))
    assert first is not None
    with bound(FakeFiles([file(1, school())])):
        done = post(client, LIST)
    url = reverse("duallearning:programming-delivery", args=[first.uid])
    assert done["Location"] == url
    post(client, url, doe="laden")
    wrong = night(file(2, school(instellingsnummer="900125"), school(opleiding="NIETS")))
    assert wrong is not None
    assert (wrong.state, wrong.count, len(wrong.faults)) == ("staged", 1, 1)
    url = reverse("duallearning:programming-delivery", args=[wrong.uid])
    assert "Deze opleiding is niet gekend" in text_of(client.get(url))
    many = night(file(3, *(school(instellingsnummer=str(900200 + one)) for one in range(11))))
    wrong.refresh_from_db()
    assert wrong.state == "stopped", "it gave way to a newer one"
    assert many is not None
    assert many.reasons == ["Er wijzigen 11 regels in één keer, meer dan 10."]
    url = reverse("duallearning:programming-delivery", args=[many.uid])
    post(client, url, doe="stoppen")
    many.refresh_from_db()
    assert many.state == "stopped"
    assert not Organisation.objects.filter(identifiers__value="900201").exists()


def test_a_feed_that_gives_nothing_says_why(world: World, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    assert "geen gegevensstroom aangesloten" in text_of(client.get(LIST))
    jobs.fetch_programmes(clock.now())
    for feed, sentence in (
        (FakeFiles(), "Er ligt geen bestand klaar."),
        (FakeFiles(fault="Onderwijs is weg."), "Onderwijs is weg."),
        (FakeFiles([IncomingFile("x.csv", b"\x00\x01")]), "bestand"),
        (None, "geen gegevensstroom van Onderwijs"),
    ):
        with bound(feed):
            jobs.fetch_programmes(clock.now())
            post(client, LIST)
            assert sentence in text_of(client.get(LIST)), sentence
    assert not ProgrammingDelivery.objects.exists()
    assert sign_in(HANDLER).get(LIST).status_code == 403
