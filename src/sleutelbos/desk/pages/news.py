"""'Nieuw in de applicatie': what users read, and how support keeps it (T23)."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.desk import queries, queries_news
from sleutelbos.desk.actions.news import (
    correct_news,
    keeps_news,
    news_in,
    publish_news,
    read_news,
    withdraw_news,
)
from sleutelbos.desk.manual import written
from sleutelbos.desk.models import NewsItem, NewsVersion
from sleutelbos.desk.pages.base import page
from sleutelbos.desk.pages.forms_news import CorrectionForm, NewsForm, WithdrawForm
from sleutelbos.desk.services import Service, helps_somewhere, known
from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show, words
from sleutelbos.web.errors import refused
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Actions,
    Crumb,
    Disclosure,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Part,
    Pill,
    Template,
)

A_PAGE = 20
TITLE = _("Nieuw in de applicatie")


def _service(code: str) -> Service:
    found = known(code)
    if found is None:
        raise Http404
    return found


def _list(service: Service) -> str:
    return reverse("desk:news", args=[service.code])


def _crumbs(service: Service, *more: Crumb) -> list[Crumb]:
    return [Crumb(service.label), Crumb(TITLE, _list(service)), *more]


@page("nieuws/<slug:code>", name="news", title=TITLE, shows="desk.news", does=read_news)
def news(request: PageRequest, code: str) -> HttpResponseBase:
    """Newest first; what the reader had not seen is marked, once."""
    by, service = request.actor, _service(code)
    if not (may := service.enters(by)):
        return refused(request, may)
    rows = queries_news.news_of(by, service)
    new = set(queries_news.unread(by, service).values_list("pk", flat=True))
    keeps = bool(keeps_news(by, code))
    first = _first(request)
    shown = list(rows[first : first + A_PAGE + 1])
    parts: list[Part] = [
        _item(service, row, new=row.pk in new, keeps=keeps) for row in shown[:A_PAGE]
    ]
    if not shown:
        parts = [Empty(_("Nog geen nieuws"), _("Wat er verandert, leest u hier."), icon="bell")]
    if len(shown) > A_PAGE:
        url = f"{_list(service)}?vanaf={first + A_PAGE}"
        parts.append(Template("desk/older.html", {"link": Link(_("Ouder nieuws"), url)}))
    write = Link(_("Nieuws schrijven"), reverse("desk:write-news", args=[code]), "plus", "primary")
    head = Head(TITLE, _sentence(len(new)), kicker=service.label, primary=write if keeps else None)
    if new and first == 0 and request.method == "GET":
        read_news(by, queries.person_of(by), code=code)
    return show.page(request, head, *parts)


def _first(request: PageRequest) -> int:
    text = request.GET.get("vanaf", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _sentence(count: int) -> str:
    if not count:
        return _t("U hebt alles gelezen.")
    sentence = ngettext("%s bericht is nieuw voor u.", "%s berichten zijn nieuw voor u.", count)
    return sentence % count


def _item(service: Service, row: NewsItem, *, new: bool, keeps: bool) -> Template:
    pill = Pill(_("Nieuw"), "info") if new else None
    if row.state == "withdrawn":
        pill = Pill(_("Ingetrokken"), "neutral")
    keep = Link(_("Beheer"), _one(row), "pencil", "quiet", about=row.title) if keeps else None
    meant = audience_text(service, row.audience)
    facts = {"row": row, "html": written(row.text), "pill": pill, "keep": keep, "meant": meant}
    return Template("desk/news_item.html", facts)


def audience_text(service: Service, audience: str) -> type_of_text:
    """For whom news is, in words; empty for everybody."""
    return dict(service.audiences).get(audience, audience)


def _one(row: NewsItem) -> str:
    return reverse("desk:news-item", args=[row.service, row.uid])


@page(
    "nieuws/<slug:code>/schrijven",
    name="write-news",
    title=_("Nieuws schrijven"),
    door=helps_somewhere,
    does=publish_news,
)
def write(request: PageRequest, code: str) -> HttpResponseBase:
    """Publish an item."""
    by, service = request.actor, _service(code)
    if not (may := keeps_news(by, code)):
        return refused(request, may)
    form = NewsForm.of(request, audiences=service.audiences, initial={"day": clock.today()})

    def do(form: NewsForm) -> str:
        publish_news.keyed(form.key, by, code, news=form.news())
        show.toast(request, _t("Het nieuws staat er. Gebruikers zien het als nieuw."))
        return _list(service)

    title = _("Nieuws schrijven")
    return handle(request, form, do) or show.form(
        request,
        form,
        Head(title, _for_whom(service)),
        submit=_("Publiceren"),
        back_url=_list(service),
        crumbs=_crumbs(service, Crumb(title)),
    )


def _for_whom(service: Service) -> type_of_text:
    if service.audiences:
        return _("U kiest of iedereen in deze toepassing dit leest, of één groep.")
    return _("Iedereen in deze toepassing leest dit.")


@page(
    "nieuws/<slug:code>/<uuid:uid>",
    name="news-item",
    title=_("Nieuwsbericht"),
    door=helps_somewhere,
    does=correct_news,
)
def item(request: PageRequest, code: str, uid: UUID) -> HttpResponseBase:
    """Correct an item, and see what it said before."""
    by, service = request.actor, _service(code)
    if not (may := keeps_news(by, code)):
        return refused(request, may)
    row = one(queries_news.news_of(by, service), uid)
    form = CorrectionForm.of(request, audiences=service.audiences, initial=_now(row))

    def do(form: CorrectionForm) -> str:
        correct_news.keyed(
            form.key,
            by,
            row,
            news=form.news(),
            was=form.cleaned_data["was"],
            reason=form.cleaned_data["reason"],
        )
        show.toast(request, _t("Verbeterd. Wat er vroeger stond, blijft bewaard."))
        return _list(service)

    withdrawn = row.state == "withdrawn"
    pill = Pill(_("Ingetrokken")) if withdrawn else Pill(_("Gepubliceerd"), "ok")
    head = Head(row.title, words.day_text(row.day), pill=pill)
    crumbs = _crumbs(service, Crumb(row.title))
    past = [_version(service, one) for one in queries_news.versions_of(row)]
    if withdrawn:
        return show.page(request, head, *past, crumbs=crumbs)
    away = Link(_("Intrekken"), reverse("desk:withdraw-news", args=[code, uid]), "ban", "secondary")
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Verbeteren"),
        back_url=_list(service),
        crumbs=crumbs,
        after=past,
        aside=[Actions([away])],
    )


def _now(row: NewsItem) -> dict[str, object]:
    return {**asdict(news_in(row)), "was": row.versions_made}


def _version(service: Service, row: NewsVersion) -> Disclosure:
    facts = [
        Fact(_("Van"), row.by.name),
        Fact(_("Waarom"), row.reason),
        Fact(_("Datum"), row.day),
        Fact(_("Release"), row.release),
        Fact(_("Voor wie"), audience_text(service, row.audience)),
        Fact(_("Titel"), row.title),
    ]
    text = Template("desk/news_text.html", {"html": written(row.text)})
    summary = _t("Versie %(number)s, %(at)s") % {
        "number": row.number,
        "at": words.moment_text(row.at),
    }
    return Disclosure(summary, [Facts([one for one in facts if one.value], columns=1), text])


@page(
    "nieuws/<slug:code>/<uuid:uid>/intrekken",
    name="withdraw-news",
    title=_("Nieuws intrekken"),
    door=helps_somewhere,
    does=withdraw_news,
)
def withdraw(request: PageRequest, code: str, uid: UUID) -> HttpResponseBase:
    """Users don't see it any more."""
    by, service = request.actor, _service(code)
    if not (may := keeps_news(by, code)):
        return refused(request, may)
    row = one(queries_news.news_of(by, service), uid)
    form = WithdrawForm.of(request)

    def do(form: WithdrawForm) -> str:
        withdraw_news.keyed(form.key, by, row, reason=form.cleaned_data["reason"])
        show.toast(request, _t("Gebruikers zien dit nieuws niet meer."))
        return _list(service)

    title = _("Nieuws intrekken")
    return handle(request, form, do) or show.form(
        request,
        form,
        Head(title, row.title),
        submit=_("Intrekken"),
        back_url=_one(row),
        crumbs=_crumbs(service, Crumb(row.title, _one(row)), Crumb(title)),
    )
