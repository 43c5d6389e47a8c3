"""The pages of Arbeidsplaatsbeheer; importing this declares them all."""

from sleutelbos.positions.pages import (
    catalogues,
    change,
    create,
    decide,
    functions_file,
    link,
    onboarding,
    people,
    personnel,
    personnel_load,
    plan,
    plans,
    position,
    units,
    units_change,
)
from sleutelbos.positions.pages.base import page

__all__ = [
    "catalogues",
    "change",
    "create",
    "decide",
    "functions_file",
    "link",
    "onboarding",
    "page",
    "people",
    "personnel",
    "personnel_load",
    "plan",
    "plans",
    "position",
    "units",
    "units_change",
]
