"""Middleware of the page toolkit: reference, security headers, language, refusals."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from sleutelbos.kernel.actors import Nobody
from sleutelbos.tools.policies import reading_once
from sleutelbos.web import errors

GetResponse = Callable[[HttpRequest], HttpResponseBase]

REFERENCE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"  # no vowels, nothing that looks alike
LANGUAGE_COOKIE = "taal"
THEME_COOKIE = "thema"
LANGUAGES = {"nl": "nl-be", "en": "en"}
THEMES = {"licht": "light", "donker": "dark"}

POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
    "manifest-src": ("'self'",),
}


def new_reference() -> str:
    """A short reference that can be read out on the phone, e.g. ``K7Q4-MD2P``."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def allow_source(response: HttpResponseBase, directive: str, source: str) -> None:
    """Widen the content policy of one response, e.g. ``form-action`` for a redirect to a client.

    Raises KeyError for a directive that the policy does not have.
    """
    POLICY[directive]
    extra: dict[str, list[str]] = getattr(response, "csp_extra", {})
    extra.setdefault(directive, []).append(source)
    response.csp_extra = extra  # type: ignore[attr-defined]


def policy_text(extra: dict[str, list[str]]) -> str:
    """The value of the Content-Security-Policy header."""
    return "; ".join(
        " ".join([directive, *sources, *extra.get(directive, ())])
        for directive, sources in POLICY.items()
    )


class ReferenceMiddleware:
    """Gives each request a reference that stands in the logs and on error pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Number the request, in the logs too."""
        reference = new_reference()
        request.reference = reference  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(reference=reference):
            response = self.get_response(request)
        response["X-Reference"] = reference
        return response


class SecurityHeadersMiddleware:
    """Strict content policy; nothing of a signed-in page stays in a cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the headers that the answer does not have yet."""
        response = self.get_response(request)
        headers = response.headers
        camera = _uses_camera(request)
        if camera:
            allow_source(response, "script-src", "'wasm-unsafe-eval'")
        headers["Content-Security-Policy"] = policy_text(getattr(response, "csp_extra", {}))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault(
            "Permissions-Policy",
            f"camera={'(self)' if camera else '()'}, geolocation=(), microphone=(), payment=()",
        )
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            headers.setdefault(
                "Strict-Transport-Security",
                f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains",
            )
        if not isinstance(getattr(request, "actor", Nobody()), Nobody):
            headers.setdefault("Cache-Control", "no-store")
        return response


def _uses_camera(request: HttpRequest) -> bool:
    """Whether the page declared that it scans codes."""
    page = getattr(request, "page", None)
    return page is not None and page.camera


class LanguageMiddleware:
    """Dutch unless the visitor chose otherwise (cookie ``taal``); the browser's wish doesn't count.

    Whoever works for a Flemish service expects its language; English is a choice.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Speak the language of the cookie."""
        code = LANGUAGES.get(request.COOKIES.get(LANGUAGE_COOKIE, "nl"), "nl-be")
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", code)
        return response


class SettingsMiddleware:
    """A request reads each dated setting once."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hold what is read until the answer is there."""
        with reading_once():
            return self.get_response(request)


class RefusalMiddleware:
    """Turns what the gate refuses into a page with its sentence."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; refusals come back through ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for Refused, WrongState and Invalid; other faults go on."""
        return errors.for_exception(request, exception)
