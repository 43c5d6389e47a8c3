"""Signing by link through the pages, and the learner's own page (W24)."""

from __future__ import annotations

import re
from urllib.parse import urlparse

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sleutelbos.duallearning.agreement.actions import presenting
from sleutelbos.duallearning.agreement.models import Agreement, LearnerLink, Signature
from sleutelbos.duallearning.agreement.secrets import secret_of
from sleutelbos.duallearning.agreement.states_signing import Party
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples_agreement as made
from tests.duallearning import examples_signing as by_link
from tests.duallearning.pages.test_agreements import day, url
from tests.duallearning.papers import PDF
from tests.world import World
from tests.world_duaal import GUIDE, OWNER

pytestmark = [pytest.mark.requirement("W24")]


def newest(kind: str) -> str:
    """The body of the last mail of a kind."""
    deliver_all()
    mail = Message.objects.filter(kind=f"duallearning.{kind}").order_by("-pk").first()
    assert mail is not None
    return mail.body


def path_in(body: str) -> str:
    """The address that a mail leads to."""
    found = re.search(r"https?://\S+", body)
    assert found is not None
    return urlparse(found[0]).path


def code_in(body: str) -> str:
    found = re.search(r"\b\d{6}\b", body)
    assert found is not None
    return found[0]


def answer(visitor: Client, here: str, code: str = "", **more: str) -> str:
    """Ask a code and answer; the text of the page where one ends."""
    where = post(visitor, here)["Location"]
    given = {"code": code or code_in(newest("signature-code")), "answer": "teken", **more}
    done = post(visitor, where, **given)
    return text_of(visitor.get(done["Location"])) if done.status_code == 303 else text_of(done)


def test_a_party_signs_with_the_link_of_its_mail(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), by_link.reachable(made.presented(world))
    assert isinstance(row, Agreement)
    assert "Laten tekenen met een link" in text_of(guide.get(url("agreement", row.uid)))
    here = url("ask-signatures", row.uid)
    assert "An Ouder, an@example.be" in text_of(guide.get(here))
    chosen = {Party.LEARNER.value: "0", Party.GUARDIAN.value: "0", Party.COMPANY.value: "0"}
    assert post(guide, here, **chosen).status_code == 422, "the school too"
    post(guide, here, **chosen, **{Party.SCHOOL.value: "papier"})
    shown = text_of(guide.get(url("agreement", row.uid)))
    for said in ("Handtekeningen", "Nog niet getekend", "met een link, tot en met", "op papier"):
        assert said in shown, said
    deliver_all()
    parent = Message.objects.get(kind="duallearning.signature-asked", to_email="an@example.be")
    visitor, link = Client(), path_in(parent.body)
    page = text_of(visitor.get(link))
    for said in ("An Ouder", "Lies Leerling", "Uurrooster", "Vergoeding", "Stuur mij een code",
                 "Lees het hele document", "Trajectbegeleider"):  # fmt: skip
        assert said in page, said
    file = visitor.get(f"{link}/document")
    assert file["Content-Type"] == "application/pdf"
    assert file["Cache-Control"] == "no-store"
    assert visitor.get(f"{link}/code")["Location"] == link, "first ask a code"
    assert "Deze code is niet juist." in answer(visitor, link, code="12")
    assert "Schrijf waarom u niet tekent." in answer(visitor, link, answer="weiger", reason=" ")
    assert "U hebt al getekend." in answer(visitor, link)
    assert visitor.get(f"{link}/code")["Location"] == link, "the link is used"
    assert visitor.get(f"{link}/document").status_code == 200, "his own copy"
    assert row.signatures.get(party=Party.GUARDIAN).state == "signed"


def test_a_double_click_ends_on_the_same_page(world: World) -> None:
    row = by_link.coded(by_link.asked(world))
    visitor, here = Client(), url("sign-code", secret_of(row))
    given = {"code": by_link.key(row)["code"], "answer": "teken"}
    first, second = post(visitor, here, **given), post(visitor, here, **given)
    assert first["Location"] == second["Location"] == url("sign-link", secret_of(row))


