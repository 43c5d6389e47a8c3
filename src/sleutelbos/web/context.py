"""What each template may count on: one name, ``ui``."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import navigation, ports
from sleutelbos.web.middleware import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES


class Ui:
    """The frame around a page; each property is worked out when a template asks it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        """Who is here."""
        return getattr(self.request, "actor", Nobody())

    @property
    def signed_in(self) -> bool:
        """Whether somebody signed in."""
        return not isinstance(self.actor, Nobody)

    @cached_property
    def frame(self) -> ports.Frame:
        """Names and menus of the header and footer."""
        return ports.frame(self.request)

    @cached_property
    def navigation(self) -> tuple[navigation.NavLink, ...]:
        """The entries that this actor may see."""
        items = ports.navigation(self.request)
        return navigation.resolve(items, self.actor, self.request.path)

    @property
    def application(self) -> type_of_text:
        """Name of the application that this page belongs to; may be empty."""
        page = getattr(self.request, "page", None)
        return page.application if page is not None else ""

    @property
    def title(self) -> type_of_text:
        """Declared title of the page; may be empty."""
        page = getattr(self.request, "page", None)
        return page.title if page is not None else ""

    @property
    def reference(self) -> str:
        """Reference of this request."""
        return str(getattr(self.request, "reference", ""))

    @property
    def lang(self) -> str:
        """Language of the page, for ``<html lang>``."""
        chosen = self.request.COOKIES.get(LANGUAGE_COOKIE, "nl")
        return LANGUAGES.get(chosen, "nl-be")

    @property
    def theme(self) -> str:
        """``light``, ``dark``, or empty: as the device wishes."""
        return THEMES.get(self.request.COOKIES.get(THEME_COOKIE, ""), "")

    @property
    def path(self) -> str:
        """Address of this page with its query, to come back to."""
        return self.request.get_full_path()


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"ui": Ui(request)}
