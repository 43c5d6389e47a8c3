"""Tables of knipperlichten and acties."""

from sleutelbos.duallearning.signals.models.follow_ups import FollowUp
from sleutelbos.duallearning.signals.models.lights import Light, Signal
from sleutelbos.duallearning.signals.models.subjects import About

__all__ = ["About", "FollowUp", "Light", "Signal"]
