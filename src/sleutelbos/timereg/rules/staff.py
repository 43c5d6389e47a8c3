"""Who may do what with the staff of a project: named rules, each with its reason (T12–T15)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sleutelbos.kernel.actors import Actor, has_role
from sleutelbos.kernel.decisions import YES, Decision, no, when
from sleutelbos.register.public import Person
from sleutelbos.timereg import names
from sleutelbos.timereg.models import (
    Allocation,
    MergeRecord,
    Project,
    ProjectMember,
    ProjectPlace,
    WorkEntry,
)
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Part

NOT_YOURS = gettext_lazy("Dit is van een andere medewerker.")
NOT_YOUR_STAFF = gettext_lazy("U bent niet de leidinggevende van deze medewerker.")
STOPPED = gettext_lazy("Deze medewerker staat niet meer op het project.")


def works_somewhere(by: Actor) -> Decision:
    """The door of 'Mijn prestaties': DWSE-projectmedewerker of some organisation."""
    return has_role(by, names.PLATOS, names.STAFF, None)


def leads_somewhere(by: Actor) -> Decision:
    """The door of 'Goed te keuren': DWSE-projectverantwoordelijke of some organisation."""
    return has_role(by, names.PLATOS, names.SUPERVISOR, None)


def returns_somewhere(by: Actor) -> Decision:
    """The door of sending back: a leidinggevende, or who delivers for a promotor."""
    return leads_somewhere(by) | roles.prepares_somewhere(by)


def sees_staff(by: Actor) -> Decision:
    """The door of the overviews: any role that has something to see there."""
    if roles.works_for_esf(by):
        return YES
    wanted = (names.PROMOTER, names.SUPERVISOR, names.STAFF)
    return when(
        bool(roles.scopes(by, *wanted)),
        _("U hebt geen rol voor intern personeel. Uw lokale beheerder geeft ze u."),
    )


def works(by: Actor, member: ProjectMember) -> Decision:
    """The medewerker himself, still on the project, with his role there at this moment."""
    own = by.pk is not None and by.pk == member.person_id
    role = has_role(by, names.PLATOS, names.STAFF, member.organisation_id, member.site_id)
    return when(own, NOT_YOURS) & when(_stands(member), STOPPED) & role


def _stands(member: ProjectMember) -> bool:
    return member.active and member.merged_into_id is None


def leads(by: Actor, member: ProjectMember) -> Decision:
    """The leidinggevende of the member, another person, with his role there at this moment."""
    role = has_role(by, names.PLATOS, names.SUPERVISOR, member.organisation_id, member.site_id)
    mine = when(by.pk is not None and by.pk == member.supervisor_id, NOT_YOUR_STAFF)
    return roles.other_person(by, member.person_id) & mine & role


def keeps(by: Actor, member: ProjectMember) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation (and vestiging) of the member."""
    return has_role(by, names.PLATOS, names.PROMOTER, member.organisation_id, member.site_id)


def promoter_place(project: Project) -> ProjectPlace | None:
    """The organisation (or vestiging) that is the promotor of the project."""
    return project.places.filter(part=Part.PROMOTER, active=True).first()


def promotes(by: Actor, project: Project) -> Decision:
    """DWSE-organisatieverantwoordelijke of the promotor of the project: only he delivers (X5)."""
    place = promoter_place(project)
    if place is None:
        return no(_("Dit project heeft nog geen promotor. De lading van vrijdag brengt hem mee."))
    role = has_role(by, names.PLATOS, names.PROMOTER, place.organisation_id, place.site_id)
    if role:
        return role
    return no(
        _("Alleen de promotor van het project (%(organisation)s) dient in bij ESF.")
        % {"organisation": place.organisation},
        missing=[(names.PLATOS, names.PROMOTER, place.organisation_id)],
    )


def is_of_partner(member: ProjectMember) -> bool:
    """Whether the member works for another organisation than the promotor of the project."""
    place = promoter_place(member.project)
    return place is None or place.organisation_id != member.organisation_id


def enters_allocation(by: Actor, member: ProjectMember) -> Decision:
    """A promotor of the member's organisation or of the project; never for himself (X3)."""
    return roles.other_person(by, member.person_id) & (
        keeps(by, member) | promotes(by, member.project)
    )


def agrees(by: Actor, allocation: Allocation) -> Decision:
    """The medewerker himself; who entered it is another person."""
    return roles.other_person(by, allocation.entered_by_id) & works(by, allocation.member)


def clears(by: Actor, allocation: Allocation) -> Decision:
    """The promotor of the partner, for somebody of the partner; never for himself."""
    needed = when(
        is_of_partner(allocation.member),
        _("Deze medewerker werkt voor de promotor zelf. Dien de toewijzing in."),
    )
    return roles.other_person(by, allocation.person_id) & keeps(by, allocation.member) & needed


def submits(by: Actor, allocation: Allocation) -> Decision:
    """The promotor of the project, after the partner when it is somebody of a partner."""
    ready = when(
        allocation.cleared_at is not None or not is_of_partner(allocation.member),
        _("De promotor van de partner moet eerst zijn akkoord geven."),
    )
    other = roles.other_person(by, allocation.person_id)
    return other & promotes(by, allocation.member.project) & ready


def refuses(by: Actor, allocation: Allocation) -> Decision:
    """Whose turn it is may send it back: the medewerker at first, a promotor after that."""
    if allocation.state == "entered":
        return works(by, allocation.member) | promotes(by, allocation.member.project)
    other = roles.other_person(by, allocation.person_id)
    promoter = keeps(by, allocation.member) | promotes(by, allocation.member.project)
    return other & promoter


def returns_entry(by: Actor, entry: WorkEntry) -> Decision:
    """The leidinggevende; or who would deliver it to ESF. Never for himself."""
    other = roles.other_person(by, entry.person_id)
    return other & (leads(by, entry.member) | promotes(by, entry.member.project))


def undoes(by: Actor, record: MergeRecord) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation in which it was done."""
    return merges(by, record.organisation_id, record.kept, record.gone)


def merges(by: Actor, organisation: int, kept: Person, gone: Person) -> Decision:
    """DWSE-organisatieverantwoordelijke of the whole organisation; not about himself."""
    whole = has_role(by, names.PLATOS, names.PROMOTER, organisation, None)
    return roles.other_person(by, kept.pk, gone.pk) & whole


def archives(by: Actor, allocation: Allocation) -> Decision:
    """An ESF-dossierbeheerder; it is not about himself."""
    return roles.other_person(by, allocation.person_id) & roles.decides_for_esf(by)
