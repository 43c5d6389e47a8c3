"""The file of BTB: read it, and say line by line what would happen (G02). Nothing is written.

Columns: ondernemingsnummer, INSZ, soort (hoofdtoegangsbeheerder or toegangsbeheerder), domein
(empty or "alle" is all domains), van, tot (empty is without end).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _t

from sleutelbos.access import rules
from sleutelbos.access.actions.record_btb import KINDS, BtbLine
from sleutelbos.access.models import Post
from sleutelbos.access.queries import appointing as queries_appointing
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.states import Domain, PostKind
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    KboFault,
    Organisation,
    Person,
    masked_insz,
    parse_enterprise,
    person_by_insz,
    shown_number,
)
from sleutelbos.tools.tables.columns import Fault, Limits, SheetColumn, SheetRow
from sleutelbos.tools.tables.reading import read_sheet

COLUMNS = (
    SheetColumn("number", "ondernemingsnummer", required=True, max_length=20, pad=10),
    SheetColumn("insz", "INSZ", required=True, max_length=20, pad=11),
    SheetColumn("kind", "soort", required=True, max_length=40),
    SheetColumn("domain", "domein", optional=True, max_length=40),
    SheetColumn("first", "van", kind="date", required=True),
    SheetColumn("last", "tot", kind="date", optional=True),
)
LIMITS = Limits(rows=2_000)
ALL_DOMAINS = {"", "alle", "alle domeinen"}


@dataclass(frozen=True)
class Planned:
    """A line as it would be done: ``line`` None when it has faults."""

    number: int
    organisation: str
    person: str
    post: str
    period: Any
    faults: tuple[str, ...] = ()
    line: BtbLine | None = None


@dataclass(frozen=True)
class Plan:
    """What the file would do. Only a plan without faults can be registered."""

    lines: tuple[Planned, ...] = ()
    faults: tuple[str, ...] = field(default=())

    @property
    def good(self) -> bool:
        """Whether every line can be done."""
        return bool(self.lines) and not self.faults and not any(p.faults for p in self.lines)

    @property
    def wrong(self) -> int:
        """How many lines have a fault."""
        return sum(bool(planned.faults) for planned in self.lines)

    @property
    def persons(self) -> set[int]:
        """Keys of the persons whom we know already."""
        found = {planned.line.person for planned in self.lines if planned.line is not None}
        return {person.pk for person in found if person is not None}


def plan(by: Actor, data: bytes, filename: str) -> Plan:
    """Read the file and look up each line; nothing is written."""
    result = read_sheet(data, filename, COLUMNS, LIMITS)
    if not result.rows:
        return Plan(faults=tuple(_sentence(fault) for fault in result.faults))
    numbers = {_enterprise(row)[0] for row in result.rows}
    known = queries_appointing.organisations_by_enterprise(numbers)
    planner = Planner(by, known)
    return Plan(tuple(planner.planned(row) for row in result.rows))


def _sentence(fault: Fault) -> str:
    return f"{fault.column}: {fault.sentence}" if fault.column else fault.sentence


def _enterprise(row: SheetRow) -> tuple[str, str]:
    """The ten digits and what is wrong with them."""
    text = str(row.values.get("number") or "")
    try:
        return parse_enterprise(text, allow_test=settings.ALLOW_TEST_IDENTIFIERS), ""
    except KboFault as fault:
        return "", str(fault.sentence)


class Planner:
    """Looks up line after line; remembers what earlier lines of the file said."""

    def __init__(self, by: Actor, organisations: dict[str, Organisation]) -> None:
        self.by, self.organisations = by, organisations
        self.seen: set[tuple[str, ...]] = set()

    def planned(self, row: SheetRow) -> Planned:
        """One line with its faults, in words."""
        faults = [_sentence(fault) for fault in row.faults]
        bad = {fault.column for fault in row.faults}
        organisation, problem = self._organisation(row)
        if problem and "ondernemingsnummer" not in bad:
            faults.append(f"ondernemingsnummer: {problem}")
        insz, person, name, problem = self._person(row)
        if problem and "INSZ" not in bad:
            faults.append(f"INSZ: {problem}")
        kind, domain, more = _post(row)
        faults += more
        faults += _period_faults(row)
        if organisation is not None and not faults:
            faults += self._doubles(organisation, insz, person, kind, domain, row)
        line = None
        if organisation is not None and not faults:
            first, last = row.values["first"], row.values.get("last")
            line = BtbLine(row.number, organisation, person, kind, domain, first, last, insz)
        return Planned(
            row.number,
            str(organisation) if organisation else "",
            name,
            _post_words(kind, domain),
            _period(row),
            tuple(faults),
            line,
        )

    def _organisation(self, row: SheetRow) -> tuple[Organisation | None, str]:
        number, problem = _enterprise(row)
        if problem:
            return None, problem
        found = self.organisations.get(number)
        if found is None:
            words = {"number": shown_number(number)}
            return None, _t("Geen organisatie met nummer %(number)s is hier gekend.") % words
        if found.status != "active":
            return None, _t("%(name)s is stopgezet.") % {"name": found}
        if not rules.is_authority_for(self.by, found, ("btb",)):
            return None, _t("%(name)s valt niet onder BTB.") % {"name": found}
        return found, ""

    def _person(self, row: SheetRow) -> tuple[str, Person | None, str, str]:
        """The number, the person when known, how he is shown, and what is wrong."""
        text = str(row.values.get("insz") or "")
        try:
            found = person_by_insz(self.by, text)
        except Invalid as problem:
            return "", None, "", " ".join(str(s) for s in problem.problems.values())
        if found.status in ("deceased", "replaced"):
            return "", None, "", str(found.sentence)
        if found.person is not None:
            if found.person.pk == self.by.pk:
                return "", None, "", _t("U kunt uzelf niet aanstellen. Vraag het een ander.")
            return "", found.person, found.person.name, ""
        if found.record is None:
            return "", None, "", _t("Het Rijksregister kent dit nummer niet.")
        name = f"{found.record.given_name} {found.record.family_name}".strip()
        shown = f"{name} ({masked_insz(found.record.insz)}, {_t('nieuw')})"
        return found.record.insz, None, shown, ""

    def _doubles(
        self,
        organisation: Organisation,
        insz: str,
        person: Person | None,
        kind: str,
        domain: str,
        row: SheetRow,
    ) -> list[str]:
        """The same appointment earlier in the file, or already there."""
        who = str(person.pk) if person else insz
        same = (str(organisation.pk), who, kind, domain, str(row.values["first"]))
        if same in self.seen:
            return [_t("Deze aanstelling staat al hoger in het bestand.")]
        self.seen.add(same)
        if person is None:
            return []
        there = Post.objects.filter(
            organisation=organisation,
            person=person,
            kind=kind,
            domain=domain,
            valid__overlap=periods.of_days(row.values["first"], row.values.get("last")),
        )
        if there.exists():
            return [_t("Deze persoon is in die periode al aangesteld in deze functie.")]
        return []


def _post(row: SheetRow) -> tuple[str, str, list[str]]:
    """Kind and domain, and what is wrong with them."""
    faults = []
    kind = str(row.values.get("kind") or "").strip().lower()
    if kind and kind not in [str(one) for one in KINDS]:
        sentence = _t("Kies hoofdtoegangsbeheerder of toegangsbeheerder.")
        faults.append(f"soort: {sentence}")
        kind = ""
    text = str(row.values.get("domain") or "").strip().lower()
    labels = {str(label).lower(): code for code, label in Domain.choices}
    domain = "" if text in ALL_DOMAINS else labels.get(text, text)
    if domain and domain not in Domain.values:
        choices = ", ".join(str(label).lower() for label in Domain.labels)
        faults.append(f"domein: {_t('Dit domein bestaat niet. Kies uit: %s.') % choices}")
        domain = ""
    if domain and kind == PostKind.HEAD_ACCESS_MANAGER:
        faults.append(f"domein: {_t('Een hoofdtoegangsbeheerder heeft geen domein.')}")
    return kind, domain, faults


def _post_words(kind: str, domain: str) -> str:
    if not kind:
        return ""
    label = queries_posts.kind_label(kind)
    if kind != PostKind.ACCESS_MANAGER:
        return label
    where = Domain(domain).label if domain else _t("alle domeinen")
    return f"{label} ({str(where).lower()})"


def _period_faults(row: SheetRow) -> list[str]:
    first, last = row.values.get("first"), row.values.get("last")
    faults = []
    if first is not None and first < clock.today():
        faults.append(f"van: {_t('Kies een datum vanaf vandaag.')}")
    if first is not None and last is not None and last < first:
        faults.append(f"tot: {_t('De einddatum ligt voor de begindatum.')}")
    return faults


def _period(row: SheetRow) -> Any:
    first, last = row.values.get("first"), row.values.get("last")
    if first is None or (last is not None and last < first):
        return None
    return periods.of_days(first, last)
