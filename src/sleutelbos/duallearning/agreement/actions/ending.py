"""A registered agreement ends: regularly, early, or because it never should have been (W10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.addenda import close_addenda
from sleutelbos.duallearning.agreement.actions.applying import cut_suspensions
from sleutelbos.duallearning.agreement.actions.closing import finish_tasks
from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.events import AgreementMoved
from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states import REGULAR, EndReason, Initiator, agreement_flow
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import DateRange
from sleutelbos.tools import dates
from sleutelbos.tools.slices import put

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ending:
    """The last day that it counts, why, on whose initiative, and what more there is to say."""

    last: date
    reason: str
    initiator: str = ""
    note: str = ""


def may_end_agreement(by: Actor, agreement: Agreement, *, ending: Ending) -> Decision:
    """Trajectbegeleider of the school; the clock when the term is over."""
    return roles.keeps_or_clock(by, agreement)


def facts_of_ending(result: Agreement, *args: object, ending: Ending) -> dict[str, object]:
    """The agreement, its last day and why."""
    why = EndReason(ending.reason).label
    return {**facts_of_agreement(result), "last": ending.last, "reason": str(why)}


@action(
    "duallearning.end-agreement",
    label=_("Overeenkomst beëindigen"),
    allow=may_end_agreement,
    move=agreement_flow["end"],
    sentence=_("Overeenkomst {number} van {person} bij {company} eindigde op {last}: {reason}."),
    about=facts_of_ending,
)
def end_agreement(by: Actor, agreement: Agreement, *, ending: Ending) -> Agreement:
    """It counts up to and with ``last``; what lies behind is free again, suspensions are cut.

    Invalid for a day before it began (annul it then), after its last day, or that has to come; an
    unknown reason; an early end without an initiator; 'de einddatum' before that day.
    """
    assert agreement.valid is not None
    planned = agreement.valid
    _check_day(planned, ending)
    _check_reason(planned, ending)
    agreement.end_reason, agreement.ended_on = ending.reason, ending.last
    agreement.initiator = "" if ending.reason in REGULAR else ending.initiator
    agreement.end_note = texts.block(ending.note, "note")
    agreement.ended_at = clock.now()
    agreement.valid = dates.of_days(planned.lower, ending.last)
    agreement.save()
    after = ending.last + DAY
    if planned.upper is not None and after < planned.upper:
        put(AgreementTerms, {"agreement": agreement}, DateRange(after, planned.upper, "[)"), None)
    cut_suspensions(agreement, after)
    close_addenda(by, agreement, _t("De overeenkomst is beëindigd."))
    finish_tasks(by, agreement)
    emit(AgreementMoved(agreement=agreement.pk, state="ended"))
    return agreement


def _check_day(planned: DateRange, ending: Ending) -> None:
    last = dates.last_day(planned)
    assert planned.lower is not None
    assert last is not None
    if ending.last < planned.lower:
        sentence = _t("De overeenkomst begon toen nog niet. Annuleer ze als ze nooit begonnen is.")
        raise Invalid({"last": sentence})
    if ending.last > last:
        raise Invalid({"last": _t("De overeenkomst loopt niet zo lang.")})
    if ending.last > clock.today():
        raise Invalid({"last": _t("Kies vandaag of een vroegere dag.")})


def _check_reason(planned: DateRange, ending: Ending) -> None:
    if ending.reason not in EndReason.values:
        raise Invalid({"reason": _t("Kies waarom de overeenkomst eindigt.")})
    if ending.reason == EndReason.TERM and ending.last != dates.last_day(planned):
        raise Invalid({"reason": _t("De einddatum is nog niet bereikt. Kies een andere reden.")})
    if ending.reason not in REGULAR and ending.initiator not in Initiator.values:
        raise Invalid({"initiator": _t("Kies wie het initiatief nam.")})


def may_annul(by: Actor, agreement: Agreement, *, reason: str) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.annul-agreement",
    label=_("Registratie annuleren"),
    allow=may_annul,
    move=agreement_flow["annul"],
    sentence=_("{by} annuleerde overeenkomst {number} van {person} bij {company}: {reason}"),
    about=facts_of_agreement,
)
def annul_agreement(by: Actor, agreement: Agreement, *, reason: str) -> Agreement:
    """It was registered in error and never counted: no day of it counts any more. Invalid without a
    reason."""
    sentence = _t("Vul in waarom de registratie niet klopte.")
    agreement.end_note = texts.block(reason, "reason", required=sentence)
    agreement.ended_at = clock.now()
    agreement.save(update_fields=["end_note", "ended_at"])
    assert agreement.valid is not None
    put(AgreementTerms, {"agreement": agreement}, agreement.valid, None)
    agreement.suspensions.all().delete()
    close_addenda(by, agreement, _t("De registratie van de overeenkomst is geannuleerd."))
    finish_tasks(by, agreement)
    emit(AgreementMoved(agreement=agreement.pk, state="annulled"))
    return agreement
