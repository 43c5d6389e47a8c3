"""What somebody sees of knipperlichten, signalen and acties, in one place (W14–W18)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from sleutelbos.duallearning import names
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.queries.people import members_of
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.signals.models import About, FollowUp, Light, Signal
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.duallearning.signals.states import Subject
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, OrganisationKind, Person, Site

ON_SUBJECT = (
    "company", "site", "recognition__programme", "mentor__person", "mentor__request__programme",
    "agreement__recognition",
)  # fmt: skip
FOLLOWERS = (names.CLERK, names.HANDLER)


def lights_for(by: Actor) -> QuerySet[Light]:
    """The rules that the actor sets, with how many ``burn`` now."""
    rows = Light.objects.filter(partnership__in=abilities.places(by, roles.LIGHTS))
    burning = Count("signals", filter=~Q(signals__state="out"))
    return rows.select_related("partnership").annotate(burn=burning)


def signals_for(by: Actor) -> QuerySet[Signal]:
    """What burned or burns at companies of own competence."""
    rows = Signal.objects.filter(partnership__in=abilities.places(by, roles.SIGNALS))
    return rows.select_related("light", *ON_SUBJECT)


def follow_ups_for(by: Actor) -> QuerySet[FollowUp]:
    """Acties of the own partnership."""
    rows = FollowUp.objects.filter(partnership__in=abilities.places(by, roles.FOLLOW_UP))
    return rows.select_related("owner", "planned_by", "signal__light", *ON_SUBJECT)


def follow_ups_of(by: Actor, **about: object) -> QuerySet[FollowUp]:
    """Those on one thing, or one company, what is planned first."""
    return follow_ups_for(by).filter(**about).order_by("-state", "due", "pk")


def follow_ups_to_do(by: Actor) -> QuerySet[FollowUp]:
    """Those that the actor is responsible for, by their term."""
    rows = follow_ups_for(by).filter(owner=by.pk, state="planned")
    return rows.order_by("due", "pk")


def signals_to_see(by: Actor) -> QuerySet[Signal]:
    """What lit up and nobody looked at."""
    return signals_for(by).filter(state="new")


def owners_in(partnership: Organisation | int) -> list[Person]:
    """Who can be responsible for an actie: whoever manages acties there."""
    key = partnership if isinstance(partnership, int) else partnership.pk
    return members_of(key, names.KEEPER, names.CLERK, names.HANDLER)


def followers_in(partnership: int) -> list[Person]:
    """Who follows up knipperlichten there."""
    return members_of(partnership, *FOLLOWERS)


def partnerships_lit_by(by: Actor) -> QuerySet[Organisation]:
    """The partnerships whose knipperlichten the actor sets."""
    rows = Organisation.objects.filter(
        pk__in=abilities.places(by, roles.LIGHTS), kind=OrganisationKind.PARTNERSHIP
    )
    return rows.order_by("name", "pk")


def subject_for(by: Actor, kind: str, uid: UUID) -> tuple[About, Organisation]:
    """A thing that the actor's role finds, and the own partnership that is competent for it.

    Raises Http404 for anything else.
    """
    models: dict[str, QuerySet[Any]] = {
        Subject.SITE: Site.objects.select_related("organisation"),
        Subject.RECOGNITION: Recognition.objects.select_related("company", "programme"),
        Subject.MENTOR: Mentor.objects.select_related("person", "request__company"),
        Subject.AGREEMENT: Agreement.objects.select_related("recognition__company"),
    }
    found = models[kind].filter(uid=uid).first() if kind in models else None
    if found is not None:
        for key in sorted(roles.competent_for(found)):
            if roles.reaches(by, found, key) and roles.follows_up(by, key):
                return found, Organisation.objects.get(pk=key)
    raise Http404


def company_of(about: About) -> Organisation:
    """The company that it belongs to."""
    if isinstance(about, Site):
        return about.organisation
    if isinstance(about, Recognition):
        return about.company
    if isinstance(about, Mentor):
        return about.request.company
    assert about.recognition is not None
    return about.recognition.company
