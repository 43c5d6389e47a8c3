"""An addendum is made, signed, registered; it lapses when its agreement is over (W10, W11)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import policies
from sleutelbos.duallearning.agreement.actions.applying import apply_changes
from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.actions.lapsing import lapse_signatures
from sleutelbos.duallearning.agreement.actions.presenting import RETENTION, check_signed_on
from sleutelbos.duallearning.agreement.documents.addendum import addendum_pdf
from sleutelbos.duallearning.agreement.events import AddendumMoved
from sleutelbos.duallearning.agreement.models import Addendum, Agreement
from sleutelbos.duallearning.agreement.queries.addenda import changes_of, findings_of_changes
from sleutelbos.duallearning.agreement.queries.versions import as_on, told_on, with_changes
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.rules.weights import refuse_all
from sleutelbos.duallearning.agreement.states_changes import UNFINISHED, ChangedField, addendum_flow
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.duallearning.recognition.states import HELD_STATES
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Person, Site, Status
from sleutelbos.tools.files import Upload, destroy, keep


def may_keep_addendum(by: Actor, addendum: Addendum) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, addendum.agreement)


def facts_of_addendum(result: Addendum, *args: object, **kwargs: object) -> dict[str, object]:
    """The addendum, and whose agreement it changes."""
    facts = facts_of_agreement(result.agreement)
    return {**facts, "addendum": result, "number": result.number, **_reason(kwargs)}


def _reason(kwargs: dict[str, object]) -> dict[str, object]:
    return {"reason": kwargs["reason"]} if "reason" in kwargs else {}


@action(
    "duallearning.present-addendum",
    label=_("Addendum voorleggen"),
    allow=may_keep_addendum,
    move=addendum_flow["present"],
    sentence=_("{by} legde addendum {number} van {person} bij {company} voor om te tekenen."),
    about=facts_of_addendum,
)
def present_addendum(by: Actor, addendum: Addendum) -> Addendum:
    """Make the document, old and new side by side; learner and company are told.

    Invalid with every rule that the changes break.
    """
    agreement, now = addendum.agreement, clock.now()
    _check_runs(addendum)
    for change in addendum.changes.order_by("pk"):
        change.before = told_on(agreement, change.first)[change.field]
        change.save(update_fields=["before"])
    refuse_all(findings_of_changes(agreement, changes_of(addendum)))
    addendum.model_version = policies.model_version.on(clock.today())
    addendum.presented_at = now
    made = Upload(f"addendum-{addendum.number}.pdf", addendum_pdf(addendum, now))
    addendum.document = keep(made, retention=RETENTION)
    addendum.save(update_fields=["model_version", "presented_at", "document"])
    emit(AddendumMoved(addendum=addendum.pk, state="signing"))
    return addendum


@action(
    "duallearning.recall-addendum",
    label=_("Addendum terugnemen"),
    allow=may_keep_addendum,
    move=addendum_flow["recall"],
    sentence=_("{by} nam addendum {number} van {person} terug om het te wijzigen."),
    about=facts_of_addendum,
)
def recall_addendum(by: Actor, addendum: Addendum) -> Addendum:
    """Something has to change before it is registered: the documents are destroyed, and it has to
    be presented and signed anew. Links to sign it lead nowhere."""
    lapse_signatures(by, addendum)
    gone = [addendum.document, addendum.signed_file]
    addendum.document = addendum.signed_file = None
    addendum.presented_at = addendum.signed_on = None
    addendum.save(update_fields=["document", "signed_file", "presented_at", "signed_on"])
    for file in gone:
        if file is not None:
            destroy(file)
    return addendum


def may_sign_addendum(by: Actor, addendum: Addendum, *, signed_on: date, paper: Upload) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, addendum.agreement)


@action(
    "duallearning.sign-addendum",
    label=_("Ondertekend addendum toevoegen"),
    allow=may_sign_addendum,
    move=addendum_flow["sign"],
    sentence=_("{by} voegde het ondertekende addendum {number} van {person} toe."),
    about=facts_of_addendum,
)
def sign_addendum(by: Actor, addendum: Addendum, *, signed_on: date, paper: Upload) -> Addendum:
    """Keep what all parties signed on paper; ``signed_on`` is the day of the last signature. Links
    to sign it lead nowhere from now on.

    Invalid for a day before the document was made or in the future, or a file that is no paper.
    """
    assert addendum.presented_at is not None
    check_signed_on(addendum.presented_at, signed_on)
    lapse_signatures(by, addendum)
    addendum.signed_file = keep(paper, retention=RETENTION, field="paper")
    addendum.signed_on = signed_on
    addendum.save(update_fields=["signed_file", "signed_on"])
    return addendum


@action(
    "duallearning.register-addendum",
    label=_("Addendum registreren"),
    allow=may_keep_addendum,
    move=addendum_flow["register"],
    locks=("addendum", "addendum.agreement"),
    sentence=_("{by} registreerde addendum {number} van {person} bij {company}."),
    about=facts_of_addendum,
)
def register_addendum(by: Actor, addendum: Addendum) -> Addendum:
    """From its day each change counts; what counted before stays known as such.

    The new workplace and mentor are locked while their places are counted. Invalid with every rule
    that is broken by now, or when the agreement or its workplace is over.
    """
    agreement, changes = addendum.agreement, changes_of(addendum)
    _lock_places(addendum)
    _check_runs(addendum)
    refuse_all(findings_of_changes(agreement, changes))
    addendum.registered_at, addendum.registered_by_id = clock.now(), somebody(by)
    addendum.save(update_fields=["registered_at", "registered_by"])
    apply_changes(by, agreement, changes)
    emit(AddendumMoved(addendum=addendum.pk, state="registered"))
    return addendum


def _workplace(addendum: Addendum) -> Agreement:
    """The agreement as it will be once everything changed."""
    changes = changes_of(addendum)
    return with_changes(addendum.agreement, changes, max(one.first for one in changes))


def _lock_places(addendum: Addendum) -> None:
    picture = _workplace(addendum)
    assert picture.recognition is not None
    assert picture.mentor is not None
    for model, key in (
        (Recognition, picture.recognition.pk),
        (Site, picture.recognition.site_id),
        (Mentor, picture.mentor.pk),
        (Person, picture.mentor.person_id),
    ):
        model._base_manager.select_for_update(no_key=True, of=("self",)).get(pk=key)


def _check_runs(addendum: Addendum) -> None:
    """Raises Invalid when nothing is left to change: the agreement is over, its workplace stopped
    or its recognition counts no longer."""
    if addendum.agreement.state != "registered":
        raise Invalid(_t("De overeenkomst loopt niet meer."))
    now, then = as_on(addendum.agreement).recognition, _workplace(addendum).recognition
    assert now is not None
    assert then is not None
    if now.state not in HELD_STATES or then.state not in HELD_STATES:
        raise Invalid(_t("De erkenning geldt niet meer. U kunt de overeenkomst alleen beëindigen."))
    if Status.STOPPED in (then.site.status, then.company.status):
        raise Invalid(_t("De vestiging is stopgezet. Wacht op de beslissing over de erkenning."))
    moved = addendum.changes.filter(field=ChangedField.ADDRESS).first()
    if moved is not None and moved.value != then.site.address:
        raise Invalid(_t("De vestiging verhuisde opnieuw. Schrap het adres en wijzig het opnieuw."))


def may_cancel_addendum(by: Actor, addendum: Addendum, *, reason: str) -> Decision:
    """The house only: nobody puts an addendum away by hand."""
    return is_system(by)


@action(
    "duallearning.cancel-addendum",
    label=_("Addendum laten vervallen"),
    allow=may_cancel_addendum,
    move=addendum_flow["cancel"],
    sentence=_("Addendum {number} van {person} verviel. {reason}"),
    about=facts_of_addendum,
)
def cancel_addendum(by: Actor, addendum: Addendum, *, reason: str) -> Addendum:
    """Its cause is gone: nothing of it ever counts. The parties are told when it lay with them."""
    lapse_signatures(by, addendum)
    addendum.reason, addendum.cancelled_at = reason, clock.now()
    addendum.save(update_fields=["reason", "cancelled_at"])
    if addendum.presented_at is not None:
        emit(AddendumMoved(addendum=addendum.pk, state="cancelled"))
    return addendum


def close_addenda(by: Actor, agreement: Agreement, reason: str) -> None:
    """Let what is unfinished lapse with the agreement; part of an action."""
    house = system("duaal", on_behalf_of=by.ref)
    for row in agreement.addenda.filter(state__in=UNFINISHED).order_by("pk"):
        cancel_addendum(house, row, reason=reason)
