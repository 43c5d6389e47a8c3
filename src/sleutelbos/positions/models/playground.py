"""Speeltuin sessions: some hours in the test environment, with an expert for questions (A15)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.positions.states_playground import playground_flow

LONGEST_LINK, LONGEST_ABOUT, LONGEST_REASON = 500, 2000, 500


class PlaygroundSession(models.Model):
    """A session: when, how many take part, which expert is there, the link that takes one there.

    ``version`` goes up when the moment, the link or the expert changes, so that a calendar knows
    which file is the newest. ``reminded_at``: when the participants were reminded.
    """

    privacy = classes(
        public="uid starts ends places link about state reason version reminded_at",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    places = models.IntegerField()
    expert = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    link = models.CharField(max_length=LONGEST_LINK)
    about = models.CharField(max_length=LONGEST_ABOUT)
    state = models.CharField(
        max_length=10, choices=playground_flow.choices, default=playground_flow.start
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    version = models.IntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("speeltuinsessie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="playgroundsession_uid",
                violation_error_message=_("Deze sessie bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="playgroundsession_hours",
                violation_error_message=_("De sessie eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=models.Q(places__gte=1),
                name="playgroundsession_places",
                violation_error_message=_("Een sessie heeft minstens één plaats."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(playground_flow.states)),
                name="playgroundsession_state",
                violation_error_message=_("Deze stand van een sessie bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%d/%m/%Y}"


class PlaygroundSeat(models.Model):
    """Somebody of HR who takes part, for his entity. ``number`` is his place; None on the waiting
    list, where who asked first is first. A trigger holds ``number`` within the places."""

    privacy = classes(public="uid number asked_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    session = models.ForeignKey(PlaygroundSession, models.PROTECT, related_name="seats")
    person = models.ForeignKey("register.Person", models.CASCADE, related_name="+")
    organisation = models.ForeignKey("register.Organisation", models.PROTECT, related_name="+")
    number = models.IntegerField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("inschrijving voor een speeltuinsessie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="playgroundseat_uid",
                violation_error_message=_("Deze inschrijving bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                name="playgroundseat_person",
                violation_error_message=_("U bent al ingeschreven voor deze sessie."),
            ),
            models.UniqueConstraint(
                fields=["session", "number"],
                name="playgroundseat_once",
                violation_error_message=_("Deze plaats is intussen genomen. Probeer opnieuw."),
            ),
            models.CheckConstraint(
                condition=models.Q(number=None) | models.Q(number__gte=1),
                name="playgroundseat_places",
                violation_error_message=_("Zo veel plaatsen heeft deze sessie niet."),
            ),
        ]