def test_a_refusal_stands_in_the_tasks_with_its_reason(world: World, sign_in: SignIn) -> None:
    row = by_link.asked(world)
    assert "wacht op de handtekeningen" in text_of(sign_in(GUIDE).get("/"))
    here = url("sign-link", secret_of(by_link.signature(row)))
    said = answer(Client(), here, answer="weiger", reason="Het uurrooster klopt niet.")
    assert "U hebt laten weten dat u niet tekent." in said
    assert f"Een partij tekent overeenkomst {row.number}" in text_of(sign_in(GUIDE).get("/"))
    why = "Het uurrooster klopt niet."
    assert why in text_of(sign_in(GUIDE).get(url("agreement", row.uid)))
    assert why not in text_of(sign_in(OWNER).get(url("agreement", row.uid)))


def test_links_that_lead_nowhere(world: World) -> None:
    row, visitor = by_link.asked(world), Client()
    unknown = visitor.get(url("sign-link", "onbekend"))
    assert unknown.status_code == 404
    assert "Open de laatste mail die u kreeg" in text_of(unknown)
    for page in ("sign-code", "sign-document", "learner-page"):
        assert visitor.get(url(page, "onbekend")).status_code == 404, page
    link = secret_of(by_link.signature(row))
    presenting.recall_agreement(world.actor(GUIDE), Agreement.objects.get(pk=row.pk))
    gone = text_of(visitor.get(url("sign-link", link)))
    assert "De school heeft dit document teruggenomen of vervangen." in gone
    assert "Uurrooster" not in gone
    assert visitor.get(url("sign-code", link)).status_code == 303
    assert visitor.get(url("sign-document", link)).status_code == 404


def test_the_school_sends_again_withdraws_and_adds_paper(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), by_link.asked(world)
    found = by_link.signature(row)
    old = secret_of(found)
    post(guide, url("send-signature-link", found.uid))
    assert Client().get(url("sign-link", old)).status_code == 404
    post(guide, url("withdraw-signature-link", found.uid))
    new = secret_of(by_link.signature(row))
    assert "De school heeft deze link ingetrokken." in text_of(Client().get(url("sign-link", new)))
    assert "met een link die niet meer werkt" in text_of(guide.get(url("agreement", row.uid)))
    here = url("sign-on-paper", found.uid)
    scan = SimpleUploadedFile("scan.pdf", PDF, "application/pdf")
    assert "Deze dag moet nog komen." in text_of(post(guide, here, signed_on=day(2), paper=scan))
    scan = SimpleUploadedFile("scan.pdf", PDF, "application/pdf")
    post(guide, here, signed_on=day(0), paper=scan)
    assert Signature.objects.get(pk=found.pk).way == "papier"
    assert guide.get(here).status_code == 404, "nothing to add any more"


def test_the_learner_reads_his_agreement_by_a_link(world: World, sign_in: SignIn) -> None:
    guide, row = sign_in(GUIDE), made.registered(world)
    here = url("learner", row.learner.uid)
    assert "Link naar de eigen pagina sturen" in text_of(guide.get(here))
    post(guide, url("send-learner-link", row.learner.uid))
    link, visitor = path_in(newest("learner-link")), Client()
    page = text_of(visitor.get(link))
    for said in ("Bakkerij De Oven", "Mentor", "Uurrooster", "Vergoeding", "Looptijd",
                 "Wie kunt u contacteren?", row.guide.name):  # fmt: skip
        assert said in page, said
    post(guide, url("send-learner-link", row.learner.uid))
    assert visitor.get(link).status_code == 404, "an earlier link dies"
    link = path_in(newest("learner-link"))
    with arranging():
        LearnerLink.objects.update(expires_on=clock.today() - made.DAY)
    assert visitor.get(link).status_code == 404
    with arranging():
        LearnerLink.objects.update(expires_on=clock.today())
    assert visitor.get(link).status_code == 200, "the last day counts"
    post(guide, url("withdraw-learner-link", row.learner.uid))
    assert "Vraag uw trajectbegeleider een nieuwe." in text_of(visitor.get(link))
