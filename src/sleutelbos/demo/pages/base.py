"""What the pages of the demo share: everybody may see them, in demo mode only."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.web.pages import Pages
from sleutelbos.web.parts import Crumb

page = Pages("demo", application=_("Demo"))


def crumbs() -> list[Crumb]:
    """The way back to the overview."""
    return [Crumb(_("Over de demo"), reverse("demo:overview"))]
