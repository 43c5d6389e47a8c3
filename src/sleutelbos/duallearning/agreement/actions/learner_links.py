"""A learner gets a link to his own agreements, without signing in."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import policies_signing as policies
from sleutelbos.duallearning.agreement.events_signing import LearnerLinkSent
from sleutelbos.duallearning.agreement.models import Learner, LearnerLink
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.secrets import digest_of, secret_of
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision


def may_keep_link(by: Actor, learner: Learner) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.guides(by, learner)


def facts_of_link(result: object, learner: Learner, **kwargs: object) -> dict[str, object]:
    """Whose it is; the link holds a secret."""
    return {"person": learner.person}


@action(
    "duallearning.send-learner-link",
    label=_("Link naar de leerling sturen"),
    allow=may_keep_link,
    sentence=_("{by} stuurde {person} een link naar de eigen overeenkomsten."),
    about=facts_of_link,
)
def send_learner_link(by: Actor, learner: Learner) -> LearnerLink:
    """An earlier link dies. Invalid when the learner has no address."""
    if not learner.person.email:
        raise Invalid(_t("De leerling heeft geen e-mailadres."))
    now, today = clock.now(), clock.today()
    learner.links.filter(ended_at=None).update(ended_at=now)
    row = LearnerLink(uid=uuid4(), learner=learner, sent_at=now)
    row.digest = digest_of(secret_of(row))
    row.expires_on = today + timedelta(days=policies.learner_link_days.on(today))
    row.save()
    emit(LearnerLinkSent(link=row.pk))
    return row


@action(
    "duallearning.withdraw-learner-link",
    label=_("Link van de leerling intrekken"),
    allow=may_keep_link,
    sentence=_("{by} trok de link van {person} naar de eigen overeenkomsten in."),
    about=facts_of_link,
)
def withdraw_learner_link(by: Actor, learner: Learner) -> Learner:
    """It leads nowhere from now on. Invalid without one."""
    if not learner.links.filter(ended_at=None).update(ended_at=clock.now()):
        raise Invalid(_t("De leerling heeft geen link."))
    return learner
