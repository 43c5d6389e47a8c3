"""Phones in a cellar, worse than in life: killed, reloaded, requests lost, doubled, late and out of
order, clocks two hours off. After the storm every registration stands in the record exactly once,
at its own moment (idea M8; research 4.5)."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.test import Client
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.timereg.actions.planning import plan_session
from sleutelbos.timereg.models import Session
from tests.signin.helpers import signed_in
from tests.world import World
from tests.world_timereg import PARTICIPANT, PROMOTER, TRAINER, plan, training

PARTICIPANTS = (PARTICIPANT, "member without right", "projectmedewerker")
NEAR = timedelta(seconds=6)  # what the network itself may move a moment
OFF = (timedelta(hours=-2), timedelta(), timedelta(hours=2))


@dataclass
class Time:
    """A clock that a test moves."""

    at: datetime

    def read(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Truth:
    """What really happened."""

    nonce: str
    seat: str
    way: str
    at: datetime


@dataclass
class Phone:
    """What the script of the page does, in Python; ``kept`` is what stands in its database."""

    client: Client
    session: Session
    time: Time
    off: timedelta
    name: str
    chance: random.Random
    kept: list[str] = field(default_factory=list)
    on_the_way: list[str] = field(default_factory=list)
    ticket: str = ""
    offset: float = 0
    counter: int = 0

    def now(self) -> datetime:
        """What its own clock says."""
        return self.time.at + self.off

    def write_down(self, seat: str, way: str) -> Truth:
        self.counter += 1
        nonce = str(UUID(int=self.chance.getrandbits(128), version=4))
        event = {"nonce": nonce, "seat": seat, "way": way, "at": self.now().isoformat(),
                 "counter": self.counter, "scanned": True}  # fmt: skip
        self.kept.append(json.dumps(event))
        return Truth(nonce, seat, way, self.time.at)

    def load(self) -> None:
        """The page opens again: the first ticket stays."""
        found = self.client.get(reverse("timereg:roster", args=[self.session.uid])).json()
        self.ticket = self.ticket or found.get("ticket", "")
        self.offset = (datetime.fromisoformat(found["now"]) - self.now()).total_seconds()

    def body(self) -> str:
        events = [json.loads(one) for one in self.kept]
        self.chance.shuffle(events)
        sent = {"now": self.now().isoformat(), "offset": self.offset, "ticket": self.ticket}
        return json.dumps({**sent, "device": self.name, "events": events})

    def post(self, body: str) -> set[str]:
        """The nonces of which the server says what became of them."""
        url = reverse("timereg:batch", args=[self.session.uid])
        answer = self.client.post(url, body, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return {one["nonce"] for one in answer.json()["answers"]}

    def forget(self, nonces: set[str]) -> None:
        self.kept = [one for one in self.kept if json.loads(one)["nonce"] not in nonces]

    # What can happen to a phone that sends.

    def arrives(self) -> None:
        self.load()
        self.forget(self.post(self.body()))

    def answer_is_lost(self) -> None:
        self.load()
        self.post(self.body())

    def never_leaves(self) -> None:
        self.body()

    def is_doubled(self) -> None:
        self.load()
        body = self.body()
        self.forget(self.post(body) & self.post(body))

    def hangs(self) -> None:
        self.load()
        self.on_the_way.append(self.body())

    def comes_late(self) -> None:
        """One of the requests that hung, not the oldest first; nobody hears the answer."""
        if self.on_the_way:
            self.post(self.on_the_way.pop(self.chance.randrange(len(self.on_the_way))))

    def is_killed(self) -> None:
        """All but its database is gone, the requests under way too."""
        self.on_the_way.clear()
        self.load()

    def is_set_right(self) -> None:
        """Its clock jumps, once nothing waits."""
        if not self.kept and not self.on_the_way:
            self.off = self.chance.choice(OFF)

    def storm(self) -> None:
        happens: list[Callable[[], None]] = [
            self.arrives, self.answer_is_lost, self.never_leaves, self.is_doubled, self.hangs,
            self.comes_late, self.comes_late, self.is_killed, self.is_set_right,
        ]  # fmt: skip
        self.chance.choice(happens)()


def planned(world: World, time: Time) -> Session:
    """A morning with a trainer and three participants; it is just before nine."""
    session = plan_session(
        world.actor(PROMOTER), training(), world.company,
        plan=plan(time.at.astimezone(clock.BRUSSELS).date()),
        trainers=[world.people[TRAINER]],
        participants=[world.people[name] for name in PARTICIPANTS],
    )  # fmt: skip
    return session


def nine(days: int = 1) -> datetime:
    """Ten to nine on a day to come, on the clock in Brussels."""
    day = clock.today() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 8, 50, tzinfo=clock.BRUSSELS).astimezone(
        clock.real_now().tzinfo
    )


def run(world: World, time: Time, seed: int, events: int = 24) -> tuple[Session, list[str]]:
    """One storm. The session, and what is wrong: nothing, one hopes."""
    chance = random.Random(seed)
    session = planned(world, time)
    client = signed_in(world.people[TRAINER], world.company,
                       expires=time.at + timedelta(days=1))  # fmt: skip
    phones = [
        Phone(client, session, time, chance.choice(OFF), f"telefoon {n}", chance) for n in (1, 2)
    ]
    for phone in phones:
        phone.load()
    seats = [str(seat.uid) for seat in session.seats.order_by("pk")]
    inside: dict[str, bool] = {}
    truth: list[Truth] = []
    for n in range(events):
        seat = seats[n % len(seats)]  # the debounce is for another test: 61 seconds and more
        inside[seat] = not inside.get(seat, False)
        truth.append(chance.choice(phones).write_down(seat, "in" if inside[seat] else "uit"))
        time.passes(chance.randint(17, 60))
        for phone in phones:
            phone.storm()
    for phone in phones:
        while phone.on_the_way:
            phone.comes_late()
        phone.arrives()
    return session, wrong_with(session, truth, phones)


def wrong_with(session: Session, truth: list[Truth], phones: list[Phone]) -> list[str]:
    """Each difference between what happened and what the record says."""
    found = {str(one.nonce): one for one in session.events.select_related("seat")}
    wrong = [f"lost: {one}" for one in truth if one.nonce not in found]
    wrong += [f"made up: {nonce}" for nonce in found.keys() - {one.nonce for one in truth}]
    wrong += [f"still on {phone.name}: {len(phone.kept)}" for phone in phones if phone.kept]
    for one in truth:
        entry = found.get(one.nonce)
        if entry is None:
            continue
        said = (str(entry.seat.uid) if entry.seat else "", entry.kind)
        if said != (one.seat, one.way) or abs(entry.at - one.at) > NEAR:
            wrong.append(f"{one} became {said} at {entry.at}: {entry.reason}")
    return wrong
