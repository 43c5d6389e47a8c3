"""How a partnership looks for workplaces: the sectors of an opleiding, and leads."""

from __future__ import annotations

from datetime import date

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.duallearning.prospection.actions import leads, sectors
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.states import ContactKind
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor

START = date(2019, 9, 1)  # of the rules of 2 September 2019


def _sector(cast: Cast, by: Actor, step: Step) -> None:
    """The NACE codes ``roles`` go with the opleiding ``what``."""
    programme = Programme.objects.get(code=step.what)
    for code in step.roles:
        sectors.add_sector(by, programme, nace=code, first=START, source=step.note)


def _lead(cast: Cast, by: Actor, step: Step) -> None:
    """The actor makes one of ``site`` for the opleiding ``what``, for the partnership for which he
    acts; ``until`` is the next day."""
    site = cast.site(cast.organisation(step.organisation), step.site)
    next_on = cast.day(step.until)
    assert site is not None, step
    assert by.pk is not None, step
    assert next_on is not None, step
    leads.start_lead(
        by, cast.organisation(step.capacity), site=site.number,
        programme=Programme.objects.get(code=step.what), follow=leads.Follow(by.pk, next_on),
    )  # fmt: skip


def _contact(cast: Cast, by: Actor, step: Step) -> None:
    """Somebody called ``site``: ``note`` was said, and they are interested."""
    next_on = cast.day(step.until)
    assert next_on is not None, step
    row = Lead.objects.get(name=step.site, state="new")
    spoken = leads.Spoken(clock.today(), ContactKind.PHONE, step.note, True, next_on)
    leads.record_contact(by, row, spoken=spoken)


VERBS: dict[str, Verb] = {
    "dual-sector": _sector,
    "dual-lead": _lead,
    "dual-contact": _contact,
}
