"""The first step of the onboarding as a run: tried out with counts and reasons, then done (A06)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import about_file, for_starter
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.actions.onboarding import place_people
from sleutelbos.positions.models import Employment, Occupation
from sleutelbos.positions.queries.onboarding import Candidate, candidates_of
from sleutelbos.positions.rules import roles
from sleutelbos.register.public import Organisation
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow


def about_entity(by: Actor, entity: Organisation, on: date) -> dict[str, str]:
    """What such a run is about: the entity, and the day on which it runs."""
    return {
        **about_file(by), "entity": f"register.organisation:{entity.pk}", "on": on.isoformat(),
    }  # fmt: skip


def _entity(about: Mapping[str, str]) -> Organisation:
    return Organisation.objects.get(pk=int(about["entity"].rpartition(":")[2]))


def may_start(by: Actor, about: About) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def may_see(by: Actor, run: Run) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def stage(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """Each arbeidsrelatie of the entity, with why it gets a position or not."""
    found = candidates_of(_entity(about), date.fromisoformat(about["on"]))
    return [_staged(number, one) for number, one in enumerate(found, start=1)]


def _staged(number: int, one: Candidate) -> StagedLine:
    who = one.row.employment.employee
    words = {"name": who.name, "relation": one.row.employment.number, "what": _what(one)}
    label = _t("%(name)s, arbeidsrelatie %(relation)s: %(what)s") % words
    payload = {"employment": one.row.employment_id, "person": who.person_id}
    outcome = LineOutcome.TODO if one.wanted else LineOutcome.SAME
    if one.lacks:
        outcome = LineOutcome.FAULT
    return StagedLine(number, payload, outcome, label, one.lacks)


def _what(one: Candidate) -> str:
    if one.held:
        return _t("heeft al een arbeidsplaats")
    if one.exclusion is not None:
        return _t("niet nu (%s)") % one.exclusion.label
    return _t("krijgt een arbeidsplaats") if one.wanted else _t("onvolledig")


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """Make these positions and link them; who changed meanwhile is left for another run."""
    keys = {line.payload["employment"]: line.number for line in lines}
    employments = list(Employment.objects.filter(pk__in=keys))
    on, entity = date.fromisoformat(run.about["on"]), _entity(run.about)
    made = place_people(for_starter(by, run), entity, employments=employments, on=on)
    links = Occupation.objects.filter(position__in=made)
    placed = set(links.values_list("employment", flat=True))
    sentence = _t("Dit veranderde sinds het nakijken. Laat de stap opnieuw lopen.")
    return {number: [sentence] for key, number in keys.items() if key not in placed}


FIRST_STEP = run_kind(
    "positions.first-step",
    label=_("Arbeidsplaatsen uit het personeel"),
    stage=stage,
    apply_chunk=apply_chunk,
    may_start=may_start,
    may_see=may_see,
    page="positions:plans",
)
