"""A recognised workplace is followed in the KBO for as long as it is recognised (W01)."""

from __future__ import annotations

from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.duallearning.recognition.states import HELD_STATES
from sleutelbos.register.public import KeyKind, Organisation, follow, numbers_of, unfollow

ROOM = "duallearning"


def follow_workplace(request: Request) -> None:
    """Hear from now on what the KBO tells of the vestiging and its company; within an action."""
    follow(_given([request.site.number, _number(request.company)]), ROOM)


def leave_workplace(recognition: Recognition) -> None:
    """This recognition ends: no longer hear of what no other one is about; within an action."""
    others = Recognition.objects.filter(company=recognition.company_id, state__in=HELD_STATES)
    others = others.exclude(pk=recognition.pk)
    left = []
    if not others.filter(site=recognition.site_id).exists():
        left.append(recognition.site.number)
    if not others.exists():
        left.append(_number(recognition.company))
    unfollow(_given(left), ROOM)


def _number(company: Organisation) -> str:
    return numbers_of(company).get(KeyKind.KBO, "")


def _given(numbers: list[str]) -> list[str]:
    return [number for number in numbers if number]
