"""'Sancties': the ladder on a recognition, for who handles it and for its company (W22)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.sanctioning import (
    answer_sanction,
    conclude_guidance,
    drop_sanction,
    impose_sanction,
    invite_to_hearing,
)
from sleutelbos.duallearning.recognition.models import Sanction
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.filters import SanctionFilter
from sleutelbos.duallearning.recognition.queries.sanctions import sanctions_for
from sleutelbos.duallearning.recognition.rules.sanctions import reads_sanctions
from sleutelbos.duallearning.recognition.states_follow_up import SanctionKind, sanction_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:sanctions"


def sanction_url(row: Sanction, page: str = "sanction") -> str:
    """The address of a page of a sanction."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def sanction_pill(row: Sanction) -> Pill:
    """Where it stands; guidance is under way from the start."""
    if row.state == "proposed" and row.kind == SanctionKind.GUIDANCE:
        return Pill(_("Loopt"), "info")
    return Pill.of(sanction_flow, row.state)


COLUMNS = [
    Column("stap", _("Stap"), "get_kind_display", sort="kind", link=sanction_url),
    Column("onderneming", _("Onderneming"), "recognition.company.name",
           sort="recognition__company__name"),
    Column("erkenning", _("Erkenning"), "recognition.number", sort="recognition__number"),
    Column("hoorrecht", _("Hoorrecht"), "hearing_on", sort="hearing_on", kind="date"),
    Column("begonnen", _("Begonnen"), "proposed_at", sort="proposed_at", kind="date"),
    Column("toestand", _("Toestand"), sanction_pill, sort="state", kind="pill"),
]  # fmt: skip


@page(
    "duaal/sancties",
    name="sanctions",
    title=_("Begeleiding en sancties"),
    door=reads_sanctions,
    shows="duallearning.sanctions",
)
def sanctions(request: PageRequest) -> HttpResponseBase:
    """Every step of the ladder that I may see."""
    empty = Empty(
        _("Geen begeleiding en geen sancties"),
        _("Loopt er iets fout op een werkplek, dan begint een Behandelaar met begeleiding."),
        icon="badge-check",
    )  # fmt: skip
    table = Table(
        request, sanctions_for(request.actor), COLUMNS, name="sancties", filters=SanctionFilter,
        order="-begonnen", empty=empty,
    )  # fmt: skip
    sentence = ngettext("%s begeleiding of sanctie.", "%s begeleidingen en sancties.", table.count)
    head = Head(_("Begeleiding en sancties"), sentence % words.number_text(table.count))
    return show.listing(request, head, table)


