"""What a refusal says, and what waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from sleutelbos.access import help as help_
from sleutelbos.access.actions.requests import ask_right
from sleutelbos.access.waiting import waiting
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Nobody, has_role
from sleutelbos.kernel.decisions import no
from sleutelbos.kernel.guard import arranging
from tests.world import (
    World,
    make_function,
    make_grant,
    make_organisation,
    make_person,
    make_relation,
    period,
    right,
    role,
)


@pytest.mark.requirement("G05")
@pytest.mark.requirement("G14")
def test_a_refusal_names_what_is_missing_and_who_gives_it(world: World) -> None:
    by = world.actor("member without right")
    decision = has_role(by, "WerkplekDuaalGebruiker", "trajectbegeleider", world.school.pk)
    helpers = help_.who_can_help(by, decision)
    names = [helper.name for helper in helpers]
    assert "Hoofd Lokale Beheerder Beheer" in names
    assert "Lokale Beheerder Beheer" not in names  # may not give this right
    assert all(helper.email == "" for helper in helpers)
    assert "kan u het recht ‘Werkplek Duaal Gebruiker’ (rol trajectbegeleider) geven" in str(
        helpers[0].role
    )
    ask = help_.ask_for(by, decision)
    assert ask is not None
    assert ask.label == "Vraag het recht ‘Werkplek Duaal Gebruiker’ (rol trajectbegeleider)"
    assert ask.url == (
        f"{reverse('access:ask')}?organisatie={world.school.uid}"
        "&recht=WerkplekDuaalGebruiker&rol=trajectbegeleider"
    )


def test_one_of_several_roles_would_do(world: World) -> None:
    by = world.actor("member without right")
    code = "WerkplekDuaalGebruiker"
    place = world.school.pk
    decision = has_role(by, code, "trajectbegeleider", place) | has_role(
        by, code, "schoolbeheerder", place
    )
    ask = help_.ask_for(by, decision)
    assert ask is not None
    assert "(rol trajectbegeleider of beheerder)" in str(ask.label)


def test_without_beheerder_the_representative_then_the_authority(world: World) -> None:
    with arranging():
        school = make_organisation("Nieuwe School", "school", OV="901077")
    by = world.actor("member without right")
    decision = has_role(by, "WerkplekDuaalGebruiker", "trajectbegeleider", school.pk)
    (helper,) = help_.who_can_help(by, decision)
    assert (helper.name, helper.email) == ("Edison helpdesk", "helpdesk.edison@ond.vlaanderen.be")
    assert helper.phone == "02 553 90 90"
    with arranging():
        make_function(make_person("Directeur", "Eerste"), school)
    assert [h.name for h in help_.who_can_help(by, decision)] == ["Directeur Eerste"]


def test_what_can_not_be_asked_for_gets_no_button(world: World) -> None:
    by = world.actor("member without right")
    assert help_.ask_for(by, no("Nee.")) is None
    nowhere = has_role(by, "PlatosTijdsregistratie", "DWSE-opleider", world.other_school.pk)
    assert help_.ask_for(by, nowhere) is None
    names = [helper.name for helper in help_.who_can_help(by, no("Nee."))]
    assert "Hoofd Lokale Beheerder Beheer" in names
    assert help_.who_can_help(Nobody(), no("Nee.")) == []


@pytest.mark.requirement("G21")
def test_open_requests_wait_for_the_beheerder(world: World) -> None:
    asker = world.people["member without right"]
    ask_right(
        world.actor("member without right"),
        asker,
        world.school,
        right("WerkplekDuaalGebruiker"),
        roles=[role("WerkplekDuaalGebruiker", "trajectbegeleider")],
        motivation="Nodig",
    )
    lines = waiting(world.actor("hoofd lokale beheerder"))
    (line,) = [line for line in lines if line.button == "Beslis"]
    assert line.sentence == "1 aanvraag van een recht wacht op u bij Atheneum De Brug."
    assert line.url == reverse("access:requests", args=[world.school.uid])
    assert line.due is not None
    assert line.due > clock.today()
    assert not any(line.button == "Beslis" for line in waiting(world.actor("right role")))


@pytest.mark.requirement("G10")
def test_rights_that_end_wait_for_beheerder_and_holder(world: World) -> None:
    with arranging():
        person = world.add("ending", make_person("Bijna", "Klaar"), world.school)
        make_grant(
            make_relation(person, world.school),
            role("WerkplekDuaalGebruiker", "trajectbegeleider"),
            valid=period(-5, 4),
        )
    (mine,) = waiting(world.actor("ending"))
    assert mine.button == "Vraag verlenging"
    assert mine.due == clock.today() + timedelta(days=4)
    assert mine.urgency == "soon"
    theirs = [line.button for line in waiting(world.actor("hoofd lokale beheerder"))]
    assert "Kijk na" in theirs


@pytest.mark.requirement("G04")
def test_a_representative_is_asked_to_name_the_first_head(world: World) -> None:
    with arranging():
        boss = world.add("boss", make_person("Baas", "Peeters"), world.company)
        make_function(boss, world.company)
    (line,) = waiting(world.actor("boss"))
    assert line.sentence == "Houtbouw Peeters heeft nog geen hoofd lokale beheerder."
    assert line.url == reverse("access:appoint", args=[world.company.uid])


@pytest.mark.requirement("G03")
def test_orphans_wait_for_the_authority(world: World) -> None:
    with arranging():
        school = make_organisation("Wees School", "school", OV="901055")
        make_relation(make_person("Een", "Gebruiker"), school)
    lines = waiting(world.actor("edison helpdesk"))
    assert "1 organisatie heeft geen enkele beheerder meer." in [line.sentence for line in lines]
    never = [line for line in lines if "nog geen aangestelde beheerder" in line.sentence]
    assert [(line.due, line.url) for line in never] == [
        (None, f"{reverse('access:appointing')}?toon=zonder")
    ]
    assert waiting(Nobody()) == []
