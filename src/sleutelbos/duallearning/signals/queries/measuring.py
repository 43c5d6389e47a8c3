"""Where a knipperlicht burns on a day: one pass over the tables, of any day (W19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.models import About, FollowUp, Light, Signal
from sleutelbos.duallearning.signals.states import FollowUpKind, Subject
from sleutelbos.kernel import clock
from sleutelbos.register.public import Site

MONTHS = 12  # of history on which a rule is tried
MOST_LISTED = 50  # things that a try names


@dataclass(frozen=True)
class Lit:
    """The key of what it burns at, and the value that was measured."""

    subject: int
    value: int


def measure(light: Light, day: date) -> list[Lit]:
    """Where the values of a rule reach its threshold on a day, the highest first."""
    metric = METRICS[light.metric]
    sql = f"""
        SELECT * FROM ({metric.sql}) m (subject, value, sample)
        WHERE value >= %(threshold)s AND sample >= %(minimum)s ORDER BY value DESC, subject"""  # noqa: S608 - a metric of our own
    values: dict[str, int | str | date] = {
        "partnership": light.partnership_id,
        "day": day,
        "since": months_after(day, -light.window),
        "until": months_after(day, light.window),
        "after": clock.midnight(day + timedelta(days=1)).isoformat(),
        "threshold": light.threshold,
        "minimum": light.minimum,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Lit(subject, value) for subject, value, _sample in cursor.fetchall()]


def history_of(light: Light) -> dict[str, object]:
    """What a rule would have done: per month how many burned and how many were new, and where it
    would burn today."""
    today, before, months = clock.today(), set[int](), []
    for back in range(MONTHS, -1, -1):
        day = months_after(today, -back)
        keys = {one.subject for one in measure(light, day)}
        months.append({"day": day.isoformat(), "burn": len(keys), "new": len(keys - before)})
        before = keys
    return {"months": months, "today": [one.subject for one in measure(light, today)][:MOST_LISTED]}


def subjects_of(light: Light, keys: list[int]) -> dict[int, About]:
    """What it burns at, by key, each with its company."""
    rows: QuerySet[Any] = {
        Subject.SITE: Site.objects.select_related("organisation"),
        Subject.RECOGNITION: Recognition.objects.select_related("company", "programme"),
        Subject.MENTOR: Mentor.objects.select_related("request__company", "request__programme"),
        Subject.AGREEMENT: Agreement.objects.select_related("recognition__company"),
    }[METRICS[light.metric].subject]
    return rows.in_bulk(keys)


@dataclass(frozen=True)
class Effect:
    """Of the acties of one kind that were concluded: after how many the light went out."""

    kind: FollowUpKind
    concluded: int
    went_out: int


def effects_of(light: Light) -> list[Effect]:
    """Which sort of actie was followed by the light going out, and how often."""
    rows = FollowUp.objects.filter(signal__light=light, state="concluded")
    counted: dict[str, list[int]] = {}
    for kind, concluded_at, out_at in rows.values_list("kind", "concluded_at", "signal__out_at"):
        out = out_at is not None and concluded_at is not None and out_at >= concluded_at
        total = counted.setdefault(kind, [0, 0])
        total[0] += 1
        total[1] += out
    return [Effect(FollowUpKind(kind), *numbers) for kind, numbers in sorted(counted.items())]


def out_so_far(light: Light) -> tuple[int, int]:
    """How many of its signalen went out, and how many of those without any actie."""
    rows = Signal.objects.filter(light=light, state="out")
    return rows.count(), rows.filter(follow_ups__isnull=True).count()
