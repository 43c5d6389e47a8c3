"""The six steps in which an entity joins (S4, A23), and the words for what stands in its report."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State
from sleutelbos.positions.states import HR_OF_ENTITY, Exclusion

EXPERTS = _("het expertenteam van AgO")

# A state is the step that is to be done now; it is over when the flow moves on.
onboarding_flow = Flow(
    "positions.Onboarding",
    states=(
        State("placing", _("Stap 1: arbeidsplaatsen uit het personeel"), EXPERTS, "info"),
        State("checking", _("Stap 2: blauwe lijnen nakijken"), HR_OF_ENTITY, "info"),
        State("asking", _("Stap 3: groene lijnen invullen"), HR_OF_ENTITY, "info"),
        State("making", _("Stap 4: gevraagde arbeidsplaatsen maken"), EXPERTS, "info"),
        State("assigning", _("Stap 5: nakijken en toewijzen"), HR_OF_ENTITY, "info"),
        State("linking", _("Stap 6: personeel koppelen"), EXPERTS, "info"),
        State("joined", _("Aangesloten"), tone="ok"),
    ),
    moves=(
        Move("place", ("placing",), "checking"),
        Move("check", ("checking",), "asking"),
        Move("ask", ("asking",), "making"),
        Move("make", ("making",), "assigning"),
        Move("assign", ("assigning",), "linking"),
        Move("link", ("linking",), "joined"),
        Move("back-to-placing", ("checking",), "placing"),
        Move("back-to-checking", ("asking",), "checking"),
        Move("back-to-asking", ("making",), "asking"),
        Move("back-to-making", ("assigning",), "making"),
        Move("back-to-assigning", ("linking",), "assigning"),
        Move("back-to-linking", ("joined",), "linking"),
    ),
)
STEPS = tuple(onboarding_flow.states)[:-1]
EXPERT_STEPS = tuple(step for step in STEPS if onboarding_flow.states[step].owner == EXPERTS)
ENTITY_STEPS = tuple(step for step in STEPS if step not in EXPERT_STEPS)


class LineColour(TextChoices):
    """What the first step did with an arbeidsrelatie: blue made and linked, green not handled."""

    BLUE = "blauw", _("Blauwe lijn")
    GREEN = "groen", _("Groene lijn")


# Why the first step made no position: an exclusion, or Vlimpers says too little.
LACKING = "onvolledig"
GREEN_REASONS = [*Exclusion.choices, (LACKING, _("Onvolledig in Vlimpers"))]


class GreenChoice(TextChoices):
    """What the entity wants for a green line."""

    WANTED = "aanvragen", _("Aangevraagd")
    UNNEEDED = "niet-nodig", _("Niet nodig")
