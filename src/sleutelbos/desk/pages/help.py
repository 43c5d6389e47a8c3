"""Questions to 1700: ask one, follow it, answer it (G33)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Right, helps
from sleutelbos.desk import queries
from sleutelbos.desk.actions.help import answer_help, ask_help, close_help, reopen_help
from sleutelbos.desk.actions.threads import add_message
from sleutelbos.desk.models import HelpRequest
from sleutelbos.desk.page_titles import title_of_path
from sleutelbos.desk.pages.base import HELPDESK, page
from sleutelbos.desk.pages.forms import AnswerForm, MessageForm, QuestionForm
from sleutelbos.desk.pages.parts import message_lines
from sleutelbos.desk.states import help_flow
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Head,
    HelpBox,
    Link,
    Part,
    Pill,
    Section,
    Timeline,
)


@page("vraag-aan-1700", name="ask-help", title=_("Vraag aan 1700"), does=ask_help)
def ask(request: PageRequest) -> HttpResponseBase:
    """The form, with what the question carries from the page where it was asked."""
    form = QuestionForm.of(request, initial=_carried(request))
    values = form.data if form.is_bound else form.initial
    organisation = _organisation(str(values.get("organisatie", "")))
    right = Right.objects.filter(code=str(values.get("recht", ""))[:80]).first()

    def do(form: QuestionForm) -> str:
        made = ask_help.keyed(
            form.key,
            request.actor,
            queries.person_of(request.actor),
            question=form.cleaned_data["question"],
            organisation=organisation,
            right=right.code if right else "",
            page=form.cleaned_data["pagina"],
        )
        show.toast(request, _t("Uw vraag staat bij 1700. U krijgt een mail met het antwoord."))
        return reverse("desk:help-request", args=[made.uid])

    path = _own(str(values.get("pagina", "")))
    facts = [
        Fact(_("Pagina"), title_of_path(path)),
        Fact(_("Organisatie"), organisation.name if organisation else ""),
        Fact(_("Recht"), right.name if right else ""),
        Fact(_("Van"), request.actor.label),
    ]
    head = Head(
        _("Vraag aan 1700"),
        _("U krijgt het antwoord per mail. De helpdesk ziet ook wat onder uw vraag staat."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Vraag versturen"),
        back_url=path,
        after=[Section(_("Dit gaat mee met uw vraag"), [_known(facts)])],
        aside=[HelpBox(_("Dringend? Bellen gaat sneller."), helpers=[HELPDESK])],
    )


def _own(text: str) -> str:
    """The path of an address of ours, without its query; empty for any other one."""
    path = text.partition("?")[0][:200]
    return path if path.startswith("/") and not path.startswith("//") else ""


def _known(facts: list[Fact]) -> Facts:
    """Without what is not known."""
    return Facts([fact for fact in facts if fact.value], columns=1)


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
    reveals=Reveals(_("Een vraag aan 1700 behandelen")),
)
def help_request(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One question with everything that was written, for the asker and the helpdesk."""
    found = _one(request, uid)
    at_desk = bool(helps(request.actor)) and found.asked_by_id != request.actor.pk
    form = AnswerForm.of(request) if at_desk else MessageForm.of(request)

    def do(form: MessageForm) -> str:
        _write(request, found, form)
        return reverse("desk:help-request", args=[uid])

    if answer := handle(request, form, do):
        return answer
    if found.asked_by_id:
        reveal(request, [found.asked_by_id])
    before = [Section(_("Vraag en antwoord"), [Timeline(message_lines(found, request.actor))])]
    after = [Section(_("Waarover het gaat"), [_known(_facts(found, at_desk))])]
    head = _head(found, at_desk)
    aside: list[Part] = [_actions(request, found)]
    if not at_desk:
        aside.append(HelpBox(helpers=[HELPDESK]))
    crumbs = [Crumb(_("Helpdesk 1700"), reverse("desk:helpdesk"))] if at_desk else []
    submit = _submit(found, at_desk)
    if submit is None:
        return show.page(request, head, *before, *after, crumbs=crumbs, aside=aside)
    return show.form(
        request, form, head, submit=submit, before=before, after=after, crumbs=crumbs, aside=aside
    )


