"""The warning each morning that rights end: who is told, and a day on which nobody is."""

from __future__ import annotations

import pytest

from sleutelbos.access.jobs import warn
from sleutelbos.access.models import Grant
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.policies import seed_policies
from tests.world import DAY, World, make_grant, make_person, make_relation, period, role


@pytest.mark.requirement("G10")
@pytest.mark.parametrize(("days", "lines"), [(7, 1), (1, 1), (8, 0)])
def test_a_day_with_nobody_to_warn_leaves_no_line(world: World, days: int, lines: int) -> None:
    seed_policies()
    guide = role("WerkplekDuaalGebruiker", "trajectbegeleider")
    with arranging():
        Grant.objects.filter(valid__endswith__lte=clock.now() + 31 * DAY).delete()
        relation = make_relation(make_person("Nog", "Even"), world.school)
        make_grant(relation, guide, valid=period(end=days))
    for _again in range(2):
        warn(clock.now())
    deliver_all()
    told = AuditEntry.objects.filter(action="access.warn-ending")
    assert [entry.payload["facts"]["count"] for entry in told] == [1] * lines
    assert Message.objects.filter(kind="access.right-ending").exists() is bool(lines)
