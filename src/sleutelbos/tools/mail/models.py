"""Messages to persons and the log of each attempt to hand them over."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes
from sleutelbos.tools.mail.states import MessageState, Outcome


class Message(models.Model):
    """One mail to one person. The address is looked up at each attempt, not when it is written.

    Somebody who is no person of the register (``person`` None) has ``to_email`` and ``to_name``
    instead: as another application handed them over, and emptied with the text. ``enclosure`` names
    what goes along (see :mod:`.enclosures`). ``due`` is real time: when a sender may take it; while
    one has it, the end of that lease. Once a mail is old its text and address are emptied; to whom,
    of which kind and when it went, stays.
    """

    privacy = classes(
        public="kind language message_id state attempts due created sent_at enclosure",
        personal="person to_email to_name address subject body",
    )

    person = models.BigIntegerField(null=True)
    to_email = models.TextField(default="", blank=True)
    to_name = models.TextField(default="", blank=True)
    kind = models.CharField(max_length=100)
    language = models.CharField(max_length=5)
    subject = models.TextField()
    body = models.TextField()
    enclosure = models.CharField(max_length=100, default="", blank=True)
    message_id = models.CharField(max_length=200)
    address = models.TextField(default="", blank=True)
    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.WAITING
    )
    attempts = models.IntegerField(default=0)
    due = models.DateTimeField()
    created = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bericht")
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"],
                name="message_id_once",
                violation_error_message=_("Dit bericht bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(to_email=""),
                name="message_one_receiver",
                violation_error_message=_("Een bericht gaat naar een persoon of naar een adres."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due", "id"],
                name="message_due",
                condition=models.Q(state__in=[MessageState.WAITING, MessageState.SENDING]),
            ),
            models.Index(fields=["person", "-created"], name="message_person"),
            models.Index(
                fields=["enclosure"], name="message_enclosure", condition=~models.Q(enclosure="")
            ),
            models.Index(fields=["created"], name="message_kept", condition=~models.Q(body="")),
        ]

    @property
    def heading(self) -> str:
        """The subject, or that it is gone."""
        return self.subject or gettext("Mail waarvan de tekst verwijderd is")


class Delivery(models.Model):
    """One attempt. ``repeated``: an earlier one may have been taken by the server already."""

    privacy = classes(
        public="attempt at outcome repeated",
        personal="answer",
    )

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    attempt = models.IntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.TextField(default="", blank=True)
    repeated = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("verzendpoging")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "attempt"],
                name="delivery_once",
                violation_error_message=_("Deze poging bestaat al."),
            )
        ]


def old_mails(before: datetime) -> models.QuerySet[Message]:
    """Mails of before a moment that are over, and still have their text."""
    over = [MessageState.SENT, MessageState.REFUSED, MessageState.FAILED]
    return Message.objects.filter(created__lt=before, state__in=over).exclude(body="")


guard.exempt("tools_message", "written by subscribers to events, moved on by the mail sender")
guard.exempt("tools_delivery", "log of the mail sender")
