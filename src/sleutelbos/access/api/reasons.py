"""Why nobody is asked whether an action may be done, in both languages of the house.

What a rule itself says comes from the rule.
"""

from __future__ import annotations

from typing import Any

from sleutelbos.access.decisions.questions import Answer

REASONS: dict[str, dict[str, str]] = {
    "allowed": {
        "nl": "De persoon mag dit doen.",
        "en": "The person may do this.",
    },
    "unknown_action": {
        "nl": "Uw toepassing kent geen handeling met deze naam.",
        "en": "Your application has no action of this name.",
    },
    "needs_more": {
        "nl": "Wie dit mag, hangt ook af van wat er ingevuld wordt. Vragen kan hier niet.",
        "en": "Who may do this also depends on what is filled in. That can't be asked here.",
    },
    "no_capacity": {
        "nl": "De persoon kan niet handelen voor deze organisatie.",
        "en": "The person can't act for this organisation.",
    },
    "unknown_resource": {
        "nl": "Er is niets met dit kenmerk dat de persoon kan zien.",
        "en": "There is nothing with this key that the person can see.",
    },
}


def denied(code: str) -> Answer:
    """No, and why."""
    return answer(code, REASONS[code])


def answer(code: str, reason: dict[str, str], **more: Any) -> Answer:
    """A decision; only the code ``allowed`` is a yes."""
    return {"decision": code == "allowed", "context": {"code": code, "reason": reason, **more}}
