"""A registered agreement changes from a day: at once, or by an addendum (A14, W10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import allowance, timetable
from sleutelbos.duallearning.agreement.actions.applying import apply_changes
from sleutelbos.duallearning.agreement.actions.drafting import check_slots, facts_of_agreement
from sleutelbos.duallearning.agreement.events import AgreementChanged
from sleutelbos.duallearning.agreement.models import Addendum, AddendumChange, Agreement
from sleutelbos.duallearning.agreement.queries.addenda import findings_of_changes, needs_addendum
from sleutelbos.duallearning.agreement.queries.versions import as_on, mentors_for, told_on
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.rules.changes import Change
from sleutelbos.duallearning.agreement.rules.weights import refuse_all
from sleutelbos.duallearning.agreement.states import PAY, Pay, agreement_flow
from sleutelbos.duallearning.agreement.states_changes import (
    UNFINISHED,
    ChangedField,
    addendum_flow,
)
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.duallearning.recognition.states import HELD_STATES, AgreementKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools import dates


def may_change(
    by: Actor, agreement: Agreement, *, first: date, values: Mapping[str, Any]
) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


def facts_of_change(
    result: Addendum | None, agreement: Agreement, *, first: date, values: Mapping[str, Any]
) -> dict[str, object]:
    """Which agreement, what of it, from when."""
    named = [str(ChangedField(name).label) for name in values]
    facts = {**facts_of_agreement(agreement), "first": first, "fields": ", ".join(named)}
    return facts if result is None else {**facts, "addendum": result}


@action(
    "duallearning.change-agreement",
    label=_("Overeenkomst wijzigen"),
    allow=may_change,
    when=agreement_flow.at("registered"),
    locks=(
        "agreement",
        "agreement.recognition",
        "agreement.recognition.site",
        "agreement.mentor",
        "agreement.mentor.person",
    ),
    sentence=_("{by} wijzigt overeenkomst {number} van {person} vanaf {first}: {fields}."),
    about=facts_of_change,
)
def change_agreement(
    by: Actor, agreement: Agreement, *, first: date, values: Mapping[str, Any]
) -> Addendum | None:
    """Each field of ``values`` (a :class:`ChangedField`, JSON) holds from ``first``.

    What no addendum asks counts at once, and the parties are told; the rest goes into the one
    unfinished addendum of the agreement, which is given back. Invalid for a day outside of the
    agreement, a value that can't be, nothing that changes, an addendum that lies with the parties,
    and for what counts at once with every rule that it breaks.
    """
    assert agreement.valid is not None
    if not dates.holds_on(agreement.valid, first):
        raise Invalid({"first": _t("De overeenkomst loopt niet op die dag.")})
    held = as_on(agreement, first).recognition
    if held is None or held.state not in HELD_STATES:
        raise Invalid(_t("De erkenning geldt niet meer. U kunt de overeenkomst alleen beëindigen."))
    now = told_on(agreement, first)
    wanted = _checked(agreement, dict(values), now)
    later = {name: value for name, value in wanted.items() if needs_addendum(name, first)}
    at_once = [
        Change(name, first, value)
        for name, value in wanted.items()
        if name not in later and value != now[name]
    ]
    addendum, noted = _noted(by, agreement, later, first, now)
    if not noted and not at_once:
        raise Invalid(_t("Er verandert niets. Vul in wat anders wordt."))
    if at_once:
        refuse_all(findings_of_changes(agreement, at_once))
        apply_changes(by, agreement, at_once)
        emit(AgreementChanged(agreement=agreement.pk))
    return addendum


def _checked(
    agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    """The values, with what follows from them; Invalid at a field for one that can't be."""
    for name, check in CHECKS.items():
        if name in values:
            check(agreement, values, now)
    return values


