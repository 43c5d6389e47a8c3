"""Two persons turn out to be one: put together with everything kept, and undone exactly (S22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg.models import Allocation, MergeRecord, ProjectMember, WorkEntry
from sleutelbos.timereg.queries.merging import Preview
from sleutelbos.timereg.rules import roles, staff

Kept = dict[str, Any]


def facts_of_merge(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Both persons and the organisation."""
    record = result if isinstance(result, MergeRecord) else args[0]
    assert isinstance(record, MergeRecord)
    return {"kept": record.kept, "gone": record.gone, "organisation": record.organisation,
            "reason": record.reason}  # fmt: skip


def may_merge_people(
    by: Actor,
    kept: Person,
    gone: Person,
    organisation: Organisation,
    *,
    reason: str,
    aside: Sequence[str] = (),
) -> Decision:
    """DWSE-organisatieverantwoordelijke of the whole organisation; not about himself."""
    return staff.merges(by, organisation.pk, kept, gone)


@action(
    "timereg.merge-people",
    label=_("Dubbele persoon samenvoegen"),
    allow=may_merge_people,
    locks=("kept", "gone"),
    sentence=_("{by} voegde {gone} samen met {kept} bij {organisation}. {reason}"),
    about=facts_of_merge,
)
def merge_people(
    by: Actor,
    kept: Person,
    gone: Person,
    organisation: Organisation,
    *,
    reason: str,
    aside: Sequence[str] = (),
) -> MergeRecord:
    """Move the prestaties and toewijzingen of ``gone`` at an organisation to ``kept``. Nothing is
    lost: what clashes is set aside by choice (``aside`` holds public keys) and comes back with
    :func:`undo_merge`.

    Invalid while something clashes, or when one of the two led or approved the other.
    """
    if kept.pk == gone.pk:
        raise Invalid({"gone": _t("Kies twee verschillende personen.")})
    if not reason.strip():
        raise Invalid({"reason": _t("Schrijf waarom dit dezelfde persoon is.")})
    preview = Preview(organisation, kept, gone)
    if obstacle := preview.obstacle():
        raise Invalid({"gone": obstacle})
    if preview.clashes(aside):
        raise Invalid({"aside": _t("Duid per botsing aan wat niet meetelt.")})
    moved = _move(preview, set(aside))
    return MergeRecord.objects.create(
        organisation=organisation,
        kept=kept,
        gone=gone,
        moved=moved,
        reason=reason.strip(),
        merged_at=clock.now(),
        merged_by_id=roles.somebody(by),
    )


def _move(preview: Preview, aside: set[str]) -> dict[str, list[Kept]]:
    """Do it; gives the rows as they were, with where they went (``to``)."""
    moved: dict[str, list[Kept]] = {"members": [], "entries": [], "allocations": [], "made": []}
    entries, allocations = preview.counted
    for name, rows in (("entries", entries), ("allocations", allocations)):
        for row in rows:
            if str(row.uid) in aside:
                moved[name].append(_as_it_was(row))
                row.aside = True
                row.save(update_fields=["aside"])
    for member in preview.members:
        target = _target(preview, member, moved)
        for name, model in (("entries", WorkEntry), ("allocations", Allocation)):
            _move_rows(model, member, target, preview.kept, moved[name])
        moved["members"].append(_member_as_it_was(member))
        member.merged_into, member.active = target, False
        member.save(update_fields=["merged_into", "active"])
    for led in ProjectMember.objects.filter(
        organisation=preview.organisation, supervisor=preview.gone, merged_into=None
    ):
        moved["members"].append(_member_as_it_was(led))
        led.supervisor = preview.kept
        led.save(update_fields=["supervisor"])
    return moved


