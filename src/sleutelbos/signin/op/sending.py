"""Sending an authorization response back with the browser: query, fragment or form_post."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.template.loader import get_template

from sleutelbos.tools import bare

# A form that goes to the client only, one script of ours that presses its button.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " base-uri 'none'; frame-ancestors 'none'; form-action {origin}"
)
SAFE = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
]


def back(uri: str, mode: str, values: dict[str, str]) -> bare.Response:
    """The answer to the client; empty values are left out."""
    values = {name: text for name, text in values.items() if text}
    if mode == "form_post":
        return _form(uri, values)
    if mode == "fragment":
        return see_other(f"{uri}#{urlencode(values)}")
    # With an address like https://app/#/oic the answer stands inside the fragment (§4.3 rule 9).
    joint = "&" if "?" in uri.rpartition("#")[2] else "?"
    return see_other(f"{uri}{joint}{urlencode(values)}")


def see_other(url: str) -> bare.Response:
    """On to another address (303: always with GET, RFC 9700 §4.12)."""
    return bare.Response(303, b"", [("Location", url), *SAFE])


def _form(uri: str, values: dict[str, str]) -> bare.Response:
    """A page that posts itself; without JavaScript it is one button."""
    parts = urlsplit(uri)
    html = get_template("signin/form_post.html").render({"uri": uri, "values": values})
    return page(html, 200, f"{parts.scheme}://{parts.netloc}")


def page(html: str, status: int, goes_to: str = "'none'") -> bare.Response:
    """A page of ours outside Django; ``goes_to`` is where its form may lead."""
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", POLICY.format(origin=goes_to)),
    ]
    return bare.Response(status, html.encode(), [*headers, *SAFE])
