"""Tasks that wait for their starter, the mail when one is over, where one begins (P05)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from sleutelbos.kernel import clock, outbox
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Person
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.runs.executor import TRIES, work_next
from sleutelbos.tools.runs.forgetting import expire_run, forget_lines
from sleutelbos.tools.runs.models import Run, RunProgress
from sleutelbos.tools.runs.staging import discard_run
from tests.desk.test_runs import (
    AT_ONCE,
    STARTER,
    confirmed,
    kinds,
    page_of,
    part_done,
    press,
    staged,
)
from tests.signin.helpers import text_of
from tests.world import World

__all__ = ["kinds"]  # a fixture

Mails = Callable[[Person], list[Message]]


def home_of(client: Client) -> str:
    return text_of(client.get("/").content)


def told(run: Run, world: World, mails_to: Mails) -> list[Message]:
    """The mails about a run to its starter, after all events were delivered."""
    outbox.deliver_all()
    assert Message.objects.count() == len(mails_to(world.people[STARTER]))
    return mails_to(world.people[STARTER])


@pytest.mark.requirement("P05")
def test_what_waits_for_its_starter_stands_on_his_home_page(world: World, as_) -> None:
    run = staged(world, "a", "b", "same")
    staged(world, "a", "bad", kind=AT_ONCE)  # can't be confirmed: its file must be mended first
    staged(world, "same")  # nothing to do
    client: Client = as_(STARTER)
    html = client.get("/").content.decode()
    assert "1 zaak wacht op u." in text_of(html.encode())
    assert "De taak “Lijst.csv” wacht op uw bevestiging: 2 regels." in text_of(html.encode())
    assert f'href="/taken/{run.pk}"' in html
    for other in ("auditor", "lokale beheerder"):
        assert "wacht op uw bevestiging" not in home_of(as_(other))
    press(client, run, "uitvoeren")
    assert "wacht op uw bevestiging" not in home_of(client)


def test_one_line_is_not_lines(world: World, as_) -> None:
    staged(world, "a")
    assert "wacht op uw bevestiging: 1 regel." in home_of(as_(STARTER))


def test_it_waits_no_more_for_whoever_may_not_confirm_now(world: World, as_) -> None:
    run = staged(world, "a")
    with arranging():
        Run.objects.filter(pk=run.pk).update(starter=world.actor("right role").ref)
    assert "wacht op uw bevestiging" not in home_of(as_("right role"))


@pytest.mark.requirement("P05")
def test_a_mail_when_it_is_done_and_nobody_watched(world: World, mails_to: Mails) -> None:
    run = confirmed(world, "a", "bad", "same", "b", "late")
    work_next()
    (mail,) = told(run, world, mails_to)
    assert mail.kind == "desk.run-ended"
    assert mail.subject == "Uw taak is klaar: Lijst.csv"
    for words in ("Uitgevoerd: 2", "Niet uitgevoerd: 0", "Al in orde: 1", "Met een fout: 2",
                  f"{settings.BASE_URL}/taken/{run.pk}"):  # fmt: skip
        assert words in mail.body
    outbox.deliver_all()
    assert len(told(run, world, mails_to)) == 1


def test_the_mail_speaks_the_language_of_its_reader(world: World, mails_to: Mails) -> None:
    with arranging():
        Person.objects.filter(pk=world.people[STARTER].pk).update(language="en")
    run = confirmed(world, "a")
    work_next()
    (mail,) = told(run, world, mails_to)
    assert mail.language == "en"
    assert "Uw taak" not in mail.subject
    assert "Uitgevoerd" not in mail.body


@pytest.mark.requirement("P05")
def test_no_mail_for_who_watched_it_end(world: World, as_, mails_to: Mails) -> None:
    client: Client = as_(STARTER)
    run = confirmed(world, "a")
    client.get(f"/taken/{run.pk}?deel=voortgang")
    work_next()
    assert told(run, world, mails_to) == []


def test_a_mail_for_who_looked_but_went_away(world: World, as_, mails_to: Mails) -> None:
    run = confirmed(world, "a")
    page_of(as_(STARTER), run)
    RunProgress.objects.update(watched=clock.real_now() - timedelta(seconds=16))
    work_next()
    assert len(told(run, world, mails_to)) == 1


def test_that_somebody_else_watches_does_not_count(world: World, as_, mails_to: Mails) -> None:
    run = confirmed(world, "a")
    page_of(as_("auditor"), run)
    work_next()
    assert len(told(run, world, mails_to)) == 1


def test_a_mail_when_it_failed_and_when_it_was_stopped(world: World, mails_to: Mails) -> None:
    run = confirmed(world, "a", "b", "boom")
    for _time in range(TRIES):
        work_next()
        RunProgress.objects.update(lease=clock.real_now() - timedelta(seconds=1))
    (failed,) = told(run, world, mails_to)
    assert failed.subject == "Uw taak is mislukt: Lijst.csv"
    assert "Uitgevoerd: 2\nNiet uitgevoerd: 1" in failed.body
    run = confirmed(world, *"abcde")
    part_done(run)
    RunProgress.objects.filter(run=run).update(stop="person:1")
    work_next()
    stopped = told(run, world, mails_to)[-1]
    assert stopped.subject == "Uw taak is gestopt: Lijst.csv"
    assert "Uitgevoerd: 2\nNiet uitgevoerd: 3" in stopped.body


def test_who_throws_it_away_himself_gets_no_mail(world: World, as_, mails_to: Mails) -> None:
    run = staged(world, "a")
    press(as_(STARTER), run, "weggooien")
    assert told(run, world, mails_to) == []


def test_a_mail_when_it_lapsed(world: World, mails_to: Mails) -> None:
    run = expire_run(system("retention"), staged(world, "a"))
    (mail,) = told(run, world, mails_to)
    assert mail.subject.startswith("Uw taak is gestopt")


def test_eleven_digits_in_the_name_of_a_file_stop_no_mail(world: World, mails_to: Mails) -> None:
    run = confirmed(world, "a")
    with arranging():
        Run.objects.filter(pk=run.pk).update(name="85073003328.csv")
    work_next()
    (mail,) = told(run, world, mails_to)
    assert "85073003328" not in mail.subject + mail.body
    assert "850 730 033 28" in mail.subject


def test_a_run_of_the_house_mails_nobody(world: World, mails_to: Mails) -> None:
    run = confirmed(world, "a")
    with arranging():
        Run.objects.filter(pk=run.pk).update(starter="system:feed")
    work_next()
    assert told(run, world, mails_to) == []


@pytest.mark.requirement("P05")
def test_an_empty_list_shows_where_a_task_begins(world: World, as_) -> None:
    for who, sees, not_sees in (
        ("btb", "/gebruikersbeheer/aanstellen/btb", "Rechten die eindigen"),
        ("lokale beheerder", f"/gebruikersbeheer/{world.school.uid}/einde", "Bestand van BTB"),
    ):
        html = as_(who).get("/taken").content.decode()
        main = html[html.index("<main") : html.index("</main>")]
        assert f'href="{sees}"' in main
        assert not_sees not in main
        assert as_(who).get(sees).status_code == 200
    html = as_("right role").get("/taken").content.decode()
    assert "Werk op veel regels</h2>" not in html
    staged(world, "a")
    html = as_(STARTER).get("/taken").content.decode()
    assert "Werk op veel regels</h2>" not in html


def test_a_task_whose_lines_are_gone_says_so(world: World, as_) -> None:
    run = confirmed(world, "a", "bad", "late")
    work_next()
    forget_lines(system("retention"), run)
    text = page_of(as_(STARTER), run)
    assert "Regels verwijderd" in text
    assert "1 regel is uitgevoerd." in text
    assert "Fouten downloaden" not in text
    assert "na de bewaartermijn verwijderd: 3" in text


def test_thrown_away_by_another_is_told(world: World, mails_to: Mails) -> None:
    """Whoever could have started the same may stop it; its starter hears that."""
    run = staged(world, "a")
    with arranging():
        Run.objects.filter(pk=run.pk).update(starter=world.actor("auditor").ref)
    run.refresh_from_db()
    discard_run(world.actor(STARTER), run)
    outbox.deliver_all()
    assert len(mails_to(world.people["auditor"])) == 1
