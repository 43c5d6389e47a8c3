"""Edit a right and its roles once they are loaded: from then on the rows rule (G11)."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import names, rules
from sleutelbos.access.manifest import CODE, LONGEST
from sleutelbos.access.models import Right, Role
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import TargetGroup

LONGEST_NAME = 200


def edits(by: Actor, right: Right) -> Decision:
    """A platform administrator; not the rights of Gebruikersbeheer itself: they give power."""
    return rules.manages_clients(by) & when(
        right.application.code != names.OWN_APPLICATION,
        _("De rechten van Gebruikersbeheer zelf wijzigt alleen het systeem."),
    )


def may_change_right(
    by: Actor,
    right: Right,
    *,
    name: str,
    description: str,
    target_groups: Collection[str],
    max_days: int | None,
) -> Decision:
    """As :func:`edits`."""
    return edits(by, right)


def facts_of_right(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The right and its application; the role, where it is about one."""
    found = result if isinstance(result, Right | Role) else args[0]
    right = found.right if isinstance(found, Role) else found
    assert isinstance(right, Right)
    facts: dict[str, object] = {"right": right, "application": right.application}
    return facts | ({"role": found} if isinstance(found, Role) else {})


@action(
    "access.change-right",
    label=_("Gebruikersrecht wijzigen"),
    allow=may_change_right,
    sentence=_("{by} wijzigde het recht {right} van {application}."),
    about=facts_of_right,
)
def change_right(
    by: Actor,
    right: Right,
    *,
    name: str,
    description: str,
    target_groups: Collection[str],
    max_days: int | None,
) -> Right:
    """Give a right another name, explanation, doelgroepen or longest period (days; None: none).

    It counts for what is granted from now on: whoever has the right keeps it. Invalid without a
    name, or for doelgroepen or a period that can't be.
    """
    right.name, right.description = _texts(name, description)
    right.target_groups = _groups(target_groups, TargetGroup.values)
    if not right.target_groups:
        raise Invalid({"target_groups": _t("Kies minstens één doelgroep.")})
    if max_days is not None and max_days < 1:
        raise Invalid({"max_days": _t("Vul een aantal dagen vanaf 1 in, of niets.")})
    right.max_days = max_days
    right.save()
    return right


def may_change_role(
    by: Actor,
    role: Role,
    *,
    name: str,
    description: str,
    target_groups: Collection[str],
    active: bool,
) -> Decision:
    """As :func:`edits`."""
    return edits(by, role.right)


@action(
    "access.change-role",
    label=_("Rol van een recht wijzigen"),
    allow=may_change_role,
    locks=("role", "role.right"),
    sentence=_("{by} wijzigde de rol {role} van het recht {right} van {application}."),
    about=facts_of_right,
)
def change_role(
    by: Actor,
    role: Role,
    *,
    name: str,
    description: str,
    target_groups: Collection[str],
    active: bool,
) -> Role:
    """Give a role another name, explanation or doelgroepen (none: those of the right); ``active``
    False: it is granted no more.

    Its code never changes: applications know it. Invalid as in :func:`change_right`, and for the
    last role of a right.
    """
    role.name, role.description = _texts(name, description)
    role.target_groups = _groups(target_groups, role.right.target_groups)
    if not active and not role.right.roles.filter(active=True).exclude(pk=role.pk).exists():
        raise Invalid({"active": _t("Een recht heeft minstens één rol die men kan toekennen.")})
    role.active = active
    role.save()
    return role


def may_add_role(
    by: Actor,
    right: Right,
    *,
    code: str,
    name: str,
    description: str,
    target_groups: Collection[str],
) -> Decision:
    """As :func:`edits`."""
    return edits(by, right)


@action(
    "access.add-role",
    label=_("Rol aan een recht toevoegen"),
    allow=may_add_role,
    sentence=_("{by} voegde de rol {role} toe aan het recht {right} van {application}."),
    about=facts_of_right,
)
def add_role(
    by: Actor,
    right: Right,
    *,
    code: str,
    name: str,
    description: str,
    target_groups: Collection[str],
) -> Role:
    """One more role, the last in order. Invalid as above, and for a code that can't be or exists.

    A code that differs in capitals only from another is refused: applications may not tell them
    apart.
    """
    if not CODE.fullmatch(code):
        sentence = _t("Schrijf 1 tot 60 letters, cijfers, streepjes of lage streepjes.")
        raise Invalid({"code": sentence})
    if right.roles.filter(code__iexact=code).exists():
        raise Invalid({"code": _t("Dit recht heeft al een rol met deze code.")})
    name, description = _texts(name, description)
    last = right.roles.order_by("-order").first()
    return Role.objects.create(
        right=right,
        code=code,
        name=name,
        description=description,
        target_groups=_groups(target_groups, right.target_groups),
        order=last.order + 1 if last else 0,
    )


def _texts(name: str, description: str) -> tuple[str, str]:
    """A name and an explanation, cleaned."""
    name, description = " ".join(name.split()), description.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid({"name": _t("Vul een naam van hoogstens 200 tekens in.")})
    if not description or len(description) > LONGEST["description"]:
        raise Invalid({"description": _t("Vul een uitleg van hoogstens 2000 tekens in.")})
    return name, description


def _groups(chosen: Collection[str], known: Collection[str]) -> list[str]:
    """Doelgroepen in the order in which they are known."""
    if set(chosen) - set(known):
        raise Invalid({"target_groups": _t("Kies alleen doelgroepen waarvoor het recht bestaat.")})
    return [group for group in known if group in chosen]
