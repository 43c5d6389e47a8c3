"""The door of the demo, for the assembly."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo.esf import esf_feed
from sleutelbos.demo.jobs import work_next
from sleutelbos.demo.kbo import kbo, vkbo
from sleutelbos.demo.pages import page
from sleutelbos.demo.personas import personas
from sleutelbos.demo.sources import (
    directory,
    functions_feed,
    heads_feed,
    personnel_feed,
    programming_feed,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import words
from sleutelbos.web.ports import Choice


def banner(request: HttpRequest) -> tuple[type_of_text, tuple[Choice, ...]]:
    """The line on top of each page of the demo, with what one can do about it."""
    if settings.SANDBOX:
        return _sandbox_banner()
    text = _t("Demo: niets telt echt. Het is hier %(moment)s") % {
        "moment": words.moment_text(clock.now())
    }
    return text, (
        Choice(_("Klok"), reverse("demo:clock"), "clock"),
        Choice(_("Postvak"), reverse("demo:mailbox"), "mail"),
        Choice(_("Andere persona"), reverse("signin:sign-in"), "users"),
        Choice(_("Over de demo"), reverse("demo:overview"), "info"),
    )


def _sandbox_banner() -> tuple[type_of_text, tuple[Choice, ...]]:
    """Of a participant's own sandbox: that nothing counts, until when it is his (A15)."""
    text = _t("Speeltuin – niets telt hier echt. Ze verdwijnt na %s.") % words.day_text(
        settings.SANDBOX
    )
    return text, (
        Choice(_("Opnieuw beginnen"), reverse("demo:restart"), "rotate-cw"),
        Choice(_("Klok"), reverse("demo:clock"), "clock"),
        Choice(_("Postvak"), reverse("demo:mailbox"), "mail"),
        Choice(_("Andere persona"), reverse("signin:sign-in"), "users"),
    )


__all__ = [
    "banner",
    "directory",
    "esf_feed",
    "functions_feed",
    "heads_feed",
    "kbo",
    "page",
    "personas",
    "personnel_feed",
    "programming_feed",
    "vkbo",
    "work_next",
]
