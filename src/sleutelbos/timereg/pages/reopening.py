"""Hand in, ask to reopen, decide, hand in again; each version with what changed (T08, T09)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.timereg.actions.submission import (
    ask_reopening,
    grant_reopening,
    refuse_reopening,
    resubmit_session,
    submit_session,
)
from sleutelbos.timereg.documents import wording
from sleutelbos.timereg.pages import asked, looks, versions
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_reason import Confirmed, ReasonForm
from sleutelbos.timereg.pages.session import PURPOSE
from sleutelbos.timereg.queries import asked as queries
from sleutelbos.timereg.queries.attendance import presences
from sleutelbos.timereg.queries.content import content_of
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Seating
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import Crumb, Empty, Fact, Facts, Head, Link, Note, Part, Section

DECIDING = Reveals(_("Beslissen over heropeningen"))
KIND = asked.Kind(
    listing="timereg:reopenings",
    detail="timereg:reopening",
    title=_("Heropening"),
    crumb=_("Heropeningen"),
    pill=looks.reopen_pill,
    grant=grant_reopening,
    refuse=refuse_reopening,
)


@page(
    "tijdsregistratie/sessies/<uuid:uid>/indienen",
    name="submit",
    title=_("Indienen bij ESF"),
    door=roles.prepares_somewhere,
    does=submit_session,
    reveals=PURPOSE,
)
def submit(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The consequences first: after this only ESF can let it be changed."""
    by = request.actor
    session = one(sessions_for(by), uid)
    rows = presences(session)
    reveal(request, [row.seat.person_id for row in rows])
    form = Confirmed.of(request)

    def do(form: Confirmed) -> str:
        submit_session.keyed(form.key, by, session)
        show.toast(request, _t("De sessie is ingediend bij ESF."))
        return looks.url_of(session)

    people = [row for row in rows if row.seat.part == Seating.PARTICIPANT and row.marks]
    total = sum(row.counted.minutes for row in people)
    counted = ngettext(
        "%(n)s deelnemer telt mee, samen %(time)s.",
        "%(n)s deelnemers tellen mee, samen %(time)s.",
        len(people),
    ) % {"n": len(people), "time": words.minutes_text(total)}
    missing = [row.seat.person.name for row in rows if not row.marks]
    consequences: list[type_of_text] = [
        counted,
        _("Daarna kan alleen ESF de sessie nog laten wijzigen."),
    ]
    if missing:
        consequences.insert(1, _t("Niet geregistreerd: %s.") % ", ".join(missing))
    return handle(request, form, do) or show.confirm(
        request,
        form,
        Head(_("Indienen bij ESF?"), looks.when(session), kicker=session.training.name),
        consequences=consequences,
        submit=_("Indienen"),
        back_url=looks.url_of(session),
        danger=False,
        crumbs=looks.crumbs(session, Crumb(_("Indienen"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/heropening-vragen",
    name="ask-reopening",
    title=_("Heropening vragen"),
    door=roles.prepares_somewhere,
    does=ask_reopening,
)
def ask(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What must change, and why; ESF decides."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = ReasonForm.of(request, label=_("Wat moet er veranderen, en waarom?"))

    def do(form: ReasonForm) -> str:
        ask_reopening.keyed(form.key, by, session, reason=form.cleaned_data["reason"])
        show.toast(request, _t("Uw vraag staat bij ESF. U krijgt een mail met het antwoord."))
        return looks.url_of(session)

    head = Head(
        _("Heropening vragen"),
        _("ESF beslist. Tot dan blijft gelden wat u indiende."),
        kicker=f"{session.training.name}, {looks.when(session)}",
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Vragen"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Heropening vragen"))),
    )


@page(
    "tijdsregistratie/heropeningen",
    name="reopenings",
    title=_("Vragen om heropening"),
    door=roles.decides_for_esf,
    shows="timereg.reopenings",
    reveals=DECIDING,
)
def reopenings(request: PageRequest) -> HttpResponseBase:
    """What waits for ESF, the oldest first."""
    rows = queries.reopen_requests(request.actor)
    count = rows.count()
    sentence = ngettext(
        "%s vraag wacht op uw beslissing.", "%s vragen wachten op uw beslissing.", count
    )
    empty = Empty(
        _("Geen vragen om heropening"),
        _("Vraagt een promotor een heropening, dan staat die vraag hier."),
        icon="clipboard-list",
    )
    return asked.listing(
        request,
        KIND,
        rows,
        title=_("Vragen om heropening"),
        sentence=sentence % count if count else "",
        empty=empty,
        name="heropeningen",
    )


@page(
    "tijdsregistratie/heropeningen/<uuid:uid>",
    name="reopening",
    title=_("Beslissen over een heropening"),
    door=roles.decides_for_esf,
    does=grant_reopening,
    reveals=DECIDING,
)
def reopening(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Yes lets the organisation change the session for a while; no carries a reason."""
    return asked.decide(request, KIND, one(queries.all_reopen_requests(request.actor), uid))


@page(
    "tijdsregistratie/sessies/<uuid:uid>/opnieuw-indienen",
    name="resubmit",
    title=_("Opnieuw indienen bij ESF"),
    door=roles.prepares_somewhere,
    does=resubmit_session,
    reveals=PURPOSE,
)
def resubmit(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What changed since the version before, and a word on it."""
    by = request.actor
    session = one(sessions_for(by), uid)
    last = session.versions.order_by("-number").first()
    now = content_of(session)
    reveal(request, wording.persons_of([now]))
    form = ReasonForm.of(request, label=_("Wat veranderde u, en waarom?"))

    def do(form: ReasonForm) -> str:
        resubmit_session.keyed(form.key, by, session, note=form.cleaned_data["reason"])
        show.toast(request, _t("De nieuwe versie is ingediend bij ESF."))
        return looks.url_of(session)

    lines = versions.differences(last.content if last else {}, now)
    changed: Part = (
        versions.listing(lines) if lines else Note(_t("Er is nog niets veranderd."), "warn")
    )
    head = Head(_("Opnieuw indienen bij ESF"), looks.when(session), kicker=session.training.name)
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nieuwe versie indienen"),
        back_url=looks.url_of(session),
        before=[Section(_("Wat er verandert"), [changed])],
        crumbs=looks.crumbs(session, Crumb(_("Opnieuw indienen"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/versies/<int:version>",
    name="version",
    title=_("Ingediende versie"),
    door=roles.enters,
    shows="timereg.version",
    reveals=PURPOSE,
)
def version_page(request: PageRequest, uid: UUID, version: int) -> HttpResponseBase:
    """A frozen version, and how it differs from the one before."""
    by = request.actor
    session = one(sessions_for(by), uid)
    row = session.versions.filter(number=version).select_related("submitted_by").first()
    if row is None:
        raise Http404
    before = session.versions.filter(number=version - 1).first()
    reveal(request, wording.persons_of([row.content]))
    parts: list[Part] = [
        Facts([
            Fact(_("Ingediend op"), words.moment_text(row.submitted_at)),
            Fact(_("Door"), row.submitted_by.name),
            Fact(_("Wat veranderde"), row.note),
            Fact(_("Controlegetal"), row.digest[:16], _("verandert als er iets in de versie"
                                                         " verandert")),
        ]),
        versions.people(row.content),
    ]  # fmt: skip
    if before is not None:
        lines = versions.differences(before.content, row.content)
        title = _t("Verschil met versie %s") % before.number
        parts.append(Section(title, [versions.listing(lines)]))
    url = reverse("timereg:version-sheet", args=[session.uid, version])
    sheet = Link(_("Aanwezigheidslijst downloaden (PDF)"), url, "download", "secondary")
    title = _t("Versie %s") % version
    head = Head(title, looks.when(session), kicker=session.training.name, primary=sheet)
    crumbs = looks.crumbs(session, Crumb(_t("Versie %s") % version))
    return show.page(request, head, *parts, crumbs=crumbs)
