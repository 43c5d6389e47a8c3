"""The page of one company shows each role what the seeds give it, and nothing more (W14–W18)."""

from __future__ import annotations

import pytest

from sleutelbos.access.models import Grant
from sleutelbos.duallearning.recognition.actions import tasks
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import KboEvent
from tests import world as worlds
from tests.access.pages.conftest import SignIn
from tests.duallearning import examples, examples_handling
from tests.duallearning.pages.test_role_matrix import CAST, opens, url
from tests.world import World
from tests.world_duaal import (
    CLERK,
    ELSEWHERE,
    HANDLER,
    KEEPER,
    OFFICER,
    VOTER,
    company,
    site,
)

pytestmark = [pytest.mark.requirement(f"W{number}") for number in (14, 15, 16, 17, 18)]

HANDLING = {HANDLER, OFFICER}
SEARCHING = {KEEPER, HANDLER, CLERK, VOTER, ELSEWHERE, OFFICER}


def everything(world: World) -> dict[str, str]:
    """A company with one of each; what stands on the page of who may see it."""
    sanction = examples_handling.heard(world)
    recognition = sanction.recognition
    task = tasks.open_task(
        system("kbo"), recognition, kind="adres", before="Markt 1", after="Steenweg 9"
    )
    assert task is not None
    mandate = examples.mandated(world, "partnership")
    before = {"street": "Markt", "house_number": "1", "municipality": "Gent"}
    with arranging():
        KboEvent.objects.create(
            number=site().number, kind="moved", before=before, extract=7, at=clock.now(),
            after={**before, "street": "Steenweg"},
        )  # fmt: skip
    return {
        "request": url("request", recognition.request.uid),
        "recognition": url("recognition", recognition.uid),
        "mentor": "Mieke Mentor",
        "sanction": url("sanction", sanction.uid),
        "task": url("task", task.uid),
        "mandate": url("mandate", mandate.uid),
        "kbo": "van Markt 1, Gent naar Steenweg 1, Gent",
        "site": "Bakkerij Markt",
    }


def test_what_each_role_sees_of_a_company(world: World, sign_in: SignIn) -> None:
    shown, address = everything(world), url("company", company().uid)
    clients = {who: sign_in(who) for who in CAST}
    assert {who for who, client in clients.items() if opens(client, address)} == SEARCHING
    pages = {who: clients[who].get(address).content.decode() for who in SEARCHING}
    found = {name: {who for who in SEARCHING if text in pages[who]} for name, text in shown.items()}
    assert found == {
        "request": {KEEPER, VOTER, *HANDLING},
        "recognition": {CLERK, VOTER, OFFICER},
        "mentor": HANDLING,
        "sanction": HANDLING,
        "task": HANDLING,
        "mandate": {CLERK},
        "kbo": {ELSEWHERE, *HANDLING},  # what the KBO told is public; the file is not
        "site": SEARCHING,
    }
    listed = clients[KEEPER].get(url("companies")).content.decode()
    assert f'href="{address}"' in listed


def test_a_medewerker_opens_only_companies_of_the_own_partnership(
    world: World, sign_in: SignIn
) -> None:
    examples.submitted(world)
    other = Grant.objects.get(relation__person=world.people[ELSEWHERE])
    with arranging():
        other.role = worlds.role("WerkplekDuaalGebruiker", "Medewerker")
        other.save()
    assert sign_in(ELSEWHERE).get(url("company", company().uid)).status_code == 404
    assert sign_in(CLERK).get(url("company", company().uid)).status_code == 200
    assert sign_in(CLERK).get(url("company", world.school.uid)).status_code == 404


def test_roles_combine_on_the_page_of_a_company(world: World, sign_in: SignIn) -> None:
    shown, address = everything(world), url("company", company().uid)
    with arranging():
        relation = worlds.WorkRelation.objects.get(person=world.people[CLERK])
        worlds.make_grant(relation, worlds.role("WerkplekDuaalGebruiker", "Behandelaar"))
    page = sign_in(CLERK).get(address).content.decode()
    assert {name for name, text in shown.items() if text in page} == set(shown)
