"""Back to the start: asked by a visitor, done by the worker."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import clearing, rules
from sleutelbos.demo.models import Errand, busy
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor


@action(
    "demo.restart",
    label=_("Demo opnieuw beginnen"),
    allow=rules.may_restart,
    locks=(),
    sentence=_("{by} liet de demo opnieuw beginnen."),
)
def restart(by: Actor) -> Errand:
    """Ask for a new start; the one that is going on already when there is one.

    Invalid when this database holds anything but test data, and while the clock goes forward.
    """
    try:
        clearing.refuse_real_data()
    except clearing.NotADemo as problem:
        raise Invalid(
            _t("Deze databank bevat echte rijksregisternummers. Ze wordt niet leeggemaakt.")
        ) from problem
    found = busy()
    if found is None:
        return Errand.objects.create(asked_at=clock.real_now())
    if found.goal is not None:
        raise Invalid(_t("De klok gaat nu vooruit. Begin opnieuw zodra ze stilstaat."))
    return found
