"""Load what ESF hands over: try it out, let it be done, or not (T02).

The lines are a run of the house, whoever asked for it, so that everybody of ESF can go on with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.timereg.events import FeedWaits
from sleutelbos.timereg.feed_plan import Plan, plan
from sleutelbos.timereg.feed_words import fault_text
from sleutelbos.timereg.models import FeedLoad
from sleutelbos.timereg.ports import Delivery
from sleutelbos.timereg.queries.feed import last_loaded
from sleutelbos.timereg.rules import feed as rules
from sleutelbos.timereg.states import feed_flow
from sleutelbos.tools.runs import confirm_run, stage_run
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.runs.staging import discard_run, request_stop
from sleutelbos.tools.tables.columns import Fault as CellFault
from sleutelbos.tools.tables.columns import SheetRow

RUN = "timereg.esf-load"
HOUSE = system("esf")
MOST_TOLD = 100  # faults of a file that is refused as a whole


def facts_of_staging(result: FeedLoad, delivery: Delivery, *, source: str) -> Mapping[str, object]:
    """The load, and how much would change."""
    return {"load": result, "sequence": result.sequence, "faulty": result.faulty}


def facts_of_load(result: FeedLoad, load: FeedLoad) -> Mapping[str, object]:
    """The load."""
    return {"load": load, "sequence": load.sequence}


@action(
    "timereg.stage-feed",
    label=_("Levering van ESF klaarzetten"),
    allow=rules.may_stage_feed,
    locks=(),
    sentence=_("{by} zette de levering {load} van ESF klaar. Regels met een fout: {faulty}."),
    about=facts_of_staging,
)
def stage_feed(by: Actor, delivery: Delivery, *, source: str) -> FeedLoad:
    """Try a delivery out. When nothing is to be done it counts as loaded at once.

    Raises Invalid under ``file`` when it is refused as a whole, or is older than the last one.
    """
    _hold()
    if delivery.refusals or delivery.header is None:
        told = [fault_text(fault) for fault in delivery.refusals[:MOST_TOLD]]
        raise Invalid({"file": " ".join(told)})
    _check_sequence(delivery.header.sequence, delivery.digest)
    planned = plan(delivery)
    now = clock.now()
    load = FeedLoad(
        source=source[:200],
        sequence=delivery.header.sequence,
        complete=delivery.header.complete,
        made_at=delivery.header.made_at,
        digest=delivery.digest,
        at=now,
        reasons=planned.reasons,
        **planned.counts(),
    )
    if planned.lines:
        load.run = _staged(load, planned)
    if not planned.todo:
        load.state, load.loaded_at = "loaded", now
    load.save()
    if is_system(by) and load.state == "staged" and load.reasons:
        emit(FeedWaits(load=load.pk))
    return load


def _staged(load: FeedLoad, planned: Plan) -> Run:
    rows = [
        SheetRow(
            line.number,
            {"payload": line.payload, "label": line.label},
            tuple(CellFault(line.number, "", text) for text in line.faults),
        )
        for line in planned.lines
    ]
    return stage_run(HOUSE, RUN, name=load.source, about={}, rows=rows)


def _hold() -> None:
    """One at a time, until this transaction ends: the order of the numbers must hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('timereg.feed', 0))")


def _check_sequence(sequence: int, digest: str) -> None:
    """Only a newer number than the last one loaded, or exactly the same content again."""
    last = last_loaded()
    if last is None or last.sequence is None or sequence > last.sequence:
        return
    told = {"sequence": sequence, "last": last.sequence}
    if sequence < last.sequence:
        raise Invalid(
            {
                "file": _t(
                    "Dit bestand heeft volgnummer %(sequence)s. Volgnummer %(last)s is al geladen."
                    " Een ouder bestand wordt niet geladen."
                )
                % told
            }
        )
    if digest != last.digest:
        raise Invalid(
            {
                "file": _t(
                    "Volgnummer %(sequence)s is al geladen, met een andere inhoud."
                    " Vraag ESF een nieuw volgnummer."
                )
                % told
            }
        )


def facts_of_refusal(
    result: FeedLoad, delivery: Delivery, *, source: str, reasons: list[str]
) -> Mapping[str, object]:
    """The load that was not done."""
    return {"load": result}


@action(
    "timereg.refuse-feed",
    label=_("Levering van ESF weigeren"),
    allow=rules.may_refuse_feed,
    locks=(),
    sentence=_("De levering {load} van ESF werd geweigerd."),
    about=facts_of_refusal,
)
def refuse_feed(by: Actor, delivery: Delivery, *, source: str, reasons: list[str]) -> FeedLoad:
    """Keep that a file came which could not be loaded, and why."""
    head = delivery.header
    load = FeedLoad.objects.create(
        state="stopped",
        source=source[:200],
        sequence=head.sequence if head else None,
        complete=head.complete if head else False,
        made_at=head.made_at if head else None,
        digest=delivery.digest,
        at=clock.now(),
        reasons=reasons[:MOST_TOLD],
    )
    emit(FeedWaits(load=load.pk))
    return load


@action(
    "timereg.load-feed",
    label=_("Levering van ESF laden"),
    allow=rules.may_load_feed,
    move=feed_flow["load"],
    sentence=_("{by} liet de levering {load} van ESF laden."),
    about=facts_of_load,
)
def load_feed(by: Actor, load: FeedLoad) -> FeedLoad:
    """Let the worker do what was tried out. Raises Invalid when a newer one was loaded since, or
    when the lines are no longer there.
    """
    _hold()
    _check_sequence(load.sequence or 0, load.digest)
    if load.run is None or load.run.state != "staged":
        raise Invalid(_("Deze levering is vervallen. Haal ze opnieuw op."))
    confirm_run(HOUSE, load.run)
    return load


@action(
    "timereg.finish-feed",
    label=_("Levering van ESF afronden"),
    allow=rules.only_the_house,
    move=feed_flow["finish"],
    sentence=_("De levering {load} van ESF is geladen."),
    about=facts_of_load,
)
def finish_feed(by: Actor, load: FeedLoad) -> FeedLoad:
    """The last lines are done."""
    _hold()
    load.loaded_at = clock.now()
    load.save(update_fields=["loaded_at"])
    if load.kept:
        emit(FeedWaits(load=load.pk))
    return load


def facts_of_stop(result: FeedLoad, load: FeedLoad, *, reason: str = "") -> Mapping[str, object]:
    """The load, and why."""
    return {"load": load, "reason": reason}


@action(
    "timereg.stop-feed",
    label=_("Levering van ESF niet laden"),
    allow=rules.may_stop_feed,
    move=feed_flow["stop"],
    sentence=_("{by} stopte de levering {load} van ESF."),
    about=facts_of_stop,
)
def stop_feed(by: Actor, load: FeedLoad, *, reason: str = "") -> FeedLoad:
    """Don't load it, or stop when it is busy; what was done stays, and the next one goes on."""
    run = load.run
    if run is not None and run.state in ("staged", "confirmed"):
        discard_run(HOUSE, run)
    elif run is not None and run.state == "running":
        request_stop(HOUSE, run)
    if reason:
        load.reasons = [*load.reasons, reason]
        load.save(update_fields=["reasons"])
    return load
