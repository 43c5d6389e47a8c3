"""Entries of the side navigation; which ones there are, ``config/navigation.py`` says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text


def _always(by: Actor) -> bool:
    return True


@dataclass(frozen=True)
class NavItem:
    """One entry; without ``url_name`` it is a heading above its children.

    ``covers`` are addresses of pages that belong to it, besides those below its own.
    """

    label: type_of_text
    url_name: str = ""
    icon: str = ""
    visible: Callable[[Actor], bool | Decision] = _always
    children: tuple[NavItem, ...] = ()
    kwargs: Mapping[str, object] = field(default_factory=dict)
    count: int = 0
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavLink:
    """An entry as the template shows it."""

    label: type_of_text
    url: str
    icon: str
    current: bool
    inside: bool
    count: int
    children: tuple[NavLink, ...]


def resolve(items: Iterable[NavItem], by: Actor, path: str) -> tuple[NavLink, ...]:
    """The entries that this actor may see, with the deepest one that fits the path marked."""
    shown = [item for item in items if item.visible(by)]
    urls = _urls(shown, by)
    best = max((url for url in urls if _holds(url, path)), key=len, default="")
    links = (_link(item, by, path, best) for item in shown)
    return tuple(link for link in links if link.url or link.children)


def _urls(items: Iterable[NavItem], by: Actor) -> list[str]:
    found = []
    for item in items:
        if item.url_name:
            found += [reverse(item.url_name, kwargs=dict(item.kwargs)), *item.covers]
        found += _urls((child for child in item.children if child.visible(by)), by)
    return found


def _holds(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))


def _link(item: NavItem, by: Actor, path: str, best: str) -> NavLink:
    children = tuple(_link(child, by, path, best) for child in item.children if child.visible(by))
    url = reverse(item.url_name, kwargs=dict(item.kwargs)) if item.url_name else ""
    return NavLink(
        label=item.label,
        url=url,
        icon=item.icon,
        current=bool(url) and best in (url, *item.covers),
        inside=any(child.current or child.inside for child in children),
        count=item.count,
        children=children,
    )
