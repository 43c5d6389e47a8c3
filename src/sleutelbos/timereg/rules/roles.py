"""Who may: the roles of S0, and those of the managing authority."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sleutelbos.access import public as access
from sleutelbos.access.public import person_behind
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.actors import Actor, Scope, has_role
from sleutelbos.kernel.decisions import YES, Decision, no, when
from sleutelbos.register.public import Organisation, Site
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Project, Session
from sleutelbos.timereg.states import Part, Seating

ROLES = (names.PROMOTER, names.TRAINER, names.STAFF, names.SUPERVISOR)
NOT_YOURS = gettext_lazy("U bent geen opleider van deze sessie.")


def scopes(by: Actor, *roles: str) -> list[Scope]:
    """Where the actor holds one of these roles of Platos-tijdsregistratie; any, when none given."""
    wanted = roles or ROLES
    return [power.scope for power in by.powers_for(names.PLATOS) if power.role in wanted]


def enters(by: Actor) -> Decision:
    """The door: some role of Platos-tijdsregistratie, or works for ESF."""
    if scopes(by) or works_for_esf(by):
        return YES
    return no(
        _("U hebt geen recht in Platos-tijdsregistratie. Uw lokale beheerder geeft het u."),
        missing=[(names.PLATOS, names.PROMOTER, None)],
    )


def works_for_esf(by: Actor) -> bool:
    """Holds a role of the managing authority."""
    return any(by.powers_for(names.ESF))


def decides_for_esf(by: Actor) -> Decision:
    """Gives or refuses permission in the name of ESF."""
    return has_role(by, names.ESF, names.ESF_OFFICER, None)


def supports(by: Actor) -> Decision:
    """Helps users in the name of ESF; an officer may do so too."""
    return has_role(by, names.ESF, names.ESF_SUPPORT, None) | decides_for_esf(by)


def prepares_somewhere(by: Actor) -> Decision:
    """DWSE-organisatieverantwoordelijke of some organisation."""
    return has_role(by, names.PLATOS, names.PROMOTER, None)


def prepares(by: Actor, organisation: Organisation, site: Site | None = None) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation (and vestiging)."""
    where = site.pk if site else None
    return has_role(by, names.PLATOS, names.PROMOTER, organisation.pk, where)


def asks_rights(by: Actor, organisation: int) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation (a key) or of one of its vestigingen:
    asks the beheerders for the rights that colleagues need (T19)."""
    return when(
        any(scope.organisation == organisation for scope in scopes(by, names.PROMOTER)),
        _("Alleen de DWSE-organisatieverantwoordelijke vraagt dit recht voor een ander."),
    )


def promotes(by: Actor, project: Project) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation (and vestiging) that is promotor."""
    found = no(_("Alleen de promotor van het project mag dit."))
    places = project.places.filter(part=Part.PROMOTER, active=True)
    for place in places.select_related("organisation", "site"):
        found = found | prepares(by, place.organisation, place.site)
    return found


def reads_reports(by: Actor) -> Decision:
    """DWSE-organisatieverantwoordelijke of some organisation, or works for ESF."""
    return prepares_somewhere(by) | when(works_for_esf(by), _("U werkt niet voor ESF."))


def registers_somewhere(by: Actor) -> Decision:
    """DWSE-opleider of some organisation."""
    return has_role(by, names.PLATOS, names.TRAINER, None)


def trains(by: Actor, session: Session) -> Decision:
    """A trainer of the session, with the role of DWSE-opleider there at this moment (T19)."""
    seated = session.seats.filter(person=by.pk, part=Seating.TRAINER, active=True).exists()
    return when(seated, NOT_YOURS) & has_role(
        by, names.PLATOS, names.TRAINER, session.organisation_id, session.site_id
    )


def trained(by: Actor, session: Session) -> Decision:
    """As ``trains``, or was a trainer of it before it was annulled or he was taken off."""
    seated = session.seats.filter(person=by.pk, part=Seating.TRAINER).exists()
    return when(seated, NOT_YOURS) & has_role(
        by, names.PLATOS, names.TRAINER, session.organisation_id, session.site_id
    )


def somebody(by: Actor) -> int:
    """Key of the person who acts, for what only a person does. Raises Refused without one."""
    found = person_behind(by)
    if found is None:
        raise Refused(no(_("Meld u eerst aan.")))
    return found


def other_person(by: Actor, *before: int | None) -> Decision:
    """Four eyes: somebody else than the persons (keys) who did the step before."""
    sentence = _("Wie iets vraagt of ingeeft, kan er niet zelf over beslissen.")
    return access.other_person(by, *before, otherwise=sentence)


def asked_it(by: Actor, asked_by: int) -> Decision:
    """Whoever asked (a key) may take it back."""
    return when(
        by.pk is not None and by.pk == asked_by,
        _("Alleen wie dit vroeg, kan het intrekken."),
    )
