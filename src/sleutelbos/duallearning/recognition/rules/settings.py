"""Who may change a dated setting of Werkplek Duaal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.duallearning.recognition.rules.roles import is_officer
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when

PREFIX = "duallearning."


def may_change_setting(by: Actor, name: str, scope_kind: str, scope_key: str) -> Decision:
    """The department, its own settings only; a Beheerder only reads them (S3)."""
    ours = when(name.startswith(PREFIX), _("Deze regel hoort niet bij Werkplek Duaal."))
    return ours & is_officer(by)
