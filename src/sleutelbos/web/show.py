"""Answers of a page in one call, from parts; rarely does a page need a template of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web.forms import Form
from sleutelbos.web.parts import Button, Crumb, Head, Link, Part, Steps
from sleutelbos.web.tables import Table

UNPROCESSABLE = 422
NEXT_STEP = _("Volgende")


def template(
    request: HttpRequest,
    name: str,
    head: Head | None = None,
    *,
    crumbs: Sequence[Crumb] = (),
    aside: Sequence[Part] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A template of the room itself, extending ``web/base.html``."""
    context |= {"head": head, "crumbs": crumbs, "aside": aside}
    return render(request, name, context, status=status)


def page(
    request: HttpRequest,
    head: Head,
    *parts: Part,
    crumbs: Sequence[Crumb] = (),
    aside: Sequence[Part] = (),
    status: int = 200,
) -> HttpResponse:
    """Parts below each other; ``aside`` stands beside them (what I may do, help)."""
    return template(
        request, "web/page_detail.html", head,
        crumbs=crumbs, aside=aside, status=status, parts=parts,
    )  # fmt: skip


def listing(
    request: HttpRequest,
    head: Head,
    table: Table,
    *,
    crumbs: Sequence[Crumb] = (),
    before: Sequence[Part] = (),
    after: Sequence[Part] = (),
) -> HttpResponseBase:
    """A page with one table; answers with the export when that was asked."""
    if table.export_wanted:
        return table.export()
    return template(
        request, "web/page_list.html", head,
        crumbs=crumbs, table=table, before=before, after=after,
    )  # fmt: skip


def form(
    request: HttpRequest,
    form: Form,
    head: Head,
    *,
    submit: type_of_text,
    back_url: str = "",
    crumbs: Sequence[Crumb] = (),
    before: Sequence[Part] = (),
    after: Sequence[Part] = (),
    aside: Sequence[Part] = (),
) -> HttpResponse:
    """One form with one button; 422 when it holds errors."""
    return template(
        request, "web/page_form.html", head, crumbs=crumbs, aside=aside, status=_status(form),
        form=form, submit=submit, back_url=back_url, before=before, after=after,
    )  # fmt: skip


def wizard(
    request: HttpRequest,
    form: Form | None,
    head: Head,
    steps: Steps,
    *,
    submit: type_of_text = NEXT_STEP,
    back_url: str = "",
    crumbs: Sequence[Crumb] = (),
    parts: Sequence[Part] = (),
    aside: Sequence[Part] = (),
) -> HttpResponse:
    """One step: the steps on top, the questions (or ``parts``: the summary), back and on."""
    return template(
        request, "web/wizard.html", head, crumbs=crumbs, aside=aside, status=_status(form),
        form=form, steps=steps, submit=submit, back_url=back_url, parts=parts,
    )  # fmt: skip


def confirm(
    request: HttpRequest,
    form: Form,
    head: Head,
    *,
    consequences: Sequence[type_of_text],
    submit: type_of_text,
    back_url: str,
    danger: bool = True,
    crumbs: Sequence[Crumb] = (),
) -> HttpResponse:
    """Before what can't be undone: the consequences in numbers, then do it or go back."""
    return template(
        request, "web/confirm.html", head, crumbs=crumbs, status=_status(form), form=form,
        consequences=consequences, submit=submit, back_url=back_url, danger=danger,
    )  # fmt: skip


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, that no cache keeps. ``name`` is its name with its ending: no name or number
    of a person."""
    headers = {
        "Content-Disposition": str(content_disposition_header(True, name)),
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


def toast(
    request: HttpRequest,
    text: type_of_text,
    *,
    undo: Button | None = None,
    link: Link | None = None,
    tone: str = "ok",
) -> None:
    """Say on the next page what happened, perhaps with *Ongedaan maken*."""
    extra: dict[str, Any] = {"tone": tone}
    if undo is not None:
        fields = {name: str(value) for name, value in undo.fields.items()}
        extra["undo"] = {"label": str(undo.label), "url": undo.url, "fields": fields}
    if link is not None:
        extra["link"] = {"label": str(link.label), "url": link.url}
    messages.info(request, str(text), extra_tags=json.dumps(extra))


def _status(form: Form | None) -> int:
    return UNPROCESSABLE if form is not None and form.is_bound and form.errors else 200
