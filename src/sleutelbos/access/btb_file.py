"""The file of BTB: read it, and say line by line what would happen (G02). Nothing is written.

Columns: ondernemingsnummer, INSZ, soort (hoofdtoegangsbeheerder or toegangsbeheerder), domein
(empty or "alle" is all domains), van, tot (empty is without end). The headings may be the English
ones too, and what a cell chooses from may be written in the language of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

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
    parse_enterprise,
    person_by_insz,
    shown_number,
)
from sleutelbos.tools.tables.columns import Limits, SheetColumn, SheetResult, SheetRow
from sleutelbos.tools.tables.reading import read_sheet
from sleutelbos.tools.tables.writing import write_sheet
from sleutelbos.web import words

HEADINGS = {  # Dutch, English; a file format, so not in the catalogue
    "number": ("ondernemingsnummer", "enterprise number"),
    "insz": ("INSZ", "INSZ"),
    "kind": ("soort", "type"),
    "domain": ("domein", "domain"),
    "first": ("van", "from"),
    "last": ("tot", "to"),
}
COLUMNS = (
    SheetColumn("number", "", required=True, max_length=20, pad=10),
    SheetColumn("insz", "", required=True, max_length=20, pad=11),
    SheetColumn("kind", "", required=True, max_length=40),
    SheetColumn("domain", "", optional=True, max_length=40),
    SheetColumn("first", "", kind="date", required=True),
    SheetColumn("last", "", kind="date", optional=True),
)
LIMITS = Limits(rows=2_000)
ALL_DOMAINS = {"", "alle", "alle domeinen", "all", "all domains"}
EXAMPLE = ("0123.456.749", "85.07.30-033.28")  # numbers of nobody


@dataclass(frozen=True)
class Planned:
    """A row as it would be done: ``line`` None when it has faults, or when all is so already.

    ``label`` names it for people, without a personal number; ``person`` is whom we know already.
    """

    number: int
    label: str
    person: Person | None = None
    faults: tuple[str, ...] = ()
    line: BtbLine | None = None

    @property
    def same(self) -> bool:
        """The appointment is there already, for exactly these days."""
        return self.line is None and not self.faults


def heading(name: str) -> str:
    """The heading of a column, in the language of the page."""
    return HEADINGS[name][words.language() == "en"]


def columns() -> list[SheetColumn]:
    """The columns, with headings in the language of the page; those of the other count too."""
    return [
        replace(column, label=heading(column.name), also=HEADINGS[column.name])
        for column in COLUMNS
    ]


def read(data: bytes, filename: str) -> SheetResult:
    """The rows of the file; a file that can't be read has faults and no rows."""
    return read_sheet(data, filename, columns(), LIMITS)


def example() -> Iterator[bytes]:
    """A file (CSV) with one row to show how it is done, in the language of the page."""
    number, insz = EXAMPLE
    row = {
        "number": number,
        "insz": insz,
        "kind": queries_posts.kind_label(PostKind.ACCESS_MANAGER).lower(),
        "domain": str(Domain.WORK.label).lower(),
        "first": clock.today(),
        "last": clock.today() + timedelta(days=365),
    }
    return write_sheet(columns(), [row], "csv")


