"""What is offered in Werkplek Duaal: free places, schools that ask to come in, news."""

from __future__ import annotations

from datetime import timedelta

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.desk.public import News, publish_news
from sleutelbos.duallearning.recognition.actions import free_places, schools
from sleutelbos.duallearning.recognition.help import CODE
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor

OFFERED = timedelta(days=200)


def _places(cast: Cast, by: Actor, step: Step) -> None:
    """``roles`` is how many, ``note`` what a learner should know."""
    company = cast.organisation(step.organisation)
    recognition = Recognition.objects.get(company=company, programme__code=step.what)
    offer = free_places.Places(
        places=int(step.roles[0]),
        first=clock.today() + timedelta(days=30),
        last=clock.today() + OFFERED,
        contact=company.email,
        note=step.note,
    )
    free_places.offer_places(by, recognition, offer=offer)


def _ask_school(cast: Cast, by: Actor, step: Step) -> None:
    """``what`` is the instellingsnummer, ``site`` the name, ``note`` what one does there."""
    schools.ask_school(by, schools.Asked(step.what, step.site, step.note))


def _news(cast: Cast, by: Actor, step: Step) -> None:
    """``site`` is the title, ``what`` the audience: nothing for everybody."""
    news = News(clock.today(), step.site, step.note, audience=step.what)
    publish_news(by, CODE, news=news)


VERBS: dict[str, Verb] = {
    "dual-places": _places,
    "dual-cvo": _ask_school,
    "dual-news": _news,
}
