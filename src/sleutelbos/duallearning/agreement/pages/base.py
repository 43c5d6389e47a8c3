"""What the pages of agreements share; they are pages of Werkplek Duaal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.web.pages import Reveals

PURPOSE = Reveals(_("Een overeenkomst voor duaal leren opmaken of opvolgen"))

__all__ = ["PURPOSE", "page"]