def _one(request: PageRequest, uid: UUID) -> HelpRequest:
    found = queries.requests_for(request.actor).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _write(request: PageRequest, found: HelpRequest, form: MessageForm) -> None:
    """What a text does depends on who writes it and where the question stands."""
    by, text = request.actor, form.cleaned_data["text"]
    if found.asked_by_id != by.pk:
        answer_help.keyed(form.key, by, found, text=text)
        show.toast(request, _t("Uw antwoord is verstuurd."))
    elif found.state == "open":
        add_message.keyed(form.key, by, queries.thread_of(found), text=text)
        show.toast(request, _t("Uw aanvulling staat erbij."))
    else:
        reopen_help.keyed(form.key, by, found, text=text)
        show.toast(request, _t("Uw vraag staat opnieuw bij 1700."))


def _submit(found: HelpRequest, at_desk: bool) -> type_of_text | None:
    if at_desk:
        return None if found.state == "closed" else _("Antwoord versturen")
    return _("Aanvulling versturen") if found.state == "open" else _("Opnieuw vragen")


def _head(found: HelpRequest, at_desk: bool) -> Head:
    state = help_flow.states[found.state]
    sentences = {
        "open": _("1700 leest uw vraag. U krijgt een mail zodra er een antwoord is."),
        "answered": _("Bent u geholpen? Sluit de vraag dan af. Zo niet, vraag het opnieuw."),
        "closed": _("Deze vraag is afgesloten. U kunt ze opnieuw stellen."),
    }
    return Head(
        _("Vraag aan 1700"),
        _asked(found) if at_desk else sentences[found.state],
        pill=Pill(state.label, state.tone),
        turn=_("Nu aan zet: %(who)s") % {"who": state.owner} if state.owner else "",
    )


def _asked(found: HelpRequest) -> str:
    """Who asks, for which organisation."""
    who = found.asked_by.name if found.asked_by else _t("een beller")
    if found.organisation is None:
        return _t("Van %(who)s.") % {"who": who}
    return _t("Van %(who)s, over %(name)s.") % {"who": who, "name": found.organisation}


def _facts(found: HelpRequest, at_desk: bool) -> list[Fact]:
    organisation: str | Link = found.organisation.name if found.organisation else ""
    if at_desk and found.organisation:
        url = reverse("desk:helpdesk-organisation", args=[found.organisation.uid])
        organisation = Link(found.organisation.name, url)
    right = Right.objects.filter(code=found.right).first() if found.right else None
    who = found.asked_by.name if found.asked_by else _("een beller")
    return [
        Fact(_("Van"), who),
        Fact(_("Gesteld"), found.asked_at),
        Fact(_("Organisatie"), organisation),
        Fact(_("Recht"), right.name if right else ""),
        Fact(_("Pagina"), title_of_path(found.page)),
        Fact(_("Behandelaar"), found.handler.name if found.handler else ""),
    ]


def _actions(request: PageRequest, found: HelpRequest) -> Actions:
    close = Button(
        _("Vraag afsluiten"),
        reverse("desk:close-help", args=[found.uid]),
        icon="check",
        decision=close_help.check(request.actor, found),
        expected=False,
    )
    return Actions([close])


@page("vragen/<uuid:uid>/sluiten", name="close-help", title=_("Vraag"), does=close_help)
def close(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Close a question (POST)."""
    found = _one(request, uid)
    back = reverse("desk:help-request", args=[uid])
    if request.method != "POST":
        return redirect(back)
    close_help.keyed(key_of(request), request.actor, found)
    show.toast(request, _t("De vraag is afgesloten."))
    return see_other(back)
