"""The side navigation: which entries there are, and who sees them."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import (
    administers_somewhere,
    authorities_of,
    helps,
    manages_clients,
    requests_waiting,
    supervises,
)
from sleutelbos.config.frame import capacity_uid
from sleutelbos.desk import public as desk
from sleutelbos.duallearning import public as duallearning
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.positions import public as positions
from sleutelbos.timereg import public as timereg
from sleutelbos.web.navigation import NavItem
from sleutelbos.web.pages import anybody


def items(request: HttpRequest) -> Sequence[NavItem]:
    """Entries for whoever is here; those of an organisation only for its beheerders."""
    by: Actor = getattr(request, "actor", Nobody())
    if isinstance(by, Nobody):
        return (
            NavItem(_("Welkom"), "desk:home", "house"),
            NavItem(_("Wie is mijn beheerder?"), "desk:who-is-my-manager", "search"),
            NavItem(_("Werkplek Duaal"), "duallearning:info", "info"),
            NavItem(_("Werkplekken zoeken"), "duallearning:search-places", "map-pin"),
            NavItem(_("Uitrol van Arbeidsplaatsbeheer"), "positions:project", "flag"),
            NavItem(_("Handleiding"), "desk:manual", "book-open"),
        )
    return (
        NavItem(_("Vandaag te doen"), "desk:home", "house"),
        *_of_organisation(request, by),
        _timereg(by),
        _duallearning(by),
        _positions(request),
        NavItem(_("Aanstellen"), "access:appointing", "badge-check", visible=_appoints),
        NavItem(_("Helpdesk 1700"), "desk:helpdesk", "life-buoy", visible=helps),
        NavItem(_("Toezicht"), "access:audit-all", "eye", visible=supervises),
        NavItem(
            _("Platform"),
            visible=manages_clients,
            children=(
                NavItem(_("Clients"), "access:clients", "globe"),
                NavItem(_("Verzwakte clients"), "access:weak-clients", "triangle-alert"),
                NavItem(_("Berichten aan clients"), "signin:deliveries", "send"),
                NavItem(_("Toepassingen"), "access:applications", "key-round"),
                NavItem(_("Toepassing laden"), "access:load-application", "upload"),
                NavItem(_("Gegevens van de KBO"), "access:kbo", "database"),
            ),
        ),
        NavItem(
            _("Van mij"),
            children=(
                NavItem(_("Mijn organisaties"), "access:organisations", "building-2"),
                NavItem(_("Mijn profiel"), "desk:profile", "user"),
                NavItem(_("Mijn aanvragen"), "access:my-requests", "send"),
                NavItem(_("Recht vragen"), "access:ask", "message-square"),
                NavItem(_("Taken"), "desk:runs", "list-checks", visible=_begins_tasks),
            ),
        ),
        NavItem(_("Handleiding"), "desk:manual", "book-open"),
    )


def _timereg(by: Actor) -> NavItem:
    """The entries of Tijdsregistratie, each for who works with it."""
    return NavItem(
        _("Tijdsregistratie"),
        visible=_registers_time,
        children=(
            NavItem(
                _("Vandaag registreren"),
                "timereg:today",
                "scan-line",
                visible=timereg.registers_somewhere,
            ),
            NavItem(_("Projecten"), "timereg:projects", "flag"),
            NavItem(_("Sessies"), "timereg:sessions", "calendar-days", visible=_has_sessions),
            NavItem(
                _("Mijn agenda"), "timereg:calendar", "link", visible=timereg.registers_somewhere
            ),
            NavItem(_("Archief"), "timereg:archive", "history", visible=_has_sessions),
            NavItem(
                _("Maandrapporten"), "timereg:reports", "file-text", visible=timereg.reads_reports
            ),
            NavItem(
                _("Mijn prestaties"), "timereg:my-work", "clock", visible=timereg.works_somewhere
            ),
            NavItem(
                _("Goed te keuren"),
                "timereg:to-approve",
                "square-check",
                visible=timereg.leads_somewhere,
            ),
            NavItem(
                _("Toewijzingen"), "timereg:allocations", "briefcase", visible=timereg.sees_staff
            ),
            NavItem(_("Prestaties"), "timereg:entries", "chart-column", visible=timereg.sees_staff),
            NavItem(_("Medewerkers"), "timereg:members", "users", visible=timereg.sees_staff),
            NavItem(
                _("In te dienen bij ESF"),
                "timereg:deliver",
                "send",
                visible=timereg.prepares_somewhere,
            ),
            NavItem(
                _("Samenvoegingen"), "timereg:merges", "copy", visible=timereg.prepares_somewhere
            ),
            NavItem(
                _("Heropeningen"), "timereg:reopenings", "undo-2", visible=timereg.decides_for_esf
            ),
            NavItem(_("Gegevens van ESF"), "timereg:feed", "database", visible=timereg.loads_feed),
            NavItem(_("Support"), "timereg:support", "life-buoy", visible=timereg.supports),
            NavItem(
                _("Hulpvragen"), "desk:help-requests", "message-square", visible=timereg.supports
            ),
            _news(by, timereg.SUPPORT.code),
        ),
    )


DUAL_LEARNING = (
    (_("Start"), "start", "house", duallearning.has_front_page),
    (_("Mijn vestigingen"), "sites", "map-pin", duallearning.files_somewhere),
    (_("Werkplekken zoeken"), "search-places", "search", anybody),
    (_("Aanvragen"), "requests", "clipboard-list", duallearning.reads_requests),
    (_("Taken"), "tasks", "list-checks", duallearning.handles_somewhere),
    (_("Stemmingen"), "votes", "gavel", duallearning.reads_votes),
    (_("Machtigingen"), "mandates", "handshake", duallearning.reads_mandates),
    (_("Knipperlichten"), "signals", "bell", duallearning.reads_signals),
    (_("Acties"), "follow-ups", "list-checks", duallearning.follows_up_somewhere),
    (_("Knipperlichten instellen"), "lights", "settings", duallearning.sets_lights_somewhere),
    (_("Prospectie"), "prospection", "search", duallearning.prospects_somewhere),
    (_("Leads"), "leads", "phone", duallearning.prospects_somewhere),
    (_("Erkenningen"), "recognitions", "badge-check", duallearning.reads_recognitions),
    (_("Leerlingen"), "learners", "school", duallearning.reads_learners),
    (_("Overeenkomsten"), "agreements", "handshake", duallearning.reads_agreements),
    (_("Begeleiding en sancties"), "sanctions", "life-buoy", duallearning.reads_sanctions),
    (_("Ondernemingen"), "companies", "building-2", duallearning.searches_companies),
    (_("Mentoren"), "mentors", "users", duallearning.follows_mentors),
    (_("Mentoropleidingen"), "trainings", "graduation-cap", duallearning.follows_mentors),
    (_("Opleidingen"), "programmes", "graduation-cap", duallearning.reads_programmes),
    (_("Mijn organisatie"), "my-organisation", "handshake", duallearning.reads_organisation),
    (_("Over Werkplek Duaal"), "info", "info", anybody),
    (_("Scholen"), "schools", "graduation-cap", duallearning.is_officer),
    (_("Partnerschappen"), "partnerships", "handshake", duallearning.is_officer),
    (_("Sectorafspraken"), "rules", "list-checks", duallearning.is_officer),
    (_("Sectoren van opleidingen"), "sectors", "building-2", duallearning.is_officer),
)


def _duallearning(by: Actor) -> NavItem:
    """The entries of Werkplek Duaal, each for who works with it."""
    entries = (
        NavItem(label, f"duallearning:{name}", icon, visible=visible)
        for label, name, icon, visible in DUAL_LEARNING
    )
    questions = NavItem(
        _("Hulpvragen"), "desk:help-requests", "message-square", visible=duallearning.supports
    )
    return NavItem(
        _("Werkplek Duaal"),
        visible=duallearning.has_front_page,
        children=(*entries, questions, _news(by, duallearning.HELPDESK.code)),
    )


PLAYGROUND = NavItem(
    _("Speeltuinsessies"),
    "positions:playground",
    "calendar-days",
    visible=positions.reads_somewhere,
)


def _positions(request: HttpRequest) -> NavItem:
    """The entries of Arbeidsplaatsbeheer, each for who works with it."""
    here = capacity_uid(request)
    plan = NavItem(
        _("Personeelsplan"),
        "positions:plan",
        "briefcase",
        visible=positions.works_for_an_entity,
        kwargs={"organisation": here},
    )
    reports = NavItem(
        _("Rapporten"),
        "positions:reports",
        "file-text",
        visible=positions.works_for_an_entity,
        kwargs={"organisation": here},
    )
    return NavItem(
        _("Arbeidsplaatsbeheer"),
        visible=positions.enters,
        children=(
            *((plan, reports) if here is not None else ()),
            NavItem(
                _("Personeelsplannen"),
                "positions:plans",
                "chart-column",
                visible=positions.reports_for_all,
            ),
            NavItem(
                _("Rapporten van alle entiteiten"),
                "positions:reports-all",
                "file-text",
                visible=positions.reports_for_all,
            ),
            NavItem(
                _("Aansluitingen"),
                "positions:joinings",
                "list-checks",
                visible=positions.is_expert,
            ),
            NavItem(_("Uitrol"), "positions:rollout", "flag", visible=positions.is_expert),
            PLAYGROUND,
            NavItem(_("Over de uitrol"), "positions:project", "info"),
            NavItem(
                _("Functies"), "positions:functions", "book-open", visible=positions.opens_plans
            ),
            NavItem(
                _("Graden"), "positions:grades", "graduation-cap", visible=positions.opens_plans
            ),
            NavItem(
                _("Gegevens uit Vlimpers"),
                "positions:personnel-loads",
                "database",
                visible=positions.keeps_catalogues,
            ),
        ),
    )


def _news(by: Actor, code: str) -> NavItem:
    """'Nieuw in de applicatie' of an e-service, with how much is new to the visitor."""
    label, count = _("Nieuw in de applicatie"), desk.unread_news(by, code)
    return NavItem(label, "desk:news", "newspaper", kwargs={"code": code}, count=count)


def _has_sessions(by: Actor) -> bool:
    return bool(
        timereg.prepares_somewhere(by) or timereg.registers_somewhere(by) or timereg.supports(by)
    )


def _registers_time(by: Actor) -> bool:
    return bool(timereg.enters(by))


def _begins_tasks(by: Actor) -> bool:
    return _appoints(by) or bool(timereg.prepares_somewhere(by))


def _appoints(by: Actor) -> bool:
    return bool(authorities_of(by))


def _of_organisation(request: HttpRequest, by: Actor) -> tuple[NavItem, ...]:
    uid = capacity_uid(request)
    if uid is None or not administers_somewhere(by):
        return ()
    here = {"organisation": uid}
    waiting = requests_waiting(by).count()
    base = reverse("access:organisation", kwargs=here)
    of_users = (f"{base}/rechten", f"{base}/werkrelaties")
    return (
        NavItem(
            _("Gebruikersbeheer"),
            children=(
                NavItem(_("Overzicht"), "access:organisation", "building-2", kwargs=here),
                NavItem(_("Snel recht toekennen"), "access:quick-grant", "key-round", kwargs=here),
                NavItem(_("Gebruikers"), "access:users", "users", kwargs=here, covers=of_users),
                NavItem(_("Beheerders"), "access:managers", "shield-check", kwargs=here),
                NavItem(
                    _("Aanvragen"), "access:requests", "clipboard-list", kwargs=here, count=waiting
                ),
                NavItem(_("Rechten die eindigen"), "access:ending", "hourglass", kwargs=here),
                NavItem(_("Wie heeft wat"), "access:who-has-what", "list-checks", kwargs=here),
                NavItem(_("Logboek"), "access:audit", "history", kwargs=here),
            ),
        ),
    )
