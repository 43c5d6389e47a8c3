"""Questions to 1700 or to the support of an e-service: ask one, follow it, answer it (G33, T18)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Right
from sleutelbos.desk import queries, rules
from sleutelbos.desk.actions.help import answer_help, ask_help, close_help, reopen_help
from sleutelbos.desk.actions.threads import add_message
from sleutelbos.desk.models import HelpRequest
from sleutelbos.desk.page_titles import title_of_path
from sleutelbos.desk.pages import help_parts
from sleutelbos.desk.pages.base import HELPDESK, page
from sleutelbos.desk.pages.forms import AnswerForm, MessageForm, QuestionForm
from sleutelbos.desk.pages.parts import message_lines
from sleutelbos.desk.services import FRONT, Service, service, service_at
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal, see_other
from sleutelbos.web.parts import Fact, Head, HelpBox, Link, Part, Section, Timeline


@page("vragen/nieuw", name="ask-help", title=_("Hulp vragen"), does=ask_help)
def ask(request: PageRequest) -> HttpResponseBase:
    """The form, with what the question carries from the page where it was asked."""
    initial = _carried(request)
    path = _own(str(request.POST.get("pagina", "")) or initial["pagina"])
    helper = service_at(request.actor, path)
    about = helper.about(request.actor, path)
    numbers = [] if about.number else helper.numbers(request.actor)
    form = QuestionForm.of(request, initial=initial, numbers=numbers)
    values = form.data if form.is_bound else form.initial
    organisation = about.organisation or _organisation(str(values.get("organisatie", "")))
    right = Right.objects.filter(code=str(values.get("recht", ""))[:80]).first()
    words = {"who": helper.support}
    along = [
        Fact(_("Pagina"), title_of_path(path)),
        *helper.facts(request.actor, about.ref, about.number),
        Fact(_("Organisatie"), organisation.name if organisation else ""),
        Fact(_("Recht"), right.name if right else ""),
        Fact(_("Van"), request.actor.label),
    ]

    def do(form: QuestionForm) -> str:
        made = ask_help.keyed(
            form.key,
            request.actor,
            queries.person_of(request.actor),
            question=form.cleaned_data["question"],
            organisation=organisation,
            right=right.code if right else "",
            page=form.cleaned_data["pagina"],
            number=form.cleaned_data.get("number", ""),
        )
        sentence = _t("Uw vraag staat bij %(who)s. U krijgt een mail met het antwoord.")
        show.toast(request, sentence % words)
        return reverse("desk:help-request", args=[made.uid])

    head = Head(
        _t("Vraag aan %(who)s") % words,
        _("U krijgt het antwoord per mail. De helpdesk ziet ook wat onder uw vraag staat."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Vraag versturen"),
        back_url=path,
        after=[Section(_("Dit gaat mee met uw vraag"), [help_parts.known(along)])],
        aside=[_other_ways(helper)],
    )


def _other_ways(helper: Service) -> HelpBox:
    """1700 is called when it presses; rights are a question for 1700 anyhow (S0)."""
    if helper is FRONT:
        return HelpBox(_("Dringend? Bellen gaat sneller."), helpers=[HELPDESK])
    front = Link(_("Stel een vraag aan 1700"), reverse("desk:ask-help"), "message-square")
    sentence = _("Gaat het over een recht of over uw beheerder? Dan helpt 1700.")
    return HelpBox(sentence, links=[front], helpers=[HELPDESK])


def _own(text: str) -> str:
    """The path of an address of ours, without its query; empty for any other one."""
    path = text.partition("?")[0][:200]
    return path if path.startswith("/") and not path.startswith("//") else ""


def _carried(request: PageRequest) -> dict[str, str]:
    """What the address says; the page without its query, unknown organisations dropped."""
    organisation = _organisation(request.GET.get("organisatie", ""))
    if organisation is None and request.actor.capacity is not None:
        organisation = Organisation.objects.get(pk=request.actor.capacity.organisation)
    return {
        "pagina": _own(request.GET.get("pagina", "")),
        "organisatie": str(organisation.uid) if organisation else "",
        "recht": request.GET.get("recht", "")[:80],
    }


def _organisation(text: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(uid=UUID(text)).first()
    except ValueError:
        return None


@page(
    "vragen/<uuid:uid>",
    name="help-request",
    title=_("Vraag"),
    shows="desk.help-request",
    does=(answer_help, reopen_help, add_message),
    reveals=Reveals(_("Een hulpvraag behandelen")),
)
def help_request(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One question with everything that was written, for the asker and the helpdesk."""
    by = request.actor
    found = one(queries.requests_for(by), uid)
    helping = bool(rules.handles_for_another(by, found))
    form = AnswerForm.of(request) if helping else MessageForm.of(request)

    def do(form: MessageForm) -> str:
        _write(request, found, form)
        return reverse("desk:help-request", args=[uid])

    if answer := handle(request, form, do):
        return answer
    if found.asked_by_id:
        reveal(request, [found.asked_by_id])
    before: list[Part] = [
        *help_parts.meeting(found, helping=helping),
        Section(_("Vraag en antwoord"), [Timeline(message_lines(found, by))]),
    ]
    facts = help_parts.known(help_parts.facts(by, found, helping=helping))
    after = [Section(_("Waarover het gaat"), [facts])]
    head = help_parts.head(found, helping=helping)
    aside: list[Part] = [help_parts.actions(by, found)]
    if not helping and found.service == FRONT.code:
        aside.append(HelpBox(helpers=[HELPDESK]))
    crumbs = help_parts.crumbs(by, helping=helping)
    submit = _submit(found, helping=helping)
    if submit is None:
        return show.page(request, head, *before, *after, crumbs=crumbs, aside=aside)
    return show.form(
        request, form, head, submit=submit, before=before, after=after, crumbs=crumbs, aside=aside
    )


def _write(request: PageRequest, found: HelpRequest, form: MessageForm) -> None:
    """What a text does depends on who writes it and where the question stands."""
    by, text = request.actor, form.cleaned_data["text"]
    if found.asked_by_id != by.pk:
        answer_help.keyed(form.key, by, found, text=text)
        show.toast(request, _t("Uw antwoord is verstuurd."))
    elif found.state in ("answered", "closed"):
        reopen_help.keyed(form.key, by, found, text=text)
        words = {"who": service(found.service).support}
        show.toast(request, _t("Uw vraag staat opnieuw bij %(who)s.") % words)
    else:
        add_message.keyed(form.key, by, queries.thread_of(found), text=text)
        show.toast(request, _t("Uw aanvulling staat erbij."))


def _submit(found: HelpRequest, *, helping: bool) -> type_of_text | None:
    if helping:
        return None if found.state == "closed" else _("Antwoord versturen")
    again = found.state in ("answered", "closed")
    return _("Opnieuw vragen") if again else _("Aanvulling versturen")


@page("vragen/<uuid:uid>/sluiten", name="close-help", title=_("Vraag"), does=close_help)
def close(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Close a question (POST)."""
    found = one(queries.requests_for(request.actor), uid)
    back = reverse("desk:help-request", args=[uid])
    if request.method != "POST":
        return redirect(back)
    close_help.keyed(key_of(request), request.actor, found)
    show.toast(request, _t("De vraag is afgesloten."))
    return see_other(back)
