"""How a partnership steers: a knipperlicht that is tried and set, and the actie that answers it."""

from __future__ import annotations

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.duallearning.signals.actions import burning, follow_ups, lights
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.models import Signal
from sleutelbos.duallearning.signals.states import FollowUpKind
from sleutelbos.kernel.actors import Actor

COOL_DOWN = 30  # days


def _light(cast: Cast, by: Actor, step: Step) -> None:
    """Set on the metric ``what``, from the value ``until``, tried, and switched on."""
    metric = METRICS[step.what]
    spec = lights.Spec(
        name=step.note, metric=step.what, threshold=step.until or 1, window=metric.window,
        minimum=metric.samples, level=metric.level, cool_down=COOL_DOWN,
    )  # fmt: skip
    row = lights.add_light(by, cast.organisation(step.organisation), spec=spec)
    lights.switch_on_light(by, lights.try_light(by, row))


def _look(cast: Cast, by: Actor, step: Step) -> None:
    """The night goes over the knipperlichten."""
    burning.check_lights(by, cast.organisation(step.organisation))


def _answer(cast: Cast, by: Actor, step: Step) -> None:
    """``person`` does something about what burns at the recognition for ``what``."""
    rows = Signal.objects.filter(state="new", recognition__programme__code=step.what)
    due = cast.day(step.until)
    assert due is not None, step
    owner = cast.person(step.person).pk
    plan = follow_ups.Plan(FollowUpKind.VISIT, step.note, owner, due)
    follow_ups.answer_signal(by, rows.order_by("pk")[0], plan=plan)


VERBS: dict[str, Verb] = {
    "dual-light": _light,
    "dual-lights": _look,
    "dual-answer": _answer,
}
