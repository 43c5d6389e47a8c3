"""The house looks where knipperlichten burn: all of a partnership at once (W19)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.signals.actions.signals import put_out_signal, wake_signal
from sleutelbos.duallearning.signals.events import LightsWentOn
from sleutelbos.duallearning.signals.models import Light, Signal
from sleutelbos.duallearning.signals.models.subjects import field_of
from sleutelbos.duallearning.signals.queries.measuring import Lit, measure, subjects_of
from sleutelbos.duallearning.signals.queries.scope import company_of
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation


def may_look(by: Actor, partnership: Organisation) -> Decision:
    """The house only."""
    return is_system(by)


def facts_of_look(result: int, partnership: Organisation) -> dict[str, object]:
    """How many went on, for which partnership."""
    return {"partnership": partnership, "many": result}


@action(
    "duallearning.check-lights",
    label=_("Knipperlichten nakijken"),
    allow=may_look,
    sentence=_("De knipperlichten van {partnership} zijn nagekeken: {many} nieuwe."),
    about=facts_of_look,
)
def check_lights(by: Actor, partnership: Organisation) -> int:
    """Light what reaches a threshold, put out what doesn't any more; how many went on.

    What went out stays out for the cool-down of its rule; what is ignored comes back once its last
    day is over and it burns still.
    """
    lights = Light.objects.filter(partnership=partnership, state="live").order_by("pk")
    many = sum(_check(by, light) for light in lights)
    if many:
        emit(LightsWentOn(partnership=partnership.pk, many=many))
    return many


def _check(by: Actor, light: Light) -> int:
    lit = {one.subject: one for one in measure(light, clock.today())}
    burning = light.signals.exclude(state="out").select_related("company", "light")
    known = set[int]()
    for row in burning.order_by("pk"):
        key = row.subject_key
        known.add(key)
        if key not in lit:
            put_out_signal(by, row)
        elif row.state == "ignored" and _over(row):
            wake_signal(by, row)
    _measured(light, lit)
    return _light(light, [one for key, one in lit.items() if key not in known])


def _over(row: Signal) -> bool:
    return row.ignored_until is not None and row.ignored_until < clock.today()


def _measured(light: Light, lit: dict[int, Lit]) -> None:
    """Keep what was measured last of what burns."""
    changed = []
    for row in light.signals.exclude(state="out"):
        found = lit.get(row.subject_key)
        if found is not None and found.value != row.value:
            row.value = found.value
            changed.append(row)
    Signal.objects.bulk_update(changed, ["value"])


def _light(light: Light, new: list[Lit]) -> int:
    since = clock.now() - timedelta(days=light.cool_down)
    cooling = {row.subject_key for row in light.signals.filter(state="out", out_at__gt=since)}
    fresh = [one for one in new if one.subject not in cooling]
    subjects = subjects_of(light, [one.subject for one in fresh])
    rows = []
    for one in fresh:
        about = subjects[one.subject]
        row = Signal(
            light=light, partnership_id=light.partnership_id, company=company_of(about),
            value=one.value, lit_at=clock.now(),
        )  # fmt: skip
        setattr(row, field_of(about), about)
        rows.append(row)
    return len(Signal.objects.bulk_create(rows, batch_size=1000))
