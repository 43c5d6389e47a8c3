"""Who may, at the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import own
from sleutelbos.desk.models import Conversation, HelpRequest, Thread
from sleutelbos.desk.services import service
from sleutelbos.kernel import audit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no, when

NOT_YOURS = _("Deze berichten zijn niet voor u.")

SubjectRule = Callable[[Actor, Model], Decision]
_subjects: dict[str, SubjectRule] = {}


def signed_in(by: Actor) -> Decision:
    """Somebody whom we know."""
    return when(by.pk is not None, _("Meld u eerst aan."))


def handles(by: Actor, request: HelpRequest) -> Decision:
    """Works at the helpdesk where the question was asked."""
    return service(request.service).helps(by)


def handles_for_another(by: Actor, request: HelpRequest) -> Decision:
    """Works there, and is not who asked: nobody helps himself."""
    return handles(by, request) & when(
        by.pk is None or by.pk != request.asked_by_id,
        _("Dit is uw eigen vraag. Een collega behandelt ze."),
    )


def sees_request(by: Actor, request: HelpRequest) -> Decision:
    """Whoever asked, and the helpdesk where it was asked."""
    if request.asked_by is not None and own(by, request.asked_by):
        return own(by, request.asked_by)
    return handles(by, request)


def takes_part(by: Actor, conversation: Conversation) -> Decision:
    """The two who write; nobody else, the helpdesk neither."""
    return when(by.pk in (conversation.asker_id, conversation.manager_id), NOT_YOURS)


def threads_on(label: str, rule: SubjectRule) -> None:
    """Let a model (``desk.helprequest``) carry threads; ``rule`` says who sees one of its rows."""
    _subjects[label] = rule


def sees_thread(by: Actor, thread: Thread) -> Decision:
    """Who sees the subject sees its thread, and writes on it."""
    row = audit.resolve([thread.subject]).get(thread.subject)
    rule = _subjects.get(thread.subject.partition(":")[0])
    if row is None or rule is None:
        return no(_t("Het onderwerp van deze berichten bestaat niet meer."))
    return rule(by, row)


def _request(by: Actor, row: Model) -> Decision:
    return sees_request(by, row) if isinstance(row, HelpRequest) else no(NOT_YOURS)


def _conversation(by: Actor, row: Model) -> Decision:
    return takes_part(by, row) if isinstance(row, Conversation) else no(NOT_YOURS)


threads_on("desk.helprequest", _request)
threads_on("desk.conversation", _conversation)
