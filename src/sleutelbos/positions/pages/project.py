"""The project page, for everybody: what it is, who has joined, what comes; the expert team keeps it
(A14, A25)."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.actions.project import remove_milestone, set_milestone, write_chapter
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.rollout_looks import slot_text, standing_pill
from sleutelbos.positions.queries.rollout import (
    chapters,
    final_day,
    milestones,
    phase_statuses,
    published,
)
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import STEPS, onboarding_flow
from sleutelbos.positions.states_rollout import Chapter, Duty, Standing
from sleutelbos.web import show
from sleutelbos.web.forms import (
    DateField,
    FilterForm,
    Form,
    ListField,
    SearchField,
    TextField,
    handle,
)
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Actions,
    Bar,
    Bars,
    Button,
    Crumb,
    Figure,
    Figures,
    Head,
    Link,
    Listing,
    Part,
    Pill,
    Prose,
    Section,
)
from sleutelbos.web.press import ask, press
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text

TITLE = _("Uitrol van Arbeidsplaatsbeheer")


class StatusFilter(FilterForm):
    """Which entities."""

    zoek = SearchField(label=_("Naam van de entiteit"))
    stand = ListField(label=_("Stand"), choices=Standing.choices, empty_label=_("Alle standen"))
    lookups = {"zoek": ("organisation__name__icontains",), "stand": ("standing",)}


COLUMNS = [
    Column("entiteit", _("Entiteit"), "organisation.name", sort="organisation__name"),
    Column("stand", _("Stand"), standing_pill, sort="standing", kind="pill"),
    Column("slot", _("Tijdslot"), lambda row: slot_text(row.slot), sort="slot__first"),
    Column("deelname", _("Deelname"), "get_duty_display", sort="duty"),
]


@page(
    "arbeidsplaatsen/project",
    name="project",
    title=TITLE,
    public=True,
    shows="positions.project",
)
def project(request: PageRequest) -> HttpResponseBase:
    """What the project is, where it stands, and where each entity stands."""
    rows = published()
    table = Table(request, rows, COLUMNS, name="stand-van-zaken", filters=StatusFilter,
                  order="entiteit", caption=_("Stand van elke entiteit"))  # fmt: skip
    keeps = bool(roles.is_expert(request.actor))
    primary = None
    if keeps:
        url = reverse("positions:keep-project")
        primary = Link(_("Projectpagina bijhouden"), url, "pencil", "primary")
    head = Head(TITLE, _sentence(), primary=primary)
    before = [*_texts(), _steps(), *_status(list(rows)), *_milestones()]
    return show.listing(request, head, table, before=before)


def _sentence() -> str:
    final = final_day()
    if final is None:
        return _t("De planning volgt.")
    return _t("Elke entiteit die moet deelnemen, sluit aan tegen %s.") % day_text(final)


def _texts() -> list[Part]:
    """The chapters that the expert team wrote, a paragraph per line."""
    found = chapters()
    return [
        Section(chapter.label, [Prose(line) for line in found[chapter].text.splitlines() if line])
        for chapter in Chapter
        if chapter in found
    ]


def _steps() -> Section:
    rows = [[onboarding_flow.label(step), onboarding_flow.states[step].owner] for step in STEPS]
    sentence = _("Een stap begint pas als de vorige klaar is.")
    return Section(_("Hoe een entiteit aansluit"), [Listing([_("Stap"), _("Wie")], rows)],
                   sentence=sentence)  # fmt: skip


def _status(rows: list[Any]) -> list[Part]:
    """How many are where, and how far each phase is."""
    if not rows:
        return []
    counts, must = Counter(row.standing for row in rows), [r for r in rows if r.duty == Duty.MUST]
    joined = sum(row.standing == Standing.JOINED for row in must)
    words = {"joined": joined, "must": len(must)}
    sentence = _t("Van de %(must)s entiteiten die moeten deelnemen, zijn er %(joined)s"
                  " aangesloten.") % words  # fmt: skip
    bars = [
        Bar(one.phase.name, one.joined, max(one.planned, one.joined),
            _t("%(joined)s van %(planned)s aangesloten")
            % {"joined": one.joined, "planned": one.planned})
        for one in phase_statuses()
    ]  # fmt: skip
    figures = Figures([Figure(one.label, counts[one.value]) for one in Standing])
    parts: list[Part] = [figures, *([Bars(sentence, bars)] if bars else [])]
    return [Section(_("Stand van zaken"), parts, sentence="" if bars else sentence)]


def _milestones() -> list[Part]:
    today = clock.today()
    rows = [
        [day_text(row.on), row.text,
         Pill(_("Voorbij")) if row.on < today else Pill(_("Komt nog"), "info")]
        for row in milestones()
    ]  # fmt: skip
    if not rows:
        return []
    listing = Listing([_("Dag"), _("Mijlpaal"), _("Wanneer")], rows)
    return [Section(_("Mijlpalen"), [listing])]


@page(
    "arbeidsplaatsen/project/bijhouden",
    name="keep-project",
    title=_("Projectpagina bijhouden"),
    door=roles.is_expert,
    shows="positions.keep-project",
)
def keep(request: PageRequest) -> HttpResponseBase:
    """Every chapter and milestone, each with the way to change it."""
    found = chapters()
    written = [
        [
            Link(chapter.label, reverse("positions:write-chapter", args=[chapter.value])),
            day_text(found[chapter].changed_at) if chapter in found else _("Nog niet geschreven"),
        ]
        for chapter in Chapter
    ]
    told = [
        [
            day_text(row.on), row.text,
            Button(_("Verwijderen"), reverse("positions:remove-milestone", args=[row.uid]),
                   look="quiet", about=row.text),
        ]
        for row in milestones()
    ]  # fmt: skip
    add = Link(_("Mijlpaal toevoegen"), reverse("positions:set-milestone"), "plus", "secondary")
    return show.page(
        request,
        Head(_("Projectpagina bijhouden"), _("Iedereen leest deze pagina, ook zonder aan te"
                                             " melden.")),
        Section(_("Hoofdstukken"), [Listing([_("Hoofdstuk"), _("Laatst gewijzigd")], written)]),
        Section(_("Mijlpalen"), [
            Listing([_("Dag"), _("Mijlpaal"), _("Verwijderen")], told,
                    empty=_("Er zijn nog geen mijlpalen.")), Actions([add]),
        ]),
        crumbs=_crumbs(),
    )  # fmt: skip


def _crumbs(*more: Crumb) -> list[Crumb]:
    keep_url = reverse("positions:keep-project") if more else ""
    return [Crumb(TITLE, reverse("positions:project")),
            Crumb(_("Projectpagina bijhouden"), keep_url), *more]  # fmt: skip


class ChapterForm(Form):
    """The text of a chapter."""

    text = TextField(
        label=_("Tekst"), rows=10, required=False,
        help_text=_("Een regel is een alinea. Zonder tekst tonen we het hoofdstuk niet."),
    )  # fmt: skip


@page(
    "arbeidsplaatsen/project/hoofdstuk/<slug:chapter>",
    name="write-chapter",
    title=_("Hoofdstuk schrijven"),
    door=roles.is_expert,
    does=write_chapter,
)
def write(request: PageRequest, chapter: str) -> HttpResponseBase:
    """The text that everybody reads."""
    if chapter not in Chapter.values:
        raise Http404
    now, label = chapters().get(chapter), Chapter(chapter).label
    back = reverse("positions:keep-project")
    form = ChapterForm.of(request, initial={"text": now.text if now else ""})

    def do(form: ChapterForm) -> str:
        write_chapter.keyed(form.key, request.actor, chapter=chapter, **form.values("text"))
        show.toast(request, _("Het hoofdstuk is bewaard."))
        return back

    return handle(request, form, do) or show.form(
        request, form, Head(label), submit=_("Bewaren"), back_url=back,
        crumbs=_crumbs(Crumb(label)),
    )  # fmt: skip


class MilestoneForm(Form):
    """A milestone."""

    on = DateField(label=_("Dag"))
    text = TextField(label=_("Wat er gebeurt"), max_length=500)


@page(
    "arbeidsplaatsen/project/mijlpaal-toevoegen",
    name="set-milestone",
    title=_("Mijlpaal toevoegen"),
    door=roles.is_expert,
    does=set_milestone,
)
def milestone(request: PageRequest) -> HttpResponseBase:
    """A day and what happens."""
    title = _("Mijlpaal toevoegen")
    return ask(
        request, MilestoneForm.of(request), set_milestone, head=Head(title), submit=title,
        told=_("De mijlpaal is toegevoegd."), back=reverse("positions:keep-project"),
        crumbs=_crumbs(Crumb(title)),
    )  # fmt: skip


@page(
    "arbeidsplaatsen/project/mijlpalen/<uuid:uid>/verwijderen",
    name="remove-milestone",
    title=_("Mijlpaal verwijderen"),
    door=roles.is_expert,
    does=remove_milestone,
)
def remove(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A button of the list."""
    found = one(milestones(), uid)
    return press(request, remove_milestone, found, told=_("De mijlpaal is verwijderd."),
                 back=reverse("positions:keep-project"))  # fmt: skip
