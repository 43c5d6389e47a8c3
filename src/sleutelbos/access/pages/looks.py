"""What the pages of Gebruikersbeheer show alike: states, roles, the way to help."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.states import LEGAL_REPRESENTATIVE, Domain, PostKind
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.periods import Period
from sleutelbos.kernel.telling import tell
from sleutelbos.register.public import Organisation
from sleutelbos.web.parts import Happening, HelpBox, Link, Pill, Timeline
from sleutelbos.web.ports import Helper

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant, Right

HELP = "/vragen/nieuw"
HELPDESK = Helper(_("Helpdesk 1700"), _("elke werkdag van 9 tot 19 uur"), phone="1700")
Stage = Literal["now", "soon", "later", "past"]

PILLS: dict[Stage, Pill] = {
    "now": Pill(_("Actief"), "ok"),
    "soon": Pill(_("Eindigt binnenkort"), "warn", "clock"),
    "later": Pill(_("Begint later"), "info", "calendar-days"),
    "past": Pill(_("Beëindigd"), "neutral", "history"),
}


def stage_of(valid: Period | None, soon: datetime | None = None) -> Stage:
    """Where a period stands now; ``soon`` is until when an end counts as near."""
    now = clock.now()
    if valid is None or valid.isempty or (valid.upper is not None and valid.upper <= now):
        return "past"
    if valid.lower is not None and valid.lower > now:
        return "later"
    near = soon or queries_users.soon()
    return "soon" if valid.upper is not None and valid.upper <= near else "now"


def real_period(grant: Grant) -> Period | None:
    """When a grant counts: its own period, cut to the werkrelatie; None when never."""
    return periods.intersection(grant.valid, grant.relation.valid)


def grant_stage(grant: Grant) -> Stage:
    """Where a grant stands now."""
    return stage_of(real_period(grant))


def role_label(role: str) -> str:
    """A role of Gebruikersbeheer in words, with its domain."""
    kind, _sep, domain = role.partition(":")
    if kind == LEGAL_REPRESENTATIVE:
        return _t("Wettelijk vertegenwoordiger")
    label = str(PostKind(kind).label) if kind in PostKind.values else kind
    return f"{label} ({str(Domain(domain).label).lower()})" if domain in Domain.values else label


def help_box(
    request: HttpRequest,
    organisation: Organisation | None = None,
    right: Right | None = None,
    guide: Link | None = None,
) -> HelpBox:
    """The way to the helpdesk, which gets page, organisation and right along (G33), and to a
    guide."""
    carried = {"pagina": request.path}
    if organisation is not None:
        carried["organisatie"] = str(organisation.uid)
    if right is not None:
        carried["recht"] = right.code
    link = Link(_("Stel een vraag aan 1700"), f"{HELP}?{urlencode(carried)}", "message-square")
    return HelpBox(links=[link, *([guide] if guide else [])], helpers=[HELPDESK])


def timeline(entries: list[AuditEntry], empty: type_of_text = "") -> Timeline:
    """Entries of the audit log as sentences; a refusal with its reason."""
    return Timeline(
        [
            Happening(
                told.at, told.sentence, note=told.reason, tone="stop" if told.refused else "neutral"
            )
            for told in tell(entries)
        ],
        empty,
    )
