"""The front page of Werkplek Duaal: what my roles let me do, and for a beheerder who has which
role (W27)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import by_term, todo_list
from sleutelbos.duallearning.agreement.rules.roles import reads_agreements, reads_learners
from sleutelbos.duallearning.agreement.waiting import waiting as agreements_waiting
from sleutelbos.duallearning.prospection.rules import prospects_somewhere
from sleutelbos.duallearning.prospection.waiting import waiting as prospection_waiting
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.queries.users import users_here
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.rules.sanctions import reads_sanctions
from sleutelbos.duallearning.recognition.rules.votes import reads_votes
from sleutelbos.duallearning.recognition.waiting import waiting
from sleutelbos.duallearning.signals.rules.roles import (
    follows_up_somewhere,
    reads_signals,
    sets_lights_somewhere,
)
from sleutelbos.duallearning.signals.waiting import waiting as signals_waiting
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Card, Cards, Empty, Head, Link, Listing, Part, Section


@page(
    "duaal",
    name="start",
    title=_("Werkplek Duaal"),
    door=roles.enters,
    shows="duallearning.start",
    reveals=PURPOSE,
)
def start(request: PageRequest) -> HttpResponseBase:
    """What waits for me by term; cards to what my roles let me do; who has which role."""
    by = request.actor
    cards, lines = (
        _cards(by),
        by_term(
            [*waiting(by), *agreements_waiting(by), *signals_waiting(by), *prospection_waiting(by)]
        ),
    )
    parts: list[Part] = [Section(_("Wat op u wacht"), [todo_list(lines)])] if lines else []
    if cards:
        parts.append(Cards(cards))
    parts += _users(request)
    if not parts:
        parts.append(
            Empty(
                _("U hebt hier nog geen rol"),
                _("Uw lokale beheerder geeft u het recht Werkplek Duaal, met een rol."),
                Link(_("Recht vragen"), reverse("access:ask"), look="secondary"),
                icon="key-round",
            )
        )
    head = Head(_("Werkplek Duaal"), _sentence(by))
    return show.page(request, head, *parts, aside=[looks.help_box(request.path)])


def _sentence(by: Actor) -> str:
    found = sorted({role for role, _organisation in abilities.held(by)})
    if found:
        return _t("Uw rol: %s.") % ", ".join(found)
    if roles.is_officer(by):
        return _t("U werkt voor het departement.")
    if roles.companies_of(by):
        return _t("U handelt voor uw onderneming.")
    return _t("Hier vragen ondernemingen een erkenning aan, en behandelen partnerschappen ze.")


def _cards(by: Actor) -> list[Card]:
    ways = (
        (roles.files_somewhere, "sites", _("Mijn vestigingen"),
         _("Vraag een erkenning aan voor een opleiding.")),
        (roles.reads_requests, "requests", _("Aanvragen"),
         _("Waar staat elke aanvraag, en wie is aan zet.")),
        (reads_sanctions, "sanctions", _("Begeleiding en sancties"),
         _("Wat er volgt als het op een werkplek fout loopt.")),
        (roles.handles_somewhere, "tasks", _("Taken"),
         _("Wat veranderde bij een werkplek die u erkende.")),
        (reads_votes, "votes", _("Stemmingen"),
         _("Stem over een aanvraag, of lees hoe er gestemd is.")),
        (reads_signals, "signals", _("Knipperlichten"),
         _("Bij welke werkplek er iets op te volgen is.")),
        (follows_up_somewhere, "follow-ups", _("Acties"),
         _("Wat er gepland is, door wie en tegen wanneer.")),
        (sets_lights_somewhere, "lights", _("Knipperlichten instellen"),
         _("Kies waarvoor uw partnerschap verwittigd wordt.")),
        (prospects_somewhere, "prospection", _("Prospectie"),
         _("Waar er plaatsen te kort zijn, en wie er kan bieden.")),
        (prospects_somewhere, "leads", _("Leads"),
         _("Met welke ondernemingen uw partnerschap in gesprek is.")),
        (roles.reads_recognitions, "recognitions", _("Erkenningen"),
         _("Welke vestiging is erkend, waarvoor en tot wanneer.")),
        (reads_learners, "learners", _("Leerlingen"),
         _("Wie volgt welke opleiding, en wie heeft nog geen overeenkomst.")),
        (reads_agreements, "agreements", _("Overeenkomsten"),
         _("Welke leerling leert waar, van wanneer tot wanneer.")),
        (roles.searches_companies, "companies", _("Ondernemingen"),
         _("Zoek een onderneming op naam of nummer.")),
        (roles.follows_mentors, "mentors", _("Mentoren"),
         _("Zoek een mentor en volg hem op.")),
        (roles.follows_mentors, "trainings", _("Mentoropleidingen"),
         _("Welke mentor volgt nog een opleiding, en tegen wanneer.")),
        (roles.reads_programmes, "programmes", _("Opleidingen"),
         _("Type overeenkomst, activiteiten en scholen.")),
        (roles.reads_organisation, "my-organisation", _("Mijn organisatie"),
         _("Bevoegdheden, afspraken en instellingen van uw partnerschap.")),
    )  # fmt: skip
    return [
        Card(title, reverse(f"duallearning:{name}"), sentence)
        for rule, name, title, sentence in ways
        if rule(by)
    ]


def _users(request: PageRequest) -> list[Part]:
    organisation, grants = users_here(request.actor)
    if organisation is None:
        return []
    reveal(request, [row.relation.person_id for row in grants])
    lines = [
        [row.relation.person.name, row.role.name, words.period_text(row.valid)] for row in grants
    ]
    headings = [_("Gebruiker"), _("Rol"), _("Looptijd")]
    listing = Listing(headings, lines, empty=_("Nog niemand heeft hier een rol."))
    more = Link(_("Snel recht toekennen"), reverse("access:quick-grant", args=[organisation.uid]))
    return [Section(_("Wie heeft welke rol"), [listing], action=more)]
