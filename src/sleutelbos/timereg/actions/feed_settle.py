"""Support settles a project that ESF left out although people registered for it (T02).

Nothing is ever removed: kept, people go on; let go, nothing new can be planned or entered and what
was handed in stays to be read. When ESF names it again, it is as before.
"""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.models import Project
from sleutelbos.timereg.queries.feed import hanging_on
from sleutelbos.timereg.rules import feed as rules


def facts_of_settling(result: object, project: Project, *, reason: str) -> dict[str, object]:
    """The project, and why."""
    return {"project": project, "reason": reason}


@action(
    "timereg.keep-missing-project",
    label=_("Ontbrekend project behouden"),
    allow=rules.may_settle,
    sentence=_("{by} behield {project}, dat bij ESF ontbreekt. {reason}"),
    about=facts_of_settling,
)
def keep_project(by: Actor, project: Project, *, reason: str) -> Project:
    """It stays, with a reason. Invalid when it isn't missing, or without a reason."""
    _check(project, reason)
    project.settled_at, project.settled_reason = clock.now(), reason.strip()
    project.save(update_fields=["settled_at", "settled_reason"])
    return project


@action(
    "timereg.release-missing-project",
    label=_("Ontbrekend project loslaten"),
    allow=rules.may_settle,
    sentence=_("{by} liet {project} los, dat bij ESF ontbreekt. {reason}"),
    about=facts_of_settling,
)
def release_project(by: Actor, project: Project, *, reason: str) -> Project:
    """It is over here too. Invalid when it isn't missing, without a reason, or while something of
    it is not finished."""
    _check(project, reason)
    if hanging_on(project):
        sentence = _t("Er hangt nog iets aan dit project. Loslaten kan pas als alles afgerond is.")
        raise Invalid({"choice": sentence})
    project.active, project.missing_since = False, None
    project.settled_at, project.settled_reason = clock.now(), reason.strip()
    project.save(update_fields=["active", "missing_since", "settled_at", "settled_reason"])
    return project


def _check(project: Project, reason: str) -> None:
    if project.missing_since is None:
        raise Invalid(_t("Dit project ontbreekt niet meer. Er is niets te beslissen."))
    if not reason.strip():
        raise Invalid({"reason": _t("Vul in waarom. De promotor leest het.")})
