"""Who may use the demo's own pages and actions: everybody, in demo mode; nobody outside it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Client
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision, when

ONLY_IN_DEMO = _("Dit bestaat alleen in de demo. Hier tellen de gegevens echt.")


def in_demo(by: Actor) -> Decision:
    """Demo mode; who asks doesn't matter."""
    return when(bool(settings.DEMO), ONLY_IN_DEMO)


def may_know_school(by: Actor, code: str) -> Decision:
    """The house, in demo mode."""
    return in_demo(by) & is_system(by)


def may_share_secret(by: Actor, client: Client, *, text: str, days: int) -> Decision:
    """The house, in demo mode: whoever knows a secret that all know could be the client."""
    return in_demo(by) & is_system(by)


def may_restart(by: Actor) -> Decision:
    """Anybody who tries the demo, a visitor too."""
    return in_demo(by)
