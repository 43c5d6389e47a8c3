"""Messages on a subject."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk import rules
from sleutelbos.desk.events import MessageAdded
from sleutelbos.desk.models import Thread, ThreadMessage
from sleutelbos.kernel import audit, clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import InszFault, parse_insz
from sleutelbos.tools import typed
from sleutelbos.tools.mail.posting import INSZ

LONGEST = 5000


def clean_text(text: str, field: str = "text") -> str:
    """A text without control characters; Invalid when empty, too long or with an INSZ in it."""
    cleaned = typed.lines(text)
    if not cleaned:
        raise Invalid({field: _t("Schrijf eerst uw bericht.")})
    if len(cleaned) > LONGEST:
        raise Invalid({field: _t("Hou het onder 5000 tekens.")})
    if any(_is_insz(found.group()) for found in INSZ.finditer(cleaned)):
        raise Invalid(
            {field: _t("Laat het rijksregisternummer weg. Een naam volstaat in een bericht.")}
        )
    return cleaned


def _is_insz(text: str) -> bool:
    try:
        parse_insz(text, allow_test=True)
    except InszFault:
        return False
    return True


def thread_on(subject: Model) -> Thread:
    """The thread of a subject, made when it has none; within an action that locked the subject."""
    thread, _made = Thread.objects.get_or_create(
        subject=audit.ref(subject), defaults={"started": clock.now()}
    )
    return thread


def write(by: Actor, subject: Model, text: str) -> ThreadMessage:
    """Store a message on a subject; within an action."""
    return ThreadMessage.objects.create(
        thread=thread_on(subject), author_id=by.pk, at=clock.now(), text=clean_text(text)
    )


def may_add_message(by: Actor, thread: Thread, *, text: str) -> Decision:
    """Whoever sees the subject."""
    return rules.signed_in(by) & rules.sees_thread(by, thread)


@action(
    "desk.add-message",
    label=_("Bericht schrijven"),
    allow=may_add_message,
    sentence=_("{by} schreef een bericht bij {subject}."),
    about=lambda result, thread, *, text: {"subject": thread.subject},
)
def add_message(by: Actor, thread: Thread, *, text: str) -> ThreadMessage:
    """Add a message to a thread; the others on it get a mail."""
    message = ThreadMessage.objects.create(
        thread=thread, author_id=by.pk, at=clock.now(), text=clean_text(text)
    )
    emit(MessageAdded(message=message.pk))
    return message
