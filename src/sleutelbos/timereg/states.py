"""Vocabulary of the time register: the life of a session and of what is asked about it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State


class Fund(TextChoices):
    """The European fund that pays a call."""

    ESF = "ESF", _("ESF")
    AMIF = "AMIF", _("AMIF")


class Method(TextChoices):
    """How a project proves staff time (Reg. (EU) 2021/1060 art. 55)."""

    HOURS = "uren", _("Uren (prestaties)")
    PERCENTAGE = "percentage", _("Vast percentage (toewijzingen)")


class Part(TextChoices):
    """The part of an organisation in a project (S0)."""

    PROMOTER = "promotor", _("Promotor")
    PARTNER = "partner", _("Partner")


class Seating(TextChoices):
    """As what somebody takes part in a session."""

    TRAINER = "opleider", _("Opleider")
    PARTICIPANT = "deelnemer", _("Deelnemer")


class EventKind(TextChoices):
    """What an entry in the attendance record says."""

    IN = "in", _("Binnen")
    OUT = "uit", _("Buiten")
    AUTO_OUT = "automatisch-uit", _("Automatisch buiten")
    ANNULMENT = "vernietiging", _("Vernietigd")
    REFUSED = "geweigerd", _("Geweigerd")


class EventSource(TextChoices):
    """How an entry in the attendance record came about."""

    SCAN = "scan", _("Gescand")
    NAME = "naam", _("Aangevinkt op naam")
    PIN = "pincode", _("Zelf ingetikt met een pincode")
    SHEET = "lijst", _("Overgenomen van papier")
    RULE = "regel", _("Door het systeem")


class Window(TextChoices):
    """Why a session could be registered at that moment (T07)."""

    DAY = "dag", _("Op de dag zelf")
    LATE = "laattijdig", _("Na een aanvraag voor de termijn")
    EXCEPTIONAL = "uitzonderlijk", _("Uitzonderlijk geopend door ESF")
    REOPENED = "heropend", _("Na heropening")


session_flow = Flow(
    "timereg.Session",
    states=[
        State("planned", _("Gepland"), owner=_("opleider"), tone="neutral"),
        State("running", _("In uitvoering"), owner=_("opleider"), tone="info"),
        State("done", _("Uitgevoerd"), owner=_("promotor"), tone="warn"),
        State("submitted", _("Ingediend bij ESF"), tone="ok"),
        State("reopened", _("Heropend"), owner=_("promotor"), tone="warn"),
        State("annulled", _("Geannuleerd"), tone="stop"),
    ],
    moves=[
        Move("start", ("planned",), "running"),
        Move("finish", ("running",), "done"),
        Move("submit", ("done",), "submitted"),
        Move("reopen", ("submitted",), "reopened"),
        Move("resubmit", ("reopened",), "submitted"),
        Move("lapse", ("reopened",), "submitted"),
        Move("annul", ("planned", "running", "done"), "annulled"),
    ],
)

late_flow = Flow(
    "timereg.LateRequest",
    states=[
        State("asked", _("Wacht op support"), owner=_("ESF-support"), tone="warn"),
        State("granted", _("Toegestaan"), tone="ok"),
        State("refused", _("Geweigerd"), tone="stop"),
        State("withdrawn", _("Ingetrokken"), tone="neutral"),
    ],
    moves=[
        Move("grant", ("asked",), "granted"),
        Move("refuse", ("asked",), "refused"),
        Move("withdraw", ("asked",), "withdrawn"),
    ],
)

reopen_flow = Flow(
    "timereg.ReopenRequest",
    states=[
        State("asked", _("Wacht op ESF"), owner=_("ESF-dossierbeheerder"), tone="warn"),
        State("granted", _("Toegestaan"), tone="ok"),
        State("refused", _("Geweigerd"), tone="stop"),
        State("withdrawn", _("Ingetrokken"), tone="neutral"),
    ],
    moves=[
        Move("grant", ("asked",), "granted"),
        Move("refuse", ("asked",), "refused"),
        Move("withdraw", ("asked",), "withdrawn"),
    ],
)

feed_flow = Flow(
    "timereg.FeedLoad",
    states=[
        State("staged", _("Klaar om na te kijken"), owner=_("ESF"), tone="warn"),
        State("loading", _("Wordt geladen"), owner=_("het systeem"), tone="info"),
        State("loaded", _("Geladen"), tone="ok"),
        State("stopped", _("Niet geladen"), tone="stop"),
    ],
    moves=[
        Move("load", ("staged",), "loading"),
        Move("finish", ("loading",), "loaded"),
        Move("stop", ("staged", "loading"), "stopped"),
    ],
)
