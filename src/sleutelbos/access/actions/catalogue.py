"""Load the manifest of an e-service (G11)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.manifest import Manifest, RightSpec
from sleutelbos.access.models import Application, Right, Role
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision


def may_load(by: Actor, manifest: Manifest) -> Decision:
    """The house itself: from a file that the platform's administrator hands in."""
    return is_system(by)


@action(
    "access.load-manifest",
    label=_("Toepassing laden"),
    allow=may_load,
    locks=(),
    sentence=_("{by} laadde de toepassing {application}."),
    about=lambda result, manifest: {"application": result},
)
def load_manifest(by: Actor, manifest: Manifest) -> Application:
    """Make or renew an application with its rights and roles.

    What the file no longer names becomes inactive: it is granted no more, existing grants go on.
    """
    fields = ("name", "description", "owner", "domain", "scope", "claim", "claim_form", "url")
    application, _made = Application.objects.update_or_create(
        code=manifest.code, defaults={name: getattr(manifest, name) for name in fields}
    )
    for right in manifest.rights:
        _load_right(application, right)
    named = [right.code for right in manifest.rights]
    application.rights.exclude(code__in=named).update(active=False)
    return application


def _load_right(application: Application, spec: RightSpec) -> None:
    right, _made = Right.objects.update_or_create(
        code=spec.code,
        defaults={
            "application": application,
            "name": spec.name,
            "description": spec.description,
            "target_groups": list(spec.target_groups),
            "kinds": list(spec.kinds),
            "granted_by": list(spec.granted_by),
            "max_days": spec.max_days,
            "sign_in_level": spec.sign_in_level,
            "active": True,
        },
    )
    for order, role in enumerate(spec.roles):
        Role.objects.update_or_create(
            right=right,
            code=role.code,
            defaults={
                "name": role.name,
                "description": role.description,
                "target_groups": list(role.target_groups),
                "kinds": list(role.kinds),
                "order": order,
                "active": True,
            },
        )
    named = [role.code for role in spec.roles]
    right.roles.exclude(code__in=named).update(active=False)
