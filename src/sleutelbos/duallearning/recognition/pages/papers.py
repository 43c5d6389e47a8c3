"""The papers of a file: letters, the verklaring op eer, and what the company added."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.documents.declaration import declaration_of
from sleutelbos.duallearning.recognition.documents.letter import letter_of
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.queries.sanctions import letters_for
from sleutelbos.duallearning.recognition.queries.scope import (
    documents_for,
    full_requests_for,
    own_requests,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.sanctions import reads_sanctions
from sleutelbos.kernel import clock
from sleutelbos.tools.files import Destroyed, content_of
from sleutelbos.tools.files.models import StoredFile
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, one, reveal


@page(
    "duaal/aanvragen/<uuid:uid>/brief",
    name="letter",
    title=_("Brief met de beslissing"),
    door=roles.reads_requests,
    shows="duallearning.letter",
    reveals=PURPOSE,
)
def letter(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The decision as a PDF, for who sees the request in full."""
    row = one(full_requests_for(request.actor).filter(state="decided"), uid)
    content, persons = letter_of(row)
    reveal(request, persons)
    return show.download(content, "application/pdf", f"beslissing-{row.number}.pdf")


@page(
    "duaal/aanvragen/<uuid:uid>/verklaring/document",
    name="declaration-paper",
    title=_("Verklaring op eer"),
    door=roles.files_somewhere,
    shows="duallearning.declaration",
)
def declaration_paper(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The current version on paper, for a company that doesn't file itself."""
    row = one(own_requests(request.actor), uid)
    version = policies.declaration_version.on(clock.today())
    content = declaration_of(row, version)
    return show.download(content, "application/pdf", f"verklaring-{row.number}-{version}.pdf")


@page(
    "duaal/aanvragen/<uuid:uid>/verklaring/ondertekend",
    name="declaration-signed",
    title=_("Ondertekende verklaring op eer"),
    door=roles.reads_requests,
    shows="duallearning.declaration",
)
def declaration_signed(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What the company signed, for who sees the request in full."""
    rows = full_requests_for(request.actor).filter(declaration_file__isnull=False)
    row = one(rows.select_related("declaration_file"), uid)
    assert row.declaration_file is not None
    return stored(row.declaration_file, f"verklaring-{row.number}")


@page(
    "duaal/sancties/brieven/<uuid:uid>",
    name="sanction-letter",
    title=_("Brief over een sanctie"),
    door=reads_sanctions,
    shows="duallearning.sanction-letter",
    reveals=PURPOSE,
)
def sanction_letter(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A letter to the company about a sanction that I may see, as it was written."""
    row = one(letters_for(request.actor), uid)
    if row.sanction.mentor is not None:
        reveal(request, [row.sanction.mentor.person_id])
    return stored(row.file, f"{row.kind}-{row.sanction.recognition.number}")


@page(
    "duaal/documenten/<uuid:uid>",
    name="document",
    title=_("Document bij een aanvraag"),
    door=roles.reads_requests,
    shows="duallearning.document",
)
def document(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A document of a request that I see in full; gone once its term is over."""
    row = one(documents_for(request.actor), uid)
    return stored(row.file, f"{row.request.number}-{row.kind}")


def stored(file: StoredFile, name: str) -> HttpResponse:
    """A file as a download; it never runs in our site. Not there once it was destroyed."""
    try:
        content = content_of(file)
    except Destroyed as problem:
        raise Http404 from problem
    suffix = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[file.media_type]
    return show.download(content, file.media_type, f"{name}.{suffix}")
