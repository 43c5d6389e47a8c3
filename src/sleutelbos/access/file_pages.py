"""What pages share on which a file is chosen: an example, its columns, the task that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.runs import RunKind, stage_run
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.tables import SheetResult
from sleutelbos.tools.tables.writing import CONTENT_TYPES, SheetKind
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Actions, Crumb, Head, Link, Listing

EXAMPLE = "voorbeeld"  # the parameter that asks for an example, with the kind of file


class Example(Protocol):
    """Writes a file that shows how it is done."""

    def __call__(self, kind: SheetKind) -> Iterable[bytes]:
        """The bytes of it."""


def example_asked(request: PageRequest, name: str, example: Example) -> HttpResponse | None:
    """The example as a file with this name, when the address asks for one."""
    kinds: dict[str | None, SheetKind] = {"csv": "csv", "xlsx": "xlsx"}
    kind = kinds.get(request.GET.get(EXAMPLE))
    if kind is None:
        return None
    return show.download(b"".join(example(kind)), CONTENT_TYPES[kind], f"{name}.{kind}")


def examples(url: str) -> Actions:
    """Links to the example of the page at this address, in both kinds."""
    return Actions([
        Link(_("Voorbeeldbestand (Excel)"), f"{url}?{EXAMPLE}=xlsx", "download", "secondary"),
        Link(_("Voorbeeldbestand (CSV)"), f"{url}?{EXAMPLE}=csv", "download", "secondary"),
    ])  # fmt: skip


def columns(heading: Callable[[str], str], told: Mapping[str, type_of_text]) -> Listing:
    """What stands in each column: its name → words about it."""
    rows = [[heading(name), what] for name, what in told.items()]
    return Listing([_("Kolom"), _("Wat erin staat")], rows)


def task_url(run: Run) -> str:
    """To the page of a task."""
    return reverse("desk:run", args=[run.pk])


def stage(
    request: PageRequest, form: Form, kind: RunKind, result: SheetResult, about: Mapping[str, str]
) -> Run:
    """Keep the rows of the file in ``form`` as a task.

    Invalid at the file when nothing of it can be read.
    """
    if not result.rows:
        raise Invalid({"file": " ".join(map(str, result.faults))})
    run: Run = stage_run.keyed(
        form.key,
        request.actor,
        kind.name,
        name=form.cleaned_data["file"].name,
        about=about,
        rows=result.rows,
    )
    return run


@dataclass(frozen=True)
class FilePage:
    """A kind of file that a page takes: ``name`` of its example, ``headings`` of its columns, what
    is ``told`` about each, and the task (``kind``) that its rows become."""

    name: str
    kind: RunKind
    form: type[Form]
    read: Callable[[bytes, str], SheetResult]
    example: Example
    headings: Mapping[str, str]
    told: Mapping[str, type_of_text]

    def answer(
        self,
        request: PageRequest,
        head: Head,
        *,
        about: Mapping[str, str],
        back_url: str,
        crumbs: Sequence[Crumb],
        then: Callable[[Form, Run], str] = lambda _form, run: task_url(run),
    ) -> HttpResponseBase:
        """The example, the question for a file, or the way to what became of it (``then``)."""
        if example := example_asked(request, self.name, self.example):
            return example
        form = self.form.of(request)

        def do(form: Form) -> str:
            file = form.cleaned_data["file"]
            result = self.read(file.read(), file.name)
            return then(form, stage(request, form, self.kind, result, about))

        return handle(request, form, do) or show.form(
            request,
            form,
            head,
            submit=_("Nakijken"),
            back_url=back_url,
            before=[columns(self.headings.__getitem__, self.told), examples(request.path)],
            crumbs=crumbs,
        )
