"""What pages share about a delivery that a partner sends and somebody lets in: where it stands, why
a human must look first, loading it or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Action, Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.flows import Flow
from sleutelbos.web import show, words
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Button, Head, Link, Note, Part, Pill

LEAVE = _("Niet laden")
DO = "doe"  # what a button asks: "laden" or "stoppen"


class Delivery(Protocol):
    """What was received: where it stands, why somebody must look at it, the task that reads or
    loads it."""

    @property
    def state(self) -> str:
        """Of its flow."""

    @property
    def source(self) -> str:
        """Name of the file."""

    @property
    def reasons(self) -> list[str]:
        """Sentences."""

    @property
    def run_id(self) -> int | None:
        """Key of the task."""


@dataclass(frozen=True)
class DeliveryPages:
    """The deliveries of one partner: their states, the action that loads one, the one that does
    not, and the address of each."""

    flow: Flow
    load: Action[..., Any]
    stop: Action[..., Any]
    url_of: Callable[[Any], str]

    def pill(self, found: Delivery) -> Pill:
        """Where a delivery stands."""
        return Pill.of(self.flow, found.state)

    def head(
        self, request: PageRequest, found: Delivery, sentence: type_of_text, kicker: type_of_text
    ) -> Head:
        """What it is and whose turn it is; while it waits, the button that loads it."""
        owner = self.flow.states[found.state].owner
        button = Button(
            _("Laden"),
            self.url_of(found),
            {DO: "laden"},
            look="primary",
            icon="play",
            decision=self.load.check(request.actor, found),
        )
        return Head(
            found.source,
            sentence,
            pill=self.pill(found),
            kicker=kicker,
            turn=words.turn_text(owner),
            primary=button if found.state == "staged" else None,
        )

    def reasons(self, found: Delivery) -> list[Part]:
        """Why somebody must look first, or why it was not loaded."""
        if not found.reasons or found.state not in ("staged", "stopped"):
            return []
        waits = found.state == "staged"
        title = _("Kijk dit eerst na") if waits else ""
        return [Note(" ".join(found.reasons), "warn" if waits else "stop", title)]

    def follow(self, found: Delivery, text: type_of_text) -> list[Part]:
        """The way to the task that is busy with it."""
        if found.run_id is None:
            return []
        url = reverse("desk:run", args=[found.run_id])
        return [Note(text, "info", action=Link(_("Volg de voortgang"), url, look="secondary"))]

    def stop_button(
        self, request: PageRequest, found: Delivery, label: type_of_text = LEAVE
    ) -> Button:
        """The button that leaves it."""
        return Button(
            label,
            self.url_of(found),
            {DO: "stoppen"},
            icon="ban",
            decision=self.stop.check(request.actor, found),
            expected=False,
        )

    def do(self, request: PageRequest, found: Delivery) -> HttpResponseBase:
        """What the pressed button asks; then the page again."""
        by, key, wanted = request.actor, key_of(request), request.POST.get(DO, "")
        try:
            if wanted == "laden":
                self.load.keyed(key, by, found)
                show.toast(request, _t("De levering wordt geladen."))
            elif wanted == "stoppen":
                self.stop.keyed(key, by, found)
                show.toast(request, _t("De levering wordt niet geladen."))
        except Invalid as problem:
            show.toast(request, str(problem), tone="stop")
        return see_other(self.url_of(found))
