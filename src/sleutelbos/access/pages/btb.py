"""The file of BTB: choose it; the task that follows shows what would happen and does it (G02)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import btb_file
from sleutelbos.access.file_pages import EXAMPLE, columns, stage, task_url
from sleutelbos.access.file_runs import about_file
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_appointing import BtbFile
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.runs import BTB_FILE
from sleutelbos.tools.runs import stage_run
from sleutelbos.tools.tables.writing import CONTENT_TYPES
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head, Link, Listing


@page(
    "gebruikersbeheer/aanstellen/btb",
    name="btb",
    title=_("Bestand van BTB"),
    door=queries_posts.records_btb,
    does=stage_run,
)
def btb(request: PageRequest) -> HttpResponseBase:
    """Choose the file; a good one becomes a task, and its page goes on from there."""
    if request.GET.get(EXAMPLE):
        return _download()
    form = BtbFile.of(request)

    def do(form: BtbFile) -> str:
        file = form.cleaned_data["file"]
        result = btb_file.read(file.read(), file.name)
        return task_url(stage(request, form, BTB_FILE, result, about_file(request.actor)))

    head = Head(
        _("Bestand van BTB inlezen"),
        _("Eerst ziet u per regel wat er zou gebeuren. Er verandert nog niets."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=reverse("access:appointing"),
        before=[_columns(), _example()],
        crumbs=[Crumb(_("Aanstellen"), reverse("access:appointing")), Crumb(_("Bestand van BTB"))],
        aside=[looks.help_box(request)],
    )


def _example() -> Link:
    label = _("Voorbeeldbestand downloaden (CSV)")
    return Link(label, f"{reverse('access:btb')}?{EXAMPLE}=csv", icon="download", look="secondary")


def _download() -> HttpResponseBase:
    return show.download(b"".join(btb_file.example()), CONTENT_TYPES["csv"], "btb.csv")


def _columns() -> Listing:
    told = {
        "number": _("tien cijfers"),
        "insz": _("elf cijfers"),
        "kind": _("hoofdtoegangsbeheerder of toegangsbeheerder"),
        "domain": _("bijvoorbeeld werkgelegenheid; leeg voor alle domeinen"),
        "first": _("eerste dag, vanaf vandaag"),
        "last": _("laatste dag; leeg voor geen einde"),
    }
    return columns(btb_file.heading, told)
