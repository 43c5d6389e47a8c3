"""Every page that links lead to: axe, console, CSP, width; and who else may open it."""

from __future__ import annotations

from itertools import groupby

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser, Page

from sleutelbos.web.pages import Page as Declared
from tests.architecture.test_routes import FOR_ALL_SIGNED_IN
from tests.journeys.atlas import NOBODY, Atlas, atlas, name_of, visitor
from tests.journeys.prepared import WAYS, Way
from tests.journeys.walking import axe, sign_in, spills, too_wide, walker
from tests.site import Site

pytestmark = [pytest.mark.slow]

# Pages that no link leads to for a persona of the demo, each with its reason.
UNLINKED = {
    "access:kbo-load": "the demo fetches no file of the KBO by itself; tests/access/pages opens it",
    "web:preferences": "a form in the footer",
    "access:kbo-effects": "comes with a change; tests/duallearning/test_effects opens it",
    "duallearning:sanction-effects": "comes once a hearing is planned; that same test opens it",
    "access:quick-grant": "always leads on to its first step",
    "access:add-user": "always leads on to its first step",
    "access:submit-client": "answers a form",
    "access:reopen-client": "answers a form",
    "access:end-trust": "answers a form",
    "access:approve-trust": "in the demo no trust waits; tests/access/pages opens it",
    "access:invite": "answers a form",
    "access:withdraw-request": "answers a form",
    "demo:restarting": "would begin the demo again",
    "demo:moving": "would move the clock of all who follow; tests/demo opens it",
    "demo:moving-progress": "would move the clock of all who follow; tests/demo opens it",
    "demo:restart-progress": "would begin the demo again",
    "desk:close-help": "answers a form",
    "desk:follow-help": "answers a form",
    "desk:invite": "answers a form",
    "desk:take-help": "answers a form",
    "signin:persona": "answers a form",
    "signin:sign-out": "answers a form",
    "signin:sign-out-user": "for the hour in which that user is signed in",
    "signin:end-session": "answers a form",
    "signin:delivery": "there is a message only once a client was told something",
    "signin:acm": "only where the Toegangsbeheer of the government is connected",
    "signin:acm-back": "only where the Toegangsbeheer of the government is connected",
    "signin:eid": "only where a proxy passes on the certificate",
    "signin:consent": "a client leads to it",
    "access:audit-proof": "a file",
    "access:audit-all-proof": "a file",
    "duallearning:agreement-document": "a file",
    "duallearning:agreement-signed": "a file",
    "duallearning:addendum-document": "a file",
    "duallearning:agreement-task": "comes when a workplace moves; tests/duallearning opens it",
    "duallearning:ask-signatures": "comes once it is presented; tests/duallearning opens it",
    "duallearning:ask-addendum-signatures": "comes once presented; tests/duallearning opens it",
    "duallearning:sign-link": "a mail leads there, at any hour; tests/duallearning opens it",
    "duallearning:sign-code": "a mail leads there, at any hour; tests/duallearning opens it",
    "duallearning:sign-document": "a file, to which a mail leads at any hour",
    "duallearning:learner-page": "a mail leads there, at any hour; tests/duallearning opens it",
    "duallearning:send-signature-link": "answers a form",
    "duallearning:withdraw-signature-link": "answers a form",
    "duallearning:send-learner-link": "answers a form",
    "duallearning:withdraw-learner-link": "answers a form",
    "duallearning:drop-change": "answers a form",
    "duallearning:sign-addendum": "comes once it is presented; tests/duallearning opens it",
    "duallearning:recall-addendum": "comes once it is presented; tests/duallearning opens it",
    "duallearning:register-addendum": "comes once it is signed; tests/duallearning opens it",
    "duallearning:register-agreement": "comes once it is signed; tests/duallearning opens it",
    "duallearning:audience-manual": "a file",
    "duallearning:answer-sanction": "comes once a hearing is planned; tests/duallearning opens it",
    "duallearning:cancel-hand-over": "answers a form",
    "duallearning:declaration-paper": "a file",
    "duallearning:declaration-signed": "a file",
    "duallearning:document": "a file",
    "duallearning:extract": "a file",
    "duallearning:handle-request": "answers a form",
    "duallearning:impose-sanction": "comes once a hearing is planned; tests/duallearning opens it",
    "duallearning:drop-sanction": "comes after guidance; tests/duallearning opens it",
    "duallearning:invite-to-hearing": "comes after guidance; tests/duallearning opens it",
    "duallearning:letter": "a file",
    "duallearning:mandate-paper": "a file",
    "positions:assign-line": "comes with step 5; tests/positions opens it",
    "positions:check-lines": "answers a form",
    "positions:correct-line": "comes with steps 2 and 5; tests/positions opens it",
    "positions:drop-view": "answers a form",
    "positions:find-holder": "comes with step 5; tests/positions opens it",
    "positions:handed-in": "comes once somebody handed in a file; tests/positions opens it",
    "duallearning:sanction-letter": "a file",
    "positions:remove-milestone": "answers a form",
    "positions:enter-playground": "answers a form",
    "positions:join-playground": "answers a form",
    "positions:leave-playground": "answers a form",
    "positions:remove-phase": "answers a form",
    "positions:remove-slot": "answers a form",
    "duallearning:open-vote": "in the demo a vote runs already; tests/duallearning opens it",
    "duallearning:change-light": "comes with a draft; tests/duallearning/pages opens it",
    "duallearning:ignore-signal": "comes with what nobody answered; tests/duallearning opens it",
    "duallearning:plan-visit": "in the demo a visit is planned; tests/duallearning opens it",
    "duallearning:renew-recognition": "answers a form",
    "duallearning:report-file": "a file",
    "duallearning:training-paper": "a file",
    "duallearning:vote-minutes": "a file",
    "timereg:annul-entry": "comes once somebody registered; tests/timereg/pages opens it",
    "timereg:finish": "comes once somebody registered; tests/timereg/pages opens it",
    "timereg:allocation-agree": "answers a form",
    "timereg:allocation-document": "a file",
    "timereg:allocation-clear": "answers a form",
    "timereg:allocation-submit": "answers a form",
    "timereg:allocation-withdraw": "answers a form",
    "timereg:approve-work": "answers a form",
    "timereg:ask-late": "depends on the hour of the day; tests/timereg/pages opens it",
    "timereg:ask-member-right": "answers a form",
    "timereg:ask-trainer-right": "answers a form",
    "timereg:assist": "a form leads there; tests/timereg opens it",
    "timereg:batch": "answers a script",
    "timereg:calendar-feed": "a file",
    "timereg:copy-work": "answers a form",
    "timereg:deliver-work": "answers a form",
    "timereg:entry-withdraw": "answers a form",
    "timereg:late": "depends on the hour of the day; tests/timereg/pages opens it",
    "timereg:manifest": "a file",
    "timereg:mark": "answers a form",
    "timereg:member-resume": "answers a form",
    "timereg:member-stop": "answers a form",
    "timereg:merge-record": "comes once doubles were merged; tests/timereg opens it",
    "timereg:merge-undo": "answers a form",
    "timereg:offline": "the kept page of a phone; tests/timereg/browser opens it",
    "timereg:open": "depends on the hour of the day; tests/timereg/pages opens it",
    "timereg:present-work": "answers a form",
    "timereg:preview-excel": "a file",
    "timereg:preview-pdf": "a file",
    "timereg:replace-code": "answers a form",
    "timereg:report-excel": "a file",
    "timereg:report-pdf": "a file",
    "timereg:resubmit": "no session of the demo is reopened now; tests/timereg/pages opens it",
    "timereg:roster": "answers a script",
    "timereg:send-code": "answers a form",
    "timereg:settle-project": "ESF leaves out no project of the demo; tests/timereg/feed opens it",
    "timereg:send-report": "answers a form",
    "timereg:sheet": "a file",
    "timereg:version-sheet": "a file",
    "timereg:withdraw-calendar": "answers a form",
    "timereg:worker": "a file",
}


