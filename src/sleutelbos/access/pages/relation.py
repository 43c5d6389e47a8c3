"""A werkrelatie: what hangs on it, another end, or an end now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import queries, rules
from sleutelbos.access.actions.relations import change_relation, end_relation
from sleutelbos.access.pages.base import administered, page
from sleutelbos.access.pages.forms_managers import ChangeRelation, EndRelation
from sleutelbos.access.pages.looks import (
    PILLS,
    grant_stage,
    help_box,
    real_period,
    role_label,
    stage_of,
)
from sleutelbos.access.pages.person import person_crumbs, url_of
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.queries.orphans import leaves_orphan
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.register.public import Organisation
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import WorkRelation


def find(
    request: PageRequest, organisation: UUID, relation: UUID
) -> tuple[Organisation, WorkRelation]:
    """The werkrelatie within the actor's scope; 404 for every other one."""
    found = administered(request.actor, organisation)
    rows = queries.relations_in(request.actor, found).select_related(
        "person", "organisation", "site"
    )
    row = one(rows, relation)
    reveal(request, [row.person_id])
    return found, row


def _url(name: str, relation: WorkRelation) -> str:
    return reverse(f"access:{name}", args=[relation.organisation.uid, relation.uid])


@page(
    "gebruikersbeheer/<uuid:organisation>/werkrelaties/<uuid:relation>",
    name="relation",
    title=_("Werkrelatie"),
    door=rules.administers_somewhere,
    shows="access.relation",
    reveals=Reveals(_("Een werkrelatie bekijken")),
)
def relation_page(request: PageRequest, organisation: UUID, relation: UUID) -> HttpResponseBase:
    """Kind, period, and the rights and posts that hang on it."""
    found, row = find(request, organisation, relation)
    stage = stage_of(row.valid)
    head = Head(
        _t("Werkrelatie van %s") % row.person,
        _counted(row, stage),
        pill=PILLS[stage],
        kicker=found.name,
    )
    facts = [
        Fact(_("Gebruiker"), Link(row.person.name, url_of(found, row.person))),
        Fact(_("Organisatie"), found.name),
        Fact(_("Soort"), str(row.get_kind_display())),
        Fact(_("Vestiging"), str(row.site) if row.site else _t("hele organisatie")),
        Fact(_("Periode"), row.valid),
        Fact(_("Hoe toegevoegd"), str(row.get_source_display())),
    ]
    if row.reason:
        facts.append(Fact(_("Waarom"), row.reason))
    return show.page(
        request,
        head,
        Facts(facts),
        *_holdings(row),
        crumbs=person_crumbs(found, row.person, _("Werkrelatie")),
        aside=[*_actions(request, row, stage), help_box(request, found)],
    )


def _counted(relation: WorkRelation, stage: str) -> str:
    if stage == "past":
        return _t("Deze werkrelatie is beëindigd. Er hangt niets meer aan.")
    grants, posts = queries_users.holdings_open(relation)
    if not grants and not posts:
        return _t("Er hangt geen recht of aanstelling aan deze werkrelatie.")
    return _t("%(what)s aan deze werkrelatie.") % {"what": hanging(grants, posts, verb=True)}


def hanging(grants: int, posts: int, *, verb: bool = False) -> str:
    """``3 rechten en 1 aanstelling``, with ``hangen`` behind it when asked."""
    rights = ngettext("%(n)s recht", "%(n)s rechten", grants) % {"n": grants}
    text = rights
    if posts:
        named = ngettext("%(n)s aanstelling", "%(n)s aanstellingen", posts) % {"n": posts}
        text = _t("%(rights)s en %(posts)s") % {"rights": rights, "posts": named}
    if not verb:
        return text
    return ngettext("%(what)s hangt", "%(what)s hangen", grants + posts) % {"what": text}


def _holdings(relation: WorkRelation) -> list[Part]:
    grants = relation.grants.select_related(
        "role__right", "site", "relation__organisation"
    ).order_by("-valid", "pk")
    rows: list[list[Any]] = []
    for grant in grants:
        grant.relation = relation
        url = reverse("access:grant", args=[relation.organisation.uid, grant.uid])
        valid = real_period(grant) or grant.valid
        rows.append([Link(f"{grant.role.right}: {grant.role}", url), valid,
                     PILLS[grant_stage(grant)]])  # fmt: skip
    for post in relation.posts.order_by("-valid", "pk"):
        kind = f"{post.kind}:{post.domain}" if post.domain else post.kind
        url = reverse("access:post", args=[relation.organisation.uid, post.uid])
        rows.append([Link(role_label(kind), url), post.valid, PILLS[stage_of(post.valid)]])
    headings = [_("Recht of aanstelling"), _("Periode"), _("Staat")]
    return [Section(_("Wat eraan hangt"), [Listing(headings, rows)])] if rows else []


def _actions(request: PageRequest, relation: WorkRelation, stage: str) -> list[Part]:
    if stage == "past":
        return []
    by = request.actor
    changing = change_relation.check(by, relation, until=relation.valid.upper)
    ending = end_relation.check(by, relation, reason="-")
    return [Actions([
        _way(_("Einde wijzigen"), _url("relation-period", relation), "pencil", changing),
        _way(_("Nu beëindigen"), _url("relation-end", relation), "ban", ending),
    ])]  # fmt: skip


