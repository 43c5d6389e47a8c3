"""The rollout of Arbeidsplaatsbeheer over the entities, and its project page (A05, A14, A25)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.positions.states_rollout import Duty

LONGEST_TEXT = 2000


class RolloutPhase(models.Model):
    """A part of the rollout, with its days. The last day of the last phase is when every entity
    that must take part has joined."""

    privacy = classes(public="uid name first last")

    uid = models.UUIDField(default=uuid4, editable=False)
    name = models.CharField(max_length=100)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        verbose_name = _("fase van de uitrol")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="rolloutphase_uid",
                violation_error_message=_("Deze fase bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                name="rolloutphase_name",
                violation_error_message=_("Er is al een fase met deze naam."),
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="rolloutphase_days",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RolloutSlot(models.Model):
    """Days of a phase in which some entities join; at most ``capacity`` choose it."""

    privacy = classes(public="uid first last capacity")

    uid = models.UUIDField(default=uuid4, editable=False)
    phase = models.ForeignKey(RolloutPhase, models.PROTECT, related_name="slots")
    first = models.DateField()
    last = models.DateField()
    capacity = models.IntegerField()

    class Meta:
        verbose_name = _("tijdslot van de uitrol")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="rolloutslot_uid",
                violation_error_message=_("Dit tijdslot bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="rolloutslot_days",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__gte=1),
                name="rolloutslot_capacity",
                violation_error_message=_("In een tijdslot past minstens één entiteit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}"


class RolloutEntity(models.Model):
    """An entity of the rollout: whether it must take part or may, and the slot that it chose."""

    privacy = classes(public="uid duty enlisted_at chosen_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    organisation = models.OneToOneField(
        "register.Organisation", models.PROTECT, related_name="rollout"
    )
    duty = models.CharField(max_length=10, choices=Duty.choices)
    enlisted_at = models.DateTimeField()
    slot = models.ForeignKey(RolloutSlot, models.PROTECT, null=True, related_name="entities")
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("entiteit in de uitrol")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="rolloutentity_uid",
                violation_error_message=_("Deze entiteit staat al in de uitrol."),
            ),
            models.CheckConstraint(
                condition=models.Q(duty__in=Duty.values),
                name="rolloutentity_duty",
                violation_error_message=_("Een entiteit moet of mag deelnemen."),
            ),
            models.CheckConstraint(
                condition=models.Q(slot=None, chosen_at=None)
                | models.Q(slot__isnull=False, chosen_at__isnull=False),
                name="rolloutentity_chosen",
                violation_error_message=_("Een gekozen tijdslot heeft een moment."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class IntakeTalk(models.Model):
    """A talk of the expert team with the HR of an entity, with what was agreed. Only added to."""

    privacy = classes(public="on at", personal="people agreements")

    entity = models.ForeignKey(RolloutEntity, models.CASCADE, related_name="talks")
    on = models.DateField()
    people = models.CharField(max_length=200)
    agreements = models.CharField(max_length=LONGEST_TEXT)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("intakegesprek")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(agreements=""),
                name="intaketalk_agreements",
                violation_error_message=_("Schrijf op wat afgesproken is."),
            )
        ]


class Milestone(models.Model):
    """Something that matters in the project, on its day; everybody reads it."""

    privacy = classes(public="uid on text")

    uid = models.UUIDField(default=uuid4, editable=False)
    on = models.DateField()
    text = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("mijlpaal")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="milestone_uid",
                violation_error_message=_("Deze mijlpaal bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["on", "text"],
                name="milestone_once",
                violation_error_message=_("Deze mijlpaal staat er al."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="milestone_text",
                violation_error_message=_("Schrijf wat er gebeurt."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ProjectText(models.Model):
    """A chapter of the project page, kept by the expert team; ``chapter`` says which."""

    privacy = classes(public="chapter text changed_at")

    chapter = models.CharField(max_length=20)
    text = models.CharField(max_length=LONGEST_TEXT)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hoofdstuk van de projectpagina")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter"],
                name="projecttext_chapter",
                violation_error_message=_("Dit hoofdstuk bestaat al."),
            )
        ]

    def __str__(self) -> str:
        return self.chapter
