"""How a sectoral partnership looks: its powers, sector agreements and settings."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.policies import CHOICES
from sleutelbos.duallearning.recognition.queries import routing
from sleutelbos.duallearning.recognition.queries.settings import Setting, coming, settings_of
from sleutelbos.duallearning.recognition.states import DelegatedPower, DocumentKind
from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation
from sleutelbos.tools.policies import Policy
from sleutelbos.tools.policies.registry import POLICIES
from sleutelbos.web import words
from sleutelbos.web.parts import Link, Listing, Part, Pill, Section


def sentence(partnership: Organisation) -> str:
    """Whether it handles requests itself."""
    today = clock.today()
    if routing.has_power(partnership, DelegatedPower.RECOGNISE, today):
        return _t("Dit partnerschap behandelt de aanvragen van zijn sector zelf.")
    return _t("Dit partnerschap mag niet erkennen: het departement behandelt de aanvragen.")


def powers(partnership: Organisation, *, may_end: bool = False) -> Section:
    """The powers that it has today."""
    lines = []
    for row in routing.powers_on(partnership, clock.today()):
        line: list[Any] = [row.get_power_display(), words.period_text(row.valid), row.source or "–"]
        if may_end:
            url = reverse("duallearning:end-power", args=[row.pk])
            line.append(Link(_("Beëindigen"), url, about=row.get_power_display()))
        lines.append(line)
    headings = [_("Bevoegdheid"), _("Geldt"), _("Bron"), *([_("Wijzigen")] if may_end else [])]
    listing = Listing(headings, lines, empty=_("Geen overgedragen bevoegdheden."))
    return Section(_("Bevoegdheden"), [listing])


def agreements(partnership: Organisation) -> Section:
    """The sector agreements that lead to it today."""
    lines = [
        [
            str(row.committee) if row.committee else _t("elk paritair comité"),
            row.programme.name if row.programme else _t("elke opleiding"),
            str(row.priority),
        ]
        for row in routing.rules_of(partnership, clock.today())
    ]
    headings = [_("Paritair comité"), _("Opleiding"), _("Voorrang")]
    listing = Listing(headings, lines, empty=_("Geen sectorafspraken."), numbers=(2,))
    return Section(_("Sectorafspraken"), [listing])


def settings(partnership: Organisation, *, change: bool = False) -> Section:
    """The settings that count today; with ``change`` each has its way to another value."""
    lines = []
    for row in settings_of(partnership):
        own = Pill(_("Eigen keuze"), "info") if row.own else Pill(_("Algemene regel"))
        line: list[Any] = [
            row.policy.label,
            value_text(row.policy, row.row.value),
            own,
            row.row.note or "–",
        ]
        if change:
            url = reverse(
                "duallearning:change-setting", args=[partnership.uid, slug_of(row.policy)]
            )
            line.append(Link(_("Wijzig"), url, about=row.policy.label))
        lines.append(line)
    headings = [_("Instelling"), _("Waarde"), _("Van wie"), _("Bron")]
    headings += [_("Wijzigen")] if change else []
    return Section(_("Instellingen"), [Listing(headings, lines)])


def ahead(partnership: Organisation) -> list[Part]:
    """Values that count later."""
    lines = [
        [
            POLICIES[row.name].label,
            value_text(POLICIES[row.name], row.value),
            words.day_text(row.valid.lower),
        ]
        for row in coming(partnership)
    ]
    if not lines:
        return []
    listing = Listing([_("Instelling"), _("Waarde"), _("Geldt vanaf")], lines)
    return [Section(_("Wat later verandert"), [listing])]


def value_text(policy: Policy[Any], value: Any) -> str:
    """A value in words."""
    if policy.name in CHOICES:
        return str(dict(CHOICES[policy.name].choices)[value])
    if isinstance(value, list):
        names = [str(DocumentKind(one).label) for one in value]
        return ", ".join(names) or _t("geen")
    return words.number_text(value)


def now_text(setting: Setting) -> str:
    """What counts now."""
    return _t("Nu: %s.") % value_text(setting.policy, setting.row.value)


def slug_of(policy: Policy[Any]) -> str:
    """The name of a setting in an address."""
    return policy.name.partition(".")[2]
