"""Ties the rooms together: ports to who answers them, events to who listens."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import help as access_help
from sleutelbos.access import jobs as access_jobs
from sleutelbos.access import jobs_heads as access_jobs_heads
from sleutelbos.access import mails as access_mails
from sleutelbos.access import mails_clients as access_mails_clients
from sleutelbos.access import mails_posts as access_mails_posts
from sleutelbos.access import mails_requests as access_mails_requests
from sleutelbos.access import ports as access_ports
from sleutelbos.access import runs as access_runs
from sleutelbos.access.administration import AccessAdministration
from sleutelbos.access.api import sight as access_sight
from sleutelbos.access.ports import heads as access_ports_heads
from sleutelbos.access.waiting import waiting as access_waiting
from sleutelbos.config import frame, navigation
from sleutelbos.config import jobs as config_jobs
from sleutelbos.config.sandboxes.door import Sandboxes
from sleutelbos.connectors.clamd.client import Clamd
from sleutelbos.connectors.esf.client import source_of as esf_source
from sleutelbos.connectors.esf.mapping import read as read_esf
from sleutelbos.connectors.kbo.client import source_of as kbo_source
from sleutelbos.connectors.kbo_functions.client import FileFunctions
from sleutelbos.connectors.latest_file.client import feed_of
from sleutelbos.connectors.person_directory.client import FileDirectory
from sleutelbos.connectors.school_heads.client import FileHeads
from sleutelbos.connectors.vkbo.client import Vkbo
from sleutelbos.demo import public as demo
from sleutelbos.desk import mails as desk_mails
from sleutelbos.desk import mails_help as desk_mails_help
from sleutelbos.desk import public as desk
from sleutelbos.duallearning import offers as duallearning_offers
from sleutelbos.duallearning import public as duallearning
from sleutelbos.duallearning.agreement import consequences as agreement_consequences
from sleutelbos.duallearning.agreement import jobs as agreement_jobs
from sleutelbos.duallearning.agreement import mails as agreement_mails
from sleutelbos.duallearning.agreement import mails_signing as agreement_mails_signing
from sleutelbos.duallearning.agreement.waiting import waiting as agreement_waiting
from sleutelbos.duallearning.prospection import consequences as prospection_consequences
from sleutelbos.duallearning.prospection import jobs as prospection_jobs
from sleutelbos.duallearning.prospection.waiting import waiting as prospection_waiting
from sleutelbos.duallearning.recognition import changes as duallearning_changes
from sleutelbos.duallearning.recognition import jobs as duallearning_jobs
from sleutelbos.duallearning.recognition import letters as duallearning_letters
from sleutelbos.duallearning.recognition import mails as duallearning_mails
from sleutelbos.duallearning.recognition import mails_handling as duallearning_mails_handling
from sleutelbos.duallearning.recognition import mails_offer as duallearning_mails_offer
from sleutelbos.duallearning.recognition import ports as duallearning_ports
from sleutelbos.duallearning.recognition import runs_programming as duallearning_runs
from sleutelbos.duallearning.recognition.waiting import waiting as duallearning_waiting
from sleutelbos.duallearning.signals import jobs as signals_jobs
from sleutelbos.duallearning.signals import mails as signals_mails
from sleutelbos.duallearning.signals.waiting import waiting as signals_waiting
from sleutelbos.kernel import telling
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.positions import jobs as positions_jobs
from sleutelbos.positions import mails as positions_mails
from sleutelbos.positions import mails_playground as positions_mails_playground
from sleutelbos.positions import ports as positions_ports
from sleutelbos.positions import public as positions
from sleutelbos.positions import runs as positions_runs
from sleutelbos.positions import runs_onboarding as positions_runs_onboarding
from sleutelbos.positions import runs_personnel as positions_runs_personnel
from sleutelbos.positions.waiting import waiting as positions_waiting
from sleutelbos.positions.waiting_onboarding import onboarding_waiting
from sleutelbos.register import jobs as register_jobs
from sleutelbos.register import ports as register_ports
from sleutelbos.register import runs_kbo as register_runs_kbo
from sleutelbos.register.ports import kbo as kbo_ports
from sleutelbos.register.public import Person, record_mail_refusal
from sleutelbos.signin import jobs as signin_jobs
from sleutelbos.signin import mails as signin_mails
from sleutelbos.signin import ports as signin_ports
from sleutelbos.signin import public as signin
from sleutelbos.signin.op import jobs as signin_op_jobs
from sleutelbos.signin.op.machine import client_of
from sleutelbos.signin.push import causes as signin_push
from sleutelbos.signin.push import sender as signin_sender
from sleutelbos.timereg import jobs as timereg_jobs
from sleutelbos.timereg import jobs_feed as timereg_jobs_feed
from sleutelbos.timereg import jobs_staff as timereg_jobs_staff
from sleutelbos.timereg import mails as timereg_mails
from sleutelbos.timereg import mails_feed as timereg_mails_feed
from sleutelbos.timereg import mails_reports as timereg_mails_reports
from sleutelbos.timereg import mails_staff as timereg_mails_staff
from sleutelbos.timereg import offers as timereg_offers
from sleutelbos.timereg import ports as timereg_ports
from sleutelbos.timereg import public as timereg
from sleutelbos.timereg import runs as timereg_runs
from sleutelbos.timereg import runs_feed as timereg_runs_feed
from sleutelbos.timereg.ports import FeedSource
from sleutelbos.timereg.waiting import waiting as timereg_waiting
from sleutelbos.timereg.waiting_feed import feed_waiting
from sleutelbos.tools import retention, worker
from sleutelbos.tools.files import ports as file_ports
from sleutelbos.tools.mail import ports as mail_ports
from sleutelbos.tools.mail.events import MailRefused
from sleutelbos.tools.mail.ports import Address
from sleutelbos.tools.policies import ports as policy_ports
from sleutelbos.web import ports as web_ports
from sleutelbos.web import slots

# Modules that subscribe to events, or declare jobs, runs and what may be asked, by being imported.
LISTENERS = (
    access_jobs,
    access_jobs_heads,
    access_mails,
    access_mails_clients,
    access_mails_posts,
    access_mails_requests,
    access_runs,
    access_sight,
    config_jobs,
    desk_mails,
    desk_mails_help,
    register_jobs,
    register_runs_kbo,
    agreement_consequences,
    agreement_jobs,
    agreement_mails,
    agreement_mails_signing,
    duallearning_changes,
    duallearning_jobs,
    duallearning_letters,
    duallearning_offers,
    duallearning_mails,
    duallearning_mails_offer,
    duallearning_runs,
    duallearning_mails_handling,
    prospection_consequences,
    prospection_jobs,
    signals_jobs,
    signals_mails,
    retention,
    signin_jobs,
    signin_mails,
    signin_op_jobs,
    signin_push,
    timereg_jobs,
    timereg_mails,
    timereg_jobs_staff,
    timereg_mails_feed,
    timereg_mails_staff,
    timereg_jobs_feed,
    timereg_runs_feed,
    timereg_mails_reports,
    timereg_offers,
    timereg_runs,
    positions_jobs,
    positions_mails,
    positions_mails_playground,
    positions_runs,
    positions_runs_personnel,
    positions_runs_onboarding,
)


def address_of(person: int) -> Address | None:
    """Where the register says that a person is reached."""
    row = Person.objects.filter(pk=person, deceased_on=None).exclude(email="").first()
    if row is None:
        return None
    return Address(row.email, row.language, row.name, reference=f"register.person:{row.pk}")


@subscribe(MailRefused)
def keep_refusal(event: MailRefused) -> None:
    """The register keeps that an address was refused, so that a beheerder can mend it."""
    person = Person.objects.get(pk=event.person)
    record_mail_refusal(system("mail"), person, address=event.address, text=event.answer)


def _esf() -> FeedSource | None:
    """Where ESF leaves its files; None when that was not set."""
    if settings.DEMO:
        return demo.esf_feed()
    return esf_source(settings.ESF, settings.ESF_TOKEN) if settings.ESF else None


def _bind_kbo() -> None:
    """Where the KBO leaves its files, and VKBO; of the demo its own. Why rooms follow numbers."""
    kbo_ports.also_follows("duallearning", _("Erkende werkplek"))
    kbo_ports.bind(folder=lambda: settings.DATA / "kbo")
    if settings.DEMO:
        kbo_ports.bind(source=demo.kbo(), lookup=demo.vkbo())
    else:
        kbo_ports.bind(
            source=kbo_source(settings.KBO, settings.KBO_ACCOUNT) if settings.KBO else None,
            lookup=Vkbo(settings.VKBO) if settings.VKBO else None,
        )


def _bind_files() -> None:
    """Where Onderwijs and Vlimpers leave their files; of the demo its own."""
    if settings.DEMO:
        duallearning_ports.bind(demo.programming_feed())
        positions_ports.personnel_feed.bind(demo.personnel_feed())
        return
    if settings.PROGRAMMING:
        token = settings.PROGRAMMING_TOKEN
        duallearning_ports.bind(feed_of("Onderwijs", settings.PROGRAMMING, token))
    if settings.VLIMPERS:
        feed = feed_of("Vlimpers", settings.VLIMPERS, settings.VLIMPERS_TOKEN)
        positions_ports.personnel_feed.bind(feed)


def _bind_playground() -> None:
    """The speeltuin, where there is one; no sandbox has one of its own."""
    if settings.SPEELTUIN and settings.SPEELTUIN_KEY and not settings.SANDBOX:
        positions_ports.playground.bind(Sandboxes(settings.SPEELTUIN, settings.SPEELTUIN_KEY))


def bind() -> None:
    """Bind every port; called once, when all applications are ready."""
    telling.ACTOR_MODELS["person"] = "register.person"
    mail_ports.bind(address_of)
    register_ports.bind(administration=AccessAdministration())
    register_ports.also_adds(timereg.prepares_somewhere)
    register_ports.also_adds(duallearning.adds_mentors)
    register_ports.also_adds(duallearning.draws_up_somewhere)
    policy_ports.bind(duallearning.may_change_setting)
    web_ports.frame.bind(frame.around)
    web_ports.navigation.bind(navigation.items)
    web_ports.who_can_help.bind(access_help.who_can_help)
    web_ports.ask_for.bind(access_help.ask_for)
    web_ports.step_up.bind(signin.step_up)
    slots.register_slot("person", signin.user_part)
    signin_ports.help_url.bind(desk.help_url)
    access_ports.client_behind_token.bind(client_of)
    access_ports.also_asks(timereg.PLATOS, timereg.asks_rights)
    access_ports.also_mandates(duallearning.USER, duallearning.registers_mandates)
    worker.also("clients", signin_sender.deliver_to_willing, signin_sender.POLL)
    for number in range(signin_sender.SENDERS):
        worker.also(f"clients-{number}", signin_sender.deliver_next, signin_sender.POLL)
    desk.register_waiting("Gebruikersbeheer", access_waiting)
    desk.register_waiting("Tijdsregistratie", timereg_waiting)
    desk.register_waiting("Werkplek Duaal", duallearning_waiting)
    desk.register_waiting("Werkplek Duaal", agreement_waiting)
    desk.register_waiting("Werkplek Duaal", signals_waiting)
    desk.register_waiting("Werkplek Duaal", prospection_waiting)
    desk.add_guides("sleutelbos.timereg", timereg.GUIDES)
    desk.add_guides("sleutelbos.duallearning", duallearning.GUIDES)
    desk.add_guides("sleutelbos.positions", positions.GUIDES)
    desk.add_service(duallearning.HELPDESK)
    desk.threads_on("duallearning.request", duallearning.sees_messages)
    desk.add_service(timereg.SUPPORT)
    desk.register_waiting("", desk.waiting)
    desk.register_waiting("Tijdsregistratie", feed_waiting)
    desk.register_waiting("Arbeidsplaatsbeheer", positions_waiting)
    desk.register_waiting("Arbeidsplaatsbeheer", onboarding_waiting)
    _bind_kbo()
    if settings.SCANNER:
        file_ports.bind(Clamd(settings.SCANNER))
    timereg_ports.bind(
        source=_esf(),
        read=partial(read_esf, allow_test=settings.ALLOW_TEST_IDENTIFIERS),
    )
    _bind_files()
    _bind_playground()
    if settings.DEMO:
        signin_ports.personas.bind(demo.personas)
        access_ports_heads.bind(demo.heads_feed())
        worker.also("demo", demo.work_next)
        register_ports.bind(directory=demo.directory(), functions_feed=demo.functions_feed())
    elif settings.SOURCES is not None:
        allowed = settings.ALLOW_TEST_IDENTIFIERS
        access_ports_heads.bind(FileHeads(settings.SOURCES, allow_test=allowed))
        register_ports.bind(
            directory=FileDirectory(settings.SOURCES, allow_test=allowed),
            functions_feed=FileFunctions(settings.SOURCES, allow_test=allowed),
        )
