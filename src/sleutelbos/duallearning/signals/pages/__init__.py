"""The pages of knipperlichten and acties; importing this declares them all."""

from sleutelbos.duallearning.signals.pages import (
    attaching,
    follow_ups,
    follow_ups_edit,
    lights,
    lights_edit,
    signals,
)

__all__ = ["attaching", "follow_ups", "follow_ups_edit", "lights", "lights_edit", "signals"]
