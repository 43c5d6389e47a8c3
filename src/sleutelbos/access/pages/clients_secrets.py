"""Secrets of a client: its list, make one (shown once), approve a colleague's, withdraw (G24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import clients
from sleutelbos.access.actions.clients_secrets import (
    NewSecret,
    approve_secret,
    make_secret,
    withdraw_secret,
)
from sleutelbos.access.pages import clients_parts as parts
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_clients import Agree, Reason
from sleutelbos.access.pages.forms_clients import NewSecret as NewSecretForm
from sleutelbos.access.policies import secret_days
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show, words
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Code,
    Crumb,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Prose,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Client, ClientSecret

Look = Literal["", "primary", "secondary"]


def secrets_section(row: Client) -> list[Part]:
    """The secrets of a client that has any, or could have one."""
    rows = list(queries_clients.secrets_of(row))
    takes = not row.public and bool(set(row.auth_methods) & clients.WITH_SECRET)
    if not rows and not takes:
        return []
    lines = [[f"…{one.hint}", _period(one), _pill(one), _ways(row, one)] for one in rows]
    headings = [_("Eindigt op"), _("Geldig"), _("Staat"), _("Wat u kunt doen")]
    action = None
    if takes and row.state != "blocked":
        url = parts.url_of(row, "client-secret")
        action = Link(_("Geheim maken"), url)
    return [
        Section(
            _("Geheimen"),
            [Listing(headings, lines, empty=_("Deze client heeft nog geen geheim."))],
            action=action,
            anchor="geheimen",
            sentence=_(
                "Een geheim telt pas als een tweede persoon het goedkeurde. Er zijn er hoogstens"
                " twee tegelijk, om zonder onderbreking te wisselen."
            ),
        )
    ]


def _period(row: ClientSecret) -> str:
    days = {"first": words.day_text(row.created), "last": words.day_text(row.expires)}
    return _t("%(first)s tot en met %(last)s") % days


def _pill(row: ClientSecret) -> Pill:
    now = clock.real_now()
    if row.withdrawn_at is not None:
        return Pill(_("Ingetrokken"), "neutral")
    if row.expires <= now:
        return Pill(_("Verlopen"), "neutral")
    if row.state == "waiting":
        return Pill(clients.client_secret_flow.label(row.state), "warn", "clock")
    near = (row.expires - now).days < queries_clients.SECRET_SOON_DAYS
    return Pill(_("Eindigt binnenkort"), "warn", "clock") if near else Pill(_("Geldt"), "ok")


def _ways(client: Client, row: ClientSecret) -> Any:
    if row.withdrawn_at is not None or row.expires <= clock.real_now():
        return ""
    return _to(client, row, "withdraw-client-secret", _("Intrekken"))


def _to(client: Client, row: ClientSecret, name: str, label: Any, look: Look = "") -> Link:
    url = reverse(f"access:{name}", args=[client.client_id, row.pk])
    return Link(label, url, about=f"…{row.hint}", look=look)


def secrets_waiting(by: Actor, rows: list[ClientSecret]) -> list[Part]:
    """The secrets of a client in use that wait, with who must decide."""
    shown: list[Part] = []
    for one in rows:
        text = _t("%(name)s maakte het geheim …%(hint)s op %(day)s. Het telt nog niet.") % {
            "name": maker_of(one),
            "hint": one.hint,
            "day": words.day_text(one.created),
        }
        decision = approve_secret.check(by, one)
        approve: Link | Button = _to(
            one.client, one, "approve-client-secret", _("Nakijken en goedkeuren"), "primary"
        )
        if not decision:
            approve = Button(_("Goedkeuren"), "", decision=decision)
        stop = _to(one.client, one, "withdraw-client-secret", _("Intrekken"), "secondary")
        shown += [Note(text, "warn"), Actions([approve, stop])]
    return [Section(_("Een geheim wacht op een tweede persoon"), shown)] if shown else []


def secrets_along(by: Actor, row: Client) -> list[str]:
    """The secrets that are approved together with the client."""
    return [
        _t("Het geheim …%(hint)s van %(name)s telt vanaf dan.")
        % {"hint": one.hint, "name": maker_of(one)}
        for one in queries_clients.waiting_of(row)
        if approve_secret.check(by, one)
    ]


def maker_of(row: ClientSecret) -> str:
    """Who made a secret."""
    return row.made_by.name if row.made_by else _t("het systeem")


@page(
    f"{parts.ONE}/geheim",
    name="client-secret",
    title=_("Geheim maken"),
    door=manages_clients,
    does=make_secret,
)
def secret(request: PageRequest, client: str) -> HttpResponseBase:
    """How long it lasts; then the secret itself, once, on the answer to this form."""
    row = parts.wanted(request.actor, client)
    most = secret_days.on(clock.today())
    form = NewSecretForm.of(request, initial={"days": most})
    longest = _t("Hoogstens %s dagen.") % words.number_text(most)
    form.fields["days"].help_text = longest

    def do(form: NewSecretForm) -> HttpResponseBase:
        made = make_secret.keyed(form.key, request.actor, row, **form.values())
        return _shown_once(request, row, made)

    head = Head(
        _("Geheim maken"),
        _(
            "U ziet het geheim één keer. Geef het langs een veilige weg door. Het telt zodra een"
            " tweede persoon het goedkeurt."
        ),
        kicker=row.name,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Geheim maken"),
        back_url=parts.url_of(row),
        crumbs=parts.crumbs(row, Crumb(_("Geheim maken"))),
        aside=[parts.help_box(request)],
    )


def _shown_once(request: PageRequest, row: Client, made: NewSecret | None) -> HttpResponseBase:
    """The secret, or that it was shown already (the form was sent again)."""
    trail = parts.crumbs(row, Crumb(_("Geheim maken")))
    back = Link(_("Terug naar de client"), parts.url_of(row), look="primary")
    if made is None:
        text = _("Dit geheim is al getoond. Hebt u het niet meer? Trek het in en maak een nieuw.")
        head = Head(_("Geheim maken"), kicker=row.name, primary=back)
        return show.page(request, head, Note(text, "warn"), crumbs=trail)
    head = Head(_("Dit is het geheim"), _("Kopieer het nu."), kicker=row.name)
    day = words.day_text(made.row.expires)
    kept = _t("Het staat nergens bewaard. Het geldt tot en met %s.") % day
    note = Note(kept, "warn", _("U ziet het maar één keer"))
    secret = Code(made.text, _("Geheim van de client"))
    waits = Note(_when_it_counts(row), "info", _("Het telt nog niet"))
    shown: list[Part] = [note, secret, waits, *_the_other(row, made.row), Actions([back])]
    return show.page(request, head, *shown, crumbs=trail)


def _when_it_counts(row: Client) -> type_of_text:
    if row.state == "active":
        return _("Een collega moet het eerst goedkeuren. Uw collega's krijgen een mail.")
    return _("Het telt zodra een collega de client goedkeurt.")


def _the_other(row: Client, made: ClientSecret) -> list[Part]:
    """What to do with the secret that counts too."""
    found = queries_clients.counting(queries_clients.secrets_of(row)).exclude(pk=made.pk).first()
    if found is None:
        return []
    text = _t("Geheim …%s geldt ook nog. Trek het in zodra de toepassing het nieuwe gebruikt.")
    return [Prose(text % found.hint)]


@page(
    f"{parts.ONE}/geheim/<int:secret>/goedkeuren",
    name="approve-client-secret",
    title=_("Geheim goedkeuren"),
    door=manages_clients,
    does=approve_secret,
    reveals=parts.PURPOSE,
)
def approve(request: PageRequest, client: str, secret: int) -> HttpResponseBase:
    """Whose secret it is and what it lets the client do; then it counts."""
    row = parts.wanted(request.actor, client)
    found = _one(request, row, secret)
    reveal(request, [found.made_by_id] if found.made_by_id else [])
    form = Agree.of(request)

    def do(form: Form) -> str:
        approve_secret.keyed(form.key, request.actor, found)
        show.toast(request, _t("Het geheim …%s telt vanaf nu.") % found.hint)
        return parts.url_of(row)

    head = Head(
        _t("Geheim …%s goedkeuren?") % found.hint,
        _("Vraag uw collega waarom het nodig is, en of het veilig bij de ontwikkelaars kwam."),
        kicker=row.name,
    )
    lines = [
        _t("%(name)s maakte dit geheim op %(day)s.")
        % {"name": maker_of(found), "day": words.day_text(found.created)},
        _t("Wie het kent, kan tot en met %(day)s werken als %(client)s van %(application)s.")
        % {
            "client": row.name,
            "application": row.application.name,
            "day": words.day_text(found.expires),
        },
    ]
    return handle(request, form, do) or show.confirm(
        request,
        form,
        head,
        consequences=lines,
        submit=_("Geheim goedkeuren"),
        back_url=parts.url_of(row),
        danger=False,
        crumbs=parts.crumbs(row, Crumb(_("Geheim goedkeuren"))),
    )


def _one(request: PageRequest, row: Client, key: int) -> ClientSecret:
    found = queries_clients.secret_seen(request.actor, row, key)
    if found is None:
        raise Http404
    return found


@page(
    f"{parts.ONE}/geheim/<int:secret>/intrekken",
    name="withdraw-client-secret",
    title=_("Geheim intrekken"),
    door=manages_clients,
    does=withdraw_secret,
)
def withdraw(request: PageRequest, client: str, secret: int) -> HttpResponseBase:
    """From now on it counts no more."""
    row = parts.wanted(request.actor, client)
    found = _one(request, row, secret)

    def do(form: Reason) -> str:
        withdraw_secret.keyed(form.key, request.actor, found, **form.values())
        show.toast(request, _t("Het geheim …%s telt niet meer.") % found.hint)
        return parts.url_of(row)

    form = Reason.of(request)
    left = queries_clients.counting(queries_clients.secrets_of(row)).exclude(pk=found.pk).count()
    head = Head(_t("Geheim …%s intrekken?") % found.hint, _("Dit geldt vanaf nu."), kicker=row.name)
    lines = [_t("Wie zich met dit geheim aanmeldt, wordt geweigerd.")]
    if not left and row.state == "active":
        lines.append(_t("De client heeft dan geen enkel geheim meer. De toepassing valt stil."))
    return handle(request, form, do) or show.confirm(
        request,
        form,
        head,
        consequences=lines,
        submit=_("Geheim intrekken"),
        back_url=parts.url_of(row),
        crumbs=parts.crumbs(row, Crumb(_("Geheim intrekken"))),
    )
