"""What changes in a registered agreement: at once, or by an addendum (W10, W11)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from sleutelbos.duallearning.agreement.actions import addenda, changing, ending
from sleutelbos.duallearning.agreement.models import Addendum, Agreement
from sleutelbos.duallearning.agreement.queries.addenda import findings_of_changes
from sleutelbos.duallearning.agreement.queries.terms import terms_on
from sleutelbos.duallearning.agreement.queries.versions import as_on
from sleutelbos.duallearning.agreement.rules.changes import Change
from sleutelbos.duallearning.agreement.timetable import Slot, kept
from sleutelbos.duallearning.recognition.actions import effects
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Site
from sleutelbos.tools import dates
from sleutelbos.tools.files import content_of
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.policies.models import PolicyValue
from tests.duallearning import examples_agreement as made
from tests.duallearning import examples_life as life
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World, make_person
from tests.world_duaal import DELEGATE, GUIDE, SCHOOL_KEEPER

pytestmark = [pytest.mark.requirement("W10"), pytest.mark.requirement("W11")]
DAY = timedelta(days=1)


def second_mentor(row: Agreement) -> Mentor:
    """Another valid mentor at the same workplace."""
    assert row.mentor is not None
    with arranging():
        other = Mentor.objects.get(pk=row.mentor.pk)
        other.pk, other.uid, other.person = None, uuid4(), make_person("Piet", "Tweede")
        other.save()
    return other


def again(row: Addendum) -> Addendum:
    return Addendum.objects.get(pk=row.pk)


def test_an_addendum_counts_from_its_day_once_registered(world: World) -> None:
    row = life.addendum_signed(world)
    agreement, start = row.agreement, clock.today() + 5 * DAY
    before = clock.now()
    assert as_on(agreement, start).timetable != life.OTHER_WEEK, "not before it is registered"
    done = addenda.register_addendum(world.actor(GUIDE), row)
    assert done.state == "registered"
    assert as_on(agreement, start).timetable == life.OTHER_WEEK
    assert as_on(agreement, start - DAY).timetable != life.OTHER_WEEK
    known = terms_on(agreement, start, known=before)
    assert known is not None
    assert known.timetable != life.OTHER_WEEK, "what we knew then is kept"
    assert Agreement.objects.get(pk=agreement.pk).timetable != life.OTHER_WEEK, "as it was signed"


def test_its_document_has_old_and_new_side_by_side(world: World) -> None:
    row = life.addendum_presented(world)
    assert row.document is not None
    text = pdf_text(content_of(row.document))
    for said in (f"Addendum {row.number}", "Wat wijzigt", "Was", "Wordt", "donderdag",
                 "school 8:30 tot 15:30", "werkplek 8:00 tot 16:00", "Uurrooster (gewijzigd)",
                 "28 uur per week", "Lies Leerling", "An Ouder", "Handtekeningen"):  # fmt: skip
        assert said in text, said
    assert "Opleidingsplan: op de werkplek leert de leerling (gewijzigd)" not in text


def test_who_is_of_age_by_then_signs_alone(world: World) -> None:
    """A learner who turns 18 meanwhile: his parent no longer signs addenda (§10, 5)."""
    agreement = made.registered(world)
    with arranging():
        today = clock.today()
        agreement.person.birth_date = date(today.year - 18, today.month, today.day) + 2 * DAY
        agreement.person.save()
    row = life.addendum_presented(world, Agreement.objects.get(pk=agreement.pk))
    assert row.document is not None
    assert "Vertegenwoordiger van de leerling" not in pdf_text(content_of(row.document))


def test_which_change_needs_one_is_a_setting(world: World) -> None:
    agreement = made.registered(world)
    assert life.changed_from(world, agreement, {"plan_note": "Elke maandag overleg."}) is None
    now = as_on(agreement, clock.today() + 5 * DAY)
    assert now.plan_note == "Elke maandag overleg."
    assert as_on(agreement).plan_note == "Elke vrijdag overleg."
    deliver_all()
    mails = Message.objects.filter(kind="duallearning.agreement-changed")
    assert {one.person for one in mails} == {agreement.person_id, world.people[DELEGATE].pk}
    with arranging():
        PolicyValue.objects.filter(name="duallearning.addendum-note").update(value=True)
        PolicyValue.objects.filter(name="duallearning.addendum-timetable").update(value=False)
    assert life.changed_from(world, agreement, {"plan_note": "Nooit."}) is not None
    assert life.changed_from(world, agreement, life.HOURS) is None
    assert as_on(agreement, clock.today() + 5 * DAY).timetable == life.OTHER_WEEK


def test_several_causes_are_one_addendum(world: World) -> None:
    """A new address and another mentor for one agreement: one addendum (§10, 13)."""
    agreement = made.registered(world)
    other = second_mentor(agreement)
    with arranging():
        Site.objects.filter(pk=agreement.recognition.site_id).update(street="Nieuwstraat")  # type: ignore[union-attr]
    moved = Site.objects.get(pk=agreement.recognition.site_id).address  # type: ignore[union-attr]
    first = life.changed_from(world, agreement, {"address": moved}, days=1)
    second = life.changed_from(world, agreement, {"mentor": other.pk}, days=9)
    assert first == second
    assert {one.field for one in second.changes.all()} == {"address", "mentor"}
    shown = addenda.present_addendum(world.actor(GUIDE), second)
    assert shown.document is not None
    text = pdf_text(content_of(shown.document))
    for said in ("Markt 1, 9000 Gent", "Nieuwstraat 1, 9000 Gent", "Mieke Mentor", "Piet Tweede"):
        assert said in text, said
    with pytest.raises(Invalid, match="ligt ter ondertekening"):
        life.changed_from(world, agreement, life.HOURS)


def test_a_change_that_is_left_out_again(world: World) -> None:
    row = life.addendum_prepared(world)
    by, agreement = world.actor(GUIDE), row.agreement
    life.changed_from(world, agreement, {"category": 2})
    changing.drop_change(by, row, change=row.changes.get(field="category"))
    assert row.changes.get().field == "timetable"
    assert life.changed_from(world, agreement, {"timetable": agreement.timetable}) is None
    assert not Addendum.objects.exists(), "nothing changes any more"


def test_what_can_not_be(world: World) -> None:
    agreement = made.registered(world)
    for values, days, field, said in (
        (life.HOURS, -20, "first", "loopt niet op die dag"),
        ({"timetable": agreement.timetable}, 1, "", "Er verandert niets"),
        ({"mentor": 0}, 1, "mentor", "geldige mentor van deze onderneming"),
        ({"address": "Elders 1"}, 1, "address", "in de KBO een ander adres"),
        ({"last": (clock.today() - DAY).isoformat()}, 1, "last", "beëindig ze dan"),
        ({"category": 7}, 1, "category", "Kies de categorie"),
        ({"plan": ["Vliegen"]}, 1, "plan", "activiteiten van deze opleiding"),
        ({"timetable": kept([Slot(1, 600, 540, "werkplek")])}, 1, "day_1", "niet na het begin"),
    ):
        with pytest.raises(Invalid) as caught:
            life.changed_from(world, agreement, values, days)
        assert list(caught.value.problems) == [field]
        assert said in str(caught.value.problems[field])
    with pytest.raises(Refused, match="trajectbegeleider"):
        changing.change_agreement(
            world.actor(SCHOOL_KEEPER), agreement, first=clock.today(), values=life.HOURS
        )


def test_a_week_that_breaks_three_rules_names_all(world: World) -> None:
    week = kept([Slot(day, 12 * 60, 21 * 60, "werkplek") for day in (1, 2, 3)])
    row = life.addendum_prepared(world, timetable=week)
    with pytest.raises(Invalid) as caught:
        addenda.present_addendum(world.actor(GUIDE), row)
    said = " ".join(str(one) for one in caught.value.problems.values())
    for rule in ("hoogstens 8 uur per dag", "60 minuten pauze", "tussen 20 en 6 uur"):
        assert rule in said


def test_another_last_day(world: World) -> None:
    agreement = made.registered(world)
    assert agreement.valid is not None
    later = clock.today() + 260 * DAY
    row = life.addendum_signed(world, agreement, last=later.isoformat())
    addenda.register_addendum(world.actor(GUIDE), row)
    agreement.refresh_from_db()
    assert dates.last_day(agreement.valid) == later
    assert terms_on(agreement, later) is not None
    sooner = clock.today() + 20 * DAY
    row = life.addendum_signed(world, agreement, last=sooner.isoformat())
    addenda.register_addendum(world.actor(GUIDE), row)
    assert terms_on(agreement, sooner) is not None
    assert terms_on(agreement, sooner + DAY) is None
    far = Change("last", clock.today(), (clock.today() + 1500 * DAY).isoformat())
    found = {one.code for one in findings_of_changes(Agreement.objects.get(pk=agreement.pk), [far])}
    assert "A08" in found, "longer than an agreement may last"


def test_the_places_of_a_mentor_are_counted_again(world: World) -> None:
    agreement = made.registered(world)
    row = life.addendum_signed(world, agreement, mentor=second_mentor(agreement).pk)
    with arranging():
        Mentor.objects.filter(person__family_name="Tweede").update(state="barred")
    with pytest.raises(Invalid, match="geen geldige mentor meer"):
        addenda.register_addendum(world.actor(GUIDE), row)


def test_a_barred_mentor_does_not_hold_back_another_week(world: World) -> None:
    row = life.addendum_signed(world)
    with arranging():
        Mentor.objects.update(state="barred")
        Recognition.objects.update(state="suspended")
    assert addenda.register_addendum(world.actor(GUIDE), row).state == "registered"


def test_it_lapses_with_its_agreement(world: World) -> None:
    row = life.addendum_presented(world)
    with pytest.raises(Refused):
        addenda.cancel_addendum(world.actor(GUIDE), row, reason="Weg ermee.")
    ending.end_agreement(world.actor(GUIDE), row.agreement, ending=made.early())
    assert again(row).state == "cancelled"
    assert again(row).reason == "De overeenkomst is beëindigd."
    deliver_all()
    assert Message.objects.filter(kind="duallearning.addendum-cancelled").exists()
    with arranging():
        Recognition.objects.update(places=9)
    other = life.addendum_prepared(world, made.registered(world, order=43))
    ending.annul_agreement(world.actor(GUIDE), other.agreement, reason="Vergissing.")
    assert again(other).state == "cancelled"


def test_no_addendum_while_the_vestiging_stops(world: World) -> None:
    row = life.addendum_signed(world)
    with arranging():
        Site.objects.filter(pk=row.agreement.recognition.site_id).update(status="stopped")  # type: ignore[union-attr]
    with pytest.raises(Invalid, match="vestiging is stopgezet"):
        addenda.register_addendum(world.actor(GUIDE), again(row))
    with arranging():
        Site.objects.update(status="active")
    effects.lift_recognition(life.HOUSE, row.agreement.recognition)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="De erkenning geldt niet meer"):
        addenda.register_addendum(world.actor(GUIDE), again(row))


def test_taken_back_it_is_signed_anew(world: World) -> None:
    row = life.addendum_signed(world)
    back = addenda.recall_addendum(world.actor(GUIDE), row)
    assert (back.state, back.document, back.signed_file) == ("draft", None, None)
    for day, said in ((-1, "bestond toen nog niet"), (1, "moet nog komen")):
        shown = addenda.present_addendum(world.actor(GUIDE), back)
        with pytest.raises(Invalid, match=said):
            addenda.sign_addendum(
                world.actor(GUIDE), shown, signed_on=clock.today() + day * DAY, paper=made.paper()
            )
        back = addenda.recall_addendum(world.actor(GUIDE), again(shown))
