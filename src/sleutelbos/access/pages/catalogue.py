"""Applications with their rights and roles, and the pages where these are edited (G11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.catalogue_edit import add_role, change_right, change_role, edits
from sleutelbos.access.pages import terms
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.clients_parts import help_box
from sleutelbos.access.pages.forms_catalogue import NewRoleForm, RightForm, RoleForm
from sleutelbos.access.queries import catalogue as queries_catalogue
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.rules import manages_clients
from sleutelbos.register.public import TargetGroup
from sleutelbos.web import errors, show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.access.models import Application, Right, Role

ROUTE = "platform/toepassingen"
ONE = f"{ROUTE}/<slug:application>"
RIGHT = f"{ONE}/rechten/<slug:right>"
KEPT = _("Wie het al heeft, houdt het. Het telt voor wat vanaf nu wordt toegekend.")


@page(
    ROUTE,
    name="applications",
    title=_("Toepassingen"),
    door=manages_clients,
    shows="access.applications",
)
def applications(request: PageRequest) -> HttpResponseBase:
    """Every application, with the way to its rights."""
    table = Table(
        request,
        queries_catalogue.applications_seen(request.actor),
        [
            Column("naam", _("Toepassing"), "name", sort="name", link=_url),
            Column("eigenaar", _("Eigenaar"), "owner", sort="owner"),
            Column("rechten", _("Rechten"), "count", kind="number", sort="count"),
        ],
        name="toepassingen",
        order="naam",
        empty=Empty(_("Er is nog geen toepassing"), _("Laad haar bestand."), icon="upload"),
    )
    head = Head(
        _("Toepassingen"),
        _("Hun rechten en rollen. Beheerders lezen ze wanneer ze een recht toekennen."),
        primary=Link(
            _("Toepassing laden"), reverse("access:load-application"), "upload", "primary"
        ),
    )
    return show.listing(
        request, head, table, crumbs=_crumbs(), after=[help_box(request)]
    )  # fmt: skip


def _url(row: Application) -> str:
    return reverse("access:application", args=[row.code])


def _crumbs(row: Application | None = None, *more: Crumb) -> list[Crumb]:
    found = [Crumb(_("Toepassingen"), reverse("access:applications"))]
    if row is not None:
        found.append(Crumb(row.name, _url(row)))
    return [*found, *more]


@page(
    ONE,
    name="application",
    title=_("Toepassing"),
    door=manages_clients,
    shows="access.application",
)
def application_page(request: PageRequest, application: str) -> HttpResponseBase:
    """The rights of one application, each with its roles."""
    by = request.actor
    row = queries_catalogue.applications_seen(by).filter(code=application).first()
    if row is None:
        raise Http404
    rights = list(queries_catalogue.rights_seen(by, application))
    refused = [decision for right in rights if not (decision := edits(by, right))]
    may_edit = not refused
    head = Head(row.name, row.description, kicker=row.owner)
    note: list[Part] = [Note(refused[0].reason, "info")] if refused else []
    if not rights:
        note.append(Note(_("Deze toepassing heeft geen rechten.")))
    return show.page(
        request,
        head,
        *note,
        *(_right_section(right, may_edit=may_edit) for right in rights),
        crumbs=_crumbs(row),
        aside=[help_box(request)],
    )


def _right_section(right: Right, *, may_edit: bool) -> Section:
    most = terms.length_text(right.max_days) if right.max_days else _("zonder grens")
    facts = Facts(
        [
            Fact(_("Code"), right.code),
            Fact(_("Doelgroepen"), _labels(right.target_groups)),
            *([Fact(_("Alleen bij"), right.only_at)] if right.only_at else []),
            Fact(_("Langste periode"), most),
            Fact(
                _("Wie kent het toe"), [queries_posts.kind_label(one) for one in right.granted_by]
            ),
            Fact(_("Aanmeldniveau"), right.sign_in_level),
        ]
    )
    roles = Listing(
        [_("Rol"), _("Code"), _("Uitleg"), _("Toe te kennen")],
        [_role_line(right, role, may_edit=may_edit) for role in right.roles.all()],
    )
    parts: list[Part] = [facts, roles]
    if may_edit:
        parts.append(_to(right, "add-role", _("Rol toevoegen"), icon="plus", look="secondary"))
    action = _to(right, "change-right", _("Wijzig"), about=right.name) if may_edit else None
    return Section(right.name, parts, action=action, anchor=right.code, sentence=right.description)


def _labels(groups: list[str]) -> list[str]:
    return [str(TargetGroup(group).label) for group in groups]


def _role_line(right: Right, role: Role, *, may_edit: bool) -> list[Any]:
    url = reverse("access:change-role", args=[right.application.code, right.code, role.code])
    about = role.description
    if role.target_groups:
        groups = ", ".join(_labels(role.target_groups))
        about = _t("%(about)s Alleen voor: %(groups)s.") % {"about": about, "groups": groups}
    return [
        Link(role.name, url) if may_edit else role.name,
        role.code,
        about,
        Pill(_("Ja"), "ok") if role.active else Pill(_("Nee"), "neutral"),
    ]


def _to(right: Right, name: str, label: Any, **more: Any) -> Link:
    return Link(label, reverse(f"access:{name}", args=[right.application.code, right.code]), **more)


def _right_of(request: PageRequest, application: str, code: str) -> Right:
    found = queries_catalogue.rights_seen(request.actor, application).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@page(
    f"{RIGHT}",
    name="change-right",
    title=_("Gebruikersrecht wijzigen"),
    door=manages_clients,
    does=change_right,
)
def edit_right(request: PageRequest, application: str, right: str) -> HttpResponseBase:
    """Name, explanation, doelgroepen and longest period of a right."""
    row = _right_of(request, application, right)
    if not (may := edits(request.actor, row)):
        return errors.refused(request, may)
    start = {name: getattr(row, name) for name in RightForm.base_fields}
    form = RightForm.of(request, initial=start)

    def do(form: RightForm) -> str:
        change_right.keyed(form.key, request.actor, row, **form.values())
        show.toast(request, _t("%s is gewijzigd.") % row.name)
        return _url(row.application)

    head = Head(_t("%s wijzigen") % row.name, KEPT, kicker=row.application.name)
    return handle(request, form, do) or _form(request, form, head, row)


@page(
    f"{RIGHT}/rollen/<slug:role>",
    name="change-role",
    title=_("Rol van een recht wijzigen"),
    door=manages_clients,
    does=change_role,
)
def edit_role(request: PageRequest, application: str, right: str, role: str) -> HttpResponseBase:
    """Name, explanation and doelgroepen of a role, and whether it is given out."""
    found = queries_catalogue.roles_seen(request.actor, application, right).filter(code=role)
    row = found.first()
    if row is None:
        raise Http404
    if not (may := edits(request.actor, row.right)):
        return errors.refused(request, may)
    start = {name: getattr(row, name) for name in RoleForm.base_fields}
    form = RoleForm.of(request, groups=row.right.target_groups, initial=start)

    def do(form: RoleForm) -> str:
        change_role.keyed(form.key, request.actor, row, **form.values())
        show.toast(request, _t("%s is gewijzigd.") % row.name)
        return _url(row.right.application)

    head = Head(_t("%s wijzigen") % row.name, KEPT, kicker=row.right.name)
    return handle(request, form, do) or _form(request, form, head, row.right)


@page(
    f"{RIGHT}/rol-toevoegen",
    name="add-role",
    title=_("Rol aan een recht toevoegen"),
    door=manages_clients,
    does=add_role,
)
def new_role(request: PageRequest, application: str, right: str) -> HttpResponseBase:
    """One more role of a right."""
    row = _right_of(request, application, right)
    if not (may := edits(request.actor, row)):
        return errors.refused(request, may)
    form = NewRoleForm.of(request, groups=row.target_groups)

    def do(form: NewRoleForm) -> str:
        role = add_role.keyed(form.key, request.actor, row, **form.values())
        show.toast(request, _t("Beheerders kunnen de rol %s nu toekennen.") % role.name)
        return _url(row.application)

    head = Head(_("Rol toevoegen"), _("Beheerders kunnen ze meteen toekennen."), kicker=row.name)
    return handle(request, form, do) or _form(request, form, head, row)


def _form(request: PageRequest, form: Form, head: Head, row: Right) -> HttpResponseBase:
    return show.form(
        request,
        form,
        head,
        submit=_t("Bewaren"),
        back_url=_url(row.application),
        crumbs=_crumbs(row.application, Crumb(row.name)),
        aside=[help_box(request)],
    )
