"""How a request looks: its answers, mentors, documents and history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.documents.wording import declaration_sentences
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.steps import DOCUMENTS, MENTORS, WORKPLACE
from sleutelbos.duallearning.recognition.queries.history import history_of
from sleutelbos.duallearning.recognition.states import Condition, RoutedBy, Verdict
from sleutelbos.web import words
from sleutelbos.web.parts import (
    Button,
    Fact,
    Facts,
    Happening,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
    Timeline,
)

if TYPE_CHECKING:
    from django.db.models import Model

    from sleutelbos.duallearning.recognition.models import Mentor, Request, RequestCondition

VERDICT_TONES = {Verdict.OPEN: "neutral", Verdict.MET: "ok", Verdict.NOT_MET: "stop"}


def returned(row: Request) -> list[Part]:
    """What the handler said is missing, on a request that came back."""
    if row.state != "incomplete":
        return []
    found: list[Part] = []
    if row.remark:
        found.append(Note(row.remark, "warn", _("Dit ontbreekt nog")))
    for one in row.conditions.filter(verdict=Verdict.NOT_MET).order_by("pk"):
        found.append(Note(one.remark, "warn", Condition(one.condition).label))
    return found


def status_facts(row: Request) -> Facts:
    """What everybody may know who may know of the request."""
    facts = [
        Fact(_("Onderneming"), row.company.name),
        Fact(_("Vestiging"), looks.site_text(row.site)),
        Fact(_("Opleiding"), row.programme.name),
        Fact(_("Ingediend op"), words.moment_text(row.submitted_at) or _t("nog niet")),
    ]
    if row.submitted_at is not None:
        where = row.partnership.name if row.partnership else _t("Het departement")
        facts.append(Fact(_("Behandeld door"), where, RoutedBy(row.routed_by).label))
    if row.declaration_version:
        facts.append(Fact(_("Verklaring op eer"), _t("versie %s") % row.declaration_version))
    if row.decided_at is not None:
        facts.append(Fact(_("Beslist op"), words.moment_text(row.decided_at)))
    return Facts(facts)


def summary(row: Request, people: Sequence[Mentor], *, change: bool = False) -> list[Part]:
    """All that was filled in, with the way to change it."""
    return [_workplace(row, change=change), _people(row, people, change), _papers(row, change)]


def _change(row: Request, step: str, about: Any) -> Link:
    return Link(_("Wijzig"), looks.request_url(row, step), "pencil", about=about)


def _workplace(row: Request, *, change: bool) -> Section:
    facts = Facts(
        [
            Fact(_("Paritair comité"), str(row.committee or "–")),
            Fact(_("Werknemers"), "–" if row.workers is None else str(row.workers)),
            Fact(_("Leerlingen tegelijk"), "–" if row.places is None else str(row.places)),
            Fact(_("Voor een leerling van"), row.school.name if row.school else "–"),
        ]
    )
    checked = any(one.verdict != Verdict.OPEN for one in row.conditions.all())
    lines = [_answer(one, checked=checked) for one in row.conditions.order_by("pk")]
    headings = [_("Voorwaarde"), _("Antwoord"), _("Toelichting")]
    headings += [_("Nagekeken"), _("Opmerking")] if checked else []
    listing = Listing(headings, lines, empty=_("Nog niet ingevuld."))
    action = _change(row, WORKPLACE, _("de werkplek")) if change else None
    return Section(_("Werkplek"), [facts, listing], action=action)


def _answer(one: RequestCondition, *, checked: bool) -> list[Any]:
    """What the company answered; once somebody looked, what he found."""
    verdict = Verdict(one.verdict)
    found: list[Any] = [
        Condition(one.condition).label,
        words.yes_or_no(one.answer),
        one.explanation or "–",
    ]
    return (
        [*found, Pill(verdict.label, VERDICT_TONES[verdict]), one.remark or "–"]
        if checked
        else found
    )


def _people(row: Request, people: Sequence[Mentor], change: bool) -> Section:
    action = _change(row, MENTORS, _("de mentoren")) if change else None
    return Section(_("Mentoren"), [mentors(people)], action=action)


def _papers(row: Request, change: bool) -> Section:
    action = _change(row, DOCUMENTS, _("de documenten")) if change else None
    return Section(_("Documenten"), [documents(row)], action=action)


def mentors(people: Iterable[Mentor], *, remove_url: str = "", judge: bool = False) -> Listing:
    """Each mentor with his experience, the day of his extract and what was judged."""
    lines, people = [], list(people)
    remarks = any(one.remark for one in people)
    for one in people:
        name: Any = one.person.name
        if judge:
            name = Link(one.person.name, reverse("duallearning:judge-mentor", args=[one.uid]))
        line: list[Any] = [
            name, _t("%s jaar") % one.experience, words.day_text(one.extract_on),
            looks.mentor_pill(one), *([one.remark or "–"] if remarks else []),
        ]  # fmt: skip
        if remove_url:
            line.append(
                Button(_("Verwijderen"), remove_url, {"rij": one.uid}, "quiet",
                       about=one.person.name)
            )  # fmt: skip
        lines.append(line)
    headings = [_("Mentor"), _("Ervaring"), _("Uittreksel van"), _("Toestand")]
    headings += [_("Opmerking")] if remarks else []
    headings += [_("Wijzigen")] if remove_url else []
    return Listing(headings, lines, empty=_("Nog geen mentor."))


def documents(row: Request, *, remove_url: str = "") -> Listing:
    """Each document with its way to open it."""
    lines = []
    for one in row.documents.select_related("file").order_by("pk"):
        url = reverse("duallearning:document", args=[one.uid])
        line: list[Any] = [
            Link(one.file.name, url, "file-text"), one.get_kind_display(),
            words.moment_text(one.added_at),
        ]  # fmt: skip
        if remove_url:
            fields = {"rij": one.uid, "weg": "1"}
            line.append(Button(_("Verwijderen"), remove_url, fields, "quiet", about=one.file.name))
        lines.append(line)
    headings = [_("Bestand"), _("Wat"), _("Toegevoegd"), *([_("Wijzigen")] if remove_url else [])]
    return Listing(headings, lines, empty=_("Geen documenten."))


def declaration_text(row: Request, version: str) -> Section:
    """The verklaring op eer, with its version."""
    sentences = declaration_sentences()
    lines = [[str(number), one] for number, one in enumerate(sentences, start=1)]
    listing = Listing([_("Nummer"), _("Verklaring")], lines)
    title = _t("Verklaring op eer, versie %s") % version
    return Section(title, [listing], sentence=_t("Namens %s.") % row.company.name)


def history(row: Model, *, inside: bool = True) -> Section:
    """What happened, newest first; without ``inside`` as a company may read it."""
    happened = [Happening(one.at, one.sentence) for one in history_of(row, inside=inside)]
    return Section(_("Historiek"), [Timeline(happened, _("Nog niets."))])
