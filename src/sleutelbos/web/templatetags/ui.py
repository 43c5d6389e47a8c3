"""Tags and filters of the page toolkit; built in for every template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast
from uuid import uuid4

from django import template
from django.contrib.messages.storage.base import Message
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sleutelbos.web import slots, words
from sleutelbos.web.columns import Row
from sleutelbos.web.forms import KEY, Form, as_shown
from sleutelbos.web.parts import Part, Pill, Template
from sleutelbos.web.tables import Table

register = template.Library()

CELL = '<td role="cell" class="c-{}" data-label="{}">{}</td>'
FIRST = '<th scope="row" role="rowheader" class="c-{}" data-label="{}"{}>{}</th>'


@cache
def _sprite() -> str:
    """The address of the icons: the same as long as the process lives."""
    return static("icons.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; without ``label`` it is decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            label, _sprite(), name,
        )  # fmt: skip
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name
    )


@register.simple_tag(takes_context=True)
def part(context: Context, it: Part) -> SafeString:
    """Show a component (see ``web/parts.py``)."""
    return _shown_part(context, it)


def _shown_part(context: Context, it: Part) -> SafeString:
    found = cast(Any, context).template.engine.get_template(it.template)
    with context.push(it=it):
        return SafeString(found.render(context))


@register.simple_tag(takes_context=True)
def pill(context: Context, tone: str, text: str, icon: str = "") -> SafeString:
    """A state: tone, word, and the icon when it isn't that of the tone."""
    return _shown_part(context, Pill(text, tone, icon))


@register.simple_tag(takes_context=True)
def field(context: Context, bound: BoundField) -> SafeString:
    """A form field with its label, hint and error."""
    found = cast(Any, context).template.engine.get_template("web/parts/field.html")
    with context.push(bound=bound, shown=as_shown(bound)):
        return SafeString(found.render(context))


@register.simple_tag(takes_context=True)
def error_summary(context: Context, form: Form) -> SafeString:
    """What to correct, on top of the page, each with a link to its field."""
    if not form.is_bound or not form.errors:
        return SafeString("")
    found = cast(Any, context).template.engine.get_template("web/parts/error_summary.html")
    with context.push(lines=form.error_lines(), kept=form.kept):
        return SafeString(found.render(context))


@register.simple_tag(takes_context=True)
def slot(context: Context, place: slots.Place, subject: Any) -> SafeString:
    """What other rooms contribute to the page of a person, an organisation or a site."""
    parts = slots.contributions(place, context["request"], subject)
    return SafeString("".join(_shown_part(context, it) for it in parts))


@register.simple_tag(takes_context=True)
def own(context: Context, it: Template) -> SafeString:
    """A room's own template within a part."""
    found = cast(Any, context).template.engine.get_template(it.name)
    with context.push(**it.context):
        return SafeString(found.render(context))


@register.simple_tag
def new_key() -> SafeString:
    """A hidden idempotency key for a form without fields."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, uuid4())


@register.simple_tag(takes_context=True)
def value(context: Context, thing: Any) -> SafeString:
    """Any value as people read it: dates, periods, yes or no, parts, lists, or a dash."""
    if thing and isinstance(thing, str):
        return conditional_escape(thing)
    if isinstance(thing, Part):
        return _shown_part(context, thing)
    if isinstance(thing, list | tuple) and thing:
        lines = ((value(context, one),) for one in thing)
        return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li>{}</li>", lines))
    return text_of(thing)


@register.simple_tag(takes_context=True)
def cells(context: Context, table: Table, row: Row) -> SafeString:
    """The cells of a table's row, the first one as its heading; of ticked rows with an id.

    Not drawn by a template, as a page has hundreds of them (bench users: 6 ms against 13).
    """
    drawn: list[SafeString] = []
    for cell in row.cells:
        shown, column = value(context, cell.value), cell.column
        if cell.url:
            shown = format_html('<a href="{}">{}</a>', cell.url, shown)
        if drawn:
            drawn.append(format_html(CELL, column.kind, column.label, shown))
        else:
            own = format_html(' id="rij-{}-{}"', table.name, row.key) if table.bulk else ""
            drawn.append(format_html(FIRST, column.kind, column.label, own, shown))
    return SafeString("".join(drawn))


def text_of(thing: Any) -> SafeString:
    """As :func:`value`, for what needs no template."""
    if thing is None or thing == "" or thing == () or thing == []:
        return format_html(
            '<span class="none" aria-hidden="true">–</span><span class="sr">{}</span>', _("geen")
        )
    if isinstance(thing, bool):
        return format_html("{}", _("ja") if thing else _("nee"))
    if isinstance(thing, datetime):
        return format_html(
            '<time datetime="{}">{}</time>', thing.isoformat(), words.moment_text(thing)
        )
    if isinstance(thing, date):
        return format_html(
            '<time datetime="{}">{}</time>', thing.isoformat(), words.day_text(thing)
        )
    if isinstance(thing, DateTimeTZRange | DateRange):
        return format_html("{}", words.unbroken(words.period_text(thing)))
    if isinstance(thing, int | float | Decimal):
        return format_html("{}", words.number_text(thing))
    return format_html("{}", thing)


@register.filter
def dag(day: date | None) -> str:
    """``12 mrt 2026``."""
    return words.day_text(day)


@register.filter
def dag_voluit(day: date | None) -> str:
    """``12 maart 2026``."""
    return words.day_text(day, full=True)


@register.filter
def moment(at: datetime | None) -> str:
    """``12 mrt 2026, 14.05 u.``, in Brussels."""
    return words.moment_text(at)


@register.filter
def periode(period: Any) -> str:
    """``1 jan 2026 tot en met 31 dec 2026``."""
    return words.period_text(period)


@register.filter
def getal(number: int | float | Decimal) -> str:
    """``1.234,5``."""
    return words.number_text(number)


@register.filter
def toast_of(message: Message) -> Mapping[str, Any]:
    """Tone, undo and link of a message made by ``show.toast`` (plain messages get a tone)."""
    bare: dict[str, Any] = {"tone": "ok", "undo": None, "link": None}
    try:
        return bare | dict(json.loads(message.extra_tags or "{}"))
    except ValueError:
        return bare | {"tone": {"error": "stop", "warning": "warn"}.get(message.level_tag, "ok")}