def plan(by: Actor, rows: Sequence[SheetRow]) -> list[Planned]:
    """Look up each row; nothing is written."""
    numbers = {_enterprise(row)[0] for row in rows}
    planner = Planner(by, queries_appointing.organisations_by_enterprise(numbers))
    return [planner.planned(row) for row in rows]


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
        """One row with its faults, in words."""
        faults = [str(fault) for fault in row.faults]
        bad = {fault.column for fault in row.faults}
        organisation, problem = self._organisation(row)
        if problem and heading("number") not in bad:
            faults.append(f"{heading('number')}: {problem}")
        insz, person, name, problem = self._person(row)
        if problem and heading("insz") not in bad:
            faults.append(f"{heading('insz')}: {problem}")
        kind, domain, more = _post(row)
        faults += more + _order_faults(row)
        what = (str(organisation or ""), name, _post_words(kind, domain), _period_words(row))
        label = ", ".join(text for text in what if text)
        if organisation is None or faults:
            return Planned(row.number, label, person, tuple(faults + _start_faults(row)))
        first, last = row.values["first"], row.values.get("last")
        line = BtbLine(row.number, organisation, person, kind, domain, first, last, insz)
        if self._is_double(line):
            faults.append(_t("Deze aanstelling staat al hoger in het bestand."))
        held = _held(line)
        if not faults and [(first, last)] == held:
            return Planned(row.number, label, person)
        faults += _start_faults(row)
        if held:
            faults.append(_t("Deze persoon is in die periode al aangesteld in deze functie."))
        return Planned(row.number, label, person, tuple(faults), None if faults else line)

    def _organisation(self, row: SheetRow) -> tuple[Organisation | None, str]:
        number, problem = _enterprise(row)
        if problem:
            return None, problem
        found = self.organisations.get(number)
        if found is None:
            shown = {"number": shown_number(number)}
            return None, _t("Geen organisatie met nummer %(number)s is hier gekend.") % shown
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
        return found.record.insz, None, _t("%s (nieuw)") % name, ""

    def _is_double(self, line: BtbLine) -> bool:
        """Whether an earlier row of the file says the same."""
        who = str(line.person.pk) if line.person else line.insz
        same = (str(line.organisation.pk), who, line.kind, line.domain, str(line.first))
        double = same in self.seen
        self.seen.add(same)
        return double


def _held(line: BtbLine) -> list[tuple[date | None, date | None]]:
    """First and last day of the same appointments that stand in the line's period."""
    if line.person is None:
        return []
    there = Post.objects.filter(
        organisation=line.organisation,
        person=line.person,
        kind=line.kind,
        domain=line.domain,
        valid__overlap=periods.of_days(line.first, line.last),
    )
    return [(periods.first_day(post.valid), periods.last_day(post.valid)) for post in there]


def _post(row: SheetRow) -> tuple[str, str, list[str]]:
    """Kind and domain, and what is wrong with them."""
    faults = []
    text = str(row.values.get("kind") or "").strip().lower()
    kinds = {queries_posts.kind_label(one).lower(): str(one) for one in KINDS}
    kind = kinds.get(text, text)
    if kind and kind not in kinds.values():
        sentence = _t("Kies hoofdtoegangsbeheerder of toegangsbeheerder.")
        faults.append(f"{heading('kind')}: {sentence}")
        kind = ""
    text = str(row.values.get("domain") or "").strip().lower()
    labels = {str(label).lower(): code for code, label in Domain.choices}
    domain = "" if text in ALL_DOMAINS else labels.get(text, text)
    if domain and domain not in Domain.values:
        choices = ", ".join(str(label).lower() for label in Domain.labels)
        sentence = _t("Dit domein bestaat niet. Kies uit: %s.") % choices
        faults.append(f"{heading('domain')}: {sentence}")
        domain = ""
    if domain and kind == PostKind.HEAD_ACCESS_MANAGER:
        sentence = _t("Een hoofdtoegangsbeheerder heeft geen domein.")
        faults.append(f"{heading('domain')}: {sentence}")
    return kind, domain, faults


def _post_words(kind: str, domain: str) -> str:
    if not kind:
        return ""
    label = queries_posts.kind_label(kind)
    if kind != PostKind.ACCESS_MANAGER:
        return label
    where = Domain(domain).label if domain else _t("alle domeinen")
    return f"{label} ({str(where).lower()})"


def _order_faults(row: SheetRow) -> list[str]:
    first, last = row.values.get("first"), row.values.get("last")
    if first is not None and last is not None and last < first:
        fault = _t("De einddatum ligt voor de begindatum.")
        return [f"{heading('last')}: {fault}"]
    return []


def _start_faults(row: SheetRow) -> list[str]:
    first = row.values.get("first")
    if first is not None and first < clock.today():
        fault = _t("Kies een datum vanaf vandaag.")
        return [f"{heading('first')}: {fault}"]
    return []


def _period_words(row: SheetRow) -> str:
    first, last = row.values.get("first"), row.values.get("last")
    if first is None or _order_faults(row):
        return ""
    return words.period_text(periods.of_days(first, last))
