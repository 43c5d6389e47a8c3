"""The log in sentences: of one organisation, and of all for the supervisor (G28)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import administered, organisation_crumbs, page
from sleutelbos.access.pages.forms_overview import LogFilter, fill
from sleutelbos.access.queries import audit as queries_audit
from sleutelbos.access.queries.audit import Line, Lines
from sleutelbos.access.rules import administers_somewhere, supervises
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import no
from sleutelbos.register.public import Organisation
from sleutelbos.tools.ledger.proving import NotProvable, prove
from sleutelbos.web import errors, show, words
from sleutelbos.web.forms import TextField
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import (
    Crumb,
    Disclosure,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Part,
    Pill,
    Prose,
)
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sleutelbos.kernel.models import AuditEntry

PURPOSE = Reveals(_("Het logboek lezen"))
PROVING = Reveals(_("Een logboekitem bewijzen"))


def _columns(organisation: Organisation | None) -> list[Column]:
    def proof(line: Line) -> Link | str:
        if not line.sealed:
            return ""
        url = (
            reverse("access:audit-proof", args=[organisation.uid, line.pk])
            if organisation
            else reverse("access:audit-all-proof", args=[line.pk])
        )
        about = _t("van logboekitem %s downloaden") % line.pk
        return Link(_("Bewijs"), url, "download", "quiet", about=about)

    return [
        Column("wanneer", _("Wanneer"), "at"),
        Column("wat", _("Wat er gebeurde"), _in_words),
        Column("handeling", _("Handeling"), "action", shown=False),
        Column("afloop", _("Afloop"), _outcome, kind="pill"),
        Column("nummer", _("Nummer"), "pk", kind="number", shown=False),
        Column("bewijs", _("Bewijs"), proof, kind="actions"),
    ]


def _about_proofs() -> Disclosure:
    """What somebody does with the file behind the button."""
    return Disclosure(
        _("Wat u met een bewijs kunt doen"),
        [
            Prose(
                _(
                    "Een bewijs is een klein bestand. Het toont dat een regel zo in het logboek "
                    "stond, en dat niemand hem daarna veranderde."
                )
            ),
            Prose(
                _(
                    "Geef het bestand aan wie het wil nakijken, bijvoorbeeld een auditor. Dat kan "
                    "zonder toegang tot Sleutelbos. De uitleg over het logboek zegt hoe."
                )
            ),
        ],
    )


def _in_words(line: Line) -> str:
    """The sentence; behind a refusal why it was refused."""
    return f"{line.sentence} {line.reason}" if line.refused else line.sentence


def _outcome(line: Line) -> Pill:
    return Pill(_("Geweigerd"), "stop") if line.refused else Pill(_("Gedaan"), "ok")


def log_filter(by: Actor, organisation: Organisation | None) -> type[LogFilter]:
    """The filter for this reader; the supervisor also filters on the organisation."""

    class Filled(LogFilter):
        if organisation is None:
            organisatie = TextField(label=_("Organisatie"))

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            fill(self.fields["handeling"], queries_audit.action_choices())

        def narrow(self, queryset: Lines, chosen: Mapping[str, Any]) -> Lines:
            return _narrowed(by, organisation, queryset, chosen)

    return Filled


def _narrowed(
    by: Actor, organisation: Organisation | None, lines: Lines, chosen: Mapping[str, Any]
) -> Lines:
    entries = queries_audit.between(lines.entries, chosen.get("van"), chosen.get("tot"))
    if action := chosen.get("handeling"):
        entries = entries.filter(action=action)
    elif "toon" not in chosen:
        entries = entries.filter(line=0)
    if outcome := chosen.get("afloop"):
        entries = entries.filter(outcome=outcome)
    if name := chosen.get("naam"):
        keys = queries_audit.persons_named(by, name, organisation)
        entries = queries_audit.about_persons(entries, keys)
    if text := chosen.get("organisatie"):
        found = queries_audit.organisations_found(by, text)
        entries = queries_audit.about_organisations(entries, found)
    return lines.narrowed(entries)


def _table(request: PageRequest, lines: Lines, organisation: Organisation | None) -> Table:
    return Table(
        request,
        lines,
        _columns(organisation),
        name="logboek",
        filters=log_filter(request.actor, organisation),
        empty=Empty(
            _("Nog niets gebeurd"), _("Elke handeling komt hier te staan."), icon="history"
        ),
    )


@page(
    "gebruikersbeheer/<uuid:organisation>/logboek",
    name="audit",
    title=_("Logboek"),
    door=administers_somewhere,
    shows="access.audit",
    reveals=PURPOSE,
)
def log(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """What happened at an organisation, newest first."""
    by = request.actor
    place = administered(by, organisation)
    entries = queries_audit.entries_of(by, place)
    lines = Lines(entries, lambda keys: reveal(request, keys))
    head = Head(
        _t("Logboek van %s") % place,
        _("Wie wat deed, ook wat geweigerd werd. Niemand kan het achteraf veranderen."),
    )
    crumbs = [*organisation_crumbs(place), Crumb(_("Logboek"))]
    table = _table(request, lines, place)
    after: list[Part] = [_about_proofs(), looks.help_box(request, place)]
    return show.listing(request, head, table, crumbs=crumbs, after=after)


@page(
    "gebruikersbeheer/logboek",
    name="audit-all",
    title=_("Logboek van alle organisaties"),
    door=supervises,
    shows="access.audit",
    reveals=PURPOSE,
)
def log_of_all(request: PageRequest) -> HttpResponseBase:
    """Everything, for the supervisor, with the state of the seal."""
    entries = queries_audit.all_entries(request.actor)
    lines = Lines(entries, lambda keys: reveal(request, keys))
    head = Head(
        _("Logboek van alle organisaties"),
        _("U leest dit als toezichthouder. Dat u keek, staat ook in het logboek."),
    )
    table = _table(request, lines, None)
    after: list[Part] = [_about_proofs(), looks.help_box(request)]
    return show.listing(request, head, table, before=[_seal()], after=after)


@page(
    "gebruikersbeheer/<uuid:organisation>/logboek/<int:entry>/bewijs",
    name="audit-proof",
    title=_("Bewijs van een logboekitem"),
    door=administers_somewhere,
    shows="access.audit",
    reveals=PROVING,
)
def proof_for_organisation(
    request: PageRequest, organisation: UUID, entry: int
) -> HttpResponseBase:
    """The proof of an entry about an organisation, or made for it, as a file."""
    place = administered(request.actor, organisation)
    return _proof(request, queries_audit.entries_of(request.actor, place), entry)


@page(
    "gebruikersbeheer/logboek/<int:entry>/bewijs",
    name="audit-all-proof",
    title=_("Bewijs van een logboekitem"),
    door=supervises,
    shows="access.audit",
    reveals=PROVING,
)
def proof_for_supervisor(request: PageRequest, entry: int) -> HttpResponseBase:
    """The proof of any entry, for the supervisor, as a file."""
    return _proof(request, queries_audit.all_entries(request.actor), entry)


def _proof(request: PageRequest, entries: QuerySet[AuditEntry], number: int) -> HttpResponseBase:
    """A file that an outsider can check; 404 out of scope, 409 while it can't be proven."""
    row = entries.filter(pk=number).first()
    if row is None:
        raise Http404
    reveal(request, queries_audit.persons_of(row))
    try:
        content = prove(number)
    except NotProvable as problem:
        return errors.conflict(request, no(problem.sentence))
    return show.download(content, "application/json", f"logboekitem-{number}.json")


def _seal() -> Part:
    state = queries_audit.seal_state()
    last = words.moment_text(state.at) if state.at else _t("nog geen")
    newest = ngettext(
        "%(n)s regel van de laatste seconden.", "%(n)s regels van de laatste seconden.",
        state.unsealed,
    )  # fmt: skip
    safe = _("Wat verzegeld is, kan niemand nog ongemerkt wijzigen.")
    return Facts([
        Fact(_("Laatst verzegeld"), last, hint=safe),
        Fact(_("Verzegelde regels"), state.sealed),
        Fact(_("Nog niet verzegeld"), newest % {"n": words.number_text(state.unsealed)}),
    ], columns=1)  # fmt: skip
