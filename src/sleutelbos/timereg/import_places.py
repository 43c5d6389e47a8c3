"""Which training and which place a row of the file means; asked once per project."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Site
from sleutelbos.timereg.models import ProjectPlace, Training
from sleutelbos.timereg.queries import sessions as queries


class Places:
    """Trainings and places for which the actor may plan. ``unknown``: the last training was not
    found because of its project."""

    def __init__(self, by: Actor) -> None:
        self.by, self.unknown = by, False
        rows = queries.plannable_trainings(by)
        self.trainings = {(row.project.number, row.code.casefold()): row for row in rows}
        self.projects = {number for number, _code in self.trainings}
        self.found: dict[int, list[ProjectPlace]] = {}
        self.sites: dict[tuple[int, str], Site | None] = {}

    def training(self, project: str, code: str) -> tuple[Training | None, str]:
        """The training with that code, or what is wrong."""
        self.unknown = project not in self.projects
        if not project or not code:
            return None, ""
        if self.unknown:
            return None, _t("Dit project kennen we niet, of u plant er geen sessies voor.")
        found = self.trainings.get((project, code.casefold()))
        return found, "" if found else _t("Dit project heeft geen opleiding met deze code.")

    def place(self, training: Training | None, number: str) -> tuple[ProjectPlace | None, str]:
        """Where the session is planned: the organisation, or one vestiging of it."""
        if training is None:
            return None, ""
        rows = self._places(training)
        if not rows:
            return None, _t("U plant voor dit project geen sessies.")
        digits = number.replace(".", "").replace(" ", "")
        if not digits:
            whole = [row for row in rows if row.site is None] or rows
            several = _t("Vul het vestigingsnummer in: er is meer dan één vestiging mogelijk.")
            return (whole[0], "") if len(whole) == 1 else (None, several)
        for row in rows:
            if row.site is not None and row.site.number == digits:
                return row, ""
        for row in rows:
            site = self._site(row, digits) if row.site is None else None
            if site is not None:
                return ProjectPlace(
                    project=row.project, organisation=row.organisation, site=site, part=row.part
                ), ""
        return None, _t("Deze vestiging neemt niet deel aan het project.")

    def _places(self, training: Training) -> list[ProjectPlace]:
        key = training.project_id
        if key not in self.found:
            self.found[key] = list(queries.places_for(self.by, [training.project_id]))
        return self.found[key]

    def _site(self, place: ProjectPlace, number: str) -> Site | None:
        key = (place.organisation_id, number)
        if key not in self.sites:
            self.sites[key] = place.organisation.sites.filter(number=number).first()
        return self.sites[key]
