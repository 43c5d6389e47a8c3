"""Every link on a list leads somewhere, for each role (S20)."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.access.pages.conftest import SignIn
from tests.timereg.examples_staff import (
    agreed,
    allocated,
    approved,
    entered,
    merged,
    presented,
)
from tests.world import World
from tests.world_timereg_staff import (
    LEADER,
    OFFICER,
    PARTNER,
    PARTNER_LEADER,
    PARTNER_STAFF,
    PROMOTER,
    STAFF,
)

LISTS = ("my-work", "to-approve", "deliver", "members", "entries", "allocations", "merges")
LINK = re.compile(r'href="(/tijdsregistratie[^"#]*)"')
MOST = 60


@pytest.mark.requirement("T12")
@pytest.mark.parametrize(
    "who", [STAFF, LEADER, PROMOTER, PARTNER, PARTNER_STAFF, PARTNER_LEADER, OFFICER]
)
def test_every_link_leads_somewhere(world: World, sign_in: SignIn, who: str) -> None:
    merged(world)
    presented(world)
    approved(world)
    entered(world, PARTNER_STAFF)
    allocated(world)
    agreed(world, PARTNER_STAFF)
    client = sign_in(who)
    todo, seen = [reverse(f"timereg:{name}") for name in LISTS], set()
    shown = 0
    while todo and len(seen) < MOST:
        address = todo.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if address in {reverse(f"timereg:{name}") for name in LISTS}:
            assert answer.status_code in (200, 403), address
        else:
            assert answer.status_code == 200, address
        page = answer.headers["content-type"].startswith("text/html")
        if page and "als=" not in address and answer.status_code == 200:
            shown += 1
            found = LINK.findall(answer.content.decode())
            todo += [unescape(link) for link in found if "sorteer=" not in link]
    assert shown > 4
