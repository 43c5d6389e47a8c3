"""Filing a request: what it does, and everything that is refused with its sentence (W02)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sleutelbos.duallearning.recognition.actions import attaching, filing, routing
from sleutelbos.duallearning.recognition.actions.filing import Answer
from sleutelbos.duallearning.recognition.models import Delegation, Mentor, Request
from sleutelbos.duallearning.recognition.states import Condition, RoutedBy
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, WrongState
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Person
from sleutelbos.register.public import stop_organisation
from sleutelbos.tools.files import Destroyed, content_of
from sleutelbos.tools.files.models import StoredFile
from tests.duallearning import examples
from tests.duallearning.papers import PDF, PROGRAM, paper
from tests.world import World
from tests.world_duaal import (
    OFFICER,
    OWNER,
    committee,
    company,
    other_partnership,
    programme,
    site,
)

DAY = timedelta(days=1)
pytestmark = pytest.mark.requirement("W02")


def submit(world: World, request: Request, version: str = examples.VERSION) -> Request:
    return filing.submit_request(world.actor(OWNER), request, declaration=version, agreed=True)


def test_a_vestiging_that_stopped_yesterday(world: World) -> None:
    ready = examples.ready(world)
    stop_organisation(system("kbo"), company(), on=clock.today() - DAY)
    with pytest.raises(Invalid, match="Deze vestiging is stopgezet"):
        filing.start_request(world.actor(OWNER), site(), programme("ZAAL-1"))
    ready.refresh_from_db()
    ready.site.refresh_from_db()
    with pytest.raises(Invalid, match="Deze vestiging is stopgezet"):
        submit(world, ready)


def test_one_request_at_once_for_a_vestiging_and_an_opleiding(world: World) -> None:
    examples.started(world)
    with pytest.raises(Invalid, match="loopt al een aanvraag"):
        examples.started(world)
    assert Request.objects.count() == 1
    examples.started(world, "ZAAL-1")


def test_what_is_recognised_is_not_asked_again_until_it_almost_ends(world: World) -> None:
    row = examples.recognised(world)
    with pytest.raises(Invalid, match="al erkend"):
        examples.started(world)
    soon = clock.today() + 60 * DAY
    with arranging():
        row.valid = type(row.valid)(row.valid.lower, soon)
        row.save()
    renewal = examples.started(world)
    assert renewal.state == "draft"


def test_an_opleiding_that_ended(world: World) -> None:
    with arranging():
        row = programme()
        row.valid = type(row.valid)(date(2019, 9, 1), clock.today())
        row.save()
    with pytest.raises(Invalid, match="kan niet meer gekozen worden"):
        examples.started(world)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"workers": -1}, "workers"), ({"places": 0}, "places")]
)
def test_numbers_that_cannot_be(world: World, wrong: dict[str, int], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        filing.describe_workplace(
            world.actor(OWNER), examples.started(world),
            workplace=examples.workplace(world, **wrong),
        )  # fmt: skip
    assert field in caught.value.problems


def test_a_school_that_does_not_offer_it(world: World) -> None:
    with pytest.raises(Invalid, match="biedt de opleiding niet aan"):
        filing.describe_workplace(
            world.actor(OWNER), examples.started(world),
            workplace=examples.workplace(world, school=world.other_school),
        )  # fmt: skip


def test_an_outdated_declaration_is_refused_and_the_current_one_offered(world: World) -> None:
    request = examples.ready(world)
    with pytest.raises(Invalid, match="nieuwe versie van de verklaring op eer") as caught:
        submit(world, request, "2019.1")
    assert list(caught.value.problems) == ["agreed"]
    with pytest.raises(Invalid, match="Vink de verklaring op eer aan"):
        filing.submit_request(
            world.actor(OWNER), request, declaration=examples.VERSION, agreed=False
        )
    done = submit(world, request)
    assert (done.declaration_version, done.declared_by_id) == (
        examples.VERSION, world.people[OWNER].pk,
    )  # fmt: skip


def test_a_no_keeps_it_from_being_submitted(world: World) -> None:
    request = examples.ready(world)
    answers = {Condition.FINANCES: Answer(meets=False)}
    filing.describe_workplace(
        world.actor(OWNER), request, workplace=examples.workplace(world, answers=answers)
    )
    with pytest.raises(Invalid, match="financiële draagkracht"):
        submit(world, request)


def test_more_learners_than_mentors_can_guide(world: World) -> None:
    request = examples.ready(world)
    filing.describe_workplace(
        world.actor(OWNER), request, workplace=examples.workplace(world, places=3)
    )
    with pytest.raises(Invalid, match="te weinig mentoren"):
        submit(world, request)


def test_two_mentors_of_whom_one_is_24(world: World) -> None:
    request, by = examples.ready(world), world.actor(OWNER)
    young = examples.newcomer(date(clock.today().year - 24, 1, 2), 33)
    mentor = attaching.add_mentor(
        by, request, newcomer=young, proposal=examples.proposal(), extract=paper()
    )
    with pytest.raises(Invalid, match="is jonger dan 25 jaar"):
        submit(world, request)
    request.refresh_from_db()
    assert request.state == "draft"
    attaching.remove_mentor(by, request, mentor=mentor)
    assert submit(world, request).state == "submitted"


@pytest.mark.requirement("W04")
def test_it_goes_to_the_partnership_of_the_agreement_that_decided(world: World) -> None:
    done = examples.submitted(world)
    assert done.partnership == world.partnership
    assert done.routed_by == RoutedBy.RULE
    assert done.rule is not None
    assert done.rule.committee == committee()


@pytest.mark.requirement("W04")
def test_without_an_agreement_or_a_power_the_department_handles_it(world: World) -> None:
    request = examples.ready(world)
    filing.describe_workplace(
        world.actor(OWNER), request, workplace=examples.workplace(world, committee=committee("302"))
    )
    done = submit(world, request)
    assert (done.partnership, done.routed_by) == (None, RoutedBy.NO_RULE)


@pytest.mark.requirement("W04")
def test_a_partnership_without_power_to_recognise_hands_over(world: World) -> None:
    power = Delegation.objects.get(partnership=world.partnership, power="erkennen")
    routing.end_delegation(world.actor(OFFICER), power, last=clock.today() - DAY)
    done = examples.submitted(world)
    assert (done.partnership, done.routed_by) == (None, RoutedBy.NOT_DELEGATED)
    assert done.rule is not None, "which agreement it was stays known"


@pytest.mark.requirement("W04")
def test_the_lowest_priority_decides_then_the_one_that_names_most(world: World) -> None:
    by = world.actor(OFFICER)
    routing.delegate_power(by, other_partnership(), power="erkennen", first=clock.today())
    more = {"programme": programme(), "first": clock.today(), "priority": 100}
    routing.add_rule(by, other_partnership(), **more)
    assert examples.submitted(world).partnership == other_partnership()
    with arranging():
        Request.objects.update(state="withdrawn")
    both = {**more, "committee": committee()}
    routing.add_rule(by, world.partnership, **both)
    again = filing.start_request(world.actor(OWNER), site(), programme())
    filing.describe_workplace(world.actor(OWNER), again, workplace=examples.workplace(world))
    attaching.add_mentor(
        world.actor(OWNER), again, newcomer=examples.newcomer(), proposal=examples.proposal(),
        extract=paper(),
    )  # fmt: skip
    assert submit(world, again).partnership == world.partnership


@pytest.mark.requirement("W09")
def test_the_same_person_elsewhere_stays_one_person(world: World) -> None:
    examples.with_mentor(world)
    second = examples.started(world, "ZAAL-1")
    known = Person.objects.count()
    again = attaching.add_mentor(
        world.actor(OWNER), second, newcomer=examples.newcomer(), proposal=examples.proposal(),
        extract=paper(),
    )  # fmt: skip
    assert Person.objects.count() == known
    assert Mentor.objects.filter(person=again.person).count() == 2
    with pytest.raises(Invalid, match="staat al bij de mentoren"):
        attaching.add_mentor(
            world.actor(OWNER), second, newcomer=examples.newcomer(),
            proposal=examples.proposal(), extract=paper(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        PROGRAM,
        PDF + PROGRAM,  # ends as a program
        PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>"),
        b"",
        PDF[:-30],
    ],
)
def test_a_file_that_is_no_paper(world: World, content: bytes) -> None:
    request = examples.started(world)
    with pytest.raises(Invalid) as caught:
        attaching.add_mentor(
            world.actor(OWNER), request, newcomer=examples.newcomer(),
            proposal=examples.proposal(), extract=paper(content=content),
        )  # fmt: skip
    assert list(caught.value.problems) == ["extract"]
    assert not StoredFile.objects.exists()


def test_what_is_taken_out_is_destroyed_at_once(world: World) -> None:
    mentor = examples.with_mentor(world)
    extract = mentor.extract
    assert content_of(extract) == PDF
    attaching.remove_mentor(world.actor(OWNER), mentor.request, mentor=mentor)
    with pytest.raises(Destroyed):
        content_of(extract)
    request = mentor.request
    document = attaching.add_document(
        world.actor(OWNER), request, kind="ander", upload=paper("plan.pdf")
    )
    filing.discard_request(world.actor(OWNER), request)
    with pytest.raises(Destroyed):
        content_of(document.file)
    assert StoredFile.objects.count() == 2, "what they were stays known"


def test_what_was_submitted_is_not_changed(world: World) -> None:
    request = examples.submitted(world)
    with pytest.raises(WrongState):
        filing.describe_workplace(world.actor(OWNER), request, workplace=examples.workplace(world))
    with pytest.raises(WrongState):
        filing.discard_request(world.actor(OWNER), request)


def test_the_same_form_twice_is_one_request(world: World) -> None:
    key = "7a3a6c9e-6a1c-4b9f-9a35-000000000001"
    by = world.actor(OWNER)
    first = filing.start_request.keyed(key, by, site(), programme())
    again = filing.start_request.keyed(key, by, site(), programme())
    assert first.pk == again.pk
    assert Request.objects.count() == 1
