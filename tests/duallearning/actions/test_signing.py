"""Signing by link, on paper, or mixed (W24)."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections

from sleutelbos.duallearning.agreement.actions import (
    addenda,
    completing,
    inviting,
    learners,
    presenting,
    registering,
    signing,
)
from sleutelbos.duallearning.agreement.actions.learners import Guardian
from sleutelbos.duallearning.agreement.jobs import remind_signatures
from sleutelbos.duallearning.agreement.models import Addendum, Agreement, Signature
from sleutelbos.duallearning.agreement.queries.signing import problem_now, signers
from sleutelbos.duallearning.agreement.secrets import secret_of
from sleutelbos.duallearning.agreement.states_signing import Party
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.files import content_of
from sleutelbos.tools.mail.models import Message
from tests.duallearning import examples_agreement as made
from tests.duallearning import examples_life as life
from tests.duallearning import examples_signing as by_link
from tests.duallearning.papers import paper
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_duaal import GUIDE

pytestmark = [pytest.mark.requirement("W24")]
ALL = (Party.LEARNER, Party.GUARDIAN, Party.COMPANY, Party.SCHOOL)
DAY = timedelta(days=1)


def again(row: Agreement) -> Agreement:
    return Agreement.objects.get(pk=row.pk)


def fresh(row: Signature) -> Signature:
    return Signature.objects.get(pk=row.pk)


def refused_code(row: Signature, code: str = "") -> str:
    """What is said to who signs now with a code (the right one by default)."""
    given = by_link.key(row)
    with pytest.raises(Invalid) as said:
        signing.sign_by_link(by_link.BEARER, row, **{**given, "code": code or given["code"]})
    return str(said.value)


def no_more(row: Signature) -> str:
    """What is said to who asks a code with a link that is over."""
    with pytest.raises(Refused):
        signing.sign_by_link(by_link.BEARER, row, **by_link.key(row))
    with pytest.raises(Invalid) as said:
        signing.ask_signature_code(by_link.BEARER, row, secret=secret_of(row))
    return str(said.value)


def test_the_last_signature_makes_it_signed_as_on_paper(world: World) -> None:
    row = by_link.asked(world)
    by_link.sign(row, *ALL[:3])
    assert again(row).state == "signing", "the school hasn't signed"
    by_link.sign(row, Party.SCHOOL)
    done = again(row)
    assert done.state == "signed"
    assert done.signed_on == clock.today()
    assert done.signed_file is not None
    assert done.document is not None
    text = pdf_text(content_of(done.signed_file))
    for said in (f"Overeenkomst {row.number}", "An Ouder", "Vertegenwoordiger van de leerling",
                 "an@example.be", "Met een link en een code",
                 done.document.digest[:8]):  # fmt: skip
        assert said in text, said
    deliver_all()
    assert Message.objects.filter(kind="duallearning.signing-completed").exists()
    assert registering.register_agreement(world.actor(GUIDE), done).state == "registered"


def test_some_sign_on_paper_and_some_by_link(world: World) -> None:
    row = by_link.asked(world, Party.COMPANY)
    deliver_all()
    mails = Message.objects.filter(kind="duallearning.signature-asked")
    assert mails.count() == 3, "nobody who signs on paper gets a link"
    by_link.sign(row, Party.LEARNER, Party.GUARDIAN, Party.SCHOOL)
    company = by_link.signature(row)
    for day, said in (
        (clock.today() - DAY, "bestond toen nog niet"),
        (clock.today() + DAY, "nog komen"),
    ):
        with pytest.raises(Invalid, match=said):
            completing.sign_on_paper(world.actor(GUIDE), company, signed_on=day, paper=paper())
    completing.sign_on_paper(
        world.actor(GUIDE), company, signed_on=clock.today(), paper=paper("scan.pdf")
    )
    done = again(row)
    assert done.state == "signed"
    assert done.signed_file is not None
    assert "Op papier" in pdf_text(content_of(done.signed_file))


def test_the_database_holds_no_link_and_no_code(world: World) -> None:
    found = by_link.coded(by_link.asked(world))
    assert found.digest is not None
    secret = secret_of(found)
    assert secret.encode() not in bytes(found.digest)
    stored = " ".join(
        str(value) for value in Signature.objects.filter(pk=found.pk).values()[0].values()
    )
    assert secret not in stored
    assert by_link.key(found)["code"] not in stored.replace(found.document_hash, "")


def test_a_link_is_used_once(world: World) -> None:
    row = by_link.asked(world)
    by_link.sign(row, Party.COMPANY)
    used = by_link.signature(row)
    assert problem_now(used) == "U hebt al getekend. U hoeft niets meer te doen."
    with pytest.raises(Invalid, match="U hebt al getekend"):
        signing.ask_signature_code(by_link.BEARER, used, secret=secret_of(used))
    with pytest.raises(Refused, match="Dit kan niet meer"):
        signing.sign_by_link(by_link.BEARER, used, **by_link.key(used))


def test_a_link_ends_on_its_day(world: World) -> None:
    found = by_link.coded(by_link.asked(world))
    with arranging():
        Signature.objects.update(expires_on=clock.today())
    assert not problem_now(fresh(found)), "the last day counts"
    with arranging():
        Signature.objects.update(expires_on=clock.today() - DAY)
    assert "Vraag de school een nieuwe." in refused_code(fresh(found))


def test_a_link_of_what_was_taken_back_leads_nowhere(world: World) -> None:
    row = by_link.asked(world)
    by_link.sign(row, Party.LEARNER)
    found = by_link.coded(row)
    presenting.recall_agreement(world.actor(GUIDE), again(row))
    assert set(Signature.objects.values_list("state", flat=True)) == {"lapsed"}
    assert "teruggenomen of vervangen" in no_more(fresh(found))
    anew = presenting.present_agreement(world.actor(GUIDE), again(row))
    inviting.ask_signatures(world.actor(GUIDE), anew, asked=by_link.all_by_link(anew))
    assert by_link.signature(anew).state == "open", "everybody signs anew"
    assert Signature.objects.count() == 8


def test_links_lapse_when_all_of_it_was_signed_on_paper(world: World) -> None:
    row = by_link.asked(world)
    presenting.sign_agreement(
        world.actor(GUIDE), again(row), signed_on=clock.today(), paper=paper()
    )
    assert set(Signature.objects.values_list("state", flat=True)) == {"lapsed"}


def test_a_link_of_an_addendum_lapses_with_its_agreement(world: World) -> None:
    row = by_link.reachable(life.addendum_presented(world))
    assert isinstance(row, Addendum)
    inviting.ask_addendum_signatures(world.actor(GUIDE), row, asked=by_link.all_by_link(row))
    found = by_link.coded(row)
    addenda.cancel_addendum(life.HOUSE, row, reason="De overeenkomst eindigde.")
    assert "teruggenomen of vervangen" in no_more(fresh(found))


def test_an_addendum_is_signed_by_link(world: World) -> None:
    row = by_link.reachable(life.addendum_presented(world))
    assert isinstance(row, Addendum)
    inviting.ask_addendum_signatures(world.actor(GUIDE), row, asked=by_link.all_by_link(row))
    by_link.sign(row, *signers(row))
    done = Addendum.objects.get(pk=row.pk)
    assert done.state == "signed"
    assert done.signed_file is not None
    assert f"Addendum {row.number}" in pdf_text(content_of(done.signed_file))
    assert addenda.register_addendum(world.actor(GUIDE), done).state == "registered"


def test_a_wrong_code_is_counted_and_the_sixth_is_too_much(world: World) -> None:
    found = by_link.coded(by_link.asked(world))
    given = by_link.key(found)
    wrong = {**given, "code": "000000" if given["code"] != "000000" else "111111"}
    for _ in range(5):
        assert not signing.try_signature_code(by_link.BEARER, found, **wrong)
    with pytest.raises(Invalid, match="te vaak een foute code"):
        signing.try_signature_code(by_link.BEARER, found, **given)
    assert "te vaak een foute code" in refused_code(fresh(found))
    anew = by_link.coded(found.agreement)
    assert by_link.key(anew)["code"] != given["code"]
    assert signing.try_signature_code(by_link.BEARER, anew, **by_link.key(anew))
    assert "niet juist" in refused_code(anew, given["code"]), "an earlier code is worth nothing"


def test_a_code_grows_old(world: World) -> None:
    found = by_link.coded(by_link.asked(world))
    with arranging():
        Signature.objects.update(code_at=clock.real_now() - timedelta(minutes=16))
    assert "te oud" in refused_code(fresh(found))


def test_no_code_was_asked_yet(world: World) -> None:
    assert "Vraag eerst een code." in refused_code(by_link.signature(by_link.asked(world)))


def test_too_many_codes_wait_for_tomorrow(world: World) -> None:
    row = by_link.asked(world)
    for _ in range(5):
        found = by_link.coded(row)
    with pytest.raises(Invalid, match="te veel codes"):
        by_link.coded(row)
    with arranging():
        Signature.objects.update(codes_on=clock.today() - DAY)
    assert by_link.coded(row).codes_today == 1
    assert found.codes_today == 5


def test_a_link_follows_its_address(world: World) -> None:
    """The wrong person: the address changed after the link was sent."""
    row = by_link.asked(world)
    found = by_link.coded(row, Party.GUARDIAN)
    by = world.actor(GUIDE)
    learners.change_learner(by, row.learner, guardian=Guardian("Bart Voogd", "bart@example.be"))
    assert "e-mailadres is gewijzigd" in refused_code(fresh(found))
    old = secret_of(found)
    inviting.send_signature_link(by, fresh(found))
    renewed = by_link.signature(row, Party.GUARDIAN)
    assert (renewed.name, renewed.email) == ("Bart Voogd", "bart@example.be")
    with pytest.raises(Refused, match="Deze link werkt niet meer"):
        signing.ask_signature_code(by_link.BEARER, renewed, secret=old)
    by_link.sign(row, Party.GUARDIAN)


def test_a_link_is_withdrawn(world: World) -> None:
    row = by_link.asked(world)
    found = by_link.coded(row)
    inviting.withdraw_signature_link(world.actor(GUIDE), found)
    assert refused_code(fresh(found)) == "De school heeft deze link ingetrokken."
    with pytest.raises(Invalid, match="geen link die nog werkt"):
        inviting.withdraw_signature_link(world.actor(GUIDE), fresh(found))


def test_a_minor_needs_who_signs_with_him(world: World) -> None:
    row = by_link.reachable(made.presented(world))
    assert isinstance(row, Agreement)
    by = world.actor(GUIDE)
    learners.change_learner(by, row.learner, guardian=Guardian(""))
    for asked in (by_link.all_by_link(row), by_link.all_by_link(row, Party.GUARDIAN)):
        with pytest.raises(Invalid, match="De leerling is minderjarig"):
            inviting.ask_signatures(by, row, asked=asked)
    learners.change_learner(by, row.learner, guardian=Guardian("Bart Voogd"))
    with pytest.raises(Invalid, match="geen e-mailadres gekend"):
        inviting.ask_signatures(by, row, asked=by_link.all_by_link(row))
    with pytest.raises(Invalid, match="Kies hoe deze partij tekent"):
        inviting.ask_signatures(by, row, asked=by_link.all_by_link(row)[:1])
    with pytest.raises(Invalid, match="minstens één partij"):
        inviting.ask_signatures(by, row, asked=by_link.all_by_link(row, *ALL))
    inviting.ask_signatures(by, row, asked=by_link.all_by_link(row, Party.GUARDIAN))
    with pytest.raises(Invalid, match="al gevraagd"):
        inviting.ask_signatures(by, row, asked=by_link.all_by_link(row, Party.GUARDIAN))


def test_nothing_is_complete_before_each_party_signed(world: World) -> None:
    row = by_link.asked(world)
    by_link.sign(row, Party.LEARNER)
    with pytest.raises(Invalid, match="Nog niet alle partijen"):
        completing.complete_agreement(life.HOUSE, again(row))


def test_who_is_of_age_signs_alone(world: World) -> None:
    row = made.presented(world, years=19)
    assert Party.GUARDIAN not in signers(row)


def test_a_refusal_stops_the_others_and_is_told(world: World) -> None:
    row = by_link.asked(world)
    found = by_link.coded(row, Party.GUARDIAN)
    with pytest.raises(Invalid, match="Schrijf waarom"):
        signing.refuse_signature(by_link.BEARER, found, **by_link.key(found), reason=" ")
    signing.refuse_signature(by_link.BEARER, fresh(found), **by_link.key(found), reason="Te vroeg.")
    assert "Een andere partij tekent niet." in problem_now(by_link.signature(row))
    assert "dat u niet tekent" in problem_now(fresh(found))
    deliver_all()
    mail = Message.objects.filter(kind="duallearning.signature-refused").first()
    assert mail is not None
    assert "Te vroeg." not in mail.body, "why stands in the file only"
    assert presenting.recall_agreement(world.actor(GUIDE), again(row)).state == "draft"


def test_who_waits_is_reminded_after_a_week(world: World) -> None:
    row = by_link.asked(world)
    by_link.sign(row, Party.LEARNER)
    deliver_all()
    mails = Message.objects.filter(kind="duallearning.signature-asked")
    assert mails.count() == 3, "who signed meanwhile gets none"
    remind_signatures(clock.now())
    with arranging():
        Signature.objects.update(sent_at=clock.now() - 7 * DAY)
        by_link.signature(row, Party.SCHOOL)
        Signature.objects.filter(party=Party.SCHOOL).update(link_ended_at=clock.now())
    for _ in range(2):  # the second time they were reminded today
        remind_signatures(clock.now())
    deliver_all()
    assert mails.count() == 5
    assert mails.filter(subject__startswith="Herinnering").count() == 2


def test_the_log_names_who_signed_and_no_code(world: World) -> None:
    row = by_link.asked(world)
    by_link.sign(row, Party.LEARNER)
    entry = AuditEntry.objects.get(action="duallearning.sign-by-link")
    assert entry.actor == "link:1"
    assert f"register.person:{row.person_id}" in str(entry.payload["facts"]["name"])
    assert by_link.key(by_link.signature(row, Party.LEARNER))["code"] not in str(entry.payload)


def test_the_last_two_sign_at_the_same_moment(committed_world: World) -> None:
    """A double click, and two parties at once: each signature once, the sheet once."""
    row = by_link.asked(committed_world)
    by_link.sign(row, Party.LEARNER, Party.GUARDIAN)
    rows = [by_link.coded(row, party) for party in (Party.COMPANY, Party.SCHOOL)]
    barrier, outcomes = threading.Barrier(4), list[str]()

    def run(found: Signature) -> None:
        barrier.wait()
        try:
            signing.sign_by_link(by_link.BEARER, fresh(found), **by_link.key(found))
            outcomes.append("done")
        except (Refused, Invalid) as no:
            outcomes.append(type(no).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(found,)) for found in rows * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["WrongState", "WrongState", "done", "done"], outcomes
    assert again(row).state == "signed"
    completed = AuditEntry.objects.filter(action="duallearning.complete-agreement", outcome="done")
    assert completed.count() == 1
