"""The functions feed of the demo: invented enterprises with demo numbers and their people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sleutelbos.connectors.person_directory import fake as people
from sleutelbos.register.ports import Address, FunctionRecord, OrganisationRecord, SiteRecord
from sleutelbos.register.public import test_enterprise, test_site

BAKERY, JOINERY, TRAINING, PRINTER, TEXTILE = (test_enterprise(n) for n in range(1, 6))

DEMO_ORGANISATIONS = (
    OrganisationRecord(
        BAKERY,
        "Bakkerij De Korenbloem",
        legal_form="610",
        legal_situation="000",
        started_on=date(2009, 4, 1),
        email="info@korenbloem.example.be",
        address=Address("Veldstraat", "9001", "", "9000", "Gent"),
        sites=(
            SiteRecord(
                test_site(1),
                "De Korenbloem Gent",
                date(2009, 4, 1),
                Address("Veldstraat", "9001", "", "9000", "Gent"),
            ),
            SiteRecord(
                test_site(2),
                "De Korenbloem Aalst",
                date(2016, 9, 1),
                Address("Molenstraat", "9012", "", "9300", "Aalst"),
            ),
        ),
    ),
    OrganisationRecord(
        JOINERY,
        "Houtatelier Lindeboom",
        legal_form="014",
        legal_situation="000",
        started_on=date(1998, 1, 15),
        address=Address("Stationsstraat", "9044", "", "3000", "Leuven"),
        sites=(
            SiteRecord(
                test_site(3),
                "",
                date(1998, 1, 15),
                Address("Stationsstraat", "9044", "", "3000", "Leuven"),
            ),
        ),
    ),
    OrganisationRecord(
        TRAINING,
        "Opleidingshuis Vaart",
        "OHV",
        legal_form="017",
        legal_situation="000",
        started_on=date(2003, 9, 1),
        address=Address("Kanaalkade", "9007", "3", "1000", "Brussel"),
    ),
    OrganisationRecord(
        PRINTER,
        "Drukkerij Inktvis",
        legal_form="610",
        legal_situation="050",
        started_on=date(2011, 2, 1),
        address=Address("Kerkstraat", "9120", "", "8500", "Kortrijk"),
    ),
    OrganisationRecord(
        TEXTILE,
        "Textiel Ter Leie",
        legal_form="014",
        legal_situation="014",
        started_on=date(1985, 5, 2),
        stopped_on=date(2024, 3, 31),
    ),
)
DEMO_FUNCTIONS = (
    FunctionRecord(BAKERY, people.ANNELIES.insz, "bestuurder", date(2009, 4, 1)),
    FunctionRecord(JOINERY, people.BART.insz, "gedelegeerd-bestuurder", date(2015, 6, 1)),
    FunctionRecord(JOINERY, people.BART.insz, "bestuurder", date(1998, 1, 15)),
    FunctionRecord(JOINERY, people.FATIMA.insz, "bestuurder", date(2020, 1, 1)),
    FunctionRecord(JOINERY, people.SOFIE.insz, "bestuurder", date(2012, 1, 1), date(2019, 12, 31)),
    FunctionRecord(TRAINING, people.FATIMA.insz, "bestuurder", date(2018, 3, 1)),
    FunctionRecord(TRAINING, people.SUPARMAN.insz, "oprichter", date(2003, 9, 1)),
    FunctionRecord(PRINTER, people.JEROEN.insz, "curator", date(2025, 2, 10)),
)


class FakeFunctions:
    """Deterministic: the functions and enterprises that are given."""

    def __init__(
        self,
        functions: Iterable[FunctionRecord] = DEMO_FUNCTIONS,
        organisations: Iterable[OrganisationRecord] = DEMO_ORGANISATIONS,
    ) -> None:
        self._functions = tuple(functions)
        self._organisations = {record.number: record for record in organisations}

    def functions_of(self, number: str) -> list[FunctionRecord]:
        """As the port says."""
        return [record for record in self._functions if record.number == number]

    def functions_held(self, insz: str) -> list[FunctionRecord]:
        """As the port says."""
        return [record for record in self._functions if record.insz == insz]

    def organisation(self, number: str) -> OrganisationRecord | None:
        """As the port says."""
        return self._organisations.get(number)