def _target(preview: Preview, member: ProjectMember, moved: dict[str, list[Kept]]) -> ProjectMember:
    """The row of who stays on the same project; made when there is none."""
    found = ProjectMember.objects.filter(project=member.project, person=preview.kept).first()
    if found is None:
        found = ProjectMember.objects.create(
            project=member.project,
            organisation=member.organisation,
            site=member.site,
            person=preview.kept,
            supervisor=member.supervisor,
            fte=member.fte,
            active=member.active,
            added_at=clock.now(),
        )
        moved["made"].append({"pk": found.pk})
    elif member.active and not found.active:
        moved["members"].append(_member_as_it_was(found))
        found.active = True
        found.save(update_fields=["active"])
    return found


def _move_rows(
    model: type[models.Model],
    member: ProjectMember,
    target: ProjectMember,
    kept: Person,
    moved: list[Kept],
) -> None:
    noted = {row["pk"] for row in moved}
    for row in model._default_manager.filter(member=member).order_by("pk"):
        if row.pk not in noted:
            moved.append(_as_it_was(row))
    for line in moved:
        if line["member"] == member.pk:
            line["to"] = target.pk
    model._default_manager.filter(member=member).update(member=target, person=kept)


def _as_it_was(row: Any) -> Kept:
    return {"pk": row.pk, "member": row.member_id, "person": row.person_id, "aside": row.aside,
            "to": row.member_id}  # fmt: skip


def _member_as_it_was(row: ProjectMember) -> Kept:
    return {"pk": row.pk, "active": row.active, "supervisor": row.supervisor_id,
            "merged_into": row.merged_into_id}  # fmt: skip


def may_undo_merge(by: Actor, record: MergeRecord) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation, while it counts."""
    counts = when(record.undone_at is None, _t("Deze samenvoeging is al ongedaan gemaakt."))
    return staff.undoes(by, record) & counts


@action(
    "timereg.undo-merge",
    label=_("Samenvoeging ongedaan maken"),
    allow=may_undo_merge,
    locks=("record", "record.kept", "record.gone"),
    sentence=_("{by} maakte de samenvoeging van {gone} met {kept} bij {organisation} ongedaan."),
    about=facts_of_merge,
)
def undo_merge(by: Actor, record: MergeRecord) -> MergeRecord:
    """Put back exactly what was moved. What came after the merge stays with who stayed.

    Invalid when a later merge moved the same rows on, or when what was set aside would clash with
    what came after.
    """
    for name, model in (("entries", WorkEntry), ("allocations", Allocation)):
        _check_in_place(model, record.moved[name])
    # Rows go home before anything counts again: they would clash with each other on the way.
    for name, model in (("entries", WorkEntry), ("allocations", Allocation)):
        for line in record.moved[name]:
            model._default_manager.filter(pk=line["pk"]).update(
                member=line["member"], person=line["person"]
            )
    for name, model in (("entries", WorkEntry), ("allocations", Allocation)):
        for line in record.moved[name]:
            model._default_manager.filter(pk=line["pk"]).update(aside=line["aside"])
    _put_members_back(record)
    record.undone_at, record.undone_by_id = clock.now(), by.pk
    record.save(update_fields=["undone_at", "undone_by"])
    return record


def _check_in_place(model: type[models.Model], lines: list[Kept]) -> None:
    now = dict(
        model._default_manager.filter(pk__in=[line["pk"] for line in lines]).values_list(
            "pk", "member"
        )
    )
    if any(now.get(line["pk"]) != line["to"] for line in lines):
        raise Invalid(_t("Een latere samenvoeging nam dit over. Maak die eerst ongedaan."))


def _put_members_back(record: MergeRecord) -> None:
    # The last change of a row was noted last: put back from there to the first.
    for line in reversed(record.moved["members"]):
        ProjectMember.objects.filter(pk=line["pk"]).update(
            active=line["active"], supervisor=line["supervisor"], merged_into=line["merged_into"]
        )
    for line in record.moved["made"]:
        made = ProjectMember.objects.get(pk=line["pk"])
        if not made.entries.exists() and not made.allocations.exists():
            made.active, made.stopped_at = False, clock.now()
            made.save(update_fields=["active", "stopped_at"])
