"""Error pages: what happened, that nothing was lost, who can help, and a reference."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.kernel.decisions import Decision
from sleutelbos.web import ports


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that we can't read."""
    return _page(request, HTTPStatus.BAD_REQUEST, "web/errors/400.html", sentences=[])


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without a decision behind it."""
    return refused(request, Decision(False))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it isn't there, or not for you."""
    step_up = ports.step_up(request, Decision(False))
    return _page(request, HTTPStatus.NOT_FOUND, "web/errors/404.html", step_up=step_up)


def method_not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """405, with the methods that are."""
    response = _page(request, HTTPStatus.METHOD_NOT_ALLOWED, "web/errors/405.html")
    response["Allow"] = ", ".join(methods)
    return response


def refused(request: HttpRequest, decision: Decision) -> HttpResponse:
    """403: what is missing, who gives it, and a button to ask; or the stronger key it takes."""
    by: Actor = getattr(request, "actor", Nobody())
    step_up = ports.step_up(request, decision)
    sure = step_up is not None and step_up.sure
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        "web/errors/403.html",
        reason=decision.reason,
        step_up=step_up,
        helpers=() if sure else ports.who_can_help(by, decision),
        ask=None if sure else ports.ask_for(by, decision),
    )


def conflict(request: HttpRequest, decision: Decision) -> HttpResponse:
    """409: somebody was first, or the moment has passed."""
    return _page(request, HTTPStatus.CONFLICT, "web/errors/409.html", reason=decision.reason)


def invalid(request: HttpRequest, problem: Invalid) -> HttpResponse:
    """400 with the sentences of what isn't right."""
    sentences = [str(sentence) for sentence in problem.problems.values()]
    return _page(request, HTTPStatus.BAD_REQUEST, "web/errors/400.html", sentences=sentences)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from elsewhere."""
    return _page(request, HTTPStatus.FORBIDDEN, "web/errors/csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: needs no database, session or context."""
    html = get_template("web/errors/500.html").render(
        {"reference": getattr(request, "reference", ""), "title": _("Er ging iets mis")}
    )
    return HttpResponse(html, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def for_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page for what a view may raise on purpose; None for a real fault."""
    if isinstance(exception, WrongState):
        return conflict(request, exception.decision)
    if isinstance(exception, Refused):
        return refused(request, exception.decision)
    if isinstance(exception, Invalid):
        return invalid(request, exception)
    return None


def _page(
    request: HttpRequest, status: HTTPStatus, template: str, **context: object
) -> HttpResponse:
    return render(request, template, context, status=status)
