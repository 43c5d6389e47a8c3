"""Load the manifest of an e-service: its rights and roles, and its clients (G11, G24)."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import names, rules
from sleutelbos.access.actions.clients import (
    approve_client,
    change_client,
    register_client,
    submit_client,
)
from sleutelbos.access.manifest import ClientEntry, Manifest, RightSpec
from sleutelbos.access.models import Application, Right, Role
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.queries import manifests
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import YES, Decision, when


def may_load(by: Actor, manifest: Manifest) -> Decision:
    """The house itself; a platform administrator, but not the rights of Gebruikersbeheer itself.

    Those give power here: they would let him give himself more.
    """
    if is_system(by):
        return YES
    return rules.manages_clients(by) & when(
        manifest.code != names.OWN_APPLICATION,
        _t("De rechten van Gebruikersbeheer zelf laadt alleen het systeem."),
    )


@action(
    "access.load-manifest",
    label=_("Toepassing laden"),
    allow=may_load,
    locks=(),
    sentence=_("{by} laadde de toepassing {application}."),
    about=lambda result, manifest: {"application": result},
)
def load_manifest(by: Actor, manifest: Manifest) -> Application:
    """Make or renew an application with its rights, roles and clients.

    What the file no longer names becomes inactive: it is granted no more, existing grants go on.
    A new client is a draft; outside production, loaded by the house, it works at once. A client
    that is no draft any more is left alone: its rows rule. Invalid when the file claims what is
    another application's.
    """
    if found := manifests.clashes(manifest):
        raise Invalid(" ".join(found))
    application, _made = Application.objects.update_or_create(
        code=manifest.code, defaults=manifests.columns(manifest, manifests.APPLICATION_FIELDS)
    )
    for right in manifest.rights:
        _load_right(application, right)
    named = [right.code for right in manifest.rights]
    application.rights.exclude(code__in=named).update(active=False)
    for entry in manifest.clients:
        _load_client(by, application, entry)
    return application


def _load_right(application: Application, spec: RightSpec) -> None:
    values = manifests.columns(spec, manifests.RIGHT_FIELDS)
    right, _made = Right.objects.update_or_create(
        code=spec.code, defaults={"application": application, "active": True, **values}
    )
    for order, role in enumerate(spec.roles):
        values = manifests.columns(role, manifests.ROLE_FIELDS)
        Role.objects.update_or_create(
            right=right, code=role.code, defaults={"order": order, "active": True, **values}
        )
    named = [role.code for role in spec.roles]
    right.roles.exclude(code__in=named).update(active=False)


def _load_client(by: Actor, application: Application, entry: ClientEntry) -> None:
    spec = manifests.spec_in(entry)
    client = manifests.client_of(application, entry)
    if client is None:
        client = register_client(by, application, spec=spec, client_id=entry.client_id)
        if rules.is_house(by) and not settings.PRODUCTION:
            approve_client(by, submit_client(by, client))
    elif client.state == "draft":
        if changes := spec.differs_from(queries_clients.spec_of(client)):
            change_client(by, client, changes=changes)
