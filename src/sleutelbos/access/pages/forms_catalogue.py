"""Forms about rights and roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.register.public import TargetGroup
from sleutelbos.web.forms import BooleanField, Form, IntegerField, SomeOf, TextField

SEEN_BY = _("Beheerders lezen dit wanneer ze het toekennen.")


class RightForm(Form):
    """What people read of a right, where it exists and for how long."""

    name = TextField(label=_("Naam"))
    description = TextField(label=_("Uitleg"), rows=3, help_text=SEEN_BY)
    target_groups = SomeOf(label=_("Doelgroepen"), choices=TargetGroup.choices)
    max_days = IntegerField(
        label=_("Langste periode in dagen"),
        required=False,
        min_value=1,
        max_value=36_500,
        help_text=_("Leeg is zonder grens."),
    )


class RoleForm(Form):
    """What people read of a role, and where it exists."""

    name = TextField(label=_("Naam"))
    description = TextField(label=_("Uitleg"), rows=3, help_text=SEEN_BY)
    target_groups = SomeOf(
        label=_("Doelgroepen"),
        required=False,
        help_text=_("Geen keuze is overal waar het recht bestaat."),
    )
    active = BooleanField(label=_("Men kan deze rol toekennen"), required=False)

    def __init__(self, *args: Any, groups: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["target_groups"]
        field.choices = [pair for pair in TargetGroup.choices if pair[0] in groups]


class NewRoleForm(RoleForm):
    """A role that is not there yet, with the code by which applications know it."""

    code = TextField(
        label=_("Code"), max_length=60, help_text=_("Staat in de claim. Ze verandert later niet.")
    )
    field_order = ("code", "name", "description", "target_groups")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["active"]
