"""Entries of the side navigation; which ones there are, ``config/navigation.py`` says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

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
    """The entries that this actor may see, with the deepest one that fits the path marked.

    Each question is asked once, however many entries ask it.
    """
    asked: dict[Callable[[Actor], bool | Decision], bool] = {}

    def seen(items: Iterable[NavItem]) -> Iterator[NavItem]:
        for item in items:
            if item.visible not in asked:
                asked[item.visible] = bool(item.visible(by))
            if asked[item.visible]:
                yield replace(item, children=tuple(seen(item.children)))

    shown = list(seen(items))
    best = max((url for url in _urls(shown) if _holds(url, path)), key=len, default="")
    links = (_link(item, best) for item in shown)
    return tuple(link for link in links if link.url or link.children)


def _urls(items: Iterable[NavItem]) -> Iterator[str]:
    for item in items:
        if item.url_name:
            yield from (_url(item), *item.covers)
        yield from _urls(item.children)


def _url(item: NavItem) -> str:
    return reverse(item.url_name, kwargs=dict(item.kwargs)) if item.url_name else ""


def _holds(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))


def _link(item: NavItem, best: str) -> NavLink:
    children = tuple(_link(child, best) for child in item.children)
    url = _url(item)
    return NavLink(
        label=item.label,
        url=url,
        icon=item.icon,
        current=bool(url) and best in (url, *item.covers),
        inside=any(child.current or child.inside for child in children),
        count=item.count,
        children=children,
    )
