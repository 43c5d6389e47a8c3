"""What a knipperlicht can watch: a plain pass over the tables as they were on a day (W19; §5).

Each SQL gives subject, value and sample. It knows ``%(partnership)s``, ``%(day)s``, ``%(since)s``
(the day, so many months earlier), ``%(until)s`` (so many months later) and ``%(after)s`` (the end
of the day). What was true then is read from dates, so that a rule can be tried on years that are
over.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.signals.states import Level, MetricKind, Subject
from sleutelbos.kernel.decisions import type_of_text


@dataclass(frozen=True)
class Metric:
    """A value per subject. ``window``: months, by default; 0 when it looks at no window.

    ``samples``: a share, that says nothing of a few: it has a minimum.
    """

    kind: MetricKind
    subject: Subject
    unit: type_of_text
    meaning: type_of_text
    threshold: int
    sql: str
    window: int = 0
    samples: int = 0
    level: Level = Level.ATTENTION


AGREEMENTS = """
FROM duallearning_agreement a
JOIN duallearning_recognition r ON r.id = a.recognition_id
WHERE r.partnership_id = %(partnership)s
"""
ENDED = "AND a.state = 'ended' AND a.ended_on > %(since)s AND a.ended_on <= %(day)s"
EARLY = "a.end_reason NOT IN ('einddatum', 'gekwalificeerd')"
HELD = "r.partnership_id = %(partnership)s AND r.state IN ('active', 'suspended')"
HELD += " AND r.valid @> %(day)s::date"
MONTHS = "(extract(year FROM age(%(day)s::date, {0})) * 12"
MONTHS += " + extract(month FROM age(%(day)s::date, {0})))::int"


def _endings(condition: str) -> str:
    return f"SELECT r.site_id, count(*), count(*) {AGREEMENTS} {ENDED} AND {condition} GROUP BY 1"


def _tasks(*kinds: str) -> str:
    named = ", ".join(f"'{kind}'" for kind in kinds)
    return f"""
SELECT r.id, max(%(day)s::date - (t.opened_at AT TIME ZONE 'Europe/Brussels')::date), 1
FROM duallearning_recognitiontask t JOIN duallearning_recognition r ON r.id = t.recognition_id
WHERE {HELD} AND t.kind IN ({named}) AND t.opened_at < %(after)s
AND (t.settled_at IS NULL OR t.settled_at >= %(after)s) GROUP BY 1"""  # noqa: S608 - kinds of our own


NEWEST = """
FROM duallearning_recognition r
LEFT JOIN LATERAL (
    SELECT max(lower(a.valid)) AS first, bool_or(a.valid @> %(day)s::date) AS runs
    FROM duallearning_agreement a
    WHERE a.recognition_id = r.id AND a.state IN ('registered', 'ended')
    AND a.registered_at < %(after)s
) n ON true
"""
CONTACT = """
FROM duallearning_recognition r
LEFT JOIN LATERAL (
    SELECT max((v.done_at AT TIME ZONE 'Europe/Brussels')::date) AS last FROM duallearning_visit v
    WHERE v.request_id = r.request_id AND v.done_at < %(after)s
) v ON true
LEFT JOIN LATERAL (
    SELECT max((f.concluded_at AT TIME ZONE 'Europe/Brussels')::date) AS last
    FROM duallearning_followup f
    WHERE (f.recognition_id = r.id OR f.site_id = r.site_id)
    AND f.partnership_id = r.partnership_id AND f.concluded_at < %(after)s
    AND f.state = 'concluded'
) f ON true
"""

CATALOGUE = (
    Metric(
        MetricKind.EARLY, Subject.SITE, _("beëindigingen"),
        _("Hoeveel overeenkomsten bij een vestiging vroegtijdig eindigden."),
        2, _endings(EARLY), window=12,
    ),
    Metric(
        MetricKind.EARLY_SHARE, Subject.SITE, _("procent"),
        _("Van de overeenkomsten die bij een vestiging eindigden: welk deel vroegtijdig."),
        40,
        f"SELECT r.site_id, round(100.0 * count(*) FILTER (WHERE {EARLY}) / count(*))::int,"
        f" count(*) {AGREEMENTS} {ENDED} GROUP BY 1",
        window=12, samples=4,
    ),
    Metric(
        MetricKind.QUICK, Subject.SITE, _("beëindigingen"),
        _("Hoeveel overeenkomsten bij een vestiging binnen 30 dagen na het begin eindigden."),
        1, _endings(f"{EARLY} AND a.ended_on - lower(a.valid) < 30"), window=12,
    ),
    Metric(
        MetricKind.CONDUCT, Subject.SITE, _("beëindigingen"),
        _("Hoeveel overeenkomsten eindigden door een tekortkoming van de onderneming."),
        1, _endings("a.end_reason = 'tekortkoming'"), window=12, level=Level.SERIOUS,
    ),
    Metric(
        MetricKind.TRAINING, Subject.MENTOR, _("dagen"),
        _("Hoeveel dagen een mentor te laat is met de mentoropleiding."),
        1,
        f"""
