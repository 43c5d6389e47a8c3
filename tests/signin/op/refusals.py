"""The published list of what the provider refuses: each case has a name and a Dutch sentence.

``docs/uitleg/openid.md`` shows the list; ``test_refused.py`` runs it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sleutelbos.register.models import Person
from tests.signin.op.rp import ACM, Answer, Browser, Flow, browser_of, choose, make_client
from tests.world import World


@dataclass
class Stage:
    """What a case has at hand: a modern client and one like ACM, with the choice made."""

    world: World
    person: Person
    browser: Browser
    flow: Flow
    acm: Flow

    def other_flow(self, profile: str = "modern", **more: object) -> Flow:
        """Another client in the same browser."""
        client = make_client(profile, **more)
        choose(self.browser, client, self.world.school, "OV")
        return Flow(client, self.browser, ACM if profile == "acm" else self.flow.base)

    def other_browser(self) -> Browser:
        """The same person elsewhere."""
        return browser_of(self.person)


Case = Callable[[Stage], None]
CASES: dict[str, tuple[str, Case]] = {}


def refused(name: str, sentence: str) -> Callable[[Case], Case]:
    """Declare a case: its name and what is refused, in Dutch."""

    def declare(case: Case) -> Case:
        assert name not in CASES
        CASES[name] = (sentence, case)
        return case

    return declare


def told(answer: Answer, error: str, status: int = 400) -> None:
    """An error for a program, and nothing else."""
    assert (answer.status, answer.error) == (status, error), answer.body
    assert "access_token" not in answer.json


def sent_back(answer: Answer, error: str) -> None:
    """An error that goes back to the client, without a code."""
    assert answer.status == 303, answer.text[:300]
    assert answer.told["error"] == error, answer.location
    assert "code" not in answer.told


def shown(answer: Answer) -> None:
    """A page of ours, and no way out of here."""
    assert answer.status == 400
    assert "Location" not in answer.headers
    assert "text/html" in answer.headers["Content-Type"]
    assert "Wat u kunt doen" in answer.text


def inactive(answer: Answer) -> None:
    """Introspection knows nothing."""
    assert answer.status == 200
    assert answer.json == {"active": False}
