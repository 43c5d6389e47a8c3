"""How each audience gets in: access, manual, news, contact; open to everybody (W13)."""

from __future__ import annotations

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import published_news, written
from sleutelbos.duallearning.recognition.actions.audiences import (
    LONGEST,
    Written,
    write_audience,
)
from sleutelbos.duallearning.recognition.help import CODE
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.looks import help_box
from sleutelbos.duallearning.recognition.pages.papers import stored
from sleutelbos.duallearning.recognition.queries import audiences as queries
from sleutelbos.duallearning.recognition.queries.audiences import Shown
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_offer import Audience
from sleutelbos.tools.files import received
from sleutelbos.web import show, words
from sleutelbos.web.forms import DateField, FileField, Form, TextField, handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Actions,
    Card,
    Cards,
    Crumb,
    Disclosure,
    Head,
    Link,
    Part,
    Section,
    Template,
)

MOST_NEWS = 5
TITLE = _("Over Werkplek Duaal")
SENTENCES = {
    Audience.PROVIDERS: _("Voor scholen en CVO's die leerlingen begeleiden."),
    Audience.COMPANIES: _("Voor ondernemingen, en voor scholen die er een ondersteunen."),
    Audience.PARTNERSHIPS: _("Voor wie erkenningsaanvragen van zijn sector behandelt."),
}
GUIDES = {
    Audience.PROVIDERS: ("werkplek-zoeken", _("Een werkplek zoeken")),
    Audience.COMPANIES: ("erkenning-aanvragen", _("Een erkenning aanvragen")),
    Audience.PARTNERSHIPS: ("aanvragen-behandelen", _("Aanvragen behandelen")),
}


def _audience(code: str) -> Audience:
    """Raises Http404."""
    if code not in Audience.values:
        raise Http404
    return Audience(code)


def _url(audience: str, name: str = "audience") -> str:
    return reverse(f"duallearning:{name}", args=[audience])


def _text(markdown: str) -> Template:
    return Template("duallearning/text.html", {"html": written(markdown)})


@page("duaal/info", name="info", title=TITLE, public=True, shows="duallearning.info")
def info(request: PageRequest) -> HttpResponseBase:
    """The audiences, and the search for places."""
    cards = [Card(one.label, _url(one), SENTENCES[one], icon="book-open") for one in Audience]
    search = reverse("duallearning:search-places")
    told = _("Voor leerlingen: welke onderneming heeft nu plaats?")
    cards.append(Card(_("Werkplekken zoeken"), search, told, icon="search"))
    head = Head(TITLE, _("Leren op school en op de werkplek. Kies wie u bent."))
    return show.page(request, head, Cards(cards))


@page(
    "duaal/info/<slug:audience>",
    name="audience",
    title=TITLE,
    public=True,
    shows="duallearning.audience",
)
def audience(request: PageRequest, audience: str) -> HttpResponseBase:
    """How one gets in, the manual with its version, news, what is being made, whom to ask."""
    who = _audience(audience)
    found = queries.shown(who)
    parts: list[Part] = [
        Section(_("Toegang"), [_text(found.access)]),
        Section(_("Handleiding"), [_manual(who, found)]),
        Section(_("Nieuws"), [_news(who)]),
    ]
    if found.plans:
        parts.append(Section(_("We werken aan"), [_text(found.plans)]))
    parts.append(Section(_("Contact"), [_text(found.contact)]))
    ways = [Link(_("Aanmelden"), reverse("duallearning:start"), "log-in", "primary")]
    if who is Audience.PROVIDERS:
        ask = reverse("duallearning:ask-school")
        ways.append(Link(_("Toegang vragen voor een CVO"), ask, "school", "secondary"))
    if roles.supports(request.actor):
        change = _url(who, "change-audience")
        ways.append(Link(_("Pagina wijzigen"), change, "pencil", "secondary"))
    head = Head(who.label, SENTENCES[who], kicker=_t("Werkplek Duaal"))
    crumbs = [Crumb(TITLE, reverse("duallearning:info")), Crumb(who.label)]
    aside: list[Part] = [Actions(ways), help_box(request.path)]
    return show.page(request, head, *parts, crumbs=crumbs, aside=aside)


