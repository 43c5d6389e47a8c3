"""Organisations: know one from the KBO at once, record that one stopped."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.register import ports, rules
from sleutelbos.register.actions.kbo_follow import OWN, follow
from sleutelbos.register.events import OrganisationKnown, OrganisationStopped
from sleutelbos.register.holding import hold
from sleutelbos.register.kbo import numbers, records
from sleutelbos.register.models import (
    Organisation,
    OrganisationIdentifier,
    Site,
    TargetGroupMembership,
)
from sleutelbos.register.ports import OrganisationRecord, SiteRecord
from sleutelbos.register.queries import organisations as queries
from sleutelbos.register.states import KeyKind, OrganisationKind, Source, Status, TargetGroup
from sleutelbos.tools import dates


def facts_of_known(result: Organisation, *args: object, **kwargs: object) -> dict[str, object]:
    """The organisation that is known now."""
    return {"organisation": result}


def facts_of_stop(
    result: Organisation, organisation: Organisation, *, on: date
) -> dict[str, object]:
    """The organisation, and when it stopped."""
    return {"organisation": organisation, "on": on}


@action(
    "register.know-organisation",
    label=_("Organisatie overnemen uit de KBO"),
    allow=rules.may_know_organisation,
    locks=(),
    sentence=_("{by} nam {organisation} over uit de KBO."),
    about=facts_of_known,
)
def know_organisation(by: Actor, number: str) -> Organisation:
    """The organisation of an ondernemingsnummer, as economische actor; made when it isn't here yet.

    From the KBO mirror, else from the functions feed, with its vestigingen. One that is known by
    this number already stays the same row, and becomes an economische actor beside what it was
    (G12). Invalid for a number that can't exist, that the KBO doesn't know, or that stopped.
    """
    value = read_number(number)
    hold(f"kbo:{value}")
    organisation = queries.organisation_with(KeyKind.KBO, value)
    if organisation is not None:
        if organisation.status == Status.STOPPED:
            raise Invalid({"number": _t("%(name)s is stopgezet.") % {"name": organisation}})
        if TargetGroup.EA not in queries.target_groups_of(organisation):
            key = organisation.identifiers.get(
                kind=KeyKind.KBO, value=value, valid__contains=clock.today()
            )
            join(organisation, TargetGroup.EA, key, clock.today())
            emit(OrganisationKnown(organisation=organisation.pk))
        return organisation
    record = records.record_of(value) or ports.functions_feed().organisation(value)
    if record is None:
        raise Invalid(
            {"number": _t("De KBO kent geen actieve onderneming met dit nummer. Kijk het na.")}
        )
    if record.stopped_on is not None and record.stopped_on <= clock.today():
        raise Invalid({"number": _t("%(name)s is stopgezet.") % {"name": record.name}})
    organisation = _from_record(record)
    emit(OrganisationKnown(organisation=organisation.pk))
    return organisation


def read_number(text: str, field: str = "number") -> str:
    """The ten digits that somebody typed; Invalid under ``field`` says what is wrong."""
    try:
        return numbers.parse_enterprise(text, allow_test=settings.ALLOW_TEST_IDENTIFIERS)
    except numbers.KboFault as fault:
        raise Invalid({field: fault.sentence}) from fault


def _from_record(record: OrganisationRecord) -> Organisation:
    organisation = Organisation.objects.create(
        name=record.name,
        short_name=record.short_name,
        legal_form=record.legal_form,
        legal_situation=record.legal_situation,
        started_on=record.started_on,
        email=record.email,
        kind=OrganisationKind.COMPANY,
        source=Source.KBO,
        **asdict(record.address),
    )
    key = OrganisationIdentifier.objects.create(
        organisation=organisation, kind=KeyKind.KBO, value=record.number
    )
    join(organisation, TargetGroup.EA, key, None)
    Site.objects.bulk_create(site_of(organisation, site) for site in record.sites)
    follow([record.number, *(site.number for site in record.sites)], OWN)
    return organisation


def site_of(organisation: Organisation, record: SiteRecord) -> Site:
    """An unsaved row for a vestiging as a source holds it."""
    return Site(
        organisation=organisation,
        number=record.number,
        name=record.name,
        started_on=record.started_on,
        **asdict(record.address),
    )


def join(
    organisation: Organisation,
    target_group: str,
    key: OrganisationIdentifier | None,
    first: date | None,
) -> TargetGroupMembership:
    """Let an organisation be known in a doelgroep, under a number, from a day on (None: always)."""
    return TargetGroupMembership.objects.create(
        organisation=organisation,
        target_group=target_group,
        identifier=key,
        valid=dates.of_days(first, None),
    )


@action(
    "register.stop-organisation",
    label=_("Stopzetting bewaren"),
    allow=rules.may_stop_organisation,
    sentence=_("De KBO meldde dat {organisation} stopte op {on}."),
    about=facts_of_stop,
)
def stop_organisation(by: Actor, organisation: Organisation, *, on: date) -> Organisation:
    """Keep that an organisation stopped, with its vestigingen; told again, nothing happens.

    Invalid for a day in the future or before the start.
    """
    if on > clock.today():
        raise Invalid({"on": _t("De datum van stopzetting ligt in de toekomst.")})
    if organisation.started_on is not None and on < organisation.started_on:
        raise Invalid({"on": _t("De datum van stopzetting ligt voor het begin.")})
    if organisation.status == Status.STOPPED:
        return organisation
    organisation.status, organisation.stopped_on = Status.STOPPED, on
    organisation.save(update_fields=["status", "stopped_on"])
    organisation.sites.filter(status=Status.ACTIVE).update(status=Status.STOPPED, stopped_on=on)
    emit(OrganisationStopped(organisation=organisation.pk))
    return organisation
