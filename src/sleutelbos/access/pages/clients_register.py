"""Register a client step by step, and change its settings later (G24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.clients import change_client, register_client
from sleutelbos.access.actions.clients_changes import propose_change, rename_client
from sleutelbos.access.client_spec import OPEN_FIELDS, ClientSpec, completed, starting_point
from sleutelbos.access.client_words import GROUPS, Group
from sleutelbos.access.pages import clients_parts as parts
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_clients import Registration, Settings
from sleutelbos.access.pages.forms_clients_settings import FORMS
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Crumb, Head, Note, Part, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.access.models import Client

FIRST_TIME = "eerste"  # in the address: the steps of a registration
ORDER = [group.code for group in GROUPS]


@page(
    "platform/client-registreren",
    name="register-client",
    title=_("Client registreren"),
    door=manages_clients,
    does=register_client,
)
def register(request: PageRequest) -> HttpResponseBase:
    """The first step: of which application, its name and profile; then it is a draft."""
    applications = list(queries_clients.applications())
    chosen = request.GET.get("toepassing")
    initial = {"profile": "modern", "public": "nee", "application": chosen}
    form = Registration.of(request, applications=applications, initial=initial)

    def do(form: Registration) -> str:
        values = form.changes()
        application = form.known[form.cleaned_data["application"]]
        spec = starting_point(values["profile"], public=values["public"])
        start = {"name": values["name"], "scopes": [*spec.scopes, application.scope]}
        row = register_client.keyed(
            form.key,
            request.actor,
            application,
            spec=spec.with_changes(start),
            client_id=form.cleaned_data["client_id"],
        )
        return step_url(row, ORDER[1])

    head = Head(
        _("Client registreren"),
        _("Wat u invult, blijft bewaard. De client werkt pas als een collega hem goedkeurt."),
    )
    return handle(request, form, do) or show.wizard(
        request,
        form,
        head,
        _steps(None, ORDER[0]),
        back_url=reverse("access:clients"),
        crumbs=parts.crumbs(None, Crumb(_("Registreren"))),
        aside=[parts.help_box(request)],
    )


def step_url(client: Client, code: str) -> str:
    """The address of a step of the registration."""
    url = reverse("access:client-settings", args=[client.client_id, code])
    return f"{url}?{FIRST_TIME}=1"


def _steps(client: Client | None, now: str) -> Steps:
    number = ORDER.index(now)
    return Steps(
        [
            Step(
                group.title,
                "now" if place == number else "done" if place < number else "later",
                step_url(client, group.code) if client is not None and place != number else "",
            )
            for place, group in enumerate(GROUPS)
        ]
    )


@page(
    f"{parts.ONE}/instellingen/<slug:group>",
    name="client-settings",
    title=_("Client wijzigen"),
    door=manages_clients,
    does=(change_client, propose_change, rename_client),
)
def settings_page(request: PageRequest, client: str, group: str) -> HttpResponseBase:
    """The settings of one group: a draft changes at once, an active client after four eyes."""
    row = parts.wanted(request.actor, client)
    found = next((one for one in GROUPS if one.code == group), None)
    if found is None:
        raise Http404
    if row.state not in ("draft", "active"):
        show.toast(
            request, _t("Zo kan niets wijzigen. Neem de client eerst in opmaak."), tone="warn"
        )
        return see_other(parts.url_of(row))
    spec = _as_proposed(row)
    form = FORMS[group].of(request, spec=spec, own_scope=row.application.scope)

    def do(form: Settings) -> str:
        changes = completed(spec, form.changes())
        _save(request, row, form.key, spec, changes)
        return _onward(request, row, group)

    return handle(request, form, do) or _shown(request, row, found, form)


def _as_proposed(row: Client) -> ClientSpec:
    """The settings with the change of one's own that waits; what one changes further."""
    spec = queries_clients.spec_of(row)
    change = queries_clients.open_change(row)
    return spec.with_changes(change.values) if change is not None else spec


def _save(
    request: PageRequest, row: Client, key: str, spec: ClientSpec, changes: dict[str, object]
) -> None:
    by = request.actor
    if row.state != "active":
        change_client.keyed(key, by, row, changes=changes)
        return
    differing = set(spec.with_changes(changes).differs_from(spec))
    if differing and differing <= OPEN_FIELDS:
        rename_client.keyed(key, by, row, name=str(changes["name"]))
        show.toast(request, _t("De naam is gewijzigd."))
        return
    propose_change.keyed(key, by, row, changes=changes)
    show.toast(
        request,
        _t("Uw wijziging wacht op een tweede persoon. De client werkt verder zoals hij was."),
        tone="warn",
    )


def _onward(request: PageRequest, row: Client, code: str) -> str:
    """The next step of a registration, else the page of the client."""
    place = ORDER.index(code) + 1
    if request.GET.get(FIRST_TIME) and place < len(ORDER):
        return step_url(row, ORDER[place])
    return parts.url_of(row)


def _shown(request: PageRequest, row: Client, group: Group, form: Settings) -> HttpResponseBase:
    head = Head(group.title, group.sentence, kicker=row.name)
    trail = parts.crumbs(row, Crumb(group.title))
    aside = [parts.help_box(request)]
    place = ORDER.index(group.code)
    if request.GET.get(FIRST_TIME) and row.state == "draft":
        last = place == len(ORDER) - 1
        return show.wizard(
            request,
            form,
            head,
            _steps(row, group.code),
            submit=_("Bewaren en nakijken") if last else show.NEXT_STEP,
            back_url=step_url(row, ORDER[place - 1]) if place else parts.url_of(row),
            crumbs=trail,
            aside=aside,
        )
    before: list[Part] = []
    if row.state == "active":
        text = _("Deze client werkt. Wat u hier wijzigt, geldt pas als een collega het goedkeurt.")
        before = [Note(text, "info", _("Twee paar ogen"))]
    return show.form(
        request,
        form,
        head,
        submit=_("Wijziging voorleggen") if row.state == "active" else _("Bewaren"),
        back_url=parts.url_of(row),
        before=before,
        crumbs=trail,
        aside=aside,
    )
