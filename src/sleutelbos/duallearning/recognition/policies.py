"""Dated settings of recognition, per partnership (its OVO code) where it deviates."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import BothRoles, VoteWhen
from sleutelbos.tools.policies import policy

PARTNERSHIP = ("partnership",)

decision_days = policy(
    "duallearning.decision-days",
    type=int,
    label=_("Binnen hoeveel dagen een aanvraag beslist wordt"),
    scopes=PARTNERSHIP,
)
recognition_years = policy(
    "duallearning.recognition-years",
    type=int,
    label=_("Hoeveel jaar een erkenning geldt"),
)
expiring_months = policy(
    "duallearning.expiring-months",
    type=int,
    label=_("Hoeveel maanden voor het einde van een erkenning de onderneming een mail krijgt"),
)
mentor_age = policy(
    "duallearning.mentor-age",
    type=int,
    label=_("Hoe oud een mentor minstens is"),
    scopes=PARTNERSHIP,
)
mentor_experience = policy(
    "duallearning.mentor-experience-years",
    type=int,
    label=_("Hoeveel jaar ervaring een mentor minstens heeft"),
    scopes=PARTNERSHIP,
)
learners_per_mentor = policy(
    "duallearning.learners-per-mentor",
    type=int,
    label=_("Hoeveel leerlingen een mentor hoogstens begeleidt"),
    scopes=PARTNERSHIP,
)
extract_months = policy(
    "duallearning.extract-months",
    type=int,
    label=_("Hoeveel maanden oud een uittreksel 596.2 hoogstens is bij het indienen"),
)
extract_keep_days = policy(
    "duallearning.extract-keep-days",
    type=int,
    label=_("Hoeveel dagen na de beoordeling het bestand van een uittreksel 596.2 verdwijnt"),
)
draft_days = policy(
    "duallearning.draft-days",
    type=int,
    label=_(
        "Hoeveel dagen een uittreksel 596.2 dat nog niet beoordeeld is hoogstens bewaard wordt"
    ),
)
needed_documents = policy(
    "duallearning.needed-documents",
    type=list[str],
    label=_("Welke documenten bij een aanvraag horen"),
    scopes=PARTNERSHIP,
)
declaration_version = policy(
    "duallearning.declaration-version",
    type=str,
    label=_("De versie van de verklaring op eer die geldt"),
)
offer_months = policy(
    "duallearning.offer-months",
    type=int,
    label=_("Hoeveel maanden een onderneming een vrije plaats hoogstens vooraf aanbiedt"),
)
vote_when = policy(
    "duallearning.vote-when",
    type=str,
    label=_("Wanneer het partnerschap stemt over een aanvraag"),
    scopes=PARTNERSHIP,
)
vote_days = policy(
    "duallearning.vote-days",
    type=int,
    label=_("Hoeveel dagen een stemming open blijft"),
    scopes=PARTNERSHIP,
)
vote_quorum = policy(
    "duallearning.vote-quorum",
    type=int,
    label=_("Hoeveel procent van de stemgerechtigden minstens moet stemmen"),
    scopes=PARTNERSHIP,
)
vote_share = policy(
    "duallearning.vote-share",
    type=int,
    label=_("Meer dan hoeveel procent van de stemmen 'voor' moet zijn"),
    scopes=PARTNERSHIP,
)
vote_and_handle = policy(
    "duallearning.vote-and-handle",
    type=str,
    label=_("Behandelen en stemmen over hetzelfde dossier"),
    scopes=PARTNERSHIP,
)
hearing_days = policy(
    "duallearning.hearing-days",
    type=int,
    label=_("Hoeveel dagen een onderneming minstens krijgt voor ze gehoord wordt"),
    scopes=PARTNERSHIP,
)
appeal_days = policy(
    "duallearning.appeal-days",
    type=int,
    label=_("Binnen hoeveel dagen na de ontvangst van een beslissing men beroep instelt"),
)
training_months = policy(
    "duallearning.training-months",
    type=int,
    label=_("Binnen hoeveel maanden na de erkenning een mentor de mentoropleiding volgt"),
    scopes=PARTNERSHIP,
)
training_warn_days = policy(
    "duallearning.training-warn-days",
    type=int,
    label=_("Hoeveel dagen voor het einde van die termijn de onderneming een mail krijgt"),
    scopes=PARTNERSHIP,
)
programming_percent = policy(
    "duallearning.programming-percent",
    type=int,
    label=_("Hoeveel procent van het aanbod een levering wijzigt zonder dat iemand eerst kijkt"),
)
# Highest value where it is a percentage; what may be chosen where it is a word.
MOST = {vote_quorum.name: 100, vote_share.name: 100}
CHOICES: dict[str, type[TextChoices]] = {vote_when.name: VoteWhen, vote_and_handle.name: BothRoles}

# What the department may set for one partnership, in the order of the screen.
OF_PARTNERSHIP = (
    decision_days,
    mentor_age,
    mentor_experience,
    learners_per_mentor,
    needed_documents,
    vote_when,
    vote_days,
    vote_quorum,
    vote_share,
    vote_and_handle,
    hearing_days,
    training_months,
    training_warn_days,
)
