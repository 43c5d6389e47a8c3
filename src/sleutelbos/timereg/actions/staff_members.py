"""Put somebody on a project, change who leads him, stop and start again (T12, S19, S21)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import Person
from sleutelbos.timereg.events import MemberAdded
from sleutelbos.timereg.models import ProjectMember, ProjectPlace
from sleutelbos.timereg.queries import limits as queries_limits
from sleutelbos.timereg.queries import staff as queries
from sleutelbos.timereg.rules import limits, roles, staff

FULL = Decimal(100)


def facts_of_member(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Person, project and organisation of the member."""
    member = result if isinstance(result, ProjectMember) else args[0]
    assert isinstance(member, ProjectMember)
    return {
        "person": member.person,
        "project": member.project,
        "organisation": member.organisation,
        "supervisor": member.supervisor,
    }


def may_add_member(
    by: Actor, person: Person, place: ProjectPlace, *, supervisor: Person, fte: Decimal = FULL
) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation that takes part in the project."""
    runs = when(
        place.active and place.project.active,
        _t("Deze organisatie neemt niet meer deel aan het project."),
    )
    return roles.prepares(by, place.organisation, place.site) & runs


@action(
    "timereg.add-member",
    label=_("Medewerker toevoegen aan een project"),
    allow=may_add_member,
    locks=("person",),
    sentence=_("{by} zette {person} op het project {project} voor {organisation}."),
    about=facts_of_member,
)
def add_member(
    by: Actor, person: Person, place: ProjectPlace, *, supervisor: Person, fte: Decimal = FULL
) -> ProjectMember:
    """Put a user of the organisation on the project. Somebody who is on it already stays as he is,
    somebody who stopped comes back with all that he entered (S19, S21).

    Invalid for who is no user of the organisation, leads himself, or is there for another one.
    """
    _check_people(place, person, supervisor)
    _check_fte(fte)
    known = ProjectMember.objects.filter(project=place.project, person=person).first()
    if known is not None:
        return _again(known, place, supervisor, fte)
    member = ProjectMember.objects.create(
        project=place.project,
        organisation=place.organisation,
        site=place.site,
        person=person,
        supervisor=supervisor,
        fte=fte,
        added_at=clock.now(),
    )
    _same_share(member)
    emit(MemberAdded(member=member.pk))
    return member


def _same_share(member: ProjectMember) -> None:
    """Somebody has one share of a full time at an employer, on whichever project he works."""
    rows = ProjectMember.objects.filter(person=member.person, organisation=member.organisation)
    rows.exclude(fte=member.fte).update(fte=member.fte)


def _check_people(place: ProjectPlace, person: Person, supervisor: Person) -> None:
    if person.pk == supervisor.pk:
        raise Invalid(
            {"supervisor": _t("Iemand kan niet zijn eigen leidinggevende zijn. Kies een ander.")}
        )
    users = set(
        queries.related(place.organisation_id)
        .filter(pk__in=[person.pk, supervisor.pk])
        .values_list("pk", flat=True)
    )
    for name, who in (("person", person), ("supervisor", supervisor)):
        if who.pk not in users:
            raise Invalid({name: queries.not_a_user(place.organisation)})


def _check_fte(fte: Decimal) -> None:
    if not 0 < fte <= limits.FULL_TIME:
        raise Invalid({"fte": _t("Vul een getal in tussen 0 en 100. Voltijds is 100.")})


def _again(
    member: ProjectMember, place: ProjectPlace, supervisor: Person, fte: Decimal
) -> ProjectMember:
    if member.organisation_id != place.organisation_id or member.site_id != place.site_id:
        sentence = _t("Deze persoon werkt al op dit project voor een andere organisatie.")
        raise Invalid({"person": sentence})
    if member.merged_into is not None:
        raise Invalid(
            {"person": _t("Deze persoon is samengevoegd met %s.") % member.merged_into.person}
        )
    if not member.active:
        member.active, member.stopped_at = True, None
        member.supervisor, member.fte = supervisor, fte
        member.save(update_fields=["active", "stopped_at", "supervisor", "fte"])
        _same_share(member)
        emit(MemberAdded(member=member.pk))
    return member


def may_change_member(
    by: Actor, member: ProjectMember, *, supervisor: Person, fte: Decimal
) -> Decision:
    """DWSE-organisatieverantwoordelijke of the member's organisation."""
    return staff.keeps(by, member)


@action(
    "timereg.change-member",
    label=_("Medewerker wijzigen"),
    allow=may_change_member,
    locks=("member", "member.person"),
    sentence=_("{by} wijzigde {person} op het project {project}: leidinggevende {supervisor}."),
    about=facts_of_member,
)
def change_member(
    by: Actor, member: ProjectMember, *, supervisor: Person, fte: Decimal
) -> ProjectMember:
    """Another leidinggevende, or another share of a full time on every project of the employer.
    What waits goes to the new leidinggevende.

    Invalid for a share below what was entered this year.
    """
    place = ProjectPlace(organisation=member.organisation, site=member.site)
    _check_people(place, member.person, supervisor)
    _check_fte(fte)
    member.supervisor, member.fte = supervisor, fte
    member.save(update_fields=["supervisor", "fte"])
    _same_share(member)
    today, call = clock.today(), member.project.call.code
    for organisation in (None, member.organisation_id):
        year = queries_limits.balance_of(member.person_id, today, call, organisation)
        if year.used > year.most:
            words = {"year": today.year, "used": limits.shown(year.used)}
            sentence = _t("In %(year)s staat al %(used)s. Dat is te veel voor deze tewerkstelling.")
            raise Invalid({"fte": sentence % words})
    return member


def may_stop_member(by: Actor, member: ProjectMember) -> Decision:
    """DWSE-organisatieverantwoordelijke of the member's organisation."""
    return staff.keeps(by, member) & when(member.active, _t("Deze medewerker is al gestopt."))


@action(
    "timereg.stop-member",
    label=_("Medewerker stopzetten"),
    allow=may_stop_member,
    sentence=_("{by} zette {person} stop op het project {project}."),
    about=facts_of_member,
)
def stop_member(by: Actor, member: ProjectMember) -> ProjectMember:
    """He can't enter anything any more; what he entered stays, and can still be approved."""
    member.active, member.stopped_at = False, clock.now()
    member.save(update_fields=["active", "stopped_at"])
    return member


def may_resume_member(by: Actor, member: ProjectMember) -> Decision:
    """DWSE-organisatieverantwoordelijke of the member's organisation."""
    stopped = when(not member.active, _t("Deze medewerker staat op het project."))
    return staff.keeps(by, member) & stopped


@action(
    "timereg.resume-member",
    label=_("Stopzetting ongedaan maken"),
    allow=may_resume_member,
    sentence=_("{by} zette {person} terug op het project {project}."),
    about=facts_of_member,
)
def resume_member(by: Actor, member: ProjectMember) -> ProjectMember:
    """Back on the project with everything that stood there; nothing is entered again (S21)."""
    member.active, member.stopped_at = True, None
    member.save(update_fields=["active", "stopped_at"])
    emit(MemberAdded(member=member.pk))
    return member
