"""What the pages of the time register share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.web.pages import Pages

page = Pages("timereg", application=_("Tijdsregistratie"))
