"""The list of hoedanigheden to choose from, the same on our own pages and for a client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import KeyKind, TargetGroup, shown_number
from sleutelbos.signin import capacities
from sleutelbos.signin.capacities import Capacity
from sleutelbos.signin.wishes import Wish
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Part, Template

MANY = 10  # more than this: one can search
MOST = 60  # shown at a time
NAMED = 4  # organisations of a doelgroep that are named


@dataclass(frozen=True)
class Option:
    """A line: what it sends, what it says, whether it is the present or the last choice."""

    code: str
    name: type_of_text
    hint: str
    now: bool = False
    last: bool = False
    focus: bool = False


@dataclass(frozen=True)
class Group:
    """Lines under a heading."""

    label: type_of_text
    options: list[Option] = field(default_factory=list)


def choice(
    request: PageRequest,
    wish: Wish,
    found: Sequence[Capacity],
    *,
    now: Capacity | None,
    last: Capacity | None,
) -> list[Part]:
    """The search (for many) and the lines; the last choice first, with the focus on its button.

    A search puts the focus on its first line, so that Enter chooses it.
    """
    text = request.GET.get("zoek", "").strip()[:100]
    rows = capacities.narrowed(found, text) if text else list(found)
    many = bool(text) or len(found) > MANY
    groups: list[Group] = []
    if last is not None and last != now and many and not text:
        rows.remove(last)
        groups.append(Group(_("Zoals vorige keer"), [_option(last, now, last, focus=False)]))
    first = rows[0] if text and rows else last if not many else None
    for group in capacities.grouped(rows[:MOST]):
        lines = [_option(one, now, last, focus=one == first) for one in group.capacities]
        groups.append(Group(group.label, lines))
    context = {
        "groups": groups,
        "fields": wish.fields,
        "text": text,
        "search": many,
        "focus_search": many and not text,
        "more": max(len(rows) - MOST, 0),
    }
    parts: list[Part] = [Template("signin/capacities.html", context)]
    if not rows and not groups:
        sentence = _("Zoek op een ander deel van de naam, op de gemeente of op het nummer.")
        parts.append(Empty(_("Niets gevonden"), sentence))
    return parts


def _option(one: Capacity, now: Capacity | None, last: Capacity | None, *, focus: bool) -> Option:
    return Option(one.code, one.name, _hint(one), one == now, one == last, focus and one != now)


def _hint(one: Capacity) -> str:
    if one.organisation is None:
        return _whole(one)
    words = [
        ", ".join(one.posts) or _t("gebruiker"),
        one.organisation.municipality,
        _numbered(one) if one.number else "",
    ]
    return " · ".join(word for word in words if word)


def _numbered(one: Capacity) -> str:
    """The number with what it is; an OVO-code says that itself."""
    number = shown_number(one.number)
    if one.number_kind == KeyKind.OVO:
        return number
    return f"{KeyKind(one.number_kind).label} {number}"


def _whole(one: Capacity) -> str:
    """What a whole doelgroep holds."""
    if one.target_group == TargetGroup.BUR:
        return _t("voor uzelf, niet voor een organisatie")
    named = ", ".join(one.members[:NAMED])
    rest = len(one.members) - NAMED
    return _t("%(names)s en nog %(n)s") % {"names": named, "n": rest} if rest > 0 else named
