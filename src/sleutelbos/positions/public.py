"""The door of Arbeidsplaatsbeheer: what the demo, connectors and the wiring may use."""

from sleutelbos.positions.actions.catalogues import load_grades
from sleutelbos.positions.rules.roles import (
    enters,
    is_expert,
    keeps_catalogues,
    opens_plans,
    reads_somewhere,
    reports_for_all,
    works_for_an_entity,
)

# Guides of this room, in the order in which one learns (A22).
GUIDES = ("aansluiten", "personeelsplan")

__all__ = [
    "GUIDES",
    "enters",
    "is_expert",
    "keeps_catalogues",
    "load_grades",
    "opens_plans",
    "reads_somewhere",
    "reports_for_all",
    "works_for_an_entity",
]
