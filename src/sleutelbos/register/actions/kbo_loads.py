"""Load what the KBO publishes: receive a ZIP, judge what it changes, let it be done, or not (W01).

The steps are runs of the house, so that everybody who runs the platform can go on with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.register import policies
from sleutelbos.register.actions.kbo_follow import follow_known
from sleutelbos.register.holding import hold
from sleutelbos.register.kbo import importer, layout, reading, sql, storing
from sleutelbos.register.kbo.applying import PART, Touched, replace_codes
from sleutelbos.register.kbo.files import BrokenExtract, opened
from sleutelbos.register.kbo.importer import Meta
from sleutelbos.register.models import KboFollow, KboLoad
from sleutelbos.register.rules import kbo as rules
from sleutelbos.register.states import kbo_flow
from sleutelbos.tools.runs import confirm_run, stage_run
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.runs.staging import discard_run
from sleutelbos.tools.tables.columns import SheetRow

READ, APPLY = "register.kbo-read", "register.kbo-apply"
HOUSE = system("kbo")
OPEN = ("reading", "staged", "loading")
LOCK = "register.load-kbo"


def refuse_while_open() -> None:
    """Raise Invalid under ``file`` while another load is open: there is one staging place."""
    busy = KboLoad.objects.filter(state__in=OPEN).first()
    if busy is not None:
        raise Invalid({"file": _t("Wacht tot %(load)s klaar is, of stop die.") % {"load": busy}})


def facts_of_receipt(result: KboLoad, path: Path, *, source: str) -> Mapping[str, object]:
    """The load, and which extract it is."""
    return {"load": result, "number": result.number, "kind": result.type}


def facts_of_load(result: KboLoad, load: KboLoad, **more: object) -> Mapping[str, object]:
    """The load, which extract it is, and why when that is said."""
    return {"load": load, "number": load.number, "reason": more.get("reason", "")}


def facts_of_refusal(result: KboLoad, *, source: str, reason: str) -> Mapping[str, object]:
    """The load that was not done, and why."""
    return {"load": result, "reason": reason}


@action(
    "register.receive-kbo",
    label=_("Levering van de KBO lezen"),
    allow=rules.may_receive,
    locks=(),
    sentence=_("{by} liet KBO-uittreksel {number} ({kind}) lezen uit {load}."),
    about=facts_of_receipt,
)
def receive_kbo(by: Actor, path: Path, *, source: str) -> KboLoad:
    """Take a ZIP (``path``, which may go away afterwards) and let the worker read it.

    Raises Invalid under ``file`` when it is no extract, doesn't follow, or another one is open.
    """
    hold(LOCK)
    refuse_while_open()
    try:
        with opened(path) as extract:
            meta = importer.read_meta(extract)
            importer.check_follows(meta)
            importer.check_files(extract, meta.type)
    except BrokenExtract as broken:
        raise Invalid({"file": broken.sentence}) from broken
    load = KboLoad.objects.create(
        source=source[:200],
        stored=storing.keep(path),
        number=meta.number,
        type=meta.type,
        snapshot_on=meta.snapshot_on,
        made_at=meta.made_at,
        version=meta.version,
        first=importer.is_first(),
        at=clock.now(),
    )
    names = [table.file for table in (*layout.TABLES, layout.CODES)]
    steps = [(f"{name}.csv", {"file": name}) for name in names]
    load.run = _begun(load, READ, [*steps, (_t("Vergelijken"), {"file": ""})])
    load.save(update_fields=["run"])
    return load


def _begun(load: KboLoad, kind: str, steps: Sequence[tuple[str, Mapping[str, object]]]) -> Run:
    rows = [
        SheetRow(number, {"payload": dict(payload), "label": label}, ())
        for number, (label, payload) in enumerate(steps, start=1)
    ]
    run = stage_run(HOUSE, kind, name=load.source, about={"load": load.pk}, rows=rows)
    return confirm_run(HOUSE, run)


@action(
    "register.refuse-kbo",
    label=_("Levering van de KBO weigeren"),
    allow=rules.may_refuse,
    locks=(),
    sentence=_("De levering {load} van de KBO werd geweigerd: {reason}"),
    about=facts_of_refusal,
)
def refuse_kbo(by: Actor, *, source: str, reason: str) -> KboLoad:
    """Keep that a file could not be fetched or read, and why."""
    return KboLoad.objects.create(
        state="stopped", source=source[:200], reasons=[reason], at=clock.now()
    )


@action(
    "register.present-kbo",
    label=_("Levering van de KBO klaarzetten"),
    allow=rules.only_the_house_presents,
    move=kbo_flow["present"],
    sentence=_("KBO-uittreksel {number} is gelezen en vergeleken."),
    about=facts_of_load,
)
def present_kbo(by: Actor, load: KboLoad, *, touched: Touched) -> KboLoad:
    """Keep what would change, and why a human must look at it first, if so."""
    load.entities = touched.entities
    load.enterprises_gone = touched.enterprises_gone
    load.establishments_gone = touched.establishments_gone
    load.followed = KboFollow.objects.extra(  # noqa: S610 - a table without a model
        where=[f"number IN (SELECT entity FROM {sql.TOUCHED})"]  # noqa: S608 - our own table
    ).count()
    load.reasons = list(_reasons(touched))
    load.save()
    return load


def _reasons(touched: Touched) -> list[str]:
    """Why this is far more than usual."""
    today, found = clock.today(), []
    most = policies.most_changes.on(today)
    if touched.entities >= most:
        text = ngettext(
            "Er wijzigt %(count)d nummer. Vanaf %(most)d kijkt iemand dat na.",
            "Er wijzigen %(count)d nummers. Vanaf %(most)d kijkt iemand dat na.",
            touched.entities,
        )
        found.append(text % {"count": touched.entities, "most": most})
    most = policies.most_gone.on(today)
    if touched.enterprises_gone >= most:
        text = ngettext(
            "Er verdwijnt %(count)d onderneming. Vanaf %(most)d kijkt iemand dat na.",
            "Er verdwijnen %(count)d ondernemingen. Vanaf %(most)d kijkt iemand dat na.",
            touched.enterprises_gone,
        )
        found.append(text % {"count": touched.enterprises_gone, "most": most})
    return found


@action(
    "register.apply-kbo",
    label=_("Levering van de KBO laden"),
    allow=rules.may_apply,
    move=kbo_flow["apply"],
    sentence=_("{by} liet KBO-uittreksel {number} laden."),
    about=facts_of_load,
)
def apply_kbo(by: Actor, load: KboLoad) -> KboLoad:
    """Let the worker do what was read. Raises Invalid when what was read is no longer there."""
    hold(LOCK)
    if not sql.is_staged():
        raise Invalid(_t("Wat gelezen werd, is er niet meer. Stop deze levering en kies opnieuw."))
    for count in load.counts.values():
        count["new"] = 0  # parts that are done again count once
    parts = -(-load.entities // PART) or 1
    steps = [(_t("Deel %(part)d") % {"part": n + 1}, {"part": n}) for n in range(parts)]
    load.run = _begun(load, APPLY, steps)
    load.save(update_fields=["run", "counts"])
    return load


@action(
    "register.finish-kbo",
    label=_("Levering van de KBO afronden"),
    allow=rules.only_the_house_finishes,
    move=kbo_flow["finish"],
    sentence=_("KBO-uittreksel {number} is geladen."),
    about=facts_of_load,
)
def finish_kbo(by: Actor, load: KboLoad) -> KboLoad:
    """The last part is done: from now on the mirror is that of this extract."""
    if not load.first:
        replace_codes()
    assert load.number is not None
    assert load.snapshot_on is not None
    importer.keep(Meta(load.number, load.type, load.snapshot_on, load.made_at, load.version))
    follow_known()
    _put_away(load)
    load.loaded_at = clock.now()
    load.save()
    return load


@action(
    "register.interrupt-kbo",
    label=_("Laden van de KBO onderbreken"),
    allow=rules.only_the_house_interrupts,
    move=kbo_flow["interrupt"],
    sentence=_("Het laden van KBO-uittreksel {number} werd onderbroken: {reason}"),
    about=facts_of_load,
)
def interrupt_kbo(by: Actor, load: KboLoad, *, reason: str) -> KboLoad:
    """Wait until somebody lets it go on: parts that were done may be done again."""
    load.reasons = [*load.reasons, reason]
    load.save(update_fields=["reasons"])
    return load


@action(
    "register.stop-kbo",
    label=_("Levering van de KBO niet laden"),
    allow=rules.may_stop,
    move=kbo_flow["stop"],
    sentence=_("{by} stopte KBO-uittreksel {number}. {reason}"),
    about=facts_of_load,
)
def stop_kbo(by: Actor, load: KboLoad, *, reason: str = "") -> KboLoad:
    """Don't load it; the mirror is as it was. Raises Invalid when a part was loaded already."""
    hold(LOCK)
    run = load.run
    if run is not None and run.state == "running":
        raise Invalid(_t("Het systeem leest de levering. Stop eerst die taak."))
    if run is not None and run.kind == APPLY and run.done:
        raise Invalid(_t("Een deel is al geladen. Laad de rest ook, anders klopt er niets meer."))
    if run is not None and run.state in ("staged", "confirmed"):
        discard_run(HOUSE, run)
    if load.first:
        reading.empty()
    _put_away(load)
    if reason:
        load.reasons = [*load.reasons, reason]
    load.save()
    return load


def _put_away(load: KboLoad) -> None:
    sql.clear()
    storing.forget(load.stored)
    load.stored = ""
