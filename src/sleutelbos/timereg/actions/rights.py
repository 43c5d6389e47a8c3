"""Ask the beheerders for the right that somebody still lacks, in one click (T19)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import RightRequest, ask_right_for
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg.models import ProjectMember, Session
from sleutelbos.timereg.queries import lacking
from sleutelbos.timereg.queries.lacking import Lacking
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import session_flow

NOBODY = _("Deze persoon heeft het recht al, of heeft het hier niet nodig.")


def facts_of_right(
    result: object, subject: Session | ProjectMember, *, person: Person
) -> dict[str, object]:
    """Who needs it, where."""
    return {"person": person, "organisation": subject.organisation, "subject": subject}


def may_ask_trainer_right(by: Actor, session: Session, *, person: Person) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.ask-trainer-right",
    label=_("Vragen aan de beheerder"),
    allow=may_ask_trainer_right,
    when=session_flow.at("planned", "running"),
    sentence=_("{by} vroeg de beheerder van {organisation} het recht van opleider voor {person}."),
    about=facts_of_right,
)
def ask_trainer_right(by: Actor, session: Session, *, person: Person) -> RightRequest:
    """The beheerders get a request with the session and its day as the reason.

    Invalid for who is no trainer of the session or holds the role by then, and when somebody asked
    it already.
    """
    words = {
        "training": session.training.name,
        "number": session.training.project.number,
        "day": f"{session.plan.lower.astimezone(clock.BRUSSELS):%d/%m/%Y}",
        "hour": f"{session.plan.lower.astimezone(clock.BRUSSELS):%H:%M}",
    }
    reason = _t("Opleider van %(training)s op %(day)s om %(hour)s, project %(number)s.") % words
    found = lacking.trainers_lacking(by, session)
    return _ask(by, session.organisation, found, person, reason)


def may_ask_member_right(by: Actor, member: ProjectMember, *, person: Person) -> Decision:
    """DWSE-organisatieverantwoordelijke of the medewerker's organisation, while he is on it."""
    return roles.prepares(by, member.organisation, member.site) & when(
        member.active, _t("Deze medewerker staat niet meer op het project.")
    )


@action(
    "timereg.ask-member-right",
    label=_("Vragen aan de beheerder"),
    allow=may_ask_member_right,
    sentence=_("{by} vroeg de beheerder van {organisation} een recht voor {person}."),
    about=facts_of_right,
)
def ask_member_right(by: Actor, member: ProjectMember, *, person: Person) -> RightRequest:
    """For a medewerker, or for the projectverantwoordelijke who leads him.

    Invalid for anybody else, for who holds the role, and when somebody asked it already.
    """
    words = {"number": member.project.number, "title": member.project.title}
    sentence = _t("Medewerker op project %(number)s, %(title)s.")
    if person.pk == member.supervisor_id:
        sentence = _t("Projectverantwoordelijke op project %(number)s, %(title)s.")
    found = lacking.of_member(by, member)
    return _ask(by, member.organisation, found, person, sentence % words)


def _ask(
    by: Actor, organisation: Organisation, found: list[Lacking], person: Person, reason: str
) -> RightRequest:
    one = next((one for one in found if one.person.pk == person.pk), None)
    if one is None:
        raise Invalid(NOBODY)
    if one.asked is not None and one.asked.state == "open":
        raise Invalid(_t("Dit recht is al gevraagd. De beheerder beslist nog."))
    role = lacking.role_of(one.role)
    return ask_right_for(by, person, organisation, role.right, roles=[role], motivation=reason)
