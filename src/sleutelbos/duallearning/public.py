"""The door of Werkplek Duaal: what the demo, connectors and the wiring may use."""

from sleutelbos.duallearning.agreement.rules.roles import (
    draws_up_somewhere,
    reads_agreements,
    reads_learners,
)
from sleutelbos.duallearning.names import USER
from sleutelbos.duallearning.prospection.rules import prospects_somewhere
from sleutelbos.duallearning.recognition.actions.routing import load_committees
from sleutelbos.duallearning.recognition.help import HELPDESK, sees_messages
from sleutelbos.duallearning.recognition.queries.users import has_front_page
from sleutelbos.duallearning.recognition.rules.roles import (
    adds_mentors,
    enters,
    files_somewhere,
    follows_mentors,
    handles_somewhere,
    is_officer,
    reads_mandates,
    reads_organisation,
    reads_programmes,
    reads_recognitions,
    reads_requests,
    registers_mandates,
    searches_companies,
    supports,
)
from sleutelbos.duallearning.recognition.rules.sanctions import reads_sanctions
from sleutelbos.duallearning.recognition.rules.settings import may_change_setting
from sleutelbos.duallearning.recognition.rules.votes import reads_votes
from sleutelbos.duallearning.signals.rules.roles import (
    follows_up_somewhere,
    reads_signals,
    sets_lights_somewhere,
)

# Guides of this room, in the order in which one needs them (W13).
GUIDES = (
    "erkenning-aanvragen", "aanvragen-behandelen", "overeenkomst-opmaken", "opvolgen",
    "werkplek-zoeken",
)  # fmt: skip

__all__ = [
    "GUIDES",
    "HELPDESK",
    "USER",
    "adds_mentors",
    "draws_up_somewhere",
    "enters",
    "files_somewhere",
    "follows_mentors",
    "follows_up_somewhere",
    "handles_somewhere",
    "has_front_page",
    "is_officer",
    "load_committees",
    "may_change_setting",
    "prospects_somewhere",
    "reads_agreements",
    "reads_learners",
    "reads_mandates",
    "reads_organisation",
    "reads_programmes",
    "reads_recognitions",
    "reads_requests",
    "reads_sanctions",
    "reads_signals",
    "reads_votes",
    "registers_mandates",
    "searches_companies",
    "sees_messages",
    "sets_lights_somewhere",
    "supports",
]
