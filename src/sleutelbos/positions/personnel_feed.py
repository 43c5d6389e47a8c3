"""Fetch what Vlimpers left and stage it: the usual is loaded by itself, the unusual waits (A24)."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from sleutelbos.access.public import about_file
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import personnel_file, policies
from sleutelbos.positions.actions.personnel import finish_load
from sleutelbos.positions.models import EmploymentSlice, PersonnelLoad
from sleutelbos.positions.ports import personnel_feed
from sleutelbos.positions.runs_personnel import PERSONNEL_FILE
from sleutelbos.tools.outside import Unreachable
from sleutelbos.tools.runs import confirm_run, stage_run, stop_run
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.slices import NOW

FEW = 25  # so many arbeidsrelaties may always change


def fetch_personnel(by: Actor) -> Run:
    """The latest file as a task that is staged, or the task that it became before.

    A file that waits gives way to a newer one. Invalid when no feed is connected, nothing lies
    ready, or the file can't be read.
    """
    feed = personnel_feed()
    if feed is None:
        raise Invalid(_("Er is geen gegevensstroom uit Vlimpers aangesloten."))
    try:
        file = feed.newest()
    except Unreachable as unreachable:
        raise Invalid(unreachable.sentence) from unreachable
    if file is None:
        raise Invalid(_("Er ligt geen bestand klaar."))
    digest = hashlib.sha256(file.data).hexdigest()
    fetched = Run.objects.filter(kind=PERSONNEL_FILE.name, about__has_key="digest").order_by("-pk")
    newest = fetched.first()
    if newest is not None and newest.about["digest"] == digest:
        return newest
    result = personnel_file.read(file.data, file.name)
    if not result.rows:
        raise Invalid(" ".join(map(str, result.faults)) or _("Er staan geen regels in."))
    for older in fetched.filter(state="staged"):
        stop_run(by, older)
    about = {**about_file(by), "digest": digest}
    run = stage_run(by, PERSONNEL_FILE.name, name=file.name, about=about, rows=result.rows)
    if not run.total and not run.faulty:
        finish_load(by, run, done=0, faulty=0)
    return run


def load_usual(by: Actor, run: Run) -> None:
    """Let a fetched file be loaded without a human, unless one must look first."""
    if run.state == "staged" and run.total and not reasons(run):
        confirm_run(by, run)


def reasons(run: Run) -> list[str]:
    """Why a human must look before this is loaded."""
    if run.state != "staged":
        return []
    found = []
    if not PersonnelLoad.objects.filter(run__starter=run.starter).exists():
        found.append(_("Dit is het eerste bestand dat vanzelf komt. Kijk na wat er wijzigt."))
    if run.faulty:
        found.append(_("Er zijn arbeidsrelaties met een fout. De andere worden wel geladen."))
    today = clock.today()
    known = EmploymentSlice.objects.filter(NOW, valid__contains=today).count()
    most = max(FEW, known * policies.personnel_percent.on(today) // 100)
    if run.total > most:
        words = {"many": run.total, "most": most}
        found.append(
            _("Er wijzigen %(many)s arbeidsrelaties in één keer, meer dan %(most)s.") % words
        )
    return found
