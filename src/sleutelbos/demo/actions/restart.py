"""Back to the start: asked by a visitor, done by the worker."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import clearing, rules
from sleutelbos.demo.events import RestartAsked
from sleutelbos.demo.models import Errand
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor

AT_MOST = timedelta(minutes=3)  # after that an unfinished errand counts as lost


@action(
    "demo.restart",
    label=_("Demo opnieuw beginnen"),
    allow=rules.may_restart,
    locks=(),
    sentence=_("{by} liet de demo opnieuw beginnen."),
)
def restart(by: Actor) -> Errand:
    """Ask for a new start; the one that is going on already when there is one.

    Invalid when this database holds anything but test data.
    """
    try:
        clearing.refuse_real_data()
    except clearing.NotADemo as problem:
        raise Invalid(
            _t("Deze databank bevat echte rijksregisternummers. Ze wordt niet leeggemaakt.")
        ) from problem
    now = clock.real_now()
    busy = Errand.objects.filter(finished_at=None, asked_at__gt=now - AT_MOST).order_by("-pk")
    if (found := busy.first()) is not None:
        return found
    errand = Errand.objects.create(asked_at=now)
    emit(RestartAsked(errand=errand.pk))
    return errand
