"""Documents of a session, and of a toewijzing, as a file to keep."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.documents.allocation import document_of, has_document
from sleutelbos.timereg.documents.sheet import sheet_of, version_for
from sleutelbos.timereg.models import Session, SessionVersion
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_looks import PURPOSE as STAFF_PURPOSE
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.staff import allocations_for
from sleutelbos.timereg.rules import roles, staff
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal

PURPOSE = Reveals(_("De aanwezigheidslijst van een sessie bewaren of afdrukken"))


@page(
    "tijdsregistratie/sessies/<uuid:uid>/aanwezigheidslijst",
    name="sheet",
    title=_("Aanwezigheidslijst"),
    door=roles.enters,
    shows="timereg.sheet",
    reveals=PURPOSE,
)
def sheet(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The sheet as a PDF: what was handed in when it was, else how it stands now."""
    session = one(sessions_for(request.actor), uid)
    return _answer(request, session, version_for(session))


@page(
    "tijdsregistratie/sessies/<uuid:uid>/versies/<int:version>/aanwezigheidslijst",
    name="version-sheet",
    title=_("Aanwezigheidslijst van een versie"),
    door=roles.enters,
    shows="timereg.sheet",
    reveals=PURPOSE,
)
def version_sheet(request: PageRequest, uid: UUID, version: int) -> HttpResponseBase:
    """The sheet as it was handed in then, also after a later version."""
    session = one(sessions_for(request.actor), uid)
    found = session.versions.filter(number=version).select_related("submitted_by").first()
    if found is None:
        raise Http404
    return _answer(request, session, found)


@page(
    "tijdsregistratie/toewijzingen/<uuid:allocation>/document",
    name="allocation-document",
    title=_("Document van een toewijzing"),
    door=staff.sees_staff,
    shows="timereg.allocation-document",
    reveals=STAFF_PURPOSE,
)
def allocation_document(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """What the employer states, as a PDF; nothing of what was withdrawn."""
    row = one(allocations_for(request.actor), allocation)
    if not has_document(row):
        raise Http404
    content, persons = document_of(row)
    reveal(request, persons)
    return pdf(content, f"toewijzing-{row.member.project.number}-{row.first:%Y-%m}.pdf")


def _answer(request: PageRequest, session: Session, version: SessionVersion | None) -> HttpResponse:
    content, persons = sheet_of(session, version)
    reveal(request, persons)
    code = session.training.project.number
    mark = f"-v{version.number}" if version else ""
    return pdf(content, f"aanwezigheidslijst-{code}-{session.day.isoformat()}{mark}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to keep. ``name`` holds no name or number of a person."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name)
    return show.download(content, "application/pdf", safe)
