"""The movable clock: what time it is here, forward, and what happened on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import happened, moving, rules
from sleutelbos.demo.models import Errand, busy
from sleutelbos.demo.pages.base import crumbs, page
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show, words
from sleutelbos.web.forms import DateField, Form, IntegerField, TextField, handle
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
    Progress,
)

AT_ONCE = timedelta(days=8)  # measured on two busy cores: a week takes 1.5 s, a year 46 s
EARLY = time(6, 0)
HOUR = re.compile(r"\s*([0-9]{1,2})\s*(?:[:.u]\s*([0-9]{2})?)?\s*")


def _tomorrow(now: datetime) -> datetime:
    day = now.astimezone(clock.BRUSSELS).date() + timedelta(days=1)
    return at(day, EARLY)


STEPS: dict[str, tuple[type_of_text, Callable[[datetime], datetime]]] = {
    "uur": (_("Een uur later"), lambda now: now + timedelta(hours=1)),
    "morgen": (_("Morgen om 6 uur"), _tomorrow),
    "week": (_("Een week later"), lambda now: now + timedelta(weeks=1)),
}


def at(day: date, hour: time) -> datetime:
    """A civil time in Brussels."""
    return datetime.combine(day, hour, tzinfo=clock.BRUSSELS)


class MomentForm(Form):
    """A moment of one's choice."""

    columns = True
    day = DateField(
        label=_("Dag"), help_text=_("Hoogstens twee jaar vooruit. Een jaar ver duurt even.")
    )
    hour = TextField(label=_("Uur"), max_length=5, help_text=_("Bijvoorbeeld 06:00."))
    stand = IntegerField(widget=HiddenInput, required=False)

    def clean_hour(self) -> time:
        """The time. Raises ValidationError for what is none."""
        match = HOUR.fullmatch(str(self.cleaned_data["hour"]))
        try:
            return time(int(match[1]), int(match[2] or 0)) if match else self._wrong()
        except ValueError:
            return self._wrong()

    def _wrong(self) -> NoReturn:
        raise ValidationError(_("Schrijf het uur zoals 06:00."))


@page("demo/klok", name="clock", title=_("Klok"), public=True, door=rules.in_demo)
def clock_page(request: PageRequest) -> HttpResponseBase:
    """The clock, with its buttons and what happened at the last move.

    While the worker moves it or starts the demo again there is only that to watch.
    """
    if (errand := busy()) is not None:
        return see_other(_watch(errand))
    if request.method == "POST" and request.POST.get("stap") in STEPS:
        return _step(request)
    now = clock.now()
    form = MomentForm.of(request, initial=_proposal(now))

    def do(form: MomentForm) -> str:
        return _move(at(form.cleaned_data["day"], form.cleaned_data["hour"]), _standing(request))

    return handle(request, form, do) or _show(request, form, now)


def _proposal(now: datetime) -> dict[str, object]:
    return {"day": _tomorrow(now).date(), "hour": "06:00", "stand": moving.offset()}


def _step(request: PageRequest) -> HttpResponse:
    goal = STEPS[request.POST["stap"]][1](clock.now())
    try:
        return see_other(_move(goal, _standing(request)))
    except Invalid as problem:
        show.toast(request, str(problem), tone="warn")
        return see_other(reverse("demo:clock"))


def _standing(request: PageRequest) -> int | None:
    text = request.POST.get("stand", "")
    return int(text) if text.isdecimal() else None


def _move(goal: datetime, standing: int | None) -> str:
    """Move, and the address that tells what happened, or how far the worker is."""
    if goal - clock.now() > AT_ONCE:
        return _watch(moving.ask(goal, standing=standing))
    return _told(happened.in_address(moving.move(goal, standing=standing)))


def _told(moved: Mapping[str, str]) -> str:
    return f"{reverse('demo:clock')}?{urlencode(moved)}#gebeurd"


def _watch(errand: Errand) -> str:
    name = "demo:restarting" if errand.goal is None else "demo:moving"
    return reverse(name, args=[errand.pk])


def _show(request: PageRequest, form: MomentForm, now: datetime) -> HttpResponse:
    standing = moving.offset()
    facts = [
        Fact(_("In de demo"), words.moment_text(now)),
        Fact(_("In het echt"), words.moment_text(clock.real_now())),
    ]
    buttons = [
        Button(label, reverse("demo:clock"), fields={"stap": name, "stand": standing})
        for name, (label, _goal) in STEPS.items()
    ]
    parts: list[Part] = [Facts(facts)]
    moved = happened.from_address(request.GET)
    if moved is not None:
        parts.append(happened.section(moved))
    parts.append(Actions(buttons, title=_("Vooruit")))
    back = Link(_("Terug kan alleen door opnieuw te beginnen"), reverse("demo:restart"))
    return show.form(
        request,
        form,
        Head(_("Klok"), _t("Zet de tijd vooruit: rechten eindigen, mails vertrekken.")),
        submit=_("Naar dit moment"),
        before=parts,
        aside=[back],
        crumbs=crumbs(),
    )


@page(
    "demo/klok/<int:errand>",
    name="moving",
    title=_("De klok gaat vooruit"),
    public=True,
    door=rules.in_demo,
)
def moving_page(request: PageRequest, errand: int) -> HttpResponseBase:
    """How far the worker is; then on to what happened."""
    row = _errand(errand)
    if row.told:
        return see_other(_told(row.told))
    head = Head(
        _("De klok gaat vooruit"),
        _t("Ze staat stil tot alles gebeurd is. Daarna is het %(moment)s")
        % {"moment": words.moment_text(row.goal)},
    )
    parts = [_progress(row)]
    if row.finished_at is None:
        parts.append(Link(_("Vernieuw"), request.path, icon="rotate-cw", look="secondary"))
    here = [*crumbs(), Crumb(_("Klok"), reverse("demo:clock"))]
    return show.page(request, head, *parts, crumbs=here)


@page(
    "demo/klok/<int:errand>/stand",
    name="moving-progress",
    title=_("Stand"),
    public=True,
    door=rules.in_demo,
)
def moving_progress(request: PageRequest, errand: int) -> HttpResponse:
    """The progress alone, for the page that watches."""
    return show.template(request, "demo/part.html", it=_progress(_errand(errand)))


def _errand(key: int) -> Errand:
    """A move that was asked. Raises Http404."""
    row = Errand.objects.filter(pk=key, goal__isnull=False).first()
    if row is None:
        raise Http404
    return row


def _progress(row: Errand) -> Part:
    """How many days went by; when it is over, the way on."""
    if row.failure:
        back = Link(_("Terug naar de klok"), reverse("demo:clock"), look="secondary")
        return Note(_t(row.failure), "stop", action=back)  # kept in Dutch, its own key
    if row.finished_at is not None:
        arrived = _t("De klok staat nu op %(moment)s") % {"moment": words.moment_text(row.goal)}
        on = Link(_("Bekijk wat er gebeurde"), _told(row.told), look="primary")
        return Note(arrived, "ok", action=on)
    return Progress(
        _("Dagen die voorbij zijn"),
        row.done,
        row.total,
        _("U mag deze pagina verlaten."),
        refresh_url=reverse("demo:moving-progress", args=[row.pk]),
    )
