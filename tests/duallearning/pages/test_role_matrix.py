"""Every cell of the role matrix, the empty ones too: page, direct address, file (W14–W18, W28).

What is expected stands here by itself, taken from the seeds line by line; the product has it in
``abilities.csv``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse

from sleutelbos.access.models import Grant
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.pages import page as declared
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.kernel.guard import arranging
from tests import world as worlds
from tests.access.pages.conftest import SignIn, text_of
from tests.duallearning import examples, examples_agreement
from tests.world import World
from tests.world_duaal import (
    CLERK,
    DELEGATE,
    ELSEWHERE,
    GUIDE,
    HANDLER,
    KEEPER,
    OFFICER,
    OWNER,
    SCHOOL_KEEPER,
    SUPPORT,
    VOTER,
    programme,
)

pytestmark = [pytest.mark.requirement("W18"), pytest.mark.requirement("W28")]

CAST = (
    KEEPER, HANDLER, CLERK, VOTER, ELSEWHERE, GUIDE, SCHOOL_KEEPER, OWNER, DELEGATE, OFFICER,
    SUPPORT, "lokale beheerder", "promotor",
)  # fmt: skip
COMPANY = {OWNER, DELEGATE}
SCHOOL = {GUIDE, SCHOOL_KEEPER}
DEPARTMENT = {OFFICER}
# Lists → who may open them. ELSEWHERE is a Behandelaar of another partnership: he has the lists of
# his role, with what is his.
LISTS = {
    "requests": {KEEPER, HANDLER, CLERK, VOTER, ELSEWHERE, *SCHOOL, *COMPANY, *DEPARTMENT},
    "sanctions": {HANDLER, ELSEWHERE, *COMPANY, *DEPARTMENT},
    "tasks": {HANDLER, ELSEWHERE, *DEPARTMENT},
    "votes": {HANDLER, VOTER, ELSEWHERE, *DEPARTMENT},
    "recognitions": {CLERK, VOTER, *COMPANY, *DEPARTMENT},
    "agreements": {HANDLER, CLERK, ELSEWHERE, *SCHOOL, *COMPANY, *DEPARTMENT},
    "learners": SCHOOL,
    "add-learner": {GUIDE},
    "companies": {KEEPER, HANDLER, CLERK, VOTER, ELSEWHERE, *DEPARTMENT},
    "mentors": {HANDLER, ELSEWHERE, *DEPARTMENT},
    "trainings": {HANDLER, ELSEWHERE, *DEPARTMENT},
    "programmes": {KEEPER, HANDLER, ELSEWHERE, *DEPARTMENT},
    "my-organisation": {KEEPER, HANDLER, ELSEWHERE},
    "signals": {CLERK, HANDLER, ELSEWHERE},
    "follow-ups": {KEEPER, CLERK, HANDLER, ELSEWHERE},
    "lights": {KEEPER},
    "add-light": {KEEPER},
    "prospection": {CLERK, HANDLER, ELSEWHERE},
    "leads": {CLERK, HANDLER, ELSEWHERE},
    "add-lead": {CLERK, HANDLER, ELSEWHERE},
    "sectors": DEPARTMENT,
    "add-sector": DEPARTMENT,
    "sites": COMPANY,
    "mandates": {CLERK, GUIDE, *COMPANY},
    "add-mandate": {CLERK, GUIDE},
    "partnerships": DEPARTMENT,
    "rules": DEPARTMENT,
    "try-rules": DEPARTMENT,
    "add-programme": DEPARTMENT,
    "add-rule": DEPARTMENT,
    "schools": DEPARTMENT,
    "programming-deliveries": DEPARTMENT,
    "import-programmes": DEPARTMENT,
    "import-programming": DEPARTMENT,
}
# Pages of one request that was submitted → who may open them by their address.
OF_REQUEST = {
    "request": {KEEPER, HANDLER, VOTER, *SCHOOL, *COMPANY, *DEPARTMENT},
    "check-request": {HANDLER},
    "check-mentors": {HANDLER},
    "park-request": {HANDLER},
    "withdraw-request": COMPANY,
    "workplace": set(),  # only while the company prepares it
    "discard-request": set(),
    "letter": set(),  # only once it was decided
}


def url(name: str, *keys: object) -> str:
    return reverse(f"duallearning:{name}", args=keys)


def opens(client: Client, address: str) -> bool:
    answer = client.get(address)
    assert answer.status_code in (200, 403, 404), f"{address}: {answer.status_code}"
    return answer.status_code == 200


@pytest.mark.requirement("W14")
@pytest.mark.requirement("W15")
@pytest.mark.requirement("W16")
@pytest.mark.requirement("W17")
def test_each_list_by_its_address(world: World, sign_in: SignIn) -> None:
    found = {name: {who for who in CAST if opens(sign_in(who), url(name))} for name in LISTS}
    assert found == LISTS


def test_the_navigation_leads_only_to_what_opens(world: World, sign_in: SignIn) -> None:
    """And to all of it: what may be opened has its entry."""
    entries = [
        name for name in LISTS if not name.startswith(("try-", "add-", "import-", "programming-"))
    ]
    for who in CAST:
        page = sign_in(who).get("/").content.decode()
        shown = {name for name in entries if f'href="{url(name)}"' in page}
        assert shown == {name for name in entries if who in LISTS[name]}, who


@pytest.mark.requirement("W06")
def test_each_page_of_a_request_by_its_address(world: World, sign_in: SignIn) -> None:
    row = examples.submitted(world)
    clients = {who: sign_in(who) for who in CAST}
    found = {
        name: {who for who, client in clients.items() if opens(client, url(name, row.uid))}
        for name in OF_REQUEST
    }
    assert found == OF_REQUEST


@pytest.mark.requirement("W06")
def test_a_school_sees_the_status_and_nothing_more(world: World, sign_in: SignIn) -> None:
    row = examples.submitted(world)
    for who in SCHOOL:
        text = text_of(sign_in(who).get(url("request", row.uid)))
        assert "Ingediend" in text
        assert str(row.company) in text
        for hidden in ("Mieke Mentor", "Paritair comité", "Historiek", "Volledigheid"):
            assert hidden not in text, (who, hidden)
    for who in (KEEPER, HANDLER, VOTER, OWNER, OFFICER):
        text = text_of(sign_in(who).get(url("request", row.uid)))
        assert "Mieke Mentor" in text, who
        assert "Historiek" in text, who
    with arranging():
        Request.objects.update(school=None)
    for who in SCHOOL:
        assert not opens(sign_in(who), url("request", row.uid)), "no request of that school"


@pytest.mark.requirement("W06")
def test_a_school_sees_the_status_at_the_workplaces_of_its_learners(
    world: World, sign_in: SignIn
) -> None:
    """Whoever filed it, and whether or not it names a school."""
    row = examples_agreement.registered(world).recognition.request
    with arranging():
        Request.objects.update(school=None)
    for who in SCHOOL:
        text = text_of(sign_in(who).get(url("request", row.uid)))
        assert row.number in text
        assert "Mieke Mentor" not in text, "the status and nothing more"
    with arranging():
        Agreement.objects.update(state="ended")
    for who in SCHOOL:
        assert not opens(sign_in(who), url("request", row.uid))


def test_the_extract_is_for_who_judges_it(world: World, sign_in: SignIn) -> None:
    mentor = examples.handled(world).mentors.get()
    for name in ("extract", "judge-mentor"):
        found = {who for who in CAST if opens(sign_in(who), url(name, mentor.uid))}
        assert found == {HANDLER}, name


def test_a_draft_is_the_companys_own(world: World, sign_in: SignIn) -> None:
    row = examples.ready(world)
    for name in ("request", "workplace", "request-mentors", "request-documents", "declaration"):
        found = {who for who in CAST if opens(sign_in(who), url(name, row.uid))}
        assert found == COMPANY, name


@pytest.mark.requirement("W15")
def test_how_far_a_search_of_companies_goes(world: World, sign_in: SignIn) -> None:
    """A Medewerker searches the own partnership, the three others everything (S3)."""
    examples.submitted(world)
    other = Grant.objects.get(relation__person=world.people[ELSEWHERE])
    with arranging():
        other.role = worlds.role("WerkplekDuaalGebruiker", "Medewerker")
        other.save()
    name = "Bakkerij De Oven"
    for who, sees in ((KEEPER, True), (CLERK, True), (VOTER, True), (ELSEWHERE, False)):
        for kind in ("", "?als=csv"):
            answer = sign_in(who).get(url("companies") + kind)
            content = b"".join(answer) if answer.streaming else answer.content
            assert (name in content.decode("utf-8-sig")) is sees, (who, kind)
    with arranging():
        other.role = worlds.role("WerkplekDuaalGebruiker", "Stemgerechtigde")
        other.save()
    assert name in text_of(sign_in(ELSEWHERE).get(url("companies")))


def test_recognitions_and_files_follow_the_same_bounds(world: World, sign_in: SignIn) -> None:
    row = examples.recognised(world)
    found = {who for who in CAST if opens(sign_in(who), url("recognition", row.uid))}
    assert found == {CLERK, VOTER, *COMPANY, *DEPARTMENT}
    letter = {who for who in CAST if opens(sign_in(who), url("letter", row.request.uid))}
    assert letter == {KEEPER, HANDLER, VOTER, *COMPANY, *DEPARTMENT}


def test_roles_combine_as_a_union(world: World, sign_in: SignIn) -> None:
    with arranging():
        relation = worlds.WorkRelation.objects.get(person=world.people[CLERK])
        worlds.make_grant(relation, worlds.role("WerkplekDuaalGebruiker", "Beheerder"))
    client = sign_in(CLERK)
    found = {name for name in LISTS if opens(client, url(name))}
    assert found == {name for name, who in LISTS.items() if {CLERK, KEEPER} & who}


def test_every_combination_of_roles_opens_the_union_and_nothing_more(world: World) -> None:
    """Fifteen of them, at the door of each list (S3: roles may be combined)."""
    actors = {who: world.actor(who) for who in (KEEPER, HANDLER, CLERK, VOTER)}
    doors = {name: declared.views[name][0].door for name in LISTS}
    for size in range(1, len(actors) + 1):
        for some in combinations(actors, size):
            powers = tuple(power for who in some for power in actors[who].powers)
            by = replace(actors[some[0]], powers=powers)
            found = {name for name, door in doors.items() if door(by)}
            assert found == {name for name, who in LISTS.items() if set(some) & who}, some


def test_an_opleiding_is_read_by_few_and_changed_by_the_department(
    world: World, sign_in: SignIn
) -> None:
    row = programme()
    readers = {who for who in CAST if opens(sign_in(who), url("programme", row.uid))}
    assert readers == LISTS["programmes"]
    for name in ("change-programme", "add-offer"):
        changers = {who for who in CAST if opens(sign_in(who), url(name, row.uid))}
        assert changers == DEPARTMENT, name


def test_every_line_has_a_role_of_the_manifest(world: World) -> None:
    known = set(worlds.Role.objects.values_list("code", flat=True))
    assert {line.role for line in abilities.lines()} <= known
    assert {line.bound for line in abilities.lines()} == {abilities.OWN, abilities.ALL}
    assert all(line.line and line.source in ("S1", "S2", "S3") for line in abilities.lines())


@pytest.mark.requirement("W27")
def test_a_beheerder_sees_whom_he_gave_which_role_and_no_file(
    world: World, sign_in: SignIn
) -> None:
    row = examples.submitted(world)
    for who in ("lokale beheerder", "hoofd lokale beheerder"):
        client = sign_in(who)
        text = text_of(client.get(url("start")))
        assert "Wie heeft welke rol" in text
        assert f"{world.people[GUIDE].name} trajectbegeleider" in text
        assert f'href="{url("start")}"' in client.get("/").content.decode()
        assert not opens(client, url("request", row.uid))
        assert not opens(client, url("requests"))
    assert sign_in("member without right").get(url("start")).status_code == 403
