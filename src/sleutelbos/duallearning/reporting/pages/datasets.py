"""The files of 'Mijn organisatie' as data: which rows, which columns, and what each column means.

Screen and file come from the same declaration, so that they can't differ. No file names a learner,
a mentor or a member of staff: a Beheerder counts them, and looks nobody up (S3, W14).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.pages.looks import agreement_pill, workplace_text
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.filters import (
    RecognitionFilter,
    RequestFilter,
    VoteFilter,
)
from sleutelbos.duallearning.recognition.pages.training import training_pill
from sleutelbos.duallearning.recognition.pages.vote_parts import vote_pill
from sleutelbos.duallearning.reporting import queries
from sleutelbos.duallearning.reporting.pages.dataset import (
    AgreementCountFilter,
    Dataset,
    Described,
    FollowUpCountFilter,
    MentorCountFilter,
    WorkplaceFilter,
)
from sleutelbos.duallearning.signals.pages.looks import follow_up_pill
from sleutelbos.tools import dates
from sleutelbos.web.tables import Column

COMPANY = Described(
    Column("onderneming", _("Onderneming"), "company.name", sort="company__name"),
    _("Naam in de KBO."),
)
SITE = Described(
    Column("vestiging", _("Vestigingsnummer"), "site.number", shown=False),
    _("Nummer van de vestigingseenheid in de KBO."),
)
PROGRAMME = Described(
    Column("opleiding", _("Opleiding"), "programme.name", sort="programme__name"),
    _("De duale opleiding."),
)
PROGRAMME_CODE = Described(
    Column("code", _("Code van de opleiding"), "programme.code", shown=False),
    _("De code waarmee het loket de opleiding kent."),
)


def _days_used(row: Any) -> int | None:
    """Calendar days from complete to decided; nothing before that."""
    if row.complete_at is None or row.decided_at is None:
        return None
    return int((row.decided_at - row.complete_at).days)


REQUESTS = Dataset(
    "aanvragen", _("Erkenningsaanvragen"),
    _("Elke aanvraag die naar uw partnerschap ging."),
    queries.requests_of, RequestFilter,
    (
        Described(Column("nummer", _("Aanvraag"), "number", sort="number"),
                  _("Nummer van de aanvraag.")),
        COMPANY, SITE, PROGRAMME, PROGRAMME_CODE,
        Described(Column("ingediend", _("Ingediend"), "submitted_at", sort="submitted_at",
                         kind="date"),
                  _("Wanneer ze het laatst werd ingediend.")),
        Described(Column("toestand", _("Toestand"), lambda row: row.get_state_display(),
                         sort="state"),
                  _("Waar de aanvraag nu staat.")),
        Described(Column("uitkomst", _("Uitkomst"), lambda row: row.get_outcome_display()),
                  _("Wat er beslist is; leeg zolang er niets beslist is.")),
        Described(Column("beslist", _("Beslist"), "decided_at", sort="decided_at", kind="date",
                         shown=False),
                  _("Wanneer er beslist is.")),
        Described(Column("dagen", _("Dagen"), _days_used, kind="number", shown=False),
                  _("Kalenderdagen van volledig dossier tot beslissing.")),
        Described(Column("indiener", _("Ingediend door"), "filed_by.name", shown=False),
                  _("De onderneming zelf, of wie haar machtiging heeft.")),
    ),
    "-nummer",
)  # fmt: skip

RECOGNITIONS = Dataset(
    "erkenningen", _("Erkenningen"),
    _("Elke erkenning waarvoor uw partnerschap bevoegd is."),
    queries.recognitions_of, RecognitionFilter,
    (
        Described(Column("nummer", _("Erkenning"), "number", sort="number"),
                  _("Nummer van de erkenning.")),
        COMPANY, SITE,
        Described(Column("postcode", _("Postcode"), "site.postcode", shown=False),
                  _("Postcode van de vestiging.")),
        Described(Column("gemeente", _("Gemeente"), "site.municipality", shown=False),
                  _("Gemeente van de vestiging.")),
        PROGRAMME, PROGRAMME_CODE,
        Described(Column("van", _("Van"), lambda row: row.valid.lower, kind="date", shown=False),
                  _("Eerste dag waarop ze geldt.")),
        Described(Column("tot", _("Tot en met"), lambda row: dates.last_day(row.valid),
                         sort="valid", kind="date"),
                  _("Laatste dag waarop ze geldt.")),
        Described(Column("toestand", _("Toestand"), looks.recognition_pill, kind="pill"),
                  _("Waar de erkenning nu staat.")),
        Described(Column("plaatsen", _("Plaatsen"), "places", sort="places", kind="number"),
                  _("Hoeveel leerlingen er tegelijk mogen zijn.")),
        Described(Column("mentoren", _("Mentoren"), "mentors_now", sort="mentors_now",
                         kind="number", shown=False),
                  _("Hoeveel mentoren er nu geldig zijn.")),
        Described(Column("lopend", _("Lopend"), "running", sort="running", kind="number"),
                  _("Hoeveel overeenkomsten er vandaag lopen.")),
        Described(Column("laatste", _("Laatste begin"), "newest", sort="newest", kind="date",
                         shown=False),
                  _("Eerste dag van de jongste overeenkomst; leeg als er nooit een was.")),
    ),
    "-nummer",
)  # fmt: skip

MENTORS = Dataset(
    "mentoren", _("Mentoren"),
    _("Elke mentor bij een aanvraag van uw partnerschap, zonder naam of rijksregisternummer."),
    queries.mentors_of, MentorCountFilter,
    (
        Described(Column("aanvraag", _("Aanvraag"), "request.number", sort="request__number"),
                  _("Nummer van de aanvraag waarbij de mentor hoort.")),
        Described(Column("erkenning", _("Erkenning"), "recognition.number", shown=False),
                  _("Nummer van de erkenning; leeg zolang er geen is.")),
        Described(Column("onderneming", _("Onderneming"), "request.company.name",
                         sort="request__company__name"),
                  _("Naam in de KBO.")),
        Described(Column("opleiding", _("Opleiding"), "request.programme.name",
                         sort="request__programme__name"),
                  _("De duale opleiding.")),
        Described(Column("toestand", _("Toestand"), looks.mentor_pill, sort="state", kind="pill"),
                  _("Wat er over de mentor beslist is.")),
        Described(Column("nagekeken", _("Nagekeken"), "checked_at", sort="checked_at", kind="date",
                         shown=False),
                  _("Wanneer een Behandelaar de mentor beoordeelde.")),
        Described(Column("mentoropleiding", _("Mentoropleiding"), lambda row: _training(row),
                         kind="pill"),
                  _("Waar de mentoropleiding staat; leeg als er geen nodig is.")),
        Described(Column("termijn", _("Te volgen tot en met"), lambda row: _due(row), kind="date",
                         shown=False),
                  _("Laatste dag om de mentoropleiding te volgen.")),
    ),
    "-aanvraag",
)  # fmt: skip


def _training(row: Any) -> Any:
    found = getattr(row, "training", None)
    return training_pill(found) if found is not None else ""


def _due(row: Any) -> Any:
    return getattr(getattr(row, "training", None), "due", None)


NUMBER = Described(
    Column("nummer", _("Overeenkomst"), "number", sort="number"), _("Nummer van de overeenkomst.")
)
WORKPLACE = (
    Described(Column("onderneming", _("Onderneming"), workplace_text,
                     sort="recognition__company__name"), _("Naam in de KBO.")),
    Described(Column("vestiging", _("Vestigingsnummer"), "recognition.site.number", shown=False),
              _("Nummer van de vestigingseenheid in de KBO.")),
    Described(Column("erkenning", _("Erkenning"), "recognition.number", shown=False),
              _("Nummer van de erkenning van de werkplek.")),
    Described(Column("opleiding", _("Opleiding"), "learner.programme.name",
                     sort="learner__programme__name"), _("De duale opleiding.")),
    Described(Column("school", _("School"), "learner.school.name", shown=False),
              _("De school van de leerling.")),
)  # fmt: skip

AGREEMENTS = Dataset(
    "overeenkomsten", _("Overeenkomsten"),
    _("Elke overeenkomst bij ondernemingen van uw partnerschap, zonder de leerling."),
    queries.agreements_of, AgreementCountFilter,
    (
        NUMBER,
        Described(Column("soort", _("Soort"), lambda row: row.get_kind_display(), shown=False),
                  _("Het type overeenkomst; het volgt uit de opleiding.")),
        *WORKPLACE,
        Described(Column("van", _("Van"), lambda row: row.valid and row.valid.lower, sort="valid",
                         kind="date"),
                  _("Eerste dag.")),
        Described(Column("tot", _("Tot en met"),
                         lambda row: row.valid and dates.last_day(row.valid), kind="date"),
                  _("Laatste dag; bij een vroegtijdig einde de dag waarop ze echt eindigde.")),
        Described(Column("toestand", _("Toestand"), agreement_pill, sort="state", kind="pill"),
                  _("Waar de overeenkomst nu staat.")),
        Described(Column("geregistreerd", _("Geregistreerd"), "registered_at",
                         sort="registered_at", kind="date", shown=False),
                  _("Wanneer de school ze registreerde.")),
    ),
    "-nummer",
)  # fmt: skip

ENDINGS = Dataset(
    "beeindigingen", _("Vroegtijdige beëindigingen"),
    _("Elke overeenkomst die voor haar einddatum eindigde, zonder de leerling."),
    queries.endings_of, WorkplaceFilter,
    (
        NUMBER, *WORKPLACE,
        Described(Column("geeindigd", _("Geëindigd"), "ended_on", sort="ended_on", kind="date"),
                  _("De laatste dag.")),
        Described(Column("dag", _("Dag"), lambda row: (row.ended_on - row.began).days + 1,
                         kind="number"),
                  _("De hoeveelste dag van de overeenkomst dat was.")),
        Described(Column("reden", _("Reden"), lambda row: row.get_end_reason_display(),
                         sort="end_reason"),
                  _("De reden die de school opgaf.")),
        Described(Column("initiatief", _("Op initiatief van"),
                         lambda row: row.get_initiator_display(), shown=False),
                  _("Wie de eerste stap zette.")),
    ),
    "-geeindigd",
)  # fmt: skip

VOTES = Dataset(
    "stemmingen", _("Stemmingen"),
    _("Elke stemming van uw partnerschap, met hoeveel leden stemden en niet wie wat koos."),
    queries.votes_of, VoteFilter,
    (
        Described(Column("aanvraag", _("Aanvraag"), "request.number", sort="request__number"),
                  _("Nummer van de aanvraag.")),
        Described(Column("onderneming", _("Onderneming"), "request.company.name",
                         sort="request__company__name"), _("Naam in de KBO.")),
        Described(Column("begonnen", _("Begonnen"), "opened_at", sort="opened_at", kind="date",
                         shown=False),
                  _("Wanneer de stemming begon.")),
        Described(Column("einde", _("Laatste dag"), "deadline", sort="deadline", kind="date"),
                  _("Laatste dag om te stemmen.")),
        Described(Column("gevraagd", _("Gevraagd"), "asked", sort="asked", kind="number"),
                  _("Hoeveel Stemgerechtigden mochten stemmen.")),
        Described(Column("gestemd", _("Gestemd"), "answered", sort="answered", kind="number"),
                  _("Hoeveel er stemden.")),
        Described(Column("uitslag", _("Uitslag"), vote_pill, kind="pill"),
                  _("Hoe de stemming staat of eindigde.")),
    ),
    "-einde",
)  # fmt: skip

FOLLOW_UPS = Dataset(
    "acties", _("Acties"),
    _("Elke actie van uw partnerschap, zonder wie ze doet of wat er te lezen staat."),
    queries.follow_ups_of, FollowUpCountFilter,
    (
        COMPANY,
        Described(Column("over", _("Over"), lambda row: row.kind_of_subject.label),
                  _("Of het gaat over een vestiging, erkenning, mentor of overeenkomst.")),
        Described(Column("soort", _("Soort"), lambda row: row.get_kind_display(), sort="kind"),
                  _("Wat er gebeurt.")),
        Described(Column("knipperlicht", _("Knipperlicht"), "signal.light.name", shown=False),
                  _("Het knipperlicht dat ertoe leidde; leeg als er geen was.")),
        Described(Column("gepland", _("Gepland"), "planned_at", sort="planned_at", kind="date",
                         shown=False),
                  _("Wanneer de actie gepland werd.")),
        Described(Column("tegen", _("Uiterlijk op"), "due", sort="due", kind="date"),
                  _("Laatste dag om ze te doen.")),
        Described(Column("toestand", _("Toestand"), follow_up_pill, sort="state", kind="pill"),
                  _("Waar de actie nu staat.")),
        Described(Column("uitkomst", _("Uitkomst"), lambda row: row.get_outcome_display()),
                  _("Wat ze opleverde; leeg zolang ze niet afgerond is.")),
        Described(Column("afgerond", _("Afgerond"), "concluded_at", sort="concluded_at",
                         kind="date", shown=False),
                  _("Wanneer ze afgerond of geannuleerd werd.")),
    ),
    "-tegen",
)  # fmt: skip

DATASETS = {
    one.slug: one
    for one in (REQUESTS, RECOGNITIONS, MENTORS, AGREEMENTS, ENDINGS, VOTES, FOLLOW_UPS)
}
