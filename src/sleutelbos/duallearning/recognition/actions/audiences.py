"""The department keeps the access page and the manual of each audience (W13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.models import AudienceText
from sleutelbos.duallearning.recognition.queries.audiences import shown
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_offer import Audience
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.files import Upload, keep

LONGEST = 5000
RETENTION = "handleiding"


@dataclass(frozen=True)
class Written:
    """What a page says (Markdown): how one gets in, what is being made, whom to ask; why it
    changes. ``manual_on`` is the version of the manual."""

    access: str
    contact: str
    plans: str = ""
    manual_on: date | None = None
    reason: str = ""


def may_write(
    by: Actor, audience: str, *, written: Written, was: int, manual: Upload | None = None
) -> Decision:
    """The department: its helpdesk, or an officer."""
    return roles.supports(by)


def facts_of_text(result: AudienceText, *args: object, **kwargs: object) -> dict[str, object]:
    """Whose page, which version."""
    return {"audience": str(result).lower(), "number": result.number, "reason": result.reason}


@action(
    "duallearning.write-audience",
    label=_("Toegangspagina wijzigen"),
    allow=may_write,
    locks=(),
    sentence=_("{by} wijzigde de pagina voor {audience}, versie {number}. {reason}"),
    about=facts_of_text,
)
def write_audience(
    by: Actor, audience: str, *, written: Written, was: int, manual: Upload | None = None
) -> AudienceText:
    """A new version of the page; earlier ones are kept, and so is the manual without a new one.

    ``was`` is the number of the version that the actor read. Invalid for an audience that doesn't
    exist, when somebody else wrote meanwhile, for a manual without a version date or with one that
    is still to come.
    """
    if audience not in Audience.values:
        raise Invalid(_t("Deze pagina bestaat niet."))
    now = shown(audience)
    if was != now.number:
        raise Invalid(_t("Iemand anders wijzigde deze pagina intussen. Lees ze eerst opnieuw."))
    kept = now.row.manual if now.row else None
    file = keep(manual, retention=RETENTION, field="manual") if manual else kept
    if file is not None and written.manual_on is None:
        raise Invalid({"manual_on": _t("Vul de datum van de versie in.")})
    if written.manual_on is not None and written.manual_on > clock.today():
        raise Invalid({"manual_on": _t("Kies vandaag of een vroegere dag.")})
    return AudienceText.objects.create(
        audience=audience,
        number=now.number + 1,
        at=clock.now(),
        by_id=roles.somebody(by),
        access=texts.block(written.access, "access", most=LONGEST, required=_t("Vul dit in.")),
        plans=texts.block(written.plans, "plans", most=LONGEST),
        contact=texts.block(written.contact, "contact", most=LONGEST, required=_t("Vul dit in.")),
        manual=file,
        manual_on=written.manual_on if file else None,
        reason=texts.line(written.reason, "reason", most=300),
    )
