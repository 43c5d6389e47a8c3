"""Help requests, threads of messages on a subject, and conversations with a beheerder."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.states import help_flow
from sleutelbos.kernel.privacy import classes


class HelpRequest(models.Model):
    """A question to 1700. It carries the page (never its query), organisation and right (G33).

    ``asked_by`` is empty for a caller without an account: the helpdesk wrote the question down.
    """

    privacy = classes(public="uid right page state asked_at closed_at", personal="question")

    uid = models.UUIDField(default=uuid4, editable=False)
    asked_by = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="help_requests"
    )
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="help_requests"
    )
    right = models.CharField(max_length=80, blank=True)
    page = models.CharField(max_length=200, blank=True)
    question = models.TextField()
    state = models.CharField(max_length=20, choices=help_flow.choices, default=help_flow.start)
    handler = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="help_requests_handled"
    )
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("vraag aan 1700")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="helprequest_uid",
                violation_error_message=_("Deze vraag bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(help_flow.states)),
                name="helprequest_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="helprequest_state_asked"),
            models.Index(fields=["organisation"], name="helprequest_organisation"),
        ]

    def __str__(self) -> str:
        return _("vraag van %(day)s") % {"day": self.asked_at.date().isoformat()}


class Thread(models.Model):
    """Messages on one subject, e.g. ``desk.helprequest:12``; who sees the subject sees them."""

    privacy = classes(public="uid subject started")

    uid = models.UUIDField(default=uuid4, editable=False)
    subject = models.CharField(max_length=120)
    started = models.DateTimeField()

    class Meta:
        verbose_name = _("berichten over een onderwerp")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="thread_uid",
                violation_error_message=_("Deze berichten bestaan al."),
            ),
            models.UniqueConstraint(
                fields=["subject"],
                name="thread_subject",
                violation_error_message=_("Over dit onderwerp zijn er al berichten."),
            ),
        ]


class ThreadMessage(models.Model):
    """One message. ``author`` is empty when the house itself wrote it."""

    privacy = classes(public="uid at", personal="text")

    uid = models.UUIDField(default=uuid4, editable=False)
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages")
    author = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        verbose_name = _("bericht")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="threadmessage_uid",
                violation_error_message=_("Dit bericht bestaat al."),
            )
        ]
        indexes = [models.Index(fields=["thread", "at"], name="threadmessage_thread_at")]


class Conversation(models.Model):
    """Somebody writes to a beheerder of an organisation; neither sees the other's address (G05)."""

    privacy = classes(public="uid started helpdesk")

    uid = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey("register.Organisation", models.PROTECT, related_name="+")
    asker = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    manager = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    helpdesk = models.BooleanField(default=False)
    started = models.DateTimeField()

    class Meta:
        verbose_name = _("gesprek met een beheerder")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="conversation_uid",
                violation_error_message=_("Dit gesprek bestaat al."),
            ),
            models.CheckConstraint(
                condition=~models.Q(asker=models.F("manager")),
                name="conversation_two_people",
                violation_error_message=_("U kunt uzelf geen bericht sturen."),
            ),
        ]
        indexes = [
            models.Index(fields=["manager", "started"], name="conversation_manager"),
            models.Index(fields=["asker", "started"], name="conversation_asker"),
        ]

    def __str__(self) -> str:
        return _("gesprek over %(name)s") % {"name": self.organisation}
