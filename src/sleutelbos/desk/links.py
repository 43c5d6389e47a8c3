"""Address of the form for a question (G33)."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode


def help_url(path: str, organisation: UUID | str = "", right: str = "") -> str:
    """The form, about a page (its query is dropped), an organisation and a right."""
    about = {
        "pagina": path.partition("?")[0],
        "organisatie": str(organisation),
        "recht": right,
    }
    given = {name: value for name, value in about.items() if value}
    return f"{reverse('desk:ask-help')}?{urlencode(given)}"
