"""Applications with their rights and roles, as who edits them sees them (G11)."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from sleutelbos.access import rules
from sleutelbos.access.models import Application, Right, Role
from sleutelbos.kernel.actors import Actor


def applications_seen(by: Actor) -> QuerySet[Application]:
    """Every application with how many rights it has, for a platform administrator."""
    if not rules.manages_clients(by):
        return Application.objects.none()
    return Application.objects.annotate(count=Count("rights")).order_by("name", "pk")


def rights_seen(by: Actor, application: str) -> QuerySet[Right]:
    """The rights of an application (its code), with their roles."""
    if not rules.manages_clients(by):
        return Right.objects.none()
    rows = Right.objects.filter(application__code=application).select_related("application")
    return rows.prefetch_related("roles").order_by("name", "pk")


def roles_seen(by: Actor, application: str, right: str) -> QuerySet[Role]:
    """The roles of one right of an application."""
    if not rules.manages_clients(by):
        return Role.objects.none()
    rows = Role.objects.filter(right__application__code=application, right__code=right)
    return rows.select_related("right__application")
