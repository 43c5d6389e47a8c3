"""Knipperlichten: set, tried on history, on and off (S3: Knipperlichten instellen; W19)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.signals.actions.signals import put_out_signal
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.models import Light
from sleutelbos.duallearning.signals.queries.measuring import history_of
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.duallearning.signals.states import Level, light_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation

LONGEST_WINDOW, LONGEST_COOL_DOWN, HIGHEST = 60, 365, 10_000  # months, days, of a threshold


@dataclass(frozen=True)
class Spec:
    """The values of a rule; ``window`` in months, ``cool_down`` in days."""

    name: str
    metric: str
    threshold: int
    window: int
    minimum: int
    level: str
    cool_down: int


def may_add(by: Actor, partnership: Organisation, *, spec: Spec) -> Decision:
    """Beheerder of that partnership."""
    return roles.sets_lights(by, partnership.pk)


def facts_of_light(result: Light, *args: object, **kwargs: object) -> dict[str, object]:
    """Which rule of which partnership."""
    return {"light": result, "name": result.name, "partnership": result.partnership}


@action(
    "duallearning.add-light",
    label=_("Knipperlicht maken"),
    allow=may_add,
    sentence=_("{by} ontwierp knipperlicht “{name}” voor {partnership}."),
    about=facts_of_light,
)
def add_light(by: Actor, partnership: Organisation, *, spec: Spec) -> Light:
    """A draft: it lights nothing before it was tried and switched on. Invalid for a metric that
    doesn't exist, or values out of bounds."""
    row = Light(partnership=partnership, made_at=clock.now())
    _fill(row, spec)
    row.save()
    return row


def may_change(by: Actor, light: Light, *, spec: Spec) -> Decision:
    """Beheerder of the partnership of the rule."""
    return roles.sets(by, light)


@action(
    "duallearning.change-light",
    label=_("Knipperlicht bewerken"),
    allow=may_change,
    when=light_flow.at("draft"),
    sentence=_("{by} bewerkte knipperlicht “{name}” van {partnership}."),
    about=facts_of_light,
)
def change_light(by: Actor, light: Light, *, spec: Spec) -> Light:
    """Other values: it must be tried again. Invalid as :func:`add_light`."""
    _fill(light, spec)
    light.tried_at, light.trial = None, {}
    light.save()
    return light


def _fill(row: Light, spec: Spec) -> None:
    metric = METRICS.get(spec.metric)
    if metric is None:
        raise Invalid({"metric": _t("Kies wat u wilt opvolgen.")})
    if spec.level not in Level.values:
        raise Invalid({"level": _t("Kies hoe zwaar het weegt.")})
    row.name = texts.line(spec.name, "name", most=120, required=_t("Geef het een naam."))
    row.metric, row.level = metric.kind, spec.level
    row.threshold = _within("threshold", spec.threshold, 1, HIGHEST)
    row.window = _within("window", spec.window, 1, LONGEST_WINDOW) if metric.window else 0
    row.minimum = _within("minimum", spec.minimum, 1, HIGHEST) if metric.samples else 0
    row.cool_down = _within("cool_down", spec.cool_down, 0, LONGEST_COOL_DOWN)


def _within(field: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        said = _t("Kies een getal van %(least)s tot en met %(most)s.")
        raise Invalid({field: said % {"least": least, "most": most}})
    return value


def may_set(by: Actor, light: Light) -> Decision:
    """Beheerder of the partnership of the rule."""
    return roles.sets(by, light)


@action(
    "duallearning.try-light",
    label=_("Knipperlicht proberen"),
    allow=may_set,
    when=light_flow.at("draft"),
    sentence=_("{by} probeerde knipperlicht “{name}” op het voorbije jaar."),
    about=facts_of_light,
)
def try_light(by: Actor, light: Light) -> Light:
    """What it would have done in each of the last twelve months, and where it would burn today."""
    light.trial, light.tried_at = history_of(light), clock.now()
    light.save(update_fields=["trial", "tried_at"])
    return light


@action(
    "duallearning.switch-on-light",
    label=_("Knipperlicht aanzetten"),
    allow=may_set,
    move=light_flow["switch-on"],
    sentence=_("{by} zette knipperlicht “{name}” van {partnership} aan."),
    about=facts_of_light,
)
def switch_on_light(by: Actor, light: Light) -> Light:
    """From the next night it burns where its threshold is reached. Invalid before it was tried."""
    if light.tried_at is None:
        raise Invalid(_t("Probeer het knipperlicht eerst: u ziet dan waar het zou branden."))
    return light


@action(
    "duallearning.switch-off-light",
    label=_("Knipperlicht uitzetten"),
    allow=may_set,
    move=light_flow["switch-off"],
    sentence=_("{by} zette knipperlicht “{name}” van {partnership} uit."),
    about=facts_of_light,
)
def switch_off_light(by: Actor, light: Light) -> Light:
    """It lights nothing any more, and what burns goes out; acties stay."""
    house = system("duaal", on_behalf_of=by.ref)
    for row in light.signals.exclude(state="out").select_related("company").order_by("pk"):
        put_out_signal(house, row)
    return light


@action(
    "duallearning.rework-light",
    label=_("Knipperlicht opnieuw bewerken"),
    allow=may_set,
    move=light_flow["rework"],
    sentence=_("{by} herneemt knipperlicht “{name}” van {partnership}."),
    about=facts_of_light,
)
def rework_light(by: Actor, light: Light) -> Light:
    """It becomes a draft again; before it goes on it must be tried again."""
    light.tried_at, light.trial = None, {}
    light.save(update_fields=["tried_at", "trial"])
    return light
