"""A wizard under way: its draft, its steps, and what the answers stand for."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries
from sleutelbos.access.actions.newcomers import Newcomer
from sleutelbos.access.actions.relations import relation_on
from sleutelbos.access.pages import draft as drafts
from sleutelbos.access.pages.base import organisation_crumbs
from sleutelbos.access.pages.looks import help_box
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site, target_groups_of
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, HelpBox, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant, Right, Role, WorkRelation

WHO, RIGHT, ROLE, TERM, RELATION, CHECK, DONE = (
    "wie", "recht", "rol", "periode", "werkrelatie", "nakijken", "klaar",
)  # fmt: skip
LABELS = {
    WHO: _("Wie"),
    RIGHT: _("Recht"),
    ROLE: _("Rol"),
    TERM: _("Periode"),
    RELATION: _("Werkrelatie"),
    CHECK: _("Nakijken"),
}
Kind = Literal["grant", "user"]
STEPS: dict[Kind, tuple[str, ...]] = {
    "grant": (WHO, RIGHT, ROLE, TERM, CHECK),
    "user": (WHO, RELATION, CHECK),
}
PAGES: dict[Kind, str] = {"grant": "quick-grant", "user": "add-user"}
TITLES: dict[Kind, type_of_text] = {
    "grant": _("Snel recht toekennen"),
    "user": _("Gebruiker toevoegen"),
}


class Course:
    """One visitor's wizard for one organisation."""

    def __init__(self, request: PageRequest, organisation: Organisation, kind: Kind) -> None:
        self.request, self.organisation, self.kind = request, organisation, kind
        self.draft = drafts.load(request, kind, organisation.uid, drafts.Draft)

    # the draft

    def keep(self) -> None:
        """Save the answers."""
        drafts.save(self.request, self.kind, self.organisation.uid, self.draft)

    def forget(self) -> None:
        """Begin anew."""
        drafts.forget(self.request, self.kind, self.organisation.uid)
        self.draft = drafts.Draft()

    # the steps

    def url(self, step: str) -> str:
        """Address of a step."""
        return reverse(f"access:{PAGES[self.kind]}-step", args=[self.organisation.uid, step])

    @property
    def start_url(self) -> str:
        """Address of the wizard itself."""
        return reverse(f"access:{PAGES[self.kind]}", args=[self.organisation.uid])

    def first_open(self) -> str:
        """The first step that isn't answered (well)."""
        draft = self.draft
        answered = {
            WHO: draft.who_is_known,
            RIGHT: self.right is not None,
            ROLE: bool(self.roles),
            TERM: bool(draft.first),
            RELATION: bool(draft.first),
        }
        return next((step for step in STEPS[self.kind] if not answered.get(step, False)), CHECK)

    def reached(self, step: str) -> bool:
        """Whether a step may be shown: all before it are answered."""
        order = STEPS[self.kind]
        return step in order and order.index(step) <= order.index(self.first_open())

    def after(self, step: str) -> str:
        """Address of the next step."""
        order = STEPS[self.kind]
        return self.url(order[order.index(step) + 1])

    def before(self, step: str) -> str:
        """Address of the step before; for the first one the list of users."""
        number = STEPS[self.kind].index(step)
        if number == 0:
            return reverse("access:users", args=[self.organisation.uid])
        return self.url(STEPS[self.kind][number - 1])

    def steps(self, now: str) -> Steps:
        """The steps as they are shown; answered ones lead back."""
        order = STEPS[self.kind]
        open_from = order.index(self.first_open())
        return Steps([
            Step(
                LABELS[step],
                "now" if step == now else "done" if number < open_from else "later",
                self.url(step) if step != now and number <= open_from else "",
            )
            for number, step in enumerate(order)
        ])  # fmt: skip

    def help(self) -> HelpBox:
        """Help that carries page, organisation and right."""
        return help_box(self.request, self.organisation, self.right)

    def crumbs(self) -> list[Crumb]:
        """The way back to the organisation."""
        return [*organisation_crumbs(self.organisation), Crumb(TITLES[self.kind])]

    # what the answers stand for

    @cached_property
    def person(self) -> Person | None:
        """Who was chosen, when he is known here."""
        return queries_users.person_with(self.draft.person)

    @property
    def name(self) -> str:
        """The name of who was chosen, known or not."""
        if self.person is not None:
            return self.person.name
        return f"{self.draft.given_name} {self.draft.family_name}".strip()

    @property
    def newcomer(self) -> Newcomer | None:
        """Who was chosen, when he is not known here."""
        return None if self.person is not None else self.draft.newcomer

    @cached_property
    def limited(self) -> bool:
        """Whether the actor only administers some vestigingen."""
        return queries.sites_limit(self.request.actor, self.organisation) is not None

    @cached_property
    def sites(self) -> list[Site]:
        """The vestigingen to choose from."""
        return queries_users.sites_for(self.request.actor, self.organisation)

    @cached_property
    def rights(self) -> list[Right]:
        """The rights to choose from."""
        site = self.sites[0] if self.limited and self.sites else None
        return queries.offered_rights(self.request.actor, self.organisation, site)

    @property
    def right(self) -> Right | None:
        """The chosen right, as long as it is offered."""
        if not self.draft.right:
            return None
        return next((right for right in self.rights if right.code == self.draft.right), None)

    @property
    def roles(self) -> list[Role]:
        """The chosen roles, as far as they exist for the right."""
        if self.right is None or not self.draft.roles:
            return []
        found = queries.roles_for(self.right, self.organisation)
        return [role for role in found if role.code in self.draft.roles]

    def relation_from(self, first: date) -> WorkRelation | None:
        """The werkrelatie that a right starting that day will hang on; None: a new one."""
        if self.person is None:
            return None
        start = max(clock.midnight(first), clock.now())
        return relation_on(self.organisation, self.person, Period(start, None, "[)"))

    @property
    def site(self) -> Site | None:
        """The chosen vestiging."""
        return next((site for site in self.sites if str(site.uid) == self.draft.site), None)

    @cached_property
    def limited_to(self) -> Site | None:
        """The vestiging for which the right will count: as chosen, else that of the werkrelatie."""
        first = periods.first_day(self.draft.days) if self.draft.days else None
        relation = self.relation_from(first) if first and self.kind == "grant" else None
        return relation.site if relation and relation.site else self.site

    @property
    def email(self) -> str:
        """The address that the mail will go to; empty when there is none."""
        return (self.person.email if self.person else "") or self.draft.email

    @property
    def kind_of_relation(self) -> str:
        """The kind of the werkrelatie that will be made."""
        return self.draft.kind or RelationKind.PERMANENT

    @property
    def in_education(self) -> bool:
        """Whether school years matter to the organisation."""
        return "OV" in target_groups_of(self.organisation) or self.organisation.kind == (
            "partnership"
        )

    def held(self, right: Right) -> list[Grant]:
        """The rights of the same application that the person has there now or later."""
        if self.person is None:
            return []
        rows = queries_users.grants_of(
            self.request.actor, self.organisation, self.person
        ).select_related("relation__site")
        return [
            grant
            for grant in rows.filter(role__right__application=right.application)
            if grant.valid.upper is None or grant.valid.upper > clock.now()
        ]

    def held_at_start(self, right: Right) -> list[Grant]:
        """Of :meth:`held`, those that count when the new right starts."""
        period = self.draft.period
        start = period.lower if period and period.lower else clock.now()
        return [grant for grant in self.held(right) if periods.holds_at(grant.valid, start)]
