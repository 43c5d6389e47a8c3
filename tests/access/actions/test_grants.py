"""Granting, changing and withdrawing rights: what goes through and what is told otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.access import queries, rules
from sleutelbos.access.actions.grants import change_grant, grant_right, withdraw_grant
from sleutelbos.access.actions.newcomers import Newcomer
from sleutelbos.access.actions.quick_grant import quick_grant
from sleutelbos.access.actions.relations import add_relation, end_relation
from sleutelbos.access.models import Grant, Right, Role, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Organisation, Person, Site, TargetGroupMembership
from sleutelbos.register.public import numbers_of
from sleutelbos.tools.mail.models import Message
from tests.access.examples import example_quick_grant
from tests.world import DAY, World, make_person, make_relation, period, right, role

GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")


def grant(world: World, who: str = "hoofd lokale beheerder", **more: object) -> list[Grant]:
    values: dict[str, object] = {
        "relation": world.people["member without right"].relations.get(),
        "right": right("WerkplekDuaalGebruiker"),
        "roles": [role(*GUIDE)],
        "period": period(0, 300),
        **more,
    }
    relation, which = values.pop("relation"), values.pop("right")
    return grant_right(world.actor(who), relation, which, **values)  # type: ignore[arg-type]


def problem(caught: pytest.ExceptionInfo[Invalid]) -> str:
    return " ".join(str(sentence) for sentence in caught.value.problems.values())


@pytest.mark.requirement("G01")
@pytest.mark.requirement("G08")
def test_a_granted_right_counts_at_once_and_ends_in_time(world: World) -> None:
    person = world.people["member without right"]
    assert not queries.powers_of(person.pk, world.school.pk)
    grant(world)
    assert [(p.right, p.role) for p in queries.powers_of(person.pk, world.school.pk)] == [GUIDE]
    later = clock.now() + 301 * DAY
    assert not queries.powers_of(person.pk, world.school.pk, later)


@pytest.mark.requirement("G10")
def test_the_user_gets_the_mail_by_itself(world: World) -> None:
    grant(world)
    deliver_all()
    mail = Message.objects.get(kind="access.right-granted")
    assert mail.person == world.people["member without right"].pk
    assert "Werkplek Duaal Gebruiker" in mail.subject
    assert "trajectbegeleider" in mail.body
    assert "Atheneum De Brug" in mail.body


@pytest.mark.requirement("G08")
@pytest.mark.requirement("G19")
def test_roles_combine(world: World) -> None:
    made = grant(world, roles=[role(*GUIDE), role("WerkplekDuaalGebruiker", "schoolbeheerder")])
    assert len(made) == 2
    deliver_all()
    assert Message.objects.filter(kind="access.right-granted").count() == 1


@pytest.mark.requirement("G08")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"roles": []}, "Kies minstens één rol"),
        ({"roles": ["Behandelaar"]}, "bestaat niet voor deze organisatie"),
        ({"period": (0, 900)}, "kan hoogstens tot en met"),
        ({"period": (0, None)}, "Vul een laatste dag in"),
    ],
)
def test_bad_input_gets_a_sentence(world: World, change: dict[str, object], sentence: str) -> None:
    if "period" in change:
        change = {"period": period(*change["period"])}  # type: ignore[misc]
    if change.get("roles"):
        change = {"roles": [role("WerkplekDuaalGebruiker", code) for code in change["roles"]]}  # type: ignore[attr-defined]
    with pytest.raises(Invalid) as caught:
        grant(world, **change)
    assert sentence in problem(caught)
    assert not AuditEntry.objects.filter(action="access.grant-right").exists()


def test_an_end_before_the_start_is_told(world: World) -> None:
    now = clock.now()
    with pytest.raises(Invalid) as caught:
        grant(world, period=Period(now + 5 * DAY, now + 2 * DAY, "[)"))
    assert "einddatum ligt voor de begindatum" in problem(caught)


@pytest.mark.requirement("G11")
def test_a_right_of_one_organisation_exists_nowhere_else(world: World) -> None:
    found = right("WerkplekDuaalGebruiker")
    rights, roles = Right.objects.filter(pk=found.pk), Role.objects.filter(code=GUIDE[1])
    with arranging():
        rights.update(only_at=["OVO053580"])
    with pytest.raises(Refused, match="bestaat alleen bij OVO053580"):
        grant(world)
    by = world.actor("hoofd lokale beheerder")
    assert found not in queries.offered_rights(by, world.school)
    own = numbers_of(world.school)["INR"]
    with arranging():
        rights.update(only_at=["OVO053580", own])
        roles.update(only_at=["OVO053580"])
    assert found in queries.offered_rights(by, world.school)
    assert GUIDE[1] not in {one.code for one in queries.roles_for(found, world.school)}
    with pytest.raises(Invalid) as caught:
        grant(world)
    assert "bestaat niet voor deze organisatie" in problem(caught)
    with arranging():
        roles.update(only_at=[own])
    assert len(grant(world)) == 1


@pytest.mark.parametrize(
    "code", ["helpdesk-1700", "toezicht", "platformbeheer", "beheerders-aanstellen",
             "PlatosBeheer", "WerkplekDuaalBeheer", "ArbeidsplaatsbeheerVO"],
)  # fmt: skip
def test_what_gives_power_over_others_belongs_to_whoever_does_that_work(
    world: World, code: str
) -> None:
    """Else the hoofd lokale beheerder of any entity could make a colleague helpdesk or auditor."""
    found = right(code)
    assert found.only_at
    assert not rules.offered_to(found, world.entity)


def test_a_role_of_another_right_is_told(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        grant(world, roles=[role("PlatosTijdsregistratie", "DWSE-opleider")])
    assert "hoort niet bij dit recht" in problem(caught)


@pytest.mark.requirement("G08")
def test_an_overlap_is_told_by_the_database(world: World) -> None:
    grant(world)
    with pytest.raises(Invalid) as caught:
        grant(world, period=period(100, 200))
    assert "al in een deel van die periode" in problem(caught)
    assert Grant.objects.filter(relation__person=world.people["member without right"]).count() == 1


def test_nothing_outlives_the_werkrelatie(world: World) -> None:
    with arranging():
        person = make_person("Kort", "Verband")
        relation = make_relation(person, world.school, valid=period(-10, 20))
    with pytest.raises(Invalid) as caught:
        grant(world, relation=relation, period=period(0, 100))
    assert "De werkrelatie eindigt op" in problem(caught)


@pytest.mark.requirement("G11")
def test_a_right_of_another_doelgroep_is_refused(world: World) -> None:
    relation = world.people["member without right"].relations.get()
    with pytest.raises(Refused, match="bestaat niet voor de doelgroep"):
        grant(world, relation=relation, right=right("Arbeidsplaatsbeheer"), roles=[])


@pytest.mark.requirement("G12")
def test_platos_needs_the_registration_as_economische_actor(world: World) -> None:
    actor = world.actor("hoofd lokale beheerder")
    relation = world.people["member without right"].relations.get()
    trainer = role("PlatosTijdsregistratie", "DWSE-opleider")
    assert grant_right(actor, relation, trainer.right, roles=[trainer], period=period(0, 300))
    with arranging():
        TargetGroupMembership.objects.filter(organisation=world.school, target_group="EA").delete()
    relation = WorkRelation.objects.get(pk=relation.pk)
    with pytest.raises(Refused) as caught:
        grant_right(actor, relation, trainer.right, roles=[trainer], period=period(301, 400))
    assert "telt alleen de registratie als economische actor" in str(caught.value)
    assert "Laat de wettelijk vertegenwoordiger" in str(caught.value)


@pytest.mark.requirement("G11")
def test_a_lokale_beheerder_grants_only_what_is_his_to_grant(world: World) -> None:
    with pytest.raises(Refused, match="alleen de hoofd lokale beheerder"):
        grant(world, who="lokale beheerder")


@pytest.mark.requirement("G02")
def test_a_toegangsbeheerder_stays_in_his_domain(world: World) -> None:
    with pytest.raises(Refused, match="niet onder uw domein"):
        grant(world, who="toegangsbeheerder financiën")
    assert grant(world, who="toegangsbeheerder")


@pytest.mark.requirement("G01")
def test_elsewhere_one_is_nobody(world: World) -> None:
    with pytest.raises(Refused, match="geen beheerder van deze organisatie"):
        grant(world, who="hoofd lokale beheerder elsewhere")


@pytest.mark.requirement("G10")
def test_a_withdrawal_ends_at_that_second_with_a_mail(world: World) -> None:
    made = grant(world)[0]
    by = world.actor("hoofd lokale beheerder")
    with pytest.raises(Invalid) as caught:
        withdraw_grant(by, made, reason=" ")
    assert "Vul een reden in" in problem(caught)
    with clock.stamped(clock.now() + DAY):
        withdraw_grant(by, made, reason="Andere taak")
        assert not queries.powers_of(made.relation.person_id, world.school.pk)
        with pytest.raises(Invalid, match="al geëindigd"):
            withdraw_grant(by, made, reason="nog eens")
    deliver_all()
    assert "Andere taak" in Message.objects.get(kind="access.grant-withdrawn").body


def test_a_right_that_had_not_started_leaves_no_trace_of_power(world: World) -> None:
    made = grant(world, period=period(10, 100))[0]
    withdraw_grant(world.actor("hoofd lokale beheerder"), made, reason="vergissing")
    assert not Grant.objects.filter(uid=made.uid).exists()
    deliver_all()
    assert Message.objects.filter(kind="access.grant-withdrawn").count() == 1


@pytest.mark.requirement("G01")
def test_the_period_changes_within_the_rules(world: World) -> None:
    made = grant(world)[0]
    by = world.actor("hoofd lokale beheerder")
    change_grant(by, made, until=clock.now() + 400 * DAY)
    made.refresh_from_db()
    assert made.valid.upper > clock.now() + 399 * DAY
    for until, sentence in (
        (clock.now() - DAY, "Kies een datum vanaf vandaag"),
        (clock.now() + 900 * DAY, "kan hoogstens tot en met"),
        (None, "Vul een laatste dag in"),
    ):
        with pytest.raises(Invalid) as caught:
            change_grant(by, made, until=until)
        assert sentence in problem(caught)


@pytest.mark.requirement("G07")
def test_a_relation_that_ends_takes_its_rights_along(world: World) -> None:
    made = grant(world)[0]
    later = clock.now() + timedelta(hours=1)
    with clock.stamped(later):
        end_relation(world.actor("hoofd lokale beheerder"), made.relation, reason="uit dienst")
    made.refresh_from_db()
    assert made.valid.upper == later
    assert not queries.powers_of(made.relation.person_id, world.school.pk, later)


@pytest.mark.requirement("G07")
def test_a_trainer_of_an_external_organisation_gets_a_relation(world: World) -> None:
    trainer = world.people["without relation"]
    made = add_relation(
        world.actor("lokale beheerder"),
        world.school,
        trainer,
        kind="extern",
        period=period(0, 60),
    )
    assert made.organisation == world.school
    with pytest.raises(Invalid, match="al een werkrelatie"):
        add_relation(
            world.actor("lokale beheerder"),
            world.school,
            trainer,
            kind="extern",
            period=period(10, 20),
        )


def test_the_dead_get_nothing(world: World) -> None:
    with arranging():
        Person.objects.filter(pk=world.people["without relation"].pk).update(
            deceased_on=clock.today()
        )
    person = Person.objects.get(pk=world.people["without relation"].pk)
    with pytest.raises(Invalid, match="overleden"):
        add_relation(
            world.actor("lokale beheerder"), world.school, person, kind="vast", period=period(0)
        )


def test_no_right_at_a_vestiging_of_another(world: World) -> None:
    with arranging():
        foreign = Site.objects.create(organisation=world.company, name="Elders")
    with pytest.raises(Invalid) as caught:
        grant(world, site=foreign)
    assert "Deze vestiging is niet van deze organisatie." in problem(caught)


def test_no_right_at_an_organisation_that_stopped(world: World) -> None:
    with arranging():
        Organisation.objects.filter(pk=world.school.pk).update(status="stopped")
    with pytest.raises(Invalid) as caught:
        grant(world)
    assert "Atheneum De Brug is stopgezet." in problem(caught)


def test_no_right_for_somebody_who_died(world: World) -> None:
    with arranging():
        Person.objects.filter(pk=world.people["member without right"].pk).update(
            deceased_on=clock.today()
        )
    with pytest.raises(Invalid) as caught:
        grant(world)
    assert "Volgens het Rijksregister is Lid Zonder overleden." in problem(caught)


@pytest.mark.requirement("G02")
def test_a_right_to_oneself_is_told_to_the_next_in_the_chain(world: World) -> None:
    me = world.people["lokale beheerder"]
    local = role("PlatosTijdsregistratie", "DWSE-opleider")
    for who in ("lokale beheerder", "member without right"):
        relation = world.people[who].relations.get()
        grant(world, who="lokale beheerder", relation=relation, right=local.right, roles=[local])
    deliver_all()
    mails = Message.objects.filter(kind="access.right-to-oneself")
    above = {"hoofd lokale beheerder", "wettelijk vertegenwoordiger", "hoofdtoegangsbeheerder",
             "toegangsbeheerder"}  # fmt: skip
    assert {mail.person for mail in mails} == {world.people[name].pk for name in above}
    assert f"{me.name} gaf zichzelf het recht" in mails[0].subject


@pytest.mark.requirement("G09")
def test_quick_grant_adds_the_person_on_the_way_or_nothing_at_all(world: World) -> None:
    args, kwargs = example_quick_grant(world)
    by = world.actor("lokale beheerder")
    before = Person.objects.count()
    with pytest.raises(Invalid):
        quick_grant(by, *args, **{**kwargs, "roles": []})
    assert Person.objects.count() == before
    made = quick_grant.keyed("k", by, *args, **kwargs)
    assert quick_grant.keyed("k", by, *args, **kwargs) == made
    person = made[0].relation.person
    assert person.name == "Nieuwe Collega"
    assert Person.objects.count() == before + 1
    deliver_all()
    assert Message.objects.filter(person=person.pk).count() == 1


@pytest.mark.requirement("G06")
def test_a_known_number_can_not_be_added_twice(world: World) -> None:
    args, kwargs = example_quick_grant(world)
    by = world.actor("lokale beheerder")
    quick_grant(by, *args, **kwargs)
    with pytest.raises(Invalid, match="al gekend"):
        quick_grant(by, *args, **kwargs)


@pytest.mark.requirement("P08")
def test_no_number_stays_in_the_log(world: World) -> None:
    args, kwargs = example_quick_grant(world)
    newcomer: Newcomer = kwargs["newcomer"]
    quick_grant.keyed("k", world.actor("lokale beheerder"), *args, **kwargs)
    for entry in AuditEntry.objects.all():
        assert newcomer.insz not in str(entry.payload)