# Who must not see what is somebody else's, by address: all have a page of their own, little more.
OUTSIDERS = {
    NOBODY: "nobody is signed in",
    "Bilal": "a user without any right",
    "Milan": "beheerder of another company",
}


# What anybody who is signed in may open, though only some get a link to it.
FOR_ALL = {"duallearning:ask-school": "a school that isn't known yet can hold no right here"}


@pytest.fixture(scope="module")
def everywhere(own_site: Site) -> Atlas:
    """Where each persona gets to."""
    return atlas(own_site)


def test_somebody_gets_to_every_page(everywhere: Atlas) -> None:
    reached = set(everywhere.first())
    declared = {
        f"{view.page.room}:{view.page.name}"
        for view in (pattern.callback for pattern in _patterns())
        if hasattr(view, "page") and not view.page.path.startswith("_onderdelen")
    }
    unseen = declared - reached - set(UNLINKED) - {way.leads for way in WAYS}
    assert not unseen, f"no persona gets to {sorted(unseen)}"
    excused = {name for name in reached if name in UNLINKED and "hour" not in UNLINKED[name]}
    excused |= {way.leads for way in WAYS if way.leads in reached}
    assert not excused, f"a persona does get to {sorted(excused)}"


def test_every_page_has_a_title_one_heading_and_labels(everywhere: Atlas) -> None:
    assert not everywhere.faults, "\n".join(sorted(set(everywhere.faults)))


