"""What waits for somebody in Gebruikersbeheer; the home page shows it by term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.access import names, queries
from sleutelbos.access.actions.clients_secrets import replaced
from sleutelbos.access.links import asked_link
from sleutelbos.access.models import Grant
from sleutelbos.access.queries import appointing as queries_appointing
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.queries import requests as queries_requests
from sleutelbos.access.queries.heads import staged_delivery
from sleutelbos.access.queries.orphans import orphans
from sleutelbos.access.rules import authorities_of, manages_clients
from sleutelbos.access.states import LEGAL_REPRESENTATIVE
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, kbo_loads

SOON_DAYS = 30
Urgency = Literal["late", "now", "soon", "later"]


@dataclass(frozen=True)
class Waiting:
    """A line: what waits, by when (None: no term), and its one button."""

    due: date | None
    sentence: str
    button: str
    url: str
    urgency: Urgency


def urgency_of(due: date | None) -> Urgency:
    """How near a term is: past, today, within a week, later."""
    if due is None:
        return "later"
    days = (due - clock.today()).days
    if days < 0:
        return "late"
    return "now" if days == 0 else "soon" if days <= 7 else "later"


def waiting(by: Actor) -> list[Waiting]:
    """Everything that waits for the actor in his present capacity, the nearest term first."""
    if by.pk is None:
        return []
    lines = [
        *_requests(by),
        *_first_beheerder(by),
        *_ending(by),
        *_orphans(by),
        *_to_appoint(by),
        *_clients(by),
        *_kbo(by),
        *_heads(by),
        *_own_rights(by.pk),
    ]
    return sorted(lines, key=lambda line: (line.due is None, line.due or date.max))


def _requests(by: Actor) -> list[Waiting]:
    """Open requests on which the actor decides, a line per organisation."""
    limits = queries_requests.Terms.read()
    found: dict[Organisation, list[date]] = {}
    for row in queries_requests.to_decide(by, queries.requests_waiting(by)):
        found.setdefault(row.organisation, []).append(limits.due_on(row))
    lines = []
    for organisation, terms in found.items():
        sentence = ngettext(
            "%(count)s aanvraag van een recht wacht op u bij %(organisation)s.",
            "%(count)s aanvragen van rechten wachten op u bij %(organisation)s.",
            len(terms),
        ) % {"count": len(terms), "organisation": organisation}
        url = reverse("access:requests", args=[organisation.uid])
        due = min(terms)
        lines.append(Waiting(due, sentence, _("Beslis"), url, urgency_of(due)))
    return lines


def _heads(by: Actor) -> list[Waiting]:
    """A delivery of directeursopdrachten at which a human must look first."""
    found = staged_delivery(by)
    if found is None:
        return []
    sentence = _("Een levering van directeursopdrachten wacht op u.")
    url = reverse("access:heads-delivery", args=[found.uid])
    return [Waiting(None, sentence, _("Kijk na"), url, "now")]


def _ending(by: Actor) -> list[Waiting]:
    """Rights at the actor's organisations that end within 30 days."""
    lines = []
    for organisation in queries.administered_organisations(by):
        count, due = queries_overview.ending_soonest(by, organisation, SOON_DAYS)
        if due is None:
            continue
        sentence = ngettext(
            "%(count)s recht eindigt binnen de maand bij %(organisation)s.",
            "%(count)s rechten eindigen binnen de maand bij %(organisation)s.",
            count,
        ) % {"count": count, "organisation": organisation}
        url = reverse("access:ending", args=[organisation.uid])
        lines.append(Waiting(due, sentence, _("Kijk na"), url, urgency_of(due)))
    return lines


def _first_beheerder(by: Actor) -> list[Waiting]:
    """Organisations that the actor represents and that have nobody else."""
    represented = {
        power.scope.organisation for power in by.powers_for(names.IDM, LEGAL_REPRESENTATIVE)
    }
    lines = []
    for organisation in queries.administered_organisations(by).filter(pk__in=represented):
        if queries.posts_of(organisation).exists():
            continue
        sentence = _("%s heeft nog geen hoofd lokale beheerder.") % organisation
        url = reverse("access:appoint", args=[organisation.uid])
        lines.append(Waiting(clock.today(), sentence, _("Stel iemand aan"), url, "now"))
    return lines


