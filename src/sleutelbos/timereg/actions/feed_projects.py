"""Write a part of a delivery of ESF: calls, projects with their places and trainings (T02).

In a few statements for a thousand projects. What is here is compared again, so that doing it twice,
or after somebody else did, changes nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from psycopg.sql import SQL, Identifier

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import know_organisation, known_to_kbo, shown_number
from sleutelbos.timereg.feed_difference import Bundle, Difference, difference
from sleutelbos.timereg.models import Call, FeedLoad, Project, ProjectPlace, Training
from sleutelbos.timereg.queries.feed import Known, known, with_registrations
from sleutelbos.timereg.rules import feed as rules
from sleutelbos.timereg.states import Part

Lines = Sequence[tuple[int, Mapping[str, Any]]]
BATCH = 2_000
WRITTEN = ("title", "call", "method", "starts", "ends", "contact_name", "contact_email", "active",
           "missing_since", "loaded_at", "load", "settled_at", "settled_reason")  # fmt: skip


@dataclass
class Written:
    """What came of the lines: the projects that changed, and line number → why it could not."""

    projects: list[Project] = field(default_factory=list)
    faults: dict[int, list[str]] = field(default_factory=dict)


def facts_of_writing(result: Written, load: FeedLoad, *, lines: Lines) -> Mapping[str, object]:
    """The load, and every project that it changed here."""
    return {"load": load, "count": len(result.projects), "projects": result.projects}


@action(
    "timereg.write-feed",
    label=_("Projecten van ESF overnemen"),
    allow=rules.only_the_house_writes,
    sentence=_("{count} projecten werden overgenomen uit de levering {load} van ESF."),
    about=facts_of_writing,
)
def write_feed(by: Actor, load: FeedLoad, *, lines: Lines) -> Written:
    """Bring the register to what these staged lines say."""
    written = Written()
    _calls([payload for _number, payload in lines if payload["do"] == "call"])
    bundles = [(n, Bundle.of(_without(p))) for n, p in lines if p["do"] == "project"]
    gone = [payload["number"] for _number, payload in lines if payload["do"] == "gone"]
    if bundles:
        here = _organisations_known(by, [bundle for _number, bundle in bundles])
        changes = [(number, bundle, difference(bundle, here)) for number, bundle in bundles]
        _write(written, load, changes, here)
    if gone:
        written.projects += _gone(gone)
    return written


def _without(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name != "do"}


def _calls(rows: Iterable[Mapping[str, Any]]) -> None:
    Call.objects.bulk_create(
        [Call(code=row["code"], name=row["name"], fund=row["fund"]) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "fund"],
    )


def _organisations_known(by: Actor, bundles: Iterable[Bundle]) -> Known:
    """What is here, after every organisation that the KBO knows is known here too (as EA, G12)."""
    rows = list(bundles)
    kbos = {kbo for row in rows for kbo, _site, _part in row.places}
    sites = {site for row in rows for _kbo, site, _part in row.places if site}
    numbers = [row.number for row in rows]
    here = known(kbos, sites, numbers)
    strange = sorted(known_to_kbo(kbos - set(here.organisations)))
    outside = sorted(kbo for kbo, pk in here.organisations.items() if pk in here.outside)
    for kbo in (*strange, *outside):
        know_organisation(by, kbo)
    return known(kbos, sites, numbers) if strange else here


Changes = Sequence[tuple[int, Bundle, Difference]]


def _write(written: Written, load: FeedLoad, changes: Changes, here: Known) -> None:
    kept = []
    for number, bundle, change in changes:
        if change.unknown:
            written.faults[number] = [_unknown(*one) for one in change.unknown]
        if bundle.call not in here.calls:
            written.faults[number] = [_t("Oproep %(call)s is niet gekend.") % {"call": bundle.call}]
        elif change:
            kept.append((bundle, change))
    projects = _projects(load, [bundle for bundle, _change in kept], here)
    by_number = {project.number: project.pk for project in projects}
    _places(by_number, kept)
    _trainings(by_number, kept)
    written.projects += projects


def _unknown(kbo: str, site: str, _part: str) -> str:
    told = {"number": shown_number(kbo), "site": shown_number(site)}
    if site:
        return _t("Vestiging %(site)s van %(number)s is niet gekend.") % told
    return _t("Geen organisatie met nummer %(number)s is gekend.") % told


def _projects(load: FeedLoad, bundles: Iterable[Bundle], here: Known) -> list[Project]:
    now = clock.now()
    rows = [
        Project(
            number=bundle.number,
            title=bundle.title,
            call=here.calls[bundle.call],
            method=bundle.method,
            starts=bundle.starts,
            ends=bundle.ends,
            contact_name=bundle.contact_name,
            contact_email=bundle.contact_email,
            loaded_at=now,
            load=load,
        )
        for bundle in bundles
    ]
    return Project.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=WRITTEN,
    )


Kept = Sequence[tuple[Bundle, Difference]]


def _places(by_number: Mapping[str, int], kept: Kept) -> None:
    """Who stops being promotor goes first, for a project has one."""
    moves: dict[tuple[str, bool], list[int]] = {}
    for _bundle, change in kept:
        for row, part, active in change.moved:
            moves.setdefault((part, active), []).append(row.pk)
    last = (str(Part.PROMOTER), True)
    for part, active in sorted(moves, key=lambda move: move == last):
        ProjectPlace.objects.filter(pk__in=moves[part, active]).update(part=part, active=active)
    columns = ("project_id", "organisation_id", "site_id", "part", "active")
    added = (
        (by_number[bundle.number], organisation, site, part, True)
        for bundle, change in kept
        for organisation, site, part in change.added
    )
    _copy(ProjectPlace, columns, added)


def _trainings(by_number: Mapping[str, int], kept: Kept) -> None:
    columns = ("uid", "project_id", "code", "name", "active")
    taught = [
        (by_number[bundle.number], code, was, name, active)
        for bundle, change in kept
        for code, (was, name, active) in change.taught.items()
    ]
    _copy(
        Training,
        columns,
        (
            (uuid4(), project, code, name, active)
            for project, code, was, name, active in taught
            if was is None
        ),
    )
    Training.objects.bulk_create(
        [
            Training(project_id=project, code=code, name=name, active=active)
            for project, code, was, name, active in taught
            if was is not None
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["project", "code"],
        update_fields=["name", "active"],
    )


def _copy(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """New rows by COPY: most of a delivery are these. The guard and every constraint hold."""
    names = SQL(", ").join(map(Identifier, columns))
    into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(model._meta.db_table), names)
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def _gone(numbers: Sequence[str]) -> list[Project]:
    """Never a cascade: with registrations into quarantine, without them no longer active."""
    rows = list(Project.objects.filter(number__in=numbers, active=True, missing_since=None))
    busy = with_registrations(project.pk for project in rows)
    missing = [project for project in rows if project.pk in busy]
    idle = [project for project in rows if project.pk not in busy]
    Project.objects.filter(pk__in=[project.pk for project in missing]).update(
        missing_since=clock.now()
    )
    Project.objects.filter(pk__in=[project.pk for project in idle]).update(active=False)
    return rows