SELECT t.mentor_id, %(day)s::date - t.due, 1
FROM duallearning_mentortraining t JOIN duallearning_mentor m ON m.id = t.mentor_id
JOIN duallearning_recognition r ON r.id = m.recognition_id
WHERE {HELD} AND m.state = 'valid' AND t.due < %(day)s
AND (t.state IN ('due', 'proven')
     OR t.judged_at >= %(after)s)""",  # noqa: S608 - ours
    ),
    Metric(
        MetricKind.NO_MENTOR, Subject.RECOGNITION, _("dagen"),
        _("Hoeveel dagen een erkenning geen geldige mentor heeft."),
        14, _tasks("geen-mentor"), level=Level.SERIOUS,
    ),
    Metric(
        MetricKind.EXPIRING, Subject.RECOGNITION, _("overeenkomsten"),
        _("Hoeveel overeenkomsten langer lopen dan een erkenning die binnen de periode eindigt."),
        1,
        f"""
SELECT r.id, count(*), count(*) {AGREEMENTS}
AND r.state IN ('active', 'suspended') AND r.valid @> %(day)s::date
AND upper(r.valid) <= %(until)s AND upper(a.valid) > upper(r.valid)
AND a.state IN ('registered', 'ended') AND a.registered_at < %(after)s GROUP BY 1""",
        window=6,
    ),
    Metric(
        MetricKind.DORMANT, Subject.RECOGNITION, _("maanden"),
        _("Hoeveel maanden er bij een erkenning geen overeenkomst begon."),
        24,
        f"SELECT r.id, {MONTHS.format('coalesce(n.first, lower(r.valid))')}, 1 {NEWEST}"
        f" WHERE {HELD} AND n.runs IS NOT TRUE",
    ),
    Metric(
        MetricKind.KBO_OPEN, Subject.RECOGNITION, _("dagen"),
        _("Hoeveel dagen een verhuis of stopzetting volgens de KBO op een beslissing wacht."),
        21, _tasks("adres", "status"),
    ),
    Metric(
        MetricKind.UNREGISTERED, Subject.AGREEMENT, _("dagen"),
        _("Hoeveel dagen een overeenkomst al begon zonder geregistreerd te zijn."),
        1,
        f"""
SELECT a.id, %(day)s::date - lower(a.valid), 1 {AGREEMENTS}
AND a.state <> 'draft' AND a.presented_at < %(after)s AND lower(a.valid) < %(day)s
AND (a.registered_at IS NULL OR a.registered_at >= %(after)s)""",
    ),
    Metric(
        MetricKind.NO_CONTACT, Subject.RECOGNITION, _("maanden"),
        _("Hoeveel maanden geleden het laatste bezoek of de laatste afgeronde actie was."),
        12,
        f"SELECT r.id, {MONTHS.format('greatest(v.last, f.last, lower(r.valid))')}, 1 {CONTACT}"
        f" WHERE {HELD}",
    ),
)  # fmt: skip
METRICS = {metric.kind.value: metric for metric in CATALOGUE}
