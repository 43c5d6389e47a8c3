"""What becomes of agreements when a recognition is kept or lifted after a change (W11)."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.duallearning.agreement.actions.closing import lapse_agreement_task
from sleutelbos.duallearning.agreement.actions.tasks import open_agreement_task
from sleutelbos.duallearning.agreement.models import Agreement, AgreementTask, AgreementTerms
from sleutelbos.duallearning.agreement.queries.scope import ROWS
from sleutelbos.duallearning.agreement.queries.versions import slice_on
from sleutelbos.duallearning.agreement.states_changes import AgreementTaskKind
from sleutelbos.duallearning.recognition.consequences import after_keeping
from sleutelbos.duallearning.recognition.events import RecognitionKept, RecognitionLifted
from sleutelbos.duallearning.recognition.models import RecognitionTask
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import KboChange, KboEventTold, kbo_event
from sleutelbos.tools.slices import standing

house = system("duaal")


def running_at(recognition: int) -> QuerySet[Agreement]:
    """Registered agreements for which a recognition (a key) counts today or later."""
    terms = standing(AgreementTerms.objects.filter(recognition=recognition))
    rows = terms.filter(valid__endswith__gt=clock.today()).values("agreement")
    return Agreement.objects.filter(pk__in=rows, state="registered").select_related(*ROWS)


@subscribe(RecognitionKept)
def after_kept(event: RecognitionKept) -> None:
    """*Adreswijziging vestiging verwerken*, where another address was agreed than there is now."""
    task = RecognitionTask.objects.get(pk=event.task)
    kind = after_keeping(task.kind)
    if not kind:
        return
    for row in running_at(task.recognition_id).order_by("pk"):
        held = slice_on(row, clock.today())
        assert held is not None
        now = held.recognition.site.address
        if held.address != now:
            open_agreement_task(house, row, kind=kind, before=held.address, after=now)


@subscribe(RecognitionLifted)
def after_lifted(event: RecognitionLifted) -> None:
    """*Opheffing verwerken* for every agreement that runs there."""
    for row in running_at(event.recognition).order_by("pk"):
        open_agreement_task(house, row, kind=AgreementTaskKind.LIFTED)


@subscribe(KboEventTold)
def after_moving_back(event: KboEventTold) -> None:
    """A vestiging that is again where it was agreed to be asks nothing of a school."""
    found = kbo_event(event.event)
    if not found.is_site or found.kind != KboChange.MOVED:
        return
    rows = AgreementTask.objects.filter(
        state="open", kind=AgreementTaskKind.ADDRESS,
        agreement__terms__recognition__site__number=found.number,
    )  # fmt: skip
    for task in rows.select_related("agreement").distinct().order_by("pk"):
        held = slice_on(task.agreement, clock.today())
        if held is not None and held.address == held.recognition.site.address:
            lapse_agreement_task(house, task)
