"""Give a policy another value, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.policies.findings import Severity
from sleutelbos.tools.policies.models import PolicyValue, Source
from sleutelbos.tools.policies.ports import may_change
from sleutelbos.tools.policies.registry import POLICIES, forget


def may_set(
    by: Actor,
    name: str,
    *,
    value: Any,
    first: date,
    scope: tuple[str, str] = ("", ""),
    source: str = Source.INFERENCE,
    note: str = "",
) -> Decision:
    """Whoever the room above lets change this policy for this scope."""
    return may_change(by, name, *scope)


def facts_of_value(
    result: PolicyValue,
    name: str,
    *,
    value: Any,
    first: date,
    scope: tuple[str, str] = ("", ""),
    source: str = Source.INFERENCE,
    note: str = "",
) -> Mapping[str, object]:
    """Which policy as people call it (``code`` is its name), for whom, which value, from when."""
    return {
        "policy": result,
        "code": name,
        "name": str(POLICIES[name].label),
        "scope": ":".join(scope).strip(":"),
        "value": value if isinstance(value, list) else str(value),
        "first": date_format(first, "j b Y"),
    }


@action(
    "tools.policies.set-value",
    label=_("Regel wijzigen"),
    allow=may_set,
    locks=(),
    sentence=_("{by} zette de regel “{name}” op {value} vanaf {first}."),
    about=facts_of_value,
)
def set_value(
    by: Actor,
    name: str,
    *,
    value: Any,
    first: date,
    scope: tuple[str, str] = ("", ""),
    source: str = Source.INFERENCE,
    note: str = "",
) -> PolicyValue:
    """From ``first`` on (today at the earliest) the value is another one; it has no end.

    A value that was planned from that day or later is replaced. Raises Invalid for a day in the
    past, a value of the wrong type or a scope that the policy does not have.
    """
    known = POLICIES[name]
    if first < clock.today():
        raise Invalid(
            {"first": _("Een regel kan niet meer veranderen voor dagen die voorbij zijn.")}
        )
    if not known.accepts(value):
        raise Invalid({"value": _("Deze waarde past niet bij de regel.")})
    if scope[0] and scope[0] not in known.scopes:
        raise Invalid({"scope": _("Deze regel kan daarvoor niet apart ingesteld worden.")})
    forget()
    rows = PolicyValue.objects.select_for_update(no_key=True).filter(
        name=name, scope_kind=scope[0], scope_key=scope[1]
    )
    rows.filter(valid__startswith__gte=first).delete()
    current = rows.filter(valid__contains=first).first()
    if current is not None:
        current.valid = DateRange(current.valid.lower, first)
        current.save(update_fields=["valid"])
    model = current or PolicyValue.objects.filter(name=name, scope_kind="").last()
    return PolicyValue.objects.create(
        name=name,
        value=value,
        scope_kind=scope[0],
        scope_key=scope[1],
        valid=DateRange(first, None),
        source=source,
        note=note,
        severity=model.severity if model else Severity.BLOCKING,
        deviators=model.deviators if model else [],
    )
