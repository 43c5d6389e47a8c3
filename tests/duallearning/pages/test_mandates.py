"""A school or a partnership files for a company, by the paper that it signed (W03)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from sleutelbos.access.public import Mandate, end_mandate
from sleutelbos.duallearning.recognition.actions import attaching, filing, mandates
from sleutelbos.duallearning.recognition.models import MandatePaper, Request
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples
from tests.duallearning.pages.test_way_to_a_recognition import describe, pdf, propose
from tests.duallearning.papers import PROGRAM, paper
from tests.world import World
from tests.world_duaal import (
    CLERK,
    GUIDE,
    HANDLER,
    OWNER,
    SCHOOL_KEEPER,
    programme,
    site,
)

DAY = timedelta(days=1)
pytestmark = pytest.mark.requirement("W03")


def url(name: str, *keys: object) -> str:
    return reverse(f"duallearning:{name}", args=keys)


def begun(world: World, who: str) -> Request:
    """What somebody prepared for the bakery."""
    by = world.actor(who)
    request = filing.start_request(by, site(), programme())
    filing.describe_workplace(by, request, workplace=examples.workplace(world))
    attaching.add_mentor(
        by, request, newcomer=examples.newcomer(), proposal=examples.proposal(), extract=paper()
    )
    return request


@pytest.mark.requirement("W15")
@pytest.mark.requirement("W28")
@pytest.mark.parametrize(("who", "holder"), [(GUIDE, "school"), (CLERK, "partnership")])
def test_the_whole_way_in_the_name_of_a_company(
    world: World, sign_in: SignIn, who: str, holder: str
) -> None:
    client = sign_in(who)
    assert client.get(url("sites")).status_code == 403
    until = f"{clock.today() + 90 * DAY:%d/%m/%Y}"
    sent = {"number": examples.number_of_company(), "last": until, "paper": pdf(name="m.pdf")}
    done = post(client, url("add-mandate"), **sent)
    assert "U kunt nu handelen voor Bakkerij De Oven." in text_of(client.get(done["Location"]))
    assert "Bakkerij Markt" in text_of(client.get(url("sites")))
    post(client, url("start-request", site().uid), programme=programme().uid)
    row = Request.objects.get()
    assert row.filed_by == getattr(world, holder)
    describe(client, row)
    propose(client, row)
    last = url("declaration", row.uid)
    text = text_of(client.get(last))
    assert "Verklaring op eer om te laten ondertekenen" in text
    assert client.get(url("declaration-paper", row.uid)).content.startswith(b"%PDF")
    text = text_of(post(client, last, version="2019.1", paper=pdf()))
    assert "Dit is een oude versie van de verklaring op eer." in text
    text = text_of(post(client, last, version="2025.1"))
    assert "Kies een bestand bij" in text
    post(client, last, version="2025.1", paper=pdf(name="verklaring.pdf"))
    row.refresh_from_db()
    assert row.state == "submitted"
    text = text_of(client.get(url("request", row.uid)))
    assert "Ingediend" in text
    assert "Mieke Mentor" not in text, "from now on the status only"
    assert row.number in text_of(client.get(url("requests")))
    signed = url("declaration-signed", row.uid)
    assert sign_in(HANDLER).get(signed).status_code == 200
    assert sign_in(OWNER).get(signed).status_code == 200
    assert client.get(signed).status_code == 404


def test_the_company_is_told_sees_it_and_ends_it(world: World, sign_in: SignIn) -> None:
    row = examples.mandated(world)
    deliver_all()
    assert Message.objects.filter(kind="duallearning.mandate-registered").exists()
    owner = sign_in(OWNER)
    assert world.school.name in text_of(owner.get(url("mandates")))
    assert owner.get(url("mandate-paper", row.uid)).content.startswith(b"%PDF")
    text = text_of(sign_in(GUIDE).get(url("mandate", row.uid)))
    assert "Machtiging intrekken" not in text
    assert sign_in(CLERK).get(url("mandate", row.uid)).status_code == 404
    post(owner, url("mandate", row.uid), reason="Wij doen het zelf.")
    assert "Afgelopen" in text_of(owner.get(url("mandates")))
    text = text_of(owner.get(url("mandate", row.uid)))
    for told in ("registreerde de ondertekende machtiging", "Reden: Wij doen het zelf."):
        assert told in text, told


def test_a_machtiging_withdrawn_while_its_request_is_a_draft(world: World, sign_in: SignIn) -> None:
    """Frozen for who held it, still there for the company."""
    paper_row = examples.mandated(world)
    draft = begun(world, GUIDE)
    page = url("workplace", draft.uid)
    guide, owner = sign_in(GUIDE), sign_in(OWNER)
    assert guide.get(page).status_code == 200
    end_mandate(world.actor(OWNER), paper_row.mandate, reason="Wij doen het zelf.")
    assert guide.get(page).status_code in (403, 404)
    with pytest.raises(Refused):
        filing.submit_request(
            world.actor(GUIDE), draft, declaration=examples.VERSION, agreed=True, paper=paper()
        )
    assert owner.get(page).status_code == 200
    filing.submit_request(world.actor(OWNER), draft, declaration=examples.VERSION, agreed=True)
    assert draft.state == "submitted"


def test_what_a_company_began_itself_is_not_the_holders(world: World) -> None:
    examples.mandated(world)
    own = examples.ready(world)
    with pytest.raises(Refused):
        filing.describe_workplace(world.actor(GUIDE), own, workplace=examples.workplace(world))


def test_only_the_two_roles_of_the_seeds_register_and_file(world: World) -> None:
    for who in (SCHOOL_KEEPER, HANDLER, "right role elsewhere", "lokale beheerder"):
        with pytest.raises(Refused):
            mandates.register_mandate(
                world.actor(who), world.school, number=examples.number_of_company(),
                last=clock.today(), paper=paper(),
            )  # fmt: skip
    examples.mandated(world)
    for who in (SCHOOL_KEEPER, HANDLER, CLERK, "right role elsewhere"):
        with pytest.raises(Refused):
            filing.start_request(world.actor(who), site(), programme())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "0123456789"}, "nummer"),
        ({"last": clock.today() - DAY}, "Deze dag is voorbij."),
        ({"paper": paper(content=PROGRAM)}, "geen volledige PDF"),
    ],
)
def test_what_is_refused_leaves_nothing(
    world: World, wrong: dict[str, object], sentence: str
) -> None:
    sent = {
        "number": examples.number_of_company(), "last": clock.today() + DAY, "paper": paper(),
        **wrong,
    }  # fmt: skip
    before = Mandate.objects.count()
    with pytest.raises(Invalid, match=sentence):
        mandates.register_mandate(world.actor(GUIDE), world.school, **sent)  # type: ignore[arg-type]
    assert Mandate.objects.count() == before
    assert not MandatePaper.objects.exists()


def test_the_same_machtiging_does_not_count_twice(world: World) -> None:
    examples.mandated(world)
    with pytest.raises(Invalid):
        examples.mandated(world)
    assert MandatePaper.objects.count() == 1