@pytest.mark.requirement("G33")
def test_1700_is_asked_from_every_page_of_gebruikersbeheer(everywhere: Atlas) -> None:
    seen = [place for place in everywhere.places if place.name.startswith("access:")]
    assert len({place.name for place in seen}) > 40
    assert not everywhere.mute, "\n".join(everywhere.mute)


@pytest.mark.requirement("P04")
def test_every_page_is_clean(browser: Browser, own_site: Site, everywhere: Atlas) -> None:
    faults: list[str] = []
    for who, places in groupby(everywhere.first().values(), key=lambda place: place.who):
        visitor = walker(browser, own_site, viewport={"width": 1280, "height": 900})
        page = visitor.open()
        if who != NOBODY:
            sign_in(page, who)
        for place in places:
            page.goto(place.path)
            faults += faults_on(page)
        faults += visitor.trouble
        visitor.context.close()
    assert not faults, "\n".join(sorted(set(faults)))


@pytest.mark.requirement("P04")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.leads)
def test_a_page_behind_a_form_is_clean(
    browser: Browser, own_site: Site, everywhere: Atlas, way: Way
) -> None:
    visitor = walker(browser, own_site, viewport={"width": 1280, "height": 900})
    page = visitor.open()
    for start in (place for place in everywhere.places if place.name == way.start):
        sign_in(page, start.who)
        page.goto(start.path)
        if page.locator(way.needs).count():
            break
    way.steps(page)
    # the provider shows its faults in the place of an answer, at an address without a page
    assert name_of(page.url) in (way.leads, "")
    faults = faults_on(page)
    visitor.context.close()
    refused = "status of 400"  # what a page that says so is about
    faults += [one for one in visitor.trouble if refused not in one]
    assert not faults, "\n".join(sorted(set(faults)))


def faults_on(page: Page) -> list[str]:
    """What axe finds, and where the page is wider than its place."""
    faults = axe(page)
    if spills(page):
        faults.append(f"{page.url}: lies under what stands beside it")
    for width in (320, 1000):
        page.set_viewport_size({"width": width, "height": 720})
        if too_wide(page):
            faults.append(f"{page.url}: scrolls sideways at {width} px")
    page.set_viewport_size({"width": 1280, "height": 900})
    return faults


@pytest.mark.requirement("G34")
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_what_others_have_stays_shut(
    own_site: Site, everywhere: Atlas, outsider: int | str
) -> None:
    """What no link leads an outsider to, he does not open by its address either."""
    who = NOBODY if outsider == NOBODY else everywhere.personas.index(str(outsider))
    own = {place.path for place in everywhere.places if place.who == who}
    doors = (
        {page.full_name for page in _pages() if page.public} | set(FOR_ALL_SIGNED_IN) | set(FOR_ALL)
    )
    opened = []
    with visitor(own_site, who) as client:
        for name, place in everywhere.first().items():
            if name in doors or place.path in own:
                continue
            answer = client.get(place.path)
            if answer.status_code not in (403, 404) and answer.url.path != "/aanmelden":
                opened.append(f"{name}: {place.path} ({answer.status_code})")
    assert not opened, "\n".join(opened)


def _pages() -> list[Declared]:
    return [p.callback.page for p in _patterns() if hasattr(p.callback, "page")]


def _patterns() -> list[object]:
    found: list[object] = []

    def gather(patterns: list[object]) -> None:
        for pattern in patterns:
            inner = getattr(pattern, "url_patterns", None)
            if inner is None:
                found.append(pattern)
            else:
                gather(inner)

    gather(get_resolver().url_patterns)
    return found
