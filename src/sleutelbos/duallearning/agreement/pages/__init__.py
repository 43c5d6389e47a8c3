"""The pages of agreements; importing this declares them all."""

from sleutelbos.duallearning.agreement.pages import (
    addenda,
    agreements,
    changing,
    checking,
    drawing_up,
    learner_page,
    learners,
    learners_edit,
    life,
    papers,
    rules,
    sign_link,
    signatures,
    tasks,
)

__all__ = [
    "addenda",
    "agreements",
    "changing",
    "checking",
    "drawing_up",
    "learner_page",
    "learners",
    "learners_edit",
    "life",
    "papers",
    "rules",
    "sign_link",
    "signatures",
    "tasks",
]
