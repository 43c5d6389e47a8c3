"""Writing with a beheerder; neither sees the other's address (G05)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps
from sleutelbos.desk import queries
from sleutelbos.desk.actions.conversations import write_manager
from sleutelbos.desk.actions.threads import add_message
from sleutelbos.desk.managers import Manager, knows_names, managers_of
from sleutelbos.desk.models import Conversation
from sleutelbos.desk.pages.base import help_box, manager_of, organisation_of, page
from sleutelbos.desk.pages.forms import MessageForm
from sleutelbos.desk.pages.parts import message_lines
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import Crumb, Fact, Facts, Head, Section, Timeline


@page(
    "wie-is-mijn-beheerder/<uuid:organisation>/bericht/<slug:kind>",
    name="write-manager",
    title=_("Bericht aan een beheerder"),
    does=write_manager,
)
def write(request: PageRequest, organisation: UUID, kind: str) -> HttpResponseBase:
    """Send a first message; with ``?aan=`` to one of several beheerders."""
    found = organisation_of(organisation)
    line = manager_of(managers_of(found), kind, request.GET.get("aan", ""))
    form = MessageForm.of(request)

    def do(form: MessageForm) -> str:
        made = write_manager.keyed(
            form.key, request.actor, found, line.person, text=form.cleaned_data["text"]
        )
        show.toast(request, _t("Uw bericht is verstuurd."))
        return reverse("desk:conversation", args=[made.uid])

    who = _called(request.actor, found, line)
    facts = [
        Fact(_("Aan"), who),
        Fact(_("Organisatie"), found.name),
        Fact(_("Van"), _("Helpdesk 1700") if helps(request.actor) else request.actor.label),
    ]
    head = Head(
        _("Bericht aan een beheerder"),
        _("De beheerder krijgt uw bericht per mail. U ziet elkaars e-mailadres niet."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Bericht versturen"),
        before=[Facts(facts, columns=1)],
        crumbs=_crumbs(request.actor, found),
        aside=[help_box(request.path, found)],
    )


def _called(by: Actor, organisation: Organisation, line: Manager) -> str:
    """Name and post, or the post alone for who has nothing to do with the organisation."""
    if knows_names(by, organisation):
        return f"{line.person.name} ({str(line.label).lower()})"
    return str(line.label)


def _crumbs(by: Actor, organisation: Organisation) -> list[Crumb]:
    if helps(by):
        url = reverse("desk:helpdesk-organisation", args=[organisation.uid])
        return [Crumb(_("Helpdesk 1700"), reverse("desk:helpdesk")), Crumb(organisation.name, url)]
    url = reverse("desk:managers", args=[organisation.uid])
    return [
        Crumb(_("Wie is mijn beheerder?"), reverse("desk:who-is-my-manager")),
        Crumb(organisation.name, url),
    ]


@page(
    "berichten/<uuid:uid>",
    name="conversation",
    title=_("Berichten"),
    shows="desk.conversation",
    does=add_message,
    reveals=Reveals(_("Berichten met een beheerder")),
)
def conversation(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Everything that was written, and the form to go on."""
    found = queries.conversations_of(request.actor).filter(uid=uid).first()
    if found is None:
        raise Http404
    form = MessageForm.of(request)

    def do(form: MessageForm) -> str:
        text = form.cleaned_data["text"]
        add_message.keyed(form.key, request.actor, queries.thread_of(found), text=text)
        show.toast(request, _t("Uw bericht is verstuurd."))
        return reverse("desk:conversation", args=[uid])

    if answer := handle(request, form, do):
        return answer
    reveal(request, [found.asker_id, found.manager_id])
    return show.form(
        request,
        form,
        Head(_("Berichten over %(name)s") % {"name": found.organisation}, _other(request, found)),
        submit=_("Bericht versturen"),
        before=[
            Section(_("Wat er geschreven is"), [Timeline(message_lines(found, request.actor))])
        ],
        aside=[help_box(request.path, found.organisation)],
    )


def _other(request: PageRequest, found: Conversation) -> str:
    """Who is on the other side, as far as the reader may know."""
    if request.actor.pk == found.manager_id:
        who = _t("de helpdesk 1700") if found.helpdesk else found.asker.name
    elif knows_names(request.actor, found.organisation):
        who = found.manager.name
    else:
        kinds = [m for m in managers_of(found.organisation) if m.person == found.manager]
        who = str(kinds[0].label).lower() if kinds else _t("een beheerder")
    return _t("U schrijft met: %(who)s.") % {"who": who}
