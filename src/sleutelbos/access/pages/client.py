"""One client: its settings in words, what waits, secrets, trusts, how to connect, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import client_checks, ports
from sleutelbos.access.actions.clients import approve_client, submit_client
from sleutelbos.access.actions.clients_changes import approve_change, propose_change
from sleutelbos.access.client_words import GROUPS
from sleutelbos.access.clients import Profile, client_flow
from sleutelbos.access.pages import clients_parts as parts
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.clients_secrets import secrets_section, secrets_waiting
from sleutelbos.access.pages.clients_trusts import trusts_section
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Disclosure,
    Head,
    Link,
    Note,
    Part,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Client, ClientChange, ClientSecret


@page(
    parts.ONE,
    name="client",
    title=_("Client"),
    door=manages_clients,
    shows="access.client",
    reveals=parts.PURPOSE,
)
def client_page(request: PageRequest, client: str) -> HttpResponseBase:
    """Everything about one client, and what may be done with it now."""
    by = request.actor
    row = parts.wanted(by, client)
    change = queries_clients.change_seen(by, row)
    secrets = list(queries_clients.waiting_of(row)) if row.state == "active" else []
    reveal(request, _persons(row, change, secrets))
    spec = queries_clients.spec_of(row)
    may_change = _may_change(by, row)
    faults = client_checks.problems(spec, own_scope=row.application.scope)
    shown: list[Part] = [
        *_what_waits(by, row, change),
        *secrets_waiting(by, secrets),
        *_not_yet(row, faults, may_change=may_change),
        *parts.weakenings(row),
        *(parts.group_section(row, group, spec, may_change=may_change) for group in GROUPS),
        *secrets_section(row),
        *trusts_section(by, row),
        parts.for_developers(row, spec),
        *ports.parts_for_client(request, row.pk),
        Disclosure(_("Wat er gebeurde"), [looks.timeline(queries_clients.entries_about(by, row))]),
    ]
    return show.page(
        request,
        _head(by, row, faults),
        *shown,
        crumbs=parts.crumbs(row),
        aside=[*_actions(by, row), parts.help_box(request)],
    )


def _persons(row: Client, change: ClientChange | None, secrets: list[ClientSecret]) -> list[int]:
    """The colleagues whom the page names."""
    keys = {row.submitted_by_id, row.changed_by_id, change.made_by_id if change else None}
    keys |= {one.made_by_id for one in secrets}
    return sorted(key for key in keys if key is not None)


def _may_change(by: Actor, row: Client) -> bool:
    if row.state == "active":
        return bool(propose_change.check(by, row, changes={}))
    return row.state == "draft"


def _head(by: Actor, row: Client, faults: dict[str, Any]) -> Head:
    state = client_flow.states[row.state]
    return Head(
        row.name,
        _SENTENCES[row.state],
        pill=parts.state_pill(row),
        kicker=_t("Client van %(application)s, profiel %(profile)s")
        % {"application": row.application, "profile": Profile(row.profile).label},
        turn=words.turn_text(state.owner),
        term=_since(row),
        primary=_primary(by, row, faults),
    )


_SENTENCES = {
    "draft": _("Deze client doet nog niets. Vul hem aan en leg hem voor aan een collega."),
    "submitted": _("Deze client doet nog niets. Hij werkt zodra een tweede persoon hem goedkeurt."),
    "active": _(
        "Deze client werkt. Wat de veiligheid raakt, verandert pas na een tweede paar ogen."
    ),
    "blocked": _("Deze client kan niets meer: niet aanmelden, geen tokens, geen beslissingen."),
}


def _since(row: Client) -> str:
    if row.state != "submitted" or row.submitted_at is None:
        return ""
    name = row.submitted_by.name if row.submitted_by else _t("het systeem")
    return _t("voorgelegd op %(day)s door %(name)s") % {
        "day": words.day_text(row.submitted_at),
        "name": name,
    }


def _primary(by: Actor, row: Client, faults: dict[str, Any]) -> Link | Button | None:
    """The one thing to do now."""
    if row.state == "draft" and not faults:
        url = parts.url_of(row, "submit-client")
        return Button(_("Voorleggen"), url, look="primary", decision=submit_client.check(by, row))
    if row.state == "submitted" and approve_client.check(by, row):
        url = parts.url_of(row, "approve-client")
        return Link(_("Nakijken en goedkeuren"), url, look="primary")
    return None


def _not_yet(row: Client, faults: dict[str, Any], *, may_change: bool) -> list[Part]:
    if row.state != "draft" or not faults:
        return []
    found = parts.missing(row, faults, may_change=may_change)
    return [Section(_("Dit ontbreekt nog"), found)]


def _what_waits(by: Actor, row: Client, change: ClientChange | None) -> list[Part]:
    """The change that waits, with who must decide."""
    if change is None:
        return []
    decision = approve_change.check(by, change)
    name = change.made_by.name if change.made_by else _t("het systeem")
    text = _t("%(name)s stelde dit voor op %(day)s. De client werkt ondertussen zoals hij was.") % {
        "name": name,
        "day": words.day_text(change.made),
    }
    approve: Link | Button = Link(
        _("Nakijken en goedkeuren"), parts.url_of(row, "approve-client-change"), look="primary"
    )
    if not decision:
        approve = Button(_("Goedkeuren"), "", decision=decision)
    drop = Link(
        _("Niet laten doorgaan"), parts.url_of(row, "drop-client-change"), "ban", "secondary"
    )
    return [
        Section(
            _("Een wijziging wacht op een tweede persoon"),
            [Note(text, "warn"), parts.differences(change), Actions([approve, drop])],
        )
    ]


def _actions(by: Actor, row: Client) -> list[Part]:
    """What may be done with the client now, besides the first thing."""
    found: list[Link | Button] = []
    if row.state == "submitted":
        decision = approve_client.check(by, row)
        if not decision:
            found.append(Button(_("Goedkeuren"), "", decision=decision))
        own = by.pk in (row.submitted_by_id, row.changed_by_id)
        label = _("Terughalen") if own else _("Terugsturen")
        found.append(_to(row, "send-back-client", label, "undo-2"))
    if row.state == "active":
        found.append(_to(row, "block-client", _("Blokkeren"), "ban"))
    if row.state == "blocked":
        url = parts.url_of(row, "reopen-client")
        found.append(Button(_("Opnieuw in opmaak nemen"), url, icon="rotate-cw"))
    found.append(_to(row, "client-claims", _("Wat krijgt deze client te zien?"), "eye"))
    return [Actions(found, _("Wat u kunt doen"))]


def _to(row: Client, name: str, label: Any, icon: str) -> Link:
    return Link(label, reverse(f"access:{name}", args=[row.client_id]), icon, "secondary")
