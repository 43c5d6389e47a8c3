"""News of an e-service: publish, correct, withdraw, read (T23). What stood there before is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import own
from sleutelbos.desk.actions.threads import clean_text
from sleutelbos.desk.models import NewsItem, NewsReading, NewsVersion
from sleutelbos.desk.services import known
from sleutelbos.desk.states import news_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.register.public import Person

LONGEST_TITLE = 150
LONGEST_RELEASE = 40


@dataclass(frozen=True)
class News:
    """What an item says: its day, title, text (Markdown), and the release when there is one.

    ``audience``: for whom it is, a code of the e-service; empty for everybody there.
    """

    day: date
    title: str
    text: str
    release: str = ""
    audience: str = ""


def news_in(row: NewsItem) -> News:
    """What an item says now."""
    return News(row.day, row.title, row.text, row.release, row.audience)


def keeps_news(by: Actor, code: str) -> Decision:
    """The support of that e-service."""
    found = known(code)
    return found.helps(by) if found else no(_t("Deze toepassing heeft geen nieuws."))


def may_publish_news(by: Actor, code: str, *, news: News) -> Decision:
    """The support of that e-service."""
    return keeps_news(by, code)


def facts_of_news(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Title and e-service."""
    item = result if isinstance(result, NewsItem) else args[0]
    assert isinstance(item, NewsItem)
    found = known(item.service)
    return {
        "item": item,
        "application": str(found.label) if found else item.service,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "desk.publish-news",
    label=_("Nieuws publiceren"),
    allow=may_publish_news,
    sentence=_("{by} publiceerde nieuws van {application}: {item}."),
    about=facts_of_news,
)
def publish_news(by: Actor, code: str, *, news: News) -> NewsItem:
    """Everybody who may come in there reads it from now on.

    ``code`` is the e-service. Invalid without title or text, with a personal number in them, with
    a day that is still to come, or for an audience that the e-service doesn't have.
    """
    news = _checked(code, news)
    item = NewsItem.objects.create(service=code, published_at=clock.now(), **asdict(news))
    _keep(by, item)
    return item


def may_correct_news(
    by: Actor, item: NewsItem, *, news: News, was: int, reason: str = ""
) -> Decision:
    """The support of that e-service."""
    return keeps_news(by, item.service)


@action(
    "desk.correct-news",
    label=_("Nieuws verbeteren"),
    allow=may_correct_news,
    when=news_flow.at("published"),
    sentence=_("{by} verbeterde nieuws van {application}: {item}. {reason}"),
    about=facts_of_news,
)
def correct_news(by: Actor, item: NewsItem, *, news: News, was: int, reason: str = "") -> NewsItem:
    """What it said before is kept. ``was`` is the number of the version that the actor read.

    Invalid as :func:`publish_news`, when somebody else changed it meanwhile, or when nothing
    changes.
    """
    news = _checked(item.service, news)
    if was != item.versions_made:
        raise Invalid(_t("Iemand anders wijzigde dit nieuws intussen. Lees het eerst opnieuw."))
    if news == news_in(item):
        raise Invalid(_t("Er verandert niets."))
    said = asdict(news)
    for name, value in said.items():
        setattr(item, name, value)
    item.versions_made += 1
    item.save(update_fields=[*said, "versions_made"])
    _keep(by, item, reason)
    return item


def may_withdraw_news(by: Actor, item: NewsItem, *, reason: str) -> Decision:
    """The support of that e-service."""
    return keeps_news(by, item.service)


@action(
    "desk.withdraw-news",
    label=_("Nieuws intrekken"),
    allow=may_withdraw_news,
    move=news_flow["withdraw"],
    sentence=_("{by} trok nieuws van {application} in: {item}. {reason}"),
    about=facts_of_news,
)
def withdraw_news(by: Actor, item: NewsItem, *, reason: str) -> NewsItem:
    """Users don't see it any more; support does. Invalid without a reason."""
    if not reason.strip():
        raise Invalid({"reason": _t("Vul in waarom dit nieuws weg moet.")})
    item.versions_made += 1
    item.save(update_fields=["versions_made"])
    _keep(by, item, reason)
    return item


def may_read_news(by: Actor, person: Person, *, code: str) -> Decision:
    """For oneself, where one may come in."""
    found = known(code)
    if found is None:
        return no(_t("Deze toepassing heeft geen nieuws."))
    return own(by, person) & found.enters(by)


@action(
    "desk.read-news",
    label=_("Nieuws lezen"),
    allow=may_read_news,
    sentence=_("{by} las het nieuws van {application}."),
    about=lambda result, person, *, code: {"application": str(known(code).label)},  # type: ignore[union-attr]
)
def read_news(by: Actor, person: Person, *, code: str) -> None:
    """What stands there now is not new to this person any more."""
    NewsReading.objects.update_or_create(person=person, service=code, defaults={"at": clock.now()})


def _checked(code: str, news: News) -> News:
    """Without what can't be shown; Invalid for what can't be news."""
    title = " ".join(clean_text(news.title, "title").split())
    release = " ".join(news.release.split())
    problems: dict[str, object] = {}
    if len(title) > LONGEST_TITLE:
        problems["title"] = _t("Hou de titel onder 150 tekens.")
    if len(release) > LONGEST_RELEASE:
        problems["release"] = _t("Hou de release onder 40 tekens.")
    if news.day > clock.today():
        problems["day"] = _t("Kies vandaag of een vroegere dag.")
    found = known(code)
    if news.audience and news.audience not in dict(found.audiences if found else ()):
        problems["audience"] = _t("Kies voor wie dit nieuws is.")
    if problems:
        raise Invalid(problems)  # type: ignore[arg-type]
    return News(news.day, title, clean_text(news.text), release, news.audience)


def _keep(by: Actor, item: NewsItem, reason: str = "") -> None:
    assert by.pk is not None  # the rules of these actions
    NewsVersion.objects.create(
        item=item,
        number=item.versions_made,
        at=clock.now(),
        by_id=by.pk,
        reason=reason.strip(),
        **asdict(news_in(item)),
    )
