"""The pages of recognition; importing this declares them all."""

from sleutelbos.duallearning.recognition.pages import (
    declare,
    free_places,
    handling,
    mandates,
    mentor_add,
    my_organisation,
    partnerships,
    place_search,
    prepare,
    programmes,
    programmes_edit,
    recognitions,
    requests,
    routing,
    search,
    sites,
    start,
)
from sleutelbos.duallearning.recognition.pages.base import page

__all__ = [
    "declare",
    "free_places",
    "handling",
    "mandates",
    "mentor_add",
    "my_organisation",
    "page",
    "partnerships",
    "place_search",
    "prepare",
    "programmes",
    "programmes_edit",
    "recognitions",
    "requests",
    "routing",
    "search",
    "sites",
    "start",
]
