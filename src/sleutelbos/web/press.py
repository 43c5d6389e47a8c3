"""What a button or a form of one action asks: do it, say so on the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from sleutelbos.kernel.actions import Action, Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle, key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Head


def press(
    request: PageRequest,
    action: Action[Any, Any],
    *args: Any,
    told: type_of_text | Callable[[Any], type_of_text],
    back: str,
    **kwargs: Any,
) -> HttpResponseBase:
    """Do what a button asks, say so on the next page; what was not right is said there too."""
    if request.method != "POST":
        raise Http404
    try:
        result = action.keyed(key_of(request), request.actor, *args, **kwargs)
    except Invalid as problem:
        for sentence in problem.problems.values():
            show.toast(request, sentence, tone="warn")
    else:
        show.toast(request, told(result) if callable(told) else told)
    return see_other(back)


def ask(
    request: PageRequest,
    form: Form,
    action: Action[Any, Any],
    *args: Any,
    head: Head,
    submit: type_of_text,
    told: type_of_text,
    back: str,
    **shown: Any,
) -> HttpResponseBase:
    """The form of one action, which is asked with its values; then ``told``, back where one was.

    ``shown``: what else stands on the page, as :func:`~sleutelbos.web.show.form` takes it.
    """

    def do(form: Form) -> str:
        action.keyed(form.key, request.actor, *args, **form.values())
        show.toast(request, told)
        return back

    return handle(request, form, do) or show.form(
        request, form, head, submit=submit, back_url=back, **shown
    )