@page(
    "duaal/sancties/<uuid:uid>",
    name="sanction",
    title=_("Begeleiding of sanctie"),
    door=reads_sanctions,
    shows="duallearning.sanction",
    reveals=PURPOSE,
)
def sanction(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One step: why, the hearing, what the company answered, what was decided."""
    by = request.actor
    row = one(sanctions_for(by), uid)
    recognition = row.recognition
    if row.mentor is not None:
        reveal(request, [row.mentor.person_id])
    ways = _ways(by, row)
    primary = looks.primary_of(ways)
    head = Head(
        row.get_kind_display(), _sentence(row), pill=sanction_pill(row),
        kicker=f"{recognition.number}, {recognition.company}",
        turn=_turn(row),
        primary=primary,
    )  # fmt: skip
    return show.page(
        request, head, _facts(row), *_letters(row), *_texts(row), request_parts.history(row),
        crumbs=crumbs(row), aside=looks.beside(request.path, ways, but=primary),
    )  # fmt: skip


def _turn(row: Sanction) -> str:
    """Nobody's once it is imposed: it ends by itself, or when a handler says so."""
    return words.turn_text("" if row.state == "imposed" else sanction_flow.states[row.state].owner)


def crumbs(row: Sanction, *more: Crumb) -> list[Crumb]:
    """The way back to the list and the sanction."""
    here = Crumb(row.recognition.number, sanction_url(row) if more else "")
    return [Crumb(_("Begeleiding en sancties"), reverse(LIST)), here, *more]


def _sentence(row: Sanction) -> str:
    if row.state == "proposed" and row.kind == SanctionKind.GUIDANCE:
        return _t("De begeleiding loopt.")
    return {
        "proposed": _t("Dit is een voorstel. Nodig de onderneming uit om gehoord te worden."),
        "hearing": _t("De onderneming wordt gehoord op %s. Zij kan ook schriftelijk antwoorden.")
        % words.day_text(row.hearing_on),
        "imposed": _t("De beslissing is genomen. In de brief staat hoe de onderneming in beroep"
                      " gaat."),
        "concluded": _t("De begeleiding is afgerond."),
        "dropped": _t("Er is niets opgelegd."),
        "ended": _t("De uitsluiting is voorbij."),
    }[row.state]  # fmt: skip


def _facts(row: Sanction) -> Facts:
    recognition = row.recognition
    reach = _t("de hele onderneming") if row.whole_company else str(recognition.site)
    facts = [
        Fact(_("Onderneming"), recognition.company.name),
        Fact(_("Vestiging"), looks.site_text(recognition.site)),
        Fact(_("Opleiding"), recognition.programme.name),
        Fact(_("Begonnen op"), words.moment_text(row.proposed_at)),
    ]
    if row.mentor is not None:
        facts.append(Fact(_("Mentor"), row.mentor.person.name))
    if row.kind in (SanctionKind.TEMPORARY, SanctionKind.FINAL):
        facts.append(Fact(_("Geldt voor"), reach))
    if row.hearing_on is not None:
        facts.append(Fact(_("Hoorrecht"), words.day_text(row.hearing_on), row.hearing_place))
    if row.decided_at is not None:
        facts.append(Fact(_("Beslist op"), words.moment_text(row.decided_at)))
    if row.until is not None:
        facts.append(Fact(_("Uitgesloten tot en met"), words.day_text(row.until)))
    return Facts(facts)


def _texts(row: Sanction) -> list[Part]:
    report = (
        _("Wat er gebeurde") if row.kind == SanctionKind.GUIDANCE else _("Wat de onderneming zei")
    )
    said = (
        (_("Wat er fout liep"), row.grounds),
        (_("Waarom het niet kon wachten"), row.urgent),
        (_("Verweer van de onderneming"), row.statement),
        (report, row.report),
        (_("Motivering"), row.motivation),
    )
    return [Note(text, "info", title) for title, text in said if text]


def _letters(row: Sanction) -> list[Part]:
    """What the company got in writing."""
    links = [
        Link(one.get_kind_display(), reverse("duallearning:sanction-letter", args=[one.uid]),
             "file-text", "secondary")
        for one in row.letters.order_by("made_at", "pk")
    ]  # fmt: skip
    return [Section(_("Brieven aan de onderneming"), [Actions(links)])] if links else []


def _ways(by: Actor, row: Sanction) -> list[Link]:
    found: list[Link] = []
    guidance = row.kind == SanctionKind.GUIDANCE
    if guidance and conclude_guidance.check(by, row, report=""):
        url = sanction_url(row, "conclude-guidance")
        found.append(Link(_("Begeleiding afronden"), url, "list-checks", "primary"))
    if not guidance and invite_to_hearing.check(by, row, on=clock.today(), place=""):
        url = sanction_url(row, "invite-to-hearing")
        found.append(Link(_("Uitnodigen"), url, "message-square", "primary"))
    if impose_sanction.check(by, row, report="", motivation=""):
        url = sanction_url(row, "impose-sanction")
        found.append(Link(_("Beslissen"), url, "gavel", "primary"))
    if answer_sanction.check(by, row, statement=""):
        url = sanction_url(row, "answer-sanction")
        found.append(Link(_("Verweer indienen"), url, "pencil", "primary"))
    if not guidance and drop_sanction.check(by, row, reason=""):
        url = sanction_url(row, "drop-sanction")
        found.append(Link(_("Niet opleggen"), url, "undo-2", "secondary"))
    return found
