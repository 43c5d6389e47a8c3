"""Knipperlichten burn by what is true on a day, go out by themselves, and lead to acties (W19)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.models import MentorTraining, Recognition
from sleutelbos.duallearning.signals import jobs
from sleutelbos.duallearning.signals.actions import burning, follow_ups, lights, signals
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.models import FollowUp, Light, Signal
from sleutelbos.duallearning.signals.queries.measuring import effects_of, measure
from sleutelbos.duallearning.signals.states import MetricKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools import dates
from sleutelbos.tools.mail.models import Message
from tests.duallearning import examples as made
from tests.world import World
from tests.world_duaal import CLERK, HANDLER, KEEPER, VOTER, other_partnership

pytestmark = pytest.mark.requirement("W19")
DAY = timedelta(days=1)


def value(world: World, metric: str, day: date | None = None, **more: object) -> list[int]:
    """What a metric measures at the bakery."""
    row = Light(partnership=world.partnership, metric=metric, threshold=1, window=12, minimum=0)
    for name, one in more.items():
        setattr(row, name, one)
    return [one.value for one in measure(row, day or clock.today())]


def test_every_metric_of_the_catalogue_is_measured(world: World) -> None:
    made.ended(world)
    assert set(METRICS) == set(MetricKind.values)
    for metric in METRICS:
        value(world, metric)


def test_early_endings_and_how_early(world: World) -> None:
    """Of an agreement that lasted eleven days."""
    made.ended(world)
    assert value(world, "vroegtijdig") == [1]
    assert value(world, "vroegtijdig", clock.today() - DAY) == [], "not yet, that day"
    assert value(world, "vroegtijdig", clock.today() + 400 * DAY) == [], "out of the window"
    assert value(world, "snel-einde") == [1]
    assert value(world, "aandeel-vroegtijdig") == [100]
    assert value(world, "aandeel-vroegtijdig", minimum=2) == [], "one says nothing"
    assert value(world, "tekortkoming") == []
    with arranging():
        Agreement.objects.update(end_reason="tekortkoming")
    assert value(world, "tekortkoming") == [1]


def test_a_mentor_who_is_late_with_his_training(world: World) -> None:
    made.bakery(world)
    assert value(world, "mentoropleiding") == []
    with arranging():
        MentorTraining.objects.update(due=clock.today() - 3 * DAY)
    assert value(world, "mentoropleiding") == [3]
    assert value(world, "mentoropleiding", clock.today() - DAY) == [2]


def test_a_recognition_without_mentor_and_one_that_moved(world: World) -> None:
    task = made.moved(world)
    with arranging():
        task.opened_at = clock.now() - 30 * DAY
        task.save()
        Recognition.objects.update(valid=dates.of_days(clock.today() - 50 * DAY))
    assert value(world, "kbo-open") == [30]
    assert value(world, "geen-mentor") == []
    with arranging():
        task.kind = "geen-mentor"
        task.save()
    assert value(world, "geen-mentor") == [30]


def test_a_dormant_recognition_and_nobody_who_came(world: World) -> None:
    row = made.bakery(world)
    assert value(world, "slapend") == [1], "recognised fifty days ago"
    assert value(world, "geen-contact") == [1]
    made.registered(world)
    assert value(world, "slapend") == [], "an agreement runs"
    done = made.actie(world, row)
    follow_ups.conclude_follow_up(world.actor(CLERK), done, outcome="opgelost")
    assert value(world, "geen-contact") == []


def test_a_recognition_that_ends_before_its_agreements(world: World) -> None:
    """§10.8: it may, and somebody is warned."""
    made.registered(world)
    assert value(world, "erkenning-eindigt", window=6) == []
    with arranging():
        first = clock.today() - 50 * DAY
        Recognition.objects.update(valid=dates.of_days(first, clock.today() + 90 * DAY))
    assert value(world, "erkenning-eindigt", window=6) == [1]
    assert value(world, "erkenning-eindigt", window=1) == []


def test_an_agreement_that_began_without_registration(world: World) -> None:
    """§10.6: a start in the past."""
    made.presented(world)
    assert value(world, "niet-geregistreerd") == [10]


def test_another_partnership_measures_its_own(world: World) -> None:
    made.ended(world)
    other = other_partnership()
    assert value(world, "vroegtijdig", partnership=other) == []


def test_it_is_tried_before_it_goes_on(world: World) -> None:
    by, row = world.actor(KEEPER), made.light(world)
    with pytest.raises(Invalid, match="Probeer het knipperlicht eerst"):
        lights.switch_on_light(by, row)
    lights.try_light(by, row)
    assert len(row.trial["months"]) == 13
    assert row.trial["months"][-1]["burn"] == 1
    assert row.trial["months"][0]["burn"] == 0
    lights.change_light(by, row, spec=made.light_spec(threshold=2))
    assert row.tried_at is None
    with pytest.raises(Invalid):
        lights.switch_on_light(by, row)
    lights.switch_on_light(by, lights.try_light(by, row))
    with pytest.raises(WrongState):
        lights.change_light(by, row, spec=made.light_spec())


def test_values_out_of_bounds_are_named(world: World) -> None:
    by = world.actor(KEEPER)
    wrong = {
        "metric": "bestaat-niet", "threshold": 0, "level": "zwaar", "name": " ", "cool_down": 999,
    }  # fmt: skip
    for field, content in wrong.items():
        with pytest.raises(Invalid) as caught:
            lights.add_light(by, world.partnership, spec=made.light_spec(**{field: content}))
        assert list(caught.value.problems) == [field], field
    with pytest.raises(Invalid) as caught:
        lights.add_light(by, world.partnership, spec=made.light_spec("vroegtijdig", window=61))
    assert list(caught.value.problems) == ["window"]


def test_it_burns_goes_out_and_cools_down(world: World) -> None:
    row = made.burns(world)
    assert (row.state, row.value, row.recognition) == ("new", 1, Recognition.objects.get())
    jobs.look_at_lights(clock.now())
    assert Signal.objects.count() == 1, "the next night changes nothing"
    with arranging():
        Recognition.objects.update(valid=dates.of_days(clock.today()))
    jobs.look_at_lights(clock.now())
    row.refresh_from_db()
    assert (row.state, row.out_at is not None) == ("out", True)
    with arranging():
        Recognition.objects.update(valid=dates.of_days(clock.today() - 70 * DAY))
    assert burning.check_lights(made.CLOCK, world.partnership) == 0, "it cools down"
    with arranging():
        Signal.objects.update(out_at=clock.now() - 31 * DAY)
    assert burning.check_lights(made.CLOCK, world.partnership) == 1


def test_what_is_ignored_comes_back_when_its_day_is_over(world: World) -> None:
    row, by = made.burns(world), world.actor(CLERK)
    with pytest.raises(Invalid):
        signals.ignore_signal(by, row, until=clock.today() - DAY, reason="Later.")
    with pytest.raises(Invalid):
        signals.ignore_signal(by, row, until=clock.today(), reason=" ")
    signals.ignore_signal(by, row, until=clock.today(), reason="Zij verbouwen.")
    burning.check_lights(made.CLOCK, world.partnership)
    row.refresh_from_db()
    assert row.state == "ignored"
    with arranging():
        Signal.objects.update(ignored_until=clock.today() - DAY)
    burning.check_lights(made.CLOCK, world.partnership)
    row.refresh_from_db()
    assert (row.state, row.ignored_until) == ("new", None)


def test_a_light_that_is_put_off_burns_nowhere(world: World) -> None:
    row = made.burns(world)
    lights.switch_off_light(world.actor(KEEPER), row.light)
    row.refresh_from_db()
    assert row.state == "out"
    assert burning.check_lights(made.CLOCK, world.partnership) == 0


def test_a_signal_leads_to_an_actie_and_the_effect_is_counted(world: World) -> None:
    row, by = made.burns(world), world.actor(CLERK)
    done = follow_ups.answer_signal(by, row, plan=made.actie_plan(world))
    row.refresh_from_db()
    assert (row.state, done.signal, done.recognition) == ("followed", row, row.recognition)
    follow_ups.answer_signal(by, row, plan=made.actie_plan(world, kind="telefoon"))
    follow_ups.conclude_follow_up(by, done, outcome="opgelost", report="In orde.")
    [visits] = effects_of(row.light)
    assert (visits.kind, visits.concluded, visits.went_out) == ("bezoek", 1, 0)
    burning.check_lights(made.CLOCK, world.partnership)
    [visits] = effects_of(row.light)
    assert visits.went_out == 1, "somebody was there, so it went out"
    row.refresh_from_db()
    with pytest.raises(Invalid, match="brandt niet meer"):
        follow_ups.answer_signal(by, row, plan=made.actie_plan(world))


def test_who_is_told(world: World) -> None:
    row = made.burns(world)
    follow_ups.answer_signal(world.actor(HANDLER), row, plan=made.actie_plan(world))
    mine = made.actie_plan(world, HANDLER)
    follow_ups.answer_signal(world.actor(HANDLER), row, plan=mine)
    deliver_all()
    told = Message.objects.filter(kind="duallearning.lights-went-on")
    assert {one.person for one in told} == {world.people[who].pk for who in (CLERK, HANDLER)}
    given = Message.objects.filter(kind="duallearning.follow-up-given")
    assert [one.person for one in given] == [world.people[CLERK].pk], "not of what one does oneself"


def test_an_actie_says_what_is_wrong(world: World) -> None:
    about, by = made.bakery(world), world.actor(HANDLER)

    def problem(**more: object) -> list[str]:
        plan = made.actie_plan(world, **more)  # type: ignore[arg-type]
        with pytest.raises(Invalid) as caught:
            follow_ups.plan_follow_up(by, about, partnership=world.partnership, plan=plan)
        return list(caught.value.problems)

    assert problem(kind="zingen") == ["kind"]
    assert problem(text=" ") == ["text"]
    assert problem(days=-1) == ["due"]
    assert problem(owner=VOTER) == ["owner"]
    assert not FollowUp.objects.exists()


def test_an_actie_is_changed_cancelled_or_concluded_once(world: World) -> None:
    by, row = world.actor(KEEPER), made.actie(world)
    follow_ups.change_follow_up(by, row, plan=made.actie_plan(world, KEEPER, 9, kind="telefoon"))
    assert (row.kind, row.owner) == ("telefoon", world.people[KEEPER])
    with pytest.raises(Invalid):
        follow_ups.conclude_follow_up(by, row, outcome="geweldig")
    with pytest.raises(Invalid):
        follow_ups.cancel_follow_up(by, row, reason="")
    follow_ups.cancel_follow_up(by, row, reason="De zaak is dicht.")
    with pytest.raises(WrongState):
        follow_ups.conclude_follow_up(by, row, outcome="opgelost")


@pytest.mark.requirement("W14")
@pytest.mark.requirement("W15")
@pytest.mark.requirement("W16")
@pytest.mark.requirement("W17")
def test_about_what_each_role_plans(world: World) -> None:
    """A Beheerder looks up no agreement and no mentor, a Medewerker no mentor (S3)."""
    agreement = made.registered(world)
    recognition = Recognition.objects.get()
    mentor = recognition.mentors.get()
    expected = {
        KEEPER: {"site", "recognition"},
        CLERK: {"site", "recognition", "agreement"},
        HANDLER: {"site", "recognition", "agreement", "mentor"},
        VOTER: set(),
        "behandelaar elsewhere": set(),
        "right role": set(),
        "wse-dossierbeheerder": set(),
    }
    subjects = {
        "site": recognition.site, "recognition": recognition, "mentor": mentor,
        "agreement": agreement,
    }  # fmt: skip
    plan = made.actie_plan(world)
    for who, may in expected.items():
        found = {
            name
            for name, about in subjects.items()
            if follow_ups.plan_follow_up.check(
                world.actor(who), about, partnership=world.partnership, plan=plan
            )
        }
        assert found == may, who
    with pytest.raises(Refused):
        follow_ups.plan_follow_up(
            world.actor("behandelaar elsewhere"), recognition,
            partnership=other_partnership(), plan=plan,
        )  # fmt: skip


def test_a_night_asks_as_much_for_many_as_for_one(world: World) -> None:
    made.live_light(world)
    with CaptureQueriesContext(connection) as first:
        burning.check_lights(made.CLOCK, world.partnership)
    assert len(first.captured_queries) < 25
