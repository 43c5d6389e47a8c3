"""Questions about knipperlichten and acties."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.signals.actions.follow_ups import Plan
from sleutelbos.duallearning.signals.actions.lights import Spec
from sleutelbos.duallearning.signals.metrics import Metric
from sleutelbos.duallearning.signals.models import FollowUp
from sleutelbos.duallearning.signals.queries.scope import owners_in
from sleutelbos.duallearning.signals.states import (
    FollowUpKind,
    FollowUpOutcome,
    Level,
    MetricKind,
    follow_up_flow,
    signal_flow,
)
from sleutelbos.web.forms import (
    BooleanField,
    DateField,
    FilterForm,
    Form,
    IntegerField,
    ListField,
    OneOf,
    SearchField,
    TextField,
)

ANY = _("Alle toestanden")


class PlanForm(Form):
    """What is done, by whom, before when."""

    kind = OneOf(label=_("Wat gebeurt er?"), choices=FollowUpKind.choices)
    text = TextField(label=_("Wat moet er gebeuren, en waarom?"), rows=4)

    def __init__(self, *args: Any, partnership: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), one.name) for one in owners_in(partnership)]
        self.ask("owner", ListField(label=_("Wie is verantwoordelijk?"), choices=people))
        self.ask("due", DateField(label=_("Uiterlijk op")))

    def plan(self) -> Plan:
        """What was filled in."""
        values = self.values()
        return Plan(values["kind"], values["text"], int(values["owner"]), values["due"])


def of_follow_up(row: FollowUp) -> dict[str, Any]:
    """What stands in it now, for a form."""
    return {"kind": row.kind, "text": row.text, "owner": str(row.owner_id), "due": row.due}


class ConcludeForm(Form):
    """What came of it."""

    outcome = OneOf(label=_("Wat leverde het op?"), choices=FollowUpOutcome.choices)
    report = TextField(label=_("Verslag"), rows=5, required=False)


class IgnoreForm(Form):
    """Until when, and why."""

    until = DateField(label=_("Tot en met"))
    reason = TextField(label=_("Waarom telt dit voorlopig niet?"), rows=3)


class LightForm(Form):
    """The values of a rule; which, follows from the metric."""

    name = TextField(label=_("Naam"), max_length=120)
    threshold = IntegerField(label=_("Brandt vanaf"), min_value=1)

    def __init__(self, *args: Any, metric: Metric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.metric = metric
        self.fields["threshold"].help_text = str(metric.unit)
        if metric.window:
            label = _("Over hoeveel maanden")
            self.ask("window", IntegerField(label=label, min_value=1))
        if metric.samples:
            self.ask("minimum", IntegerField(
                label=_("Vanaf hoeveel gevallen"), min_value=1,
                help_text=_("Van minder gevallen zegt een procent niets."),
            ))  # fmt: skip
        self.ask("level", OneOf(label=_("Hoe zwaar weegt het?"), choices=Level.choices))
        self.ask("cool_down", IntegerField(
            label=_("Hoeveel dagen blijft het uit nadat het uitging?"), min_value=0,
        ))  # fmt: skip

    def spec(self) -> Spec:
        """What was filled in."""
        values = {"window": 0, "minimum": 0, **self.values()}
        return Spec(metric=self.metric.kind.value, **values)


class FollowUpFilter(FilterForm):
    """Acties by company, what, state, and only one's own."""

    zoek = SearchField(label=_("Onderneming"))
    soort = ListField(label=_("Soort"), choices=FollowUpKind.choices, empty_label=_("Alle soorten"))
    toestand = ListField(label=_("Toestand"), choices=follow_up_flow.choices, empty_label=ANY)
    lookups = {
        "zoek": ("company__name__icontains", "text__icontains"),
        "soort": ("kind",),
        "toestand": ("state",),
    }


class SignalFilter(FilterForm):
    """What lit up by company, what is watched, weight and state."""

    zoek = SearchField(label=_("Onderneming"))
    wat = ListField(
        label=_("Wat"), choices=MetricKind.choices, empty_label=_("Alle knipperlichten")
    )
    gewicht = ListField(label=_("Gewicht"), choices=Level.choices, empty_label=_("Elk gewicht"))
    toestand = ListField(label=_("Toestand"), choices=signal_flow.choices, empty_label=ANY)
    uit = BooleanField(label=_("Ook wat uit is"))
    lookups = {
        "zoek": ("company__name__icontains",),
        "wat": ("light__metric",),
        "gewicht": ("light__level",),
        "toestand": ("state",),
    }
    narrows_first = True

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """What burns, unless the other is asked for."""
        rows = super().narrow(queryset, chosen)
        asked = chosen.get("uit") or chosen.get("toestand") == "out"
        return rows if asked else rows.exclude(state="out")
