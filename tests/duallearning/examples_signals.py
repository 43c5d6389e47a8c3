"""Examples of 'Mijn organisatie', and of knipperlichten and acties at the bakery."""

from __future__ import annotations

from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.signals.actions import burning, follow_ups, lights, signals
from sleutelbos.duallearning.signals.actions.follow_ups import Plan
from sleutelbos.duallearning.signals.actions.lights import Spec
from sleutelbos.duallearning.signals.models import FollowUp, Light, Signal
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from tests.duallearning import examples_agreement as made
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import CLERK, HANDLER, KEEPER

CLOCK = system("clock")


def example_take_file(world: World) -> Arguments:
    return (world.partnership,), {"title": "Erkenningen", "lines": 12}


def light_spec(metric: str = "geen-contact", threshold: int = 1, **more: object) -> Spec:
    """By default: nobody has been there for a month, which lights at the bakery."""
    values = {
        "name": f"Licht {metric} {threshold}", "metric": metric, "threshold": threshold,
        "window": 12, "minimum": 1, "level": "aandacht", "cool_down": 30, **more,
    }  # fmt: skip
    return Spec(**values)  # type: ignore[arg-type]


def light(world: World, **more: object) -> Light:
    """A draft of the Beheerder."""
    made.bakery(world)
    return lights.add_light(world.actor(KEEPER), world.partnership, spec=light_spec(**more))  # type: ignore[arg-type]


def tried_light(world: World, **more: object) -> Light:
    """It was tried on history."""
    return lights.try_light(world.actor(KEEPER), light(world, **more))


def live_light(world: World, **more: object) -> Light:
    """It is on."""
    return lights.switch_on_light(world.actor(KEEPER), tried_light(world, **more))


def burns(world: World, **more: object) -> Signal:
    """The night went over it: it burns at the bakery."""
    row = live_light(world, **more)
    burning.check_lights(CLOCK, world.partnership)
    return Signal.objects.get(light=row)


def actie_plan(world: World, owner: str = CLERK, days: int = 7, **more: object) -> Plan:
    """A visit, by somebody of the partnership."""
    values = {"kind": "bezoek", "text": "Ga na of alles goed loopt.", **more}
    due = clock.today() + days * made.DAY
    return Plan(owner=world.people[owner].pk, due=due, **values)  # type: ignore[arg-type]


def actie(world: World, about: Recognition | None = None, **more: object) -> FollowUp:
    """A Behandelaar planned it."""
    row = about or made.bakery(world)
    return follow_ups.plan_follow_up(
        world.actor(HANDLER),
        row,
        partnership=world.partnership,
        plan=actie_plan(world, **more),  # type: ignore[arg-type]
    )


def example_add_light(world: World) -> Arguments:
    return (world.partnership,), {"spec": light_spec()}


def example_change_light(world: World) -> Arguments:
    return (light(world),), {"spec": light_spec(threshold=2)}


def example_try_light(world: World) -> Arguments:
    return (light(world),), {}


def example_switch_on_light(world: World) -> Arguments:
    return (tried_light(world),), {}


def example_switch_off_light(world: World) -> Arguments:
    return (live_light(world),), {}


def example_rework_light(world: World) -> Arguments:
    return (lights.switch_off_light(world.actor(KEEPER), live_light(world)),), {}


def example_check_lights(world: World) -> Arguments:
    live_light(world)
    return (world.partnership,), {}


def example_see_signal(world: World) -> Arguments:
    return (burns(world),), {}


def example_follow_signal(world: World) -> Arguments:
    return (burns(world),), {}


def example_ignore_signal(world: World) -> Arguments:
    return (burns(world),), {"until": clock.today(), "reason": "Zij verbouwen."}


def example_wake_signal(world: World) -> Arguments:
    args, kwargs = example_ignore_signal(world)
    return (signals.ignore_signal(world.actor(CLERK), *args, **kwargs),), {}


def example_put_out_signal(world: World) -> Arguments:
    return (burns(world),), {}


def example_plan_follow_up(world: World) -> Arguments:
    about = made.bakery(world)
    return (about,), {"partnership": world.partnership, "plan": actie_plan(world)}


def example_answer_signal(world: World) -> Arguments:
    return (burns(world),), {"plan": actie_plan(world)}


def example_change_follow_up(world: World) -> Arguments:
    return (actie(world),), {"plan": actie_plan(world, days=9)}


def example_cancel_follow_up(world: World) -> Arguments:
    return (actie(world),), {"reason": "De zaak is dicht."}


def example_conclude_follow_up(world: World) -> Arguments:
    return (actie(world),), {"outcome": "opgelost", "report": "Alles loopt goed."}