def _manual(who: Audience, found: Shown) -> Actions:
    slug, label = GUIDES[who]
    links = [Link(label, reverse("desk:guide", args=[slug]), "book-open", "secondary")]
    if found.manual_on is not None:
        told = _t("Download de handleiding (versie %s)") % words.day_text(found.manual_on)
        links.insert(0, Link(told, _url(who, "audience-manual"), "download", "secondary"))
    return Actions(links)


def _news(who: Audience) -> Template:
    items = [
        {"day": words.day_text(one.day), "title": one.title, "html": written(one.text)}
        for one in published_news(CODE, MOST_NEWS, audience=who)
    ]
    return Template("duallearning/news.html", {"items": items})


@page(
    "duaal/info/<slug:audience>/handleiding",
    name="audience-manual",
    title=_("Handleiding"),
    public=True,
    shows="duallearning.audience-manual",
)
def manual(request: PageRequest, audience: str) -> HttpResponseBase:
    """The file of the latest version."""
    found = queries.shown(_audience(audience))
    if found.row is None or found.row.manual is None:
        raise Http404
    return stored(found.row.manual, f"handleiding-{audience}-{found.manual_on}")


class AudienceForm(Form):
    """What a page says."""

    was = forms.IntegerField(widget=forms.HiddenInput)
    access = TextField(
        label=_("Toegang"),
        help_text=_("Begin een regel met - voor een lijst. Zet **sterretjes** rond vette woorden."),
        rows=12,
        max_length=LONGEST,
    )
    plans = TextField(label=_("We werken aan"), rows=4, max_length=LONGEST, required=False)
    contact = TextField(label=_("Contact"), rows=5, max_length=LONGEST)
    manual = FileField(
        label=_("Nieuwe handleiding"), help_text=_("PDF. Laat leeg om de huidige te houden."),
        required=False,
    )  # fmt: skip
    manual_on = DateField(label=_("Versie van de handleiding"), required=False)
    reason = TextField(label=_("Waarom wijzigt u dit?"), required=False, max_length=300)

    def written(self) -> Written:
        """What was filled in."""
        names = ("access", "plans", "contact", "manual_on", "reason")
        return Written(**self.values(*names))


@page(
    "duaal/info/<slug:audience>/wijzigen",
    name="change-audience",
    title=_("Toegangspagina wijzigen"),
    door=roles.supports,
    does=write_audience,
)
def change(request: PageRequest, audience: str) -> HttpResponseBase:
    """A new version; below it what the page said before."""
    who = _audience(audience)
    found = queries.shown(who)
    initial = {
        "was": found.number, "access": found.access, "plans": found.plans,
        "contact": found.contact, "manual_on": found.manual_on,
    }  # fmt: skip
    form = AudienceForm.of(request, initial=initial)

    def do(form: AudienceForm) -> str:
        file = form.cleaned_data["manual"]
        write_audience.keyed(
            form.key, request.actor, str(who), written=form.written(),
            was=form.cleaned_data["was"], manual=received(file) if file else None,
        )  # fmt: skip
        show.toast(request, _t("De pagina is gewijzigd. Wat er vroeger stond, blijft bewaard."))
        return _url(who)

    title = _("Toegangspagina wijzigen")
    past: list[Part] = [
        Disclosure(
            _t("Versie %(number)s, %(at)s")
            % {"number": one.number, "at": words.moment_text(one.at)},
            [_text(one.access), _text(one.plans), _text(one.contact)],
        )
        for one in queries.versions_of(who)
    ]
    return handle(request, form, do) or show.form(
        request, form, Head(title, kicker=who.label), submit=_("Bewaren"), back_url=_url(who),
        crumbs=[Crumb(who.label, _url(who)), Crumb(title)], after=past,
    )  # fmt: skip
