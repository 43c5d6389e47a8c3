"""Help requests, threads of messages on a subject, conversations with a beheerder, and news."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.services import service
from sleutelbos.desk.states import help_flow, news_flow
from sleutelbos.kernel.privacy import classes


class HelpRequest(models.Model):
    """A question to 1700, or to the support of an e-service.

    It carries the page (never its query), organisation and right (G33); from an e-service also
    what it is about: ``about`` refers to a row there, ``number`` is the file (T18). ``asked_by`` is
    empty for a caller without an account: the helpdesk wrote the question down. ``agreed_at`` and
    ``meeting_link`` are when and where support and asker meet; ``round`` counts what was agreed.
    """

    privacy = classes(
        public="uid service about number right page state asked_at closed_at agreed_at round",
        personal="question meeting_link",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    asked_by = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="help_requests"
    )
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="help_requests"
    )
    right = models.CharField(max_length=80, blank=True)
    page = models.CharField(max_length=200, blank=True)
    service = models.CharField(max_length=40, default="1700")
    about = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=40, blank=True)
    question = models.TextField()
    state = models.CharField(max_length=20, choices=help_flow.choices, default=help_flow.start)
    handler = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="help_requests_handled"
    )
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    meeting_link = models.CharField(max_length=500, blank=True)
    round = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("hulpvraag")
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
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True, meeting_link="")
                | (models.Q(agreed_at__isnull=False) & ~models.Q(meeting_link="")),
                name="helprequest_agreed_when_where",
                violation_error_message=_("Een afspraak heeft een moment en een link."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="helprequest_state_asked"),
            models.Index(fields=["about"], name="helprequest_about"),
            models.Index(fields=["organisation"], name="helprequest_organisation"),
        ]

    def __str__(self) -> str:
        words = {"who": service(self.service).support, "day": self.asked_at.date().isoformat()}
        return _("vraag aan %(who)s (%(day)s)") % words


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


class NewsItem(models.Model):
    """One dated piece of news of an e-service (T23), as it reads now; ``release`` may be empty.

    ``audience`` is a code of the e-service, empty for everybody there.
    """

    privacy = classes(
        public="uid service day title text release audience state published_at versions_made"
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    service = models.CharField(max_length=40)
    day = models.DateField()
    title = models.CharField(max_length=150)
    text = models.TextField()
    release = models.CharField(max_length=40, blank=True)
    audience = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20, choices=news_flow.choices, default=news_flow.start)
    published_at = models.DateTimeField()
    versions_made = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("nieuwsbericht")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="newsitem_uid",
                violation_error_message=_("Dit nieuwsbericht bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(news_flow.states)),
                name="newsitem_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["service", "state", "-day"], name="newsitem_service_day")]

    def __str__(self) -> str:
        return self.title


class NewsVersion(models.Model):
    """News as it read from a moment on; never changed. ``reason`` is why it was corrected or,
    in the last one, withdrawn."""

    privacy = classes(public="number at day title text release audience reason")

    item = models.ForeignKey(NewsItem, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    day = models.DateField()
    title = models.CharField(max_length=150)
    text = models.TextField()
    release = models.CharField(max_length=40, blank=True)
    audience = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("versie van een nieuwsbericht")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"],
                name="newsversion_number",
                violation_error_message=_(
                    "Iemand anders wijzigde dit nieuws intussen. Lees het eerst opnieuw."
                ),
            )
        ]


class NewsReading(models.Model):
    """Until when somebody read the news of an e-service; what came after it is new to him."""

    privacy = classes(public="service", personal="at")

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    service = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("gelezen nieuws")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "service"],
                name="newsreading_once",
                violation_error_message=_("U las dit nieuws al."),
            )
        ]
