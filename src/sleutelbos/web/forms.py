"""Forms: plain Dutch, an idempotency key, errors that lead to their field.

::

    class AddUser(Form):
        name = TextField(label=_("Naam"))
        name = TextField(label=_("Naam"))
        period = PeriodField(label=_("Looptijd"))

    def add_user_page(request, organisation):
        form = AddUser.of(request)
        def do(form: AddUser) -> str:
            add_user.keyed(form.key, request.actor, organisation, **form.values())
            return reverse("access:users", args=[organisation.pk])
        return handle(request, form, do) or show.form(request, form, Head(...), submit=...)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Literal, Self, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.db.models import Q
from django.forms import (
    BooleanField,
    BoundField,
    EmailField,
    FileField,
    IntegerField,
)
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web.fields import (
    SENTENCES,
    DateField,
    ListField,
    OneOf,
    PeriodField,
    SearchField,
    SomeOf,
    TextField,
)
from sleutelbos.web.hours import HourField

KEY = "sleutel"
Kind = Literal["input", "file", "group", "period", "checkbox", "hidden"]
F = TypeVar("F", bound="Form")


@dataclass(frozen=True)
class Shown:
    """How the template draws a field."""

    kind: Kind
    optional: bool
    described_by: str


@dataclass(frozen=True)
class ErrorLine:
    """A line of the error summary; ``target`` is the id of the field, or empty."""

    sentence: str
    target: str


class Form(forms.Form):
    """Base of all forms that do something (POST).

    ``kept`` reassures above the errors: a form that forgets what was typed says so there.
    """

    use_required_attribute = False
    error_css_class = "wrong"
    columns = False  # True: short fields beside each other
    kept: type_of_text = _("Er is nog niets bewaard. Wat u invulde, staat er nog.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self._word(name)
        self.key_now = str(uuid4())

    def ask(self, name: str, field: forms.Field) -> None:
        """Add a question that depends on what the form is about, behind those that are there."""
        self.fields[name] = field
        self._word(name)

    def _word(self, name: str) -> None:
        field = self.fields[name]
        _speak_plainly(field, str(self[name].label))
        if field.required and isinstance(field.widget, forms.FileInput):
            field.widget.attrs["required"] = True  # the style sheet sees that it is empty

    @classmethod
    def of(cls, request: HttpRequest, **kwargs: Any) -> Self:
        """The form of this request: filled in when it was sent, else empty (or ``initial``)."""
        if request.method == "POST":
            return cls(request.POST, request.FILES, **kwargs)
        return cls(**kwargs)

    @property
    def key(self) -> str:
        """The idempotency key with which this form was sent; empty when it has none."""
        return _good_key(self.data.get(KEY, "")) if self.is_bound else ""

    def values(self, *names: str) -> dict[str, Any]:
        """The cleaned values, of all fields or the named ones."""
        return {name: self.cleaned_data[name] for name in names or self.fields}

    def error_lines(self) -> list[ErrorLine]:
        """The errors in the order of the fields, those of the whole form first."""
        lines = [ErrorLine(str(error), "") for error in self.non_field_errors()]
        for bound in self:
            for error in bound.errors:
                lines.append(ErrorLine(str(error), _target(bound)))
        return lines


class FilterForm(Form):
    """Filters above a table (GET): all optional, ``narrow`` applies them.

    ``lookups``: for a field, what of a row may be what was filled in; ``word_lookups``: the same
    for each of its words. ``narrows_first``: also when nothing is filled in, for a filter that
    begins with less than all. ``frame``: fields that say what is looked at, such as a day, rather
    than leave something out: an empty list under them says why it is empty.
    """

    narrows_first = False
    frame: ClassVar[tuple[str, ...]] = ()
    lookups: ClassVar[Mapping[str, Sequence[str]]] = {}
    word_lookups: ClassVar[Mapping[str, Sequence[str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The rows that fit; ``chosen`` holds only the fields that were filled in well."""
        for name, lookups in self.lookups.items():
            if name in chosen:
                queryset = queryset.filter(_any_of(lookups, chosen[name]))
        for name, lookups in self.word_lookups.items():
            for word in chosen.get(name, "").split():
                queryset = queryset.filter(_any_of(lookups, word))
        return queryset


def _any_of(lookups: Sequence[str], value: Any) -> Q:
    return reduce(or_, (Q(**{lookup: value}) for lookup in lookups))


def key_of(request: HttpRequest) -> str:
    """The idempotency key of a button or any other POST; empty when it has none."""
    return _good_key(request.POST.get(KEY, ""))


def put_invalid(form: Form, problem: Invalid) -> None:
    """Show what the action found wrong at its field; what fits no field, above the form."""
    for name, sentence in problem.problems.items():
        form.add_error(name if name in form.fields else None, str(sentence))


def handle(
    request: HttpRequest, form: F, do: Callable[[F], str | HttpResponseBase]
) -> HttpResponseBase | None:
    """Do what a good form asks and go on (303); None when the form must be shown (again).

    ``do`` gives the address to go on to (or a whole answer); its ``Invalid`` lands on the form.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        result = do(form)
    except Invalid as problem:
        put_invalid(form, problem)
        return None
    if isinstance(result, str):
        response = HttpResponseRedirect(result)
        response.status_code = 303
        return response
    return result


def as_shown(bound: BoundField) -> Shown:
    """Which of the few ways of drawing fits this field."""
    field, widget = bound.field, bound.field.widget
    kind: Kind = "input"
    if bound.is_hidden:
        kind = "hidden"
    elif isinstance(widget, forms.MultiWidget):
        kind = "period"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "group"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "checkbox"
    elif isinstance(widget, forms.FileInput):
        kind = "file"
    ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    optional = not field.required and not isinstance(bound.form, FilterForm)
    if kind == "checkbox" or (isinstance(field, ListField) and field.says_none):
        optional = False
    return Shown(kind, optional, " ".join(ids))


def _good_key(sent: Any) -> str:
    try:
        return str(UUID(str(sent)))
    except ValueError:
        return ""


def _target(bound: BoundField) -> str:
    """Id of the element to go to: the first input of a group."""
    kind = as_shown(bound).kind
    if kind in ("group", "period"):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def _speak_plainly(field: forms.Field, label: str) -> None:
    """Put our sentences where the author of the field gave none."""
    given: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            given.update(getattr(kind, "default_error_messages", {}))
    ours: dict[str, Any] = {}
    for kind, sentences in reversed(SENTENCES):
        if isinstance(field, kind):
            ours |= sentences
    for code, sentence in ours.items():
        if code not in field.error_messages or field.error_messages[code] is given.get(code):
            field.error_messages[code] = sentence
    for code, sentence in field.error_messages.items():
        field.error_messages[code] = str(sentence).replace("{label}", label)


__all__ = [
    "BooleanField",
    "DateField",
    "EmailField",
    "ErrorLine",
    "FileField",
    "FilterForm",
    "Form",
    "HourField",
    "IntegerField",
    "ListField",
    "OneOf",
    "PeriodField",
    "SearchField",
    "Shown",
    "SomeOf",
    "TextField",
    "as_shown",
    "handle",
    "key_of",
    "put_invalid",
]
