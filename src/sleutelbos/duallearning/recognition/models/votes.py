"""A partnership votes on a request: rounds, and the ballot of each Stemgerechtigde (W07)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.requests import Request
from sleutelbos.duallearning.recognition.states import VoteChoice, VoteOutcome, vote_flow
from sleutelbos.kernel.privacy import classes


class VoteRound(models.Model):
    """A vote on a request. ``deadline`` is its last day.

    ``quorum`` and ``share`` are the percentages that counted when it began: how many of the members
    must vote, and above which part of the votes for or against it is favourable. ``partnership`` is
    who votes, also after the request was handed over.
    """

    privacy = classes(
        public="uid state opened_at deadline quorum share outcome closed_at",
        personal="question remark",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="rounds")
    partnership = models.ForeignKey("register.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=vote_flow.choices, default=vote_flow.start)
    question = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    deadline = models.DateField()
    quorum = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=VoteOutcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        verbose_name = _("stemming")
        verbose_name_plural = _("stemmingen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="voteround_uid",
                violation_error_message=_("Deze stemming bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(state="open"),
                name="voteround_one_open",
                violation_error_message=_("Over deze aanvraag loopt al een stemming."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(vote_flow.states)),
                name="voteround_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "state", "deadline"], name="voteround_partnership_state"
            )
        ]

    def __str__(self) -> str:
        return _("stemming over %s") % self.request


class Ballot(models.Model):
    """The place of a Stemgerechtigde in a vote; ``choice`` is empty until he votes.

    ``handled``: he handled the file too, and the setting lets him vote all the same.
    """

    privacy = classes(public="at", personal="choice motivation handled")

    round = models.ForeignKey(VoteRound, models.PROTECT, related_name="ballots")
    voter = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    choice = models.CharField(max_length=20, choices=VoteChoice.choices, blank=True)
    motivation = models.TextField(blank=True)
    handled = models.BooleanField(default=False)
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("stem")
        verbose_name_plural = _("stemmen")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "voter"],
                name="ballot_once",
                violation_error_message=_("Deze persoon stemt al mee."),
            )
        ]