def _way(label: type_of_text, url: str, icon: str, decision: Decision) -> Link | Button:
    """A link to where it is done; when it may not be done, why not."""
    if decision:
        return Link(label, url, icon, "secondary")
    return Button(label, url, icon=icon, decision=decision)


@page(
    "gebruikersbeheer/<uuid:organisation>/werkrelaties/<uuid:relation>/periode",
    name="relation-period",
    title=_("Einde van de werkrelatie wijzigen"),
    door=rules.administers_somewhere,
    does=change_relation,
    reveals=Reveals(_("Een werkrelatie wijzigen")),
)
def relation_period(request: PageRequest, organisation: UUID, relation: UUID) -> HttpResponseBase:
    """Another last day; rights never outlive the werkrelatie."""
    found, row = find(request, organisation, relation)
    before = periods.last_day(row.valid)
    form = ChangeRelation.of(request, initial={"until": before})
    posts = queries_users.posts_on(row)
    if not posts or (not form.is_bound and not leaves_orphan(found, posts)):
        del form.fields["accept_orphan"]

    def do(form: ChangeRelation) -> str:
        last = form.cleaned_data["until"]
        until = clock.midnight(last + timedelta(days=1)) if last else None
        accepted = form.cleaned_data.get("accept_orphan", False)
        change_relation.keyed(form.key, request.actor, row, until=until, accept_orphan=accepted)
        _say_changed(request, row, before)
        return _url("relation", row)

    count = hanging(*queries_users.holdings_open(row))
    note = _t("Aan deze werkrelatie: %s. Wat later eindigt, eindigt dan mee.") % count
    return handle(request, form, do) or show.form(
        request, form, Head(_("Einde van de werkrelatie wijzigen"), kicker=row.person.name),
        submit=_("Einde wijzigen"), back_url=_url("relation", row),
        before=[Facts([Fact(_("Periode nu"), row.valid)]), Note(note), *_barred(request, row)],
        crumbs=person_crumbs(found, row.person, _("Werkrelatie")),
        aside=[help_box(request, found)],
    )  # fmt: skip


def _barred(request: PageRequest, relation: WorkRelation) -> list[Part]:
    """What the actor can't end, said before he chooses a day."""
    decision = rules.decides_on_what_hangs(request.actor, relation, clock.now())
    return [] if decision else [Note(str(decision.reason), "warn")]


def _say_changed(request: PageRequest, relation: WorkRelation, before: date | None) -> None:
    last = periods.last_day(relation.valid)
    text = (
        _t("De werkrelatie loopt nu tot en met %s.") % words.day_text(last)
        if last
        else _t("De werkrelatie loopt nu zonder einddatum.")
    )
    undo = None
    if last != before and (before is None or before >= clock.today()):
        fields = {"until": f"{before:%d/%m/%Y}" if before else ""}
        undo = Button(_("Ongedaan maken"), _url("relation-period", relation), fields)
    show.toast(request, text, undo=undo)


@page(
    "gebruikersbeheer/<uuid:organisation>/werkrelaties/<uuid:relation>/beeindigen",
    name="relation-end",
    title=_("Werkrelatie beëindigen"),
    door=rules.administers_somewhere,
    does=end_relation,
    reveals=Reveals(_("Een werkrelatie beëindigen")),
)
def relation_end(request: PageRequest, organisation: UUID, relation: UUID) -> HttpResponseBase:
    """End it at once, after reading in numbers what ends with it."""
    found, row = find(request, organisation, relation)
    person = row.person
    form = EndRelation.of(request)
    orphan = leaves_orphan(found, queries_users.posts_on(row))
    if not orphan:
        del form.fields["accept_orphan"]

    def do(form: EndRelation) -> str:
        end_relation.keyed(form.key, request.actor, row, **form.values())
        show.toast(request, _t("De werkrelatie van %s is beëindigd.") % person)
        return url_of(found, person)

    grants, posts = queries_users.holdings_open(row)
    words_of = {"who": person, "where": found, "what": hanging(grants, posts)}
    consequences = [_t("%(who)s werkt vanaf nu niet meer voor %(where)s.") % words_of]
    if grants or posts:
        ends = ngettext("%(what)s eindigt vandaag.", "%(what)s eindigen vandaag.", grants + posts)
        consequences.append(ends % words_of)
    consequences.append(
        _t("%(who)s krijgt een mail met uw reden.") % words_of
        if person.email
        else _t("%(who)s heeft geen e-mailadres en krijgt geen bericht.") % words_of
    )
    if orphan:
        consequences.append(
            _t("%(where)s heeft dan geen enkele beheerder. De helpdesk wordt verwittigd.")
            % words_of
        )
    return handle(request, form, do) or show.confirm(
        request, form, Head(_("Werkrelatie beëindigen?"), kicker=person.name),
        consequences=consequences, submit=_("Werkrelatie beëindigen"),
        back_url=_url("relation", row), crumbs=person_crumbs(found, person, _("Werkrelatie")),
    )  # fmt: skip
