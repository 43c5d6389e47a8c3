"""Every component in every state: ``/_onderdelen`` (never in production)."""

from sleutelbos.web.specimen import lists, overview, questions
from sleutelbos.web.specimen.base import example_frame, example_navigation, page

__all__ = ["example_frame", "example_navigation", "lists", "overview", "page", "questions"]
