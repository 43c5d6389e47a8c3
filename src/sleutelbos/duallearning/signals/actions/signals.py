"""What lit up: seen, ignored for a while, led to an actie, and out again (W19)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.signals.models import Signal
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.duallearning.signals.states import signal_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision


def may_see(by: Actor, signal: Signal) -> Decision:
    """Medewerker or Behandelaar of the partnership."""
    return roles.reads_signal(by, signal)


def facts_of_signal(result: Signal, *args: object, **kwargs: object) -> dict[str, object]:
    """Which knipperlicht, at which company."""
    return {"signal": result, "light": result.light, "company": result.company}


@action(
    "duallearning.see-signal",
    label=_("Knipperlicht gezien"),
    allow=may_see,
    move=signal_flow["see"],
    sentence=_("{by} zag knipperlicht “{light}” bij {company}."),
    about=facts_of_signal,
)
def see_signal(by: Actor, signal: Signal) -> Signal:
    """Somebody knows of it: it isn't new any more."""
    return signal


@action(
    "duallearning.follow-signal",
    label=_("Knipperlicht opvolgen"),
    allow=may_see,
    move=signal_flow["follow"],
    sentence=_("{by} volgt knipperlicht “{light}” bij {company} op."),
    about=facts_of_signal,
)
def follow_signal(by: Actor, signal: Signal) -> Signal:
    """It led to an actie."""
    return signal


def may_ignore(by: Actor, signal: Signal, *, until: date, reason: str) -> Decision:
    """Medewerker or Behandelaar of the partnership."""
    return roles.reads_signal(by, signal)


@action(
    "duallearning.ignore-signal",
    label=_("Knipperlicht negeren"),
    allow=may_ignore,
    move=signal_flow["ignore"],
    sentence=_("{by} negeert knipperlicht “{light}” bij {company} voorlopig."),
    about=facts_of_signal,
)
def ignore_signal(by: Actor, signal: Signal, *, until: date, reason: str) -> Signal:
    """Nobody hears of it up to and including a day; burns it still then, it is new again. Invalid
    without a reason, or for a day that is over."""
    if until < clock.today():
        raise Invalid({"until": _t("Kies vandaag of een latere dag.")})
    signal.reason = texts.block(
        reason, "reason", required=_t("Vul in waarom dit voorlopig niet telt.")
    )
    signal.ignored_until = until
    signal.save(update_fields=["reason", "ignored_until"])
    return signal


def may_wake(by: Actor, signal: Signal) -> Decision:
    """The house only."""
    return is_system(by)


@action(
    "duallearning.wake-signal",
    label=_("Genegeerd knipperlicht dat nog brandt"),
    allow=may_wake,
    move=signal_flow["wake"],
    sentence=_("Knipperlicht “{light}” bij {company} brandt nog en wordt niet meer genegeerd."),
    about=facts_of_signal,
)
def wake_signal(by: Actor, signal: Signal) -> Signal:
    """The time in which it was ignored is over."""
    signal.ignored_until = None
    signal.save(update_fields=["ignored_until"])
    return signal


@action(
    "duallearning.put-out-signal",
    label=_("Knipperlicht uit"),
    allow=may_wake,
    move=signal_flow["go-out"],
    sentence=_("Knipperlicht “{light}” bij {company} ging uit."),
    about=facts_of_signal,
)
def put_out_signal(by: Actor, signal: Signal) -> Signal:
    """What it warned of is over, or the rule is off."""
    signal.out_at = clock.now()
    signal.save(update_fields=["out_at"])
    return signal
