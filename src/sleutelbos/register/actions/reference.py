"""Load the reference files: code lists, and the public bodies that everybody must know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.register import reference_files, rules
from sleutelbos.register.events import OrganisationKnown
from sleutelbos.register.holding import hold
from sleutelbos.register.models import (
    CodeListEntry,
    Organisation,
    OrganisationIdentifier,
    TargetGroupMembership,
)
from sleutelbos.register.reference_files import Body, Code
from sleutelbos.register.states import KeyKind, OrganisationKind, Source, Status, TargetGroup
from sleutelbos.tools import dates


@dataclass
class Loaded:
    """How many rows a loader added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


def facts_of_load(result: Loaded) -> dict[str, object]:
    """The counts."""
    return asdict(result)


@action(
    "register.load-reference",
    label=_("Codelijsten laden"),
    allow=rules.may_load,
    sentence=_("{by} laadde de codelijsten: {added} nieuw, {changed} gewijzigd, {removed} weg."),
    about=facts_of_load,
)
def load_reference(by: Actor) -> Loaded:
    """Make the code lists equal to the shipped files; again, nothing changes."""
    hold("register.load-reference")
    wanted = {_code_key(code): code for code in reference_files.codes()}
    loaded = Loaded()
    for entry in CodeListEntry.objects.select_for_update().order_by("pk"):
        code = wanted.pop(_code_key(entry), None)
        if code is None:
            entry.delete()
            loaded.removed += 1
        elif (entry.label_nl, entry.label_fr, entry.parent) != (
            code.label_nl,
            code.label_fr,
            code.parent,
        ):
            entry.label_nl, entry.label_fr, entry.parent = code.label_nl, code.label_fr, code.parent
            entry.save(update_fields=["label_nl", "label_fr", "parent"])
            loaded.changed += 1
    fresh = [CodeListEntry(**vars(code)) for code in wanted.values()]
    loaded.added = len(CodeListEntry.objects.bulk_create(fresh, batch_size=1000))
    return loaded


def _code_key(entry: Code | CodeListEntry) -> tuple[object, ...]:
    """What makes an entry itself; among postcodes the town's names too."""
    towns = (entry.label_nl, entry.label_fr, entry.parent)
    several = towns if entry.list == reference_files.POSTCODES else ()
    return (entry.list, entry.code, entry.valid.lower, entry.valid.upper, *several)


@action(
    "register.load-entities",
    label=_("Entiteiten van de Vlaamse overheid laden"),
    allow=rules.may_load,
    sentence=_("{by} laadde de entiteiten: {added} nieuw, {changed} gewijzigd."),
    about=facts_of_load,
)
def load_entities(by: Actor) -> Loaded:
    """Know the entities of the Vlaamse overheid (doelgroep GID); again, nothing changes."""
    return _load(reference_files.entities(), OrganisationKind.ENTITY, TargetGroup.GID)


@action(
    "register.load-partnerships",
    label=_("Sectorale partnerschappen laden"),
    allow=rules.may_load,
    sentence=_("{by} laadde de sectorale partnerschappen: {added} nieuw, {changed} gewijzigd."),
    about=facts_of_load,
)
def load_partnerships(by: Actor) -> Loaded:
    """Know the sectoral partnerships, as entities under the department (seed 003)."""
    return _load(reference_files.partnerships(), OrganisationKind.PARTNERSHIP, TargetGroup.GID)


@action(
    "register.load-local-authorities",
    label=_("Lokale besturen laden"),
    allow=rules.may_load,
    sentence=_("{by} laadde de lokale besturen: {added} nieuw, {changed} gewijzigd."),
    about=facts_of_load,
)
def load_local_authorities(by: Actor) -> Loaded:
    """Know the local authorities that we have a name of (doelgroep LB, under their OVO code)."""
    return _load(reference_files.local_authorities(), OrganisationKind.MUNICIPALITY, TargetGroup.LB)


def _load(bodies: Iterable[Body], kind: OrganisationKind, target_group: TargetGroup) -> Loaded:
    hold("register.load-public-bodies")
    told = list(bodies)
    known = _known(told)
    fresh = _unknown(told, known)
    _add(fresh, kind, target_group, known)
    new, loaded = {body.ovo for body in fresh}, Loaded(added=len(fresh))
    for body in told:
        if body.ovo not in new:
            organisation = known.get((KeyKind.OVO, body.ovo)) or known[KeyKind.KBO, body.kbo]
            changed = _fill(organisation, body, kind, known.get((KeyKind.OVO, body.parent)))
            changed |= _number_and_group(organisation, body, target_group, known)
            loaded.changed += changed
            known[KeyKind.OVO, body.ovo] = organisation
    return loaded


