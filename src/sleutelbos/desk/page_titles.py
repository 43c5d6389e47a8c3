"""What the declared pages are called, for people who read about them."""

from __future__ import annotations

from functools import cache

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from sleutelbos.kernel.decisions import type_of_text


@cache
def page_titles() -> dict[str, type_of_text]:
    """Full name of each declared page → its title."""
    found: dict[str, type_of_text] = {}

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns)
            elif page := getattr(one.callback, "page", None):
                found[page.full_name] = page.title

    walk(get_resolver().url_patterns)
    return found


def title_of_path(path: str) -> type_of_text:
    """The title of the page at an address; the address itself when there is none."""
    try:
        page = getattr(resolve(path).func, "page", None) if path else None
    except Resolver404:
        return path
    title: type_of_text = page.title if page is not None else path
    return title
