"""What the clock and other rooms set in motion in Gebruikersbeheer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.bounds import (
    announce_bounds,
    anyone_to_warn,
    anything_to_announce,
    warn_ending,
)
from sleutelbos.access.actions.clients_secrets import secrets_to_warn_of, warn_secrets
from sleutelbos.access.actions.merging import take_over
from sleutelbos.access.actions.posts import end_post, report_orphan
from sleutelbos.access.actions.relations import end_relation
from sleutelbos.access.mails_requests import remind_of_request
from sleutelbos.access.models import DecisionChange, Post, RightRequest, WorkRelation
from sleutelbos.access.queries.orphans import administered_by, orphans
from sleutelbos.access.terms import decide_before
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import (
    FunctionsRecorded,
    InszReplaced,
    OrganisationStopped,
    Person,
    PersonDied,
)
from sleutelbos.tools.jobs import job

announcer = system("clock")
KEPT_CHANGES = timedelta(days=2)


@job(
    "access.announce-bounds",
    cron="* * * * *",
    label=_("Begin en einde van rechten melden"),
    missed="daily",
)
def announce(at: datetime) -> None:
    """Each minute, when there is something to say; looks back to the last time by itself."""
    if anything_to_announce():
        announce_bounds(announcer)


@job("access.warn-ending", cron="0 6 * * *", label=_("Waarschuwen dat rechten eindigen"))
def warn(at: datetime) -> None:
    """Each morning, once for each day on which there is somebody to warn."""
    if anyone_to_warn():
        warn_ending.keyed(f"warn-{clock.today()}", announcer)


@job(
    "access.warn-client-secrets",
    cron="15 6 * * *",
    label=_("Waarschuwen dat geheimen van clients eindigen"),
    missed="last",
)
def warn_of_secrets(at: datetime) -> None:
    """Each morning, once for each real day: secrets don't follow the clock of the demo."""
    if secrets_to_warn_of():
        day = clock.real_now().astimezone(clock.BRUSSELS).date()
        warn_secrets.keyed(f"warn-secrets-{day}", announcer)


@job(
    "access.forget-changes",
    cron="50 3 * * *",
    label=_("Oude wijzigingen vergeten"),
    missed="last",
)
def forget_changes(at: datetime) -> None:
    """Each night: no decision process starts from arrays that are older than a day."""
    DecisionChange.objects.filter(at__lt=clock.real_now() - KEPT_CHANGES).delete()


@job("access.remind-requests", cron="30 6 * * 1-5", label=_("Herinneren aan open aanvragen"))
def remind(at: datetime) -> None:
    """Mail the beheerders on the last day on which an open request should be decided."""
    for request in RightRequest.objects.filter(state="open").order_by("pk"):
        if decide_before(request.asked_at.astimezone(clock.BRUSSELS).date()) == clock.today():
            remind_of_request(request)


def _still_open() -> Q:
    """Condition on a dated row: it counts now or later."""
    return Q(valid__upper_inf=True) | Q(valid__endswith__gt=clock.now())


@subscribe(PersonDied)
def end_all_of_the_dead(event: PersonDied) -> None:
    """Every werkrelatie of somebody who died ends, with its rights and posts, and every other post;
    where he was the last beheerder, the next in the chain is told."""
    house, reason = system("register"), _t("Overleden volgens het Rijksregister")
    administered = administered_by(event.person)
    rows = WorkRelation.objects.filter(person_id=event.person)
    for relation in rows.filter(_still_open()).order_by("pk"):
        end_relation(house, relation, reason=reason)
    posts = Post.objects.filter(person_id=event.person, relation=None)
    for post in posts.filter(_still_open()).order_by("pk"):
        end_post(house, post, reason=reason, accept_orphan=True)
    _report_orphans(row.pk for row in administered)


@subscribe(InszReplaced)
def take_over_from_the_double(event: InszReplaced) -> None:
    """Two persons turn out to be one: werkrelaties, rights and posts go to the one who stays."""
    if event.person != event.current:
        people = Person.objects.in_bulk([event.person, event.current])
        take_over(system("register"), people[event.person], people[event.current])


@subscribe(FunctionsRecorded)
def report_orphan_of_kbo(event: FunctionsRecorded) -> None:
    """By the KBO the last one who represented an organisation no longer does."""
    if event.ended:
        _report_orphans([event.organisation])


def _report_orphans(organisations: Iterable[int]) -> None:
    for organisation in orphans().filter(pk__in=list(organisations)):
        report_orphan(system("register"), organisation)


@subscribe(OrganisationStopped)
def end_relations_of_the_stopped(event: OrganisationStopped) -> None:
    """Every werkrelatie with an organisation that stopped ends, with its rights and posts."""
    rows = WorkRelation.objects.filter(organisation_id=event.organisation)
    for relation in rows.filter(_still_open()).order_by("pk"):
        end_relation(system("register"), relation, reason=_t("De organisatie is stopgezet"))