def _check_mentor(agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    """His vestiging follows, and the address of another vestiging."""
    mentor = mentors_for(agreement).filter(pk=values[ChangedField.MENTOR]).first()
    if mentor is None or mentor.recognition is None:
        raise Invalid({"mentor": _t("Kies een geldige mentor van deze onderneming.")})
    values[ChangedField.RECOGNITION] = mentor.recognition_id
    if mentor.recognition_id != now[ChangedField.RECOGNITION]:
        values[ChangedField.ADDRESS] = mentor.recognition.site.address


def _check_address(agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    """The address is that of the KBO; nobody types one."""
    key = values.get(ChangedField.RECOGNITION, now[ChangedField.RECOGNITION])
    site = Recognition.objects.select_related("site").get(pk=key).site
    if values[ChangedField.ADDRESS] != site.address:
        raise Invalid({"address": _t("De vestiging heeft in de KBO een ander adres.")})


def _check_last(agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    assert agreement.valid is not None
    last = date.fromisoformat(values[ChangedField.LAST])
    if last < clock.today():
        sentence = _t("Kies vandaag of een latere dag. Is ze al voorbij, beëindig ze dan.")
        raise Invalid({"last": sentence})
    if agreement.valid.lower is not None and last < agreement.valid.lower:
        raise Invalid({"last": _t("De laatste dag ligt voor de eerste.")})


def _check_hours(agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    slots = timetable.read(values[ChangedField.TIMETABLE])
    check_slots(slots)
    values[ChangedField.TIMETABLE] = timetable.kept(slots)


def _check_category(agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    paid = PAY[AgreementKind(agreement.kind)] == Pay.ALLOWANCE
    if not paid or values[ChangedField.CATEGORY] not in allowance.CATEGORIES:
        raise Invalid({"category": _t("Kies de categorie van de leervergoeding.")})


def _check_plan(agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    known = set(agreement.learner.programme.activities.values_list("text", flat=True))
    if not set(values[ChangedField.PLAN]) <= known | set(now[ChangedField.PLAN]):
        raise Invalid({"plan": _t("Kies activiteiten van deze opleiding.")})


def _check_note(agreement: Agreement, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    values[ChangedField.NOTE] = texts.block(values[ChangedField.NOTE], "plan_note")


# In this order: a mentor says which vestiging, and that which address.
CHECKS: dict[str, Callable[[Agreement, dict[str, Any], Mapping[str, Any]], None]] = {
    ChangedField.MENTOR: _check_mentor,
    ChangedField.ADDRESS: _check_address,
    ChangedField.LAST: _check_last,
    ChangedField.TIMETABLE: _check_hours,
    ChangedField.CATEGORY: _check_category,
    ChangedField.PLAN: _check_plan,
    ChangedField.NOTE: _check_note,
}


def _noted(
    by: Actor, agreement: Agreement, wanted: Mapping[str, Any], first: date, now: Mapping[str, Any]
) -> tuple[Addendum | None, bool]:
    """Note what differs in the unfinished addendum, a new one when there is none; what is as it
    was leaves it. With whether anything came or went."""
    differs = {name: value for name, value in wanted.items() if value != now[name]}
    addendum = agreement.addenda.filter(state__in=UNFINISHED).first()
    if not wanted or (addendum is None and not differs):
        return None, False
    if addendum is not None and addendum.state != "draft":
        sentence = _t("Addendum %s ligt ter ondertekening. Neem het terug om er iets aan toe te"
                      " voegen.")  # fmt: skip
        raise Invalid(sentence % addendum.number)
    addendum = addendum or _begin(by, agreement)
    same = [name for name in wanted if name not in differs]
    gone, _rows = addendum.changes.filter(field__in=same).delete()
    for name, value in differs.items():
        facts = {"first": first, "before": now[name], "value": value}
        AddendumChange.objects.update_or_create(addendum=addendum, field=name, defaults=facts)
    if addendum.changes.exists():
        return addendum, bool(differs or gone)
    addendum.delete()
    return None, True


def _begin(by: Actor, agreement: Agreement) -> Addendum:
    return Addendum.objects.create(
        agreement=agreement,
        number=f"{agreement.number}-A{agreement.addenda.count() + 1}",
        started_by_id=somebody(by),
        started_at=clock.now(),
    )


def may_drop(by: Actor, addendum: Addendum, *, change: AddendumChange) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, addendum.agreement)


def facts_of_dropped(
    result: None, addendum: Addendum, *, change: AddendumChange
) -> dict[str, object]:
    """What stays as it was, in which agreement."""
    facts = facts_of_agreement(addendum.agreement)
    return {**facts, "field": str(ChangedField(change.field).label)}


@action(
    "duallearning.drop-change",
    label=_("Wijziging uit een addendum schrappen"),
    allow=may_drop,
    when=addendum_flow.at("draft"),
    sentence=_("{by} liet een wijziging van overeenkomst {number} van {person} vallen: {field}."),
    about=facts_of_dropped,
)
def drop_change(by: Actor, addendum: Addendum, *, change: AddendumChange) -> None:
    """It stays as it was; an addendum without any change is no addendum any more. Invalid for a
    change of another addendum."""
    if change.addendum_id != addendum.pk:
        raise Invalid(_t("Deze wijziging staat niet in dit addendum."))
    change.delete()
    if not addendum.changes.exists():
        addendum.delete()
