"""The pages of agreements; importing this declares them all."""

from sleutelbos.duallearning.agreement.pages import (
    agreements,
    checking,
    drawing_up,
    learners,
    learners_edit,
    life,
    papers,
    rules,
)

__all__ = [
    "agreements",
    "checking",
    "drawing_up",
    "learners",
    "learners_edit",
    "life",
    "papers",
    "rules",
]