def _orphans(by: Actor) -> list[Waiting]:
    """Organisations of the actor's authority that had users or a beheerder, and now have nobody."""
    if not authorities_of(by):
        return []
    mine = queries.appointable_organisations(by).order_by().values("pk")
    count = orphans().filter(pk__in=mine).count()
    if not count:
        return []
    sentence = ngettext(
        "%s organisatie heeft geen enkele beheerder meer.",
        "%s organisaties hebben geen enkele beheerder meer.",
        count,
    )
    url = f"{reverse('access:appointing')}?toon=zonder"
    return [Waiting(clock.today(), sentence % count, _("Bekijk ze"), url, "now")]


def _to_appoint(by: Actor) -> list[Waiting]:
    """Organisations of the actor's authority for which nobody was ever appointed: no term."""
    if not authorities_of(by):
        return []
    theirs = queries_appointing.organisations_to_appoint(by)
    count = queries_appointing.without_head(theirs).count()
    if not count:
        return []
    sentence = ngettext(
        "%s organisatie heeft nog geen aangestelde beheerder.",
        "%s organisaties hebben nog geen aangestelde beheerder.",
        count,
    )
    url = f"{reverse('access:appointing')}?toon=zonder"
    return [Waiting(None, sentence % count, _("Kies er een"), url, "later")]


def _clients(by: Actor) -> list[Waiting]:
    """For a platform administrator: clients and changes to approve, secrets that end."""
    if not manages_clients(by):
        return []
    lines = []
    for client in queries_clients.to_approve(by):
        sentence = _("De client %(client)s wacht op een tweede persoon.") % {"client": client}
        lines.append(_client_line(client.client_id, sentence, _("Kijk na")))
    for change in queries_clients.changes_to_approve(by):
        sentence = _("Een wijziging van de client %(client)s wacht op een tweede persoon.")
        sentence %= {"client": change.client}
        lines.append(_client_line(change.client.client_id, sentence, _("Kijk na")))
    for secret in queries_clients.secrets_to_approve(by):
        sentence = _("Een geheim van de client %(client)s wacht op een tweede persoon.")
        sentence %= {"client": secret.client}
        lines.append(_client_line(secret.client.client_id, sentence, _("Kijk na")))
    for trust in queries_clients.trusts_to_approve(by):
        sentence = _("Een vertrouwen van de client %(client)s wacht op een tweede persoon.")
        sentence %= {"client": trust.source}
        lines.append(_client_line(trust.source.client_id, sentence, _("Kijk na")))
    for secret in queries_clients.secrets_ending(queries_clients.SECRET_SOON_DAYS):
        if replaced(secret):
            continue
        sentence = _("Een geheim van de client %(client)s eindigt.") % {"client": secret.client}
        due = secret.expires.astimezone(clock.BRUSSELS).date()
        lines.append(_client_line(secret.client.client_id, sentence, _("Maak een nieuw"), due))
    return lines


def _client_line(client: str, sentence: str, button: str, due: date | None = None) -> Waiting:
    urgency: Urgency = "now" if due is None else urgency_of(due)
    return Waiting(due, sentence, button, reverse("access:client", args=[client]), urgency)


def _kbo(by: Actor) -> list[Waiting]:
    """Deliveries of the KBO that change far more than usual: somebody looks at them first."""
    sentence = _("KBO-uittreksel %(number)s wacht: kijk na wat er wijzigt en laad het.")
    return [
        Waiting(
            None,
            sentence % {"number": load.number},
            _("Bekijk de levering"),
            reverse("access:kbo-load", args=[load.uid]),
            "now",
        )
        for load in kbo_loads(by).filter(state="staged")
    ]


def _own_rights(person: int) -> list[Waiting]:
    """Own rights that end within 30 days, to ask again."""
    now = clock.now()
    until = clock.midnight(clock.today() + timedelta(days=SOON_DAYS + 1))
    grants = (
        Grant.objects.filter(
            relation__person=person,
            valid__contains=now,
            relation__valid__contains=now,
            valid__endswith__lte=until,
        )
        .select_related("role__right", "relation__organisation")
        .order_by("valid__endswith", "pk")
    )
    lines = []
    for grant in grants:
        due = queries_overview.last_day(grant)
        sentence = _("Uw recht %(right)s (%(role)s) bij %(organisation)s eindigt.") % {
            "right": grant.role.right,
            "role": grant.role,
            "organisation": grant.relation.organisation,
        }
        url = asked_link(
            {
                "organisatie": str(grant.relation.organisation.uid),
                "recht": grant.role.right.code,
                "rol": [grant.role.code],
            }
        )
        lines.append(Waiting(due, sentence, _("Vraag verlenging"), url, urgency_of(due)))
    return lines
