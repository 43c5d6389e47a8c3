"""News of the e-services, as who asks may see it (T23)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from sleutelbos.desk.models import NewsItem, NewsReading, NewsVersion
from sleutelbos.desk.services import Service
from sleutelbos.kernel.actors import Actor


def news_of(by: Actor, service: Service) -> QuerySet[NewsItem]:
    """The news of an e-service, newest first: what is published for everybody there or for an
    audience of the actor; for its support also the rest."""
    if not service.enters(by):
        return NewsItem.objects.none()
    rows = NewsItem.objects.filter(service=service.code)
    if not service.helps(by):
        rows = rows.filter(state="published")
        if service.audiences:
            rows = rows.filter(audience__in={"", *service.audiences_of(by)})
    return rows.order_by("-day", "-published_at", "-pk")


def unread(by: Actor, service: Service) -> QuerySet[NewsItem]:
    """What others published since the actor looked last. One query."""
    rows = news_of(by, service).filter(state="published")
    seen = NewsReading.objects.filter(
        person=by.pk or 0, service=service.code, at__gte=OuterRef("published_at")
    )
    own = NewsVersion.objects.filter(item=OuterRef("pk"), number=1, by=by.pk or 0)
    return rows.filter(~Exists(seen), ~Exists(own)) if by.pk else rows.none()


def versions_of(item: NewsItem) -> QuerySet[NewsVersion]:
    """What an item that the caller may see said before, the latest first."""
    return item.versions.select_related("by").order_by("-number")
