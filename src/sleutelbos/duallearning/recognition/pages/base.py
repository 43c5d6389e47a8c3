"""What the pages of Werkplek Duaal share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.web.pages import Pages, Reveals

page = Pages("duallearning", application=_("Werkplek Duaal"))
PURPOSE = Reveals(_("Een erkenning voor duaal leren aanvragen of behandelen"))