Known = dict[tuple[str, str], Organisation]


def _known(bodies: Iterable[Body]) -> Known:
    """The organisations that have one of these numbers today, in one query."""
    numbers = {number for body in bodies for number in (body.ovo, body.kbo, body.parent) if number}
    rows = OrganisationIdentifier.objects.filter(
        kind__in=[KeyKind.OVO, KeyKind.KBO], value__in=numbers, valid__contains=clock.today()
    )
    return {
        (row.kind, row.value): row.organisation
        for row in rows.select_related("organisation__parent").order_by("-pk")
    }


def _unknown(bodies: list[Body], known: Known) -> list[Body]:
    """The bodies of which neither number is known; of two with one KBO number the first."""
    found, seen = [], set(known)
    for body in bodies:
        numbers = {(KeyKind.OVO, body.ovo)} | ({(KeyKind.KBO, body.kbo)} if body.kbo else set())
        if not numbers & seen:
            found.append(body)
        seen |= numbers
    return found


def _add(bodies: list[Body], kind: OrganisationKind, group: TargetGroup, known: Known) -> None:
    """Add the bodies with their numbers and doelgroep, in a few statements; note them as known."""
    rows = [Organisation(source=Source.OVO) for _body in bodies]
    for row, body in zip(rows, bodies, strict=True):
        _note(row, body, kind, None)
    Organisation.objects.bulk_create(rows)
    numbers = [
        OrganisationIdentifier(organisation=row, kind=key, value=value)
        for row, body in zip(rows, bodies, strict=True)
        for key, value in ((KeyKind.OVO, body.ovo), (KeyKind.KBO, body.kbo))
        if value
    ]
    OrganisationIdentifier.objects.bulk_create(numbers)
    known |= {(number.kind, number.value): number.organisation for number in numbers}
    for row, body in zip(rows, bodies, strict=True):
        row.parent = known.get((KeyKind.OVO, body.parent))
    Organisation.objects.bulk_update([row for row in rows if row.parent], ["parent"])
    ovo = {number.organisation_id: number for number in numbers if number.kind == KeyKind.OVO}
    TargetGroupMembership.objects.bulk_create(
        TargetGroupMembership(
            organisation=row,
            target_group=group,
            identifier=ovo[row.pk],
            valid=dates.of_days(None, body.stopped_on),
        )
        for row, body in zip(rows, bodies, strict=True)
    )
    for row in rows:
        emit(OrganisationKnown(organisation=row.pk))


def _fill(
    organisation: Organisation, body: Body, kind: OrganisationKind, parent: Organisation | None
) -> bool:
    """Give a row that is kept what the list says of it; whether that changed anything."""
    changed = _note(organisation, body, kind, parent)
    if changed:
        organisation.save(update_fields=changed)
    return bool(changed)


def _note(
    organisation: Organisation, body: Body, kind: OrganisationKind, parent: Organisation | None
) -> list[str]:
    """Write on a row what the list says of it; the names of what that changed."""
    values = {
        "kind": kind,
        "name": body.name,
        "short_name": body.short_name,
        "parent": parent or organisation.parent,
        "started_on": body.started_on or organisation.started_on,
        "status": Status.STOPPED if body.stopped_on else organisation.status,
        "stopped_on": body.stopped_on or organisation.stopped_on,
    }
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, values[name])
    return changed


def _number_and_group(
    organisation: Organisation, body: Body, target_group: TargetGroup, known: Known
) -> bool:
    """Give a row its numbers and doelgroep where they are missing; whether any was."""
    changed = False
    keys = {KeyKind.OVO: body.ovo}
    if body.kbo and (KeyKind.KBO, body.kbo) not in known:
        keys[KeyKind.KBO] = body.kbo
    for kind, value in keys.items():
        _row, made = OrganisationIdentifier.objects.get_or_create(
            organisation=organisation, kind=kind, value=value
        )
        changed |= made
    _row2, made = TargetGroupMembership.objects.get_or_create(
        organisation=organisation,
        target_group=target_group,
        defaults={
            "identifier": organisation.identifiers.get(kind=KeyKind.OVO, value=body.ovo),
            "valid": dates.of_days(None, body.stopped_on),
        },
    )
    return changed | made
