"""Mijn profiel: what we know of me, what I may, who gave it, who looked (G20)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import (
    AccessPower,
    Grant,
    RelationKind,
    Source,
    WorkRelation,
    organisations_of,
    own_relations,
)
from sleutelbos.desk import queries
from sleutelbos.desk.managers import kind_label, managers_of
from sleutelbos.desk.pages.base import help_box, page
from sleutelbos.desk.pages.forms import ContactForm
from sleutelbos.kernel import audit, periods
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Language, Person, change_contact, number_of
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Card,
    Cards,
    Crumb,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Section,
)

PROFILE = Crumb(_("Mijn profiel"), "/mijn-profiel")
MOST_ORGANISATIONS = 10


@page("mijn-profiel", name="profile", title=_("Mijn profiel"), shows="desk.profile")
def profile(request: PageRequest) -> HttpResponseBase:
    """Contact, werkrelaties, rights and beheerders, with the ways on."""
    me = queries.person_of(request.actor)
    parts: list[Part] = [
        Section(_("Mijn gegevens"), _contact(me)),
        Section(_("Mijn werkrelaties"), [_relations(list(own_relations(me.pk)))]),
        Section(_("Mijn rechten"), [_grants(request.actor)]),
    ]
    posts = queries.own_posts(request.actor)
    if posts:
        parts.append(Section(_("Waar ik beheerder ben"), [_posts(posts)]))
    parts.append(Section(_("Mijn beheerders"), [_managers(me)]))
    parts.append(Section(_("Meer over mij"), [Cards(_ways_on())]))
    head = Head(
        _("Mijn profiel"),
        _("Wat wij over u weten, wat u mag, en wie het u gaf."),
        primary=Link(_("Recht vragen"), reverse("access:ask"), look="primary"),
    )
    return show.page(request, head, *parts, aside=[help_box(request.path)])


def _contact(me: Person) -> list[Part]:
    number = number_of(me)
    change = reverse("desk:contact")
    facts = [
        Fact(_("Naam"), me.name, hint=_("Uit het Rijksregister. Wijzigen doet u bij uw gemeente.")),
        Fact(_("Rijksregisternummer"), number.masked if number else ""),
        Fact(_("E-mailadres"), me.email, change_url=change),
        Fact(_("Taal van de mails"), Language(me.language).label, change_url=change),
    ]
    parts: list[Part] = [Facts(facts, columns=1)]
    if me.email_proposed:
        parts.insert(0, _proposal(me, Link(_("Nakijken en bevestigen"), change)))
    if me.mail_refused:
        text = _("Mails naar dit adres komen terug. Vul een ander adres in.")
        parts.insert(0, Note(text, "warn", action=Link(_("Adres wijzigen"), change)))
    elif not me.email:
        text = _("Zonder e-mailadres krijgt u geen bericht over uw rechten.")
        parts.insert(0, Note(text, "warn", action=Link(_("Adres invullen"), change)))
    return parts


def _proposal(me: Person, action: Link | None = None) -> Note:
    """Another address that a beheerder filled in; nothing counts before I say so."""
    named = {"organisation": me.email_proposed_for, "address": me.email_proposed}
    if me.email_proposed_for is None:
        text = _t("Een beheerder vulde %(address)s voor u in. Dat geldt pas als u bewaart.")
    else:
        text = _t(
            "Een beheerder van %(organisation)s vulde %(address)s voor u in. "
            "Dat geldt pas als u bewaart."
        )
    return Note(text % named, "warn", _("Klopt dit nieuwe e-mailadres?"), action=action)


def _relations(relations: list[WorkRelation]) -> Listing:
    rows = [
        [
            row.organisation.name,
            RelationKind(row.kind).label,
            row.site or _t("hele organisatie"),
            row.valid,
        ]
        for row in relations
    ]
    headings = [_("Organisatie"), _("Soort"), _("Vestiging"), _("Periode")]
    empty = _("Geen enkele organisatie heeft u toegevoegd. Vraag het aan haar beheerder.")
    return Listing(headings, rows, empty=empty)


def _grants(by: Actor) -> Listing:
    grants = list(queries.own_grants(by))
    givers = queries.givers_of(by.pk) if by.pk else {}
    names = queries.names_of(giver.actor for giver in givers.values())
    rows = []
    for grant in grants:
        giver = givers.get((audit.ref(grant.relation.organisation), audit.ref(grant.role)))
        name = names.get(giver.actor, "") if giver else ""
        rows.append(
            [
                f"{grant.role.right.name} – {grant.role.name}",
                grant.relation.organisation.name,
                _period(grant),
                name or Source(grant.source).label,
            ]
        )
    headings = [_("Recht en rol"), _("Organisatie"), _("Periode"), _("Gegeven door")]
    return Listing(headings, rows, empty=_("U hebt nog geen rechten. U kunt er een vragen."))


def _period(grant: Grant) -> periods.Period:
    """How long the right really counts: no longer than its werkrelatie."""
    return periods.intersection(grant.valid, grant.relation.valid) or grant.valid


def _posts(posts: Iterable[AccessPower]) -> Listing:
    rows = [
        [kind_label(power.role.partition(":")[0]), power.organisation.name, power.valid]
        for power in posts
    ]
    return Listing([_("Functie"), _("Organisatie"), _("Periode")], rows)


def _managers(me: Person) -> Listing:
    rows = []
    for organisation in organisations_of(me.pk)[:MOST_ORGANISATIONS]:
        for line in managers_of(organisation):
            if line.person.pk == me.pk:
                continue
            url = reverse("desk:write-manager", args=[organisation.uid, line.kind])
            button = Link(
                _("Bericht sturen"), f"{url}?aan={line.person.uid}", about=line.person.name
            )
            rows.append([line.person.name, line.label, organisation.name, button])
    headings = [_("Naam"), _("Functie"), _("Organisatie"), _("Contact")]
    empty = _("Uw organisaties hebben geen andere beheerder. 1700 helpt u verder.")
    return Listing(headings, rows, empty=empty)


def _ways_on() -> list[Card]:
    return [
        Card(
            _("Mijn vragen en berichten"),
            reverse("desk:my-messages"),
            _("Wat u vroeg aan 1700 en aan beheerders, en wat zij antwoordden."),
            icon="message-square",
        ),
        Card(
            _("Mijn aanmeldingen en sleutels"),
            reverse("desk:my-sign-ins"),
            _("Wanneer en waarmee u zich aanmeldde. U voegt hier een sleutel toe."),
            icon="key-round",
        ),
        Card(
            _("Mijn sessies"),
            reverse("signin:my-sessions"),
            _("Waar u nu aangemeld bent. U meldt er u ook overal af."),
            icon="log-out",
        ),
        Card(
            _("Mijn toestemmingen"),
            reverse("signin:my-consents"),
            _("Welke toepassingen van anderen mogen weten wie u bent. U trekt dat hier ook in."),
            icon="shield-check",
        ),
        Card(
            _("Wie bekeek mijn gegevens?"),
            reverse("desk:looks"),
            _("Elke keer dat iemand anders uw gegevens opende, met de reden."),
            icon="eye",
        ),
    ]


@page(
    "mijn-profiel/contact",
    name="contact",
    title=_("Mijn contactgegevens"),
    does=change_contact,
)
def contact(request: PageRequest) -> HttpResponseBase:
    """Change e-mail and language."""
    me = queries.person_of(request.actor)
    wanted = me.email_proposed or me.email
    form = ContactForm.of(request, initial={"email": wanted, "language": me.language})

    def do(form: ContactForm) -> str:
        change_contact.keyed(form.key, request.actor, me, **form.values())
        show.toast(request, _t("Uw contactgegevens zijn bewaard."))
        return reverse("desk:profile")

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(_("Mijn contactgegevens"), _("Hier komen uw mails toe, in de taal die u kiest.")),
        submit=_("Bewaren"),
        back_url=reverse("desk:profile"),
        crumbs=[PROFILE],
        before=_before(me),
    )


def _before(me: Person) -> list[Part]:
    """What was proposed, and how to refuse it."""
    if not me.email_proposed:
        return []
    text = _t("Wilt u het niet? Vul uw adres van nu weer in en bewaar: %s") % (me.email or "–")
    return [_proposal(me), Note(text)]
