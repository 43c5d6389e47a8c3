"""Personal numbers: replaced by another, shown in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import audit, clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.register import insz, rules, texts
from sleutelbos.register.actions.persons import store_number
from sleutelbos.register.events import InszReplaced
from sleutelbos.register.holding import hold
from sleutelbos.register.models import Person, PersonIdentifier
from sleutelbos.register.queries import persons as queries
from sleutelbos.tools import crypto, dates


@dataclass(frozen=True)
class RevealedInsz:
    """A number in the clear: ``value`` eleven digits, ``shown`` as people write it.

    As text it is masked, so that it can't slip into a log, a page or a stored result.
    """

    value: str

    @property
    def shown(self) -> str:
        """E.g. ``85.07.30-033.28``."""
        return insz.shown(self.value)

    def __str__(self) -> str:
        return insz.masked(self.value)

    __repr__ = __str__


def facts_of_replacement(result: Person, person: Person, **kwargs: object) -> dict[str, object]:
    """The person of the old number and the one of the new."""
    return {"person": person, "current": result}


@action(
    "register.replace-insz",
    label=_("Nummer vervangen"),
    allow=rules.may_replace_insz,
    sentence=_("Het Rijksregister verving het nummer van {person} door dat van {current}."),
    about=facts_of_replacement,
)
def replace_insz(by: Actor, person: Person, *, old: str, new: str, on: date) -> Person:
    """Replace a number from a day on; the result is the person of the new number.

    That is another person when both numbers were known already (a double): then the old number
    leads there from now on, and whoever subscribes to InszReplaced moves what hangs on it. Told
    again, nothing changes. Invalid when ``old`` isn't the person's, or counts no more.
    """
    was, becomes = queries.read_insz(old, "old"), queries.read_insz(new, "new")
    for value in sorted({was.value, becomes.value}):
        hold(f"insz:{queries.lookup_of(value).hex()}")
    before, after = queries.identifier_of(was.value), queries.identifier_of(becomes.value)
    if before is None or before.person_id != person.pk:
        raise Invalid({"old": _t("Dit nummer is niet van deze persoon.")})
    if before.replaced_by_id is not None and after and before.replaced_by_id == after.pk:
        return after.person
    if before.replaced_by_id is not None:
        raise Invalid({"old": _t("Dit nummer is al vervangen door een ander nummer.")})
    _check_replacement(before, after, on)
    before.valid = dates.cut(before.valid, on)
    before.save(update_fields=["valid"])
    if after is None:
        after = store_number(person, becomes, on)
        person.birth_date = becomes.birth or person.birth_date
        person.save(update_fields=["birth_date"])
    before.replaced_by = after
    before.save(update_fields=["replaced_by"])
    emit(InszReplaced(person=person.pk, current=after.person_id))
    return after.person


def _check_replacement(before: PersonIdentifier, after: PersonIdentifier | None, on: date) -> None:
    """Invalid when the day or the new number can't be right."""
    if on > clock.today():
        raise Invalid({"on": _t("De datum van vervanging ligt in de toekomst.")})
    if dates.cut(before.valid, on) is None:
        raise Invalid({"on": _t("Het oude nummer gold toen nog niet.")})
    if after is not None and queries.current_of(after).pk == before.pk:
        raise Invalid({"new": _t("Het nieuwe nummer is zelf door het oude vervangen.")})


def facts_of_reveal(result: object, person: Person, *, purpose: str) -> dict[str, object]:
    """Whose number was shown, and what for."""
    return {"person": person, "purpose": " ".join(purpose.split())}


@action(
    "register.reveal-insz",
    label=_("Rijksregisternummer tonen"),
    allow=rules.may_reveal_insz,
    locks=(),
    sentence=_("{by} bekeek het rijksregisternummer van {person}. Reden: {purpose}"),
    about=facts_of_reveal,
)
def reveal_insz(by: Actor, person: Person, *, purpose: str) -> RevealedInsz:
    """Show the number that counts now, for a purpose that is kept and shown to the person.

    Call it without a key: a kept result would be masked. Invalid without a purpose, or for a
    person whose numbers all belong to another row now.
    """
    why = texts.clean_reason(purpose, "purpose", _t("Vul in waarvoor u het nummer nodig hebt."))
    identifier = queries.number_of(person)
    if identifier is None:
        raise Invalid(_t("Van deze persoon is geen geldig nummer gekend."))
    audit.write_view(by, "register.reveal-insz", why, [person.pk])
    return RevealedInsz(crypto.decrypt(bytes(identifier.sealed), queries.PURPOSE))
