"""One line of a report: who, what was made or asked, what to do, and the questions on it (A13)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.actions.onboarding_lines import check_lines
from sleutelbos.positions.actions.onboarding_questions import answer_question, ask_question
from sleutelbos.positions.models import EmploymentSlice, LineQuestion, OnboardingLine, PositionSlice
from sleutelbos.positions.pages import line_looks, looks
from sleutelbos.positions.pages.base import PURPOSE, page, plan_crumbs
from sleutelbos.positions.pages.forms_lines import AnswerForm, QuestionForm
from sleutelbos.positions.pages.joining import joining_url
from sleutelbos.positions.pages.line_looks import leave_url, line_url, lines_url
from sleutelbos.positions.pages.personnel import status_pill
from sleutelbos.positions.queries.linking import latest_slice
from sleutelbos.positions.queries.onboarding_lines import lines_for, others_of, questions_for
from sleutelbos.positions.queries.positions import slices_of
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import GreenChoice, LineColour
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Happening,
    Head,
    Link,
    Listing,
    Part,
    Section,
    Timeline,
)
from sleutelbos.web.words import day_text, yes_or_no


def line_of(request: PageRequest, uid: UUID) -> OnboardingLine:
    """The line, in sight of the actor; who is shown goes to the log of views."""
    line = one(lines_for(request.actor), uid)
    people = [line.employment.employee, *([line.holder.employee] if line.holder else [])]
    reveal(request, [who.person_id for who in people if who.person_id])
    return line


def line_crumbs(line: OnboardingLine, *more: Crumb) -> list[Crumb]:
    """The plan, the onboarding, its lines, this one, and on."""
    entity, name = line.onboarding.organisation, line.employment.employee.name
    return plan_crumbs(
        entity,
        Crumb(_("Aansluiting"), joining_url(entity)),
        Crumb(_("Lijnen"), lines_url(line.onboarding)),
        Crumb(name, line_url(line) if more else ""),
        *more,
    )


@page(
    "arbeidsplaatsen/lijnen/<uuid:uid>",
    name="joining-line",
    title=_("Lijn van de aansluiting"),
    door=roles.reads_somewhere,
    shows="positions.joining-line",
    reveals=PURPOSE,
)
def joining_line(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Everything about one line, and what may be done with it now."""
    by, line = request.actor, line_of(request, uid)
    slices = slices_of(line.position) if line.position else []
    ways = _ways(by, line)
    head = Head(
        line.employment.employee.name,
        _sentence(line),
        pill=line_looks.colour_pill(line),
        kicker=line.onboarding.organisation.name,
        primary=ways[0] if ways else None,
    )
    parts: list[Part] = [
        _personnel(line),
        *([_made(line, slices[-1])] if slices else []),
        *([_asked(line)] if not slices and line.choice == GreenChoice.WANTED else []),
        *_others(line),
        _questions(by, line),
    ]
    aside: list[Part] = [Actions(ways[1:], _("Wat u nog kunt doen"))] if ways[1:] else []
    return show.page(request, head, *parts, crumbs=line_crumbs(line), aside=aside)


def _sentence(line: OnboardingLine) -> str:
    if line.colour == LineColour.BLUE:
        return _t("Deze arbeidsrelatie heeft een arbeidsplaats. Kijk na of die klopt.")
    if line.choice == GreenChoice.UNNEEDED:
        return _t("Geen arbeidsplaats nodig: %s") % line.note
    if line.position is not None:
        return _t("De gevraagde arbeidsplaats is gemaakt.")
    if line.choice == GreenChoice.WANTED:
        return _t("Voor deze arbeidsrelatie is een arbeidsplaats gevraagd.")
    return _t("Stap 1 maakte hier geen arbeidsplaats. Reden: %s.") % line.get_reason_display()


def _ways(by: Actor, line: OnboardingLine) -> list[Link | Button]:
    """What the entity may do with the line in this step, the likeliest first."""
    if not roles.is_hr(by, line.onboarding.organisation_id):
        return []
    state, green = line.onboarding.state, line.colour == LineColour.GREEN
    ask = (line_url(line, "ask-position"), "plus")
    if state == "asking" and green:
        return [
            Link(_("Arbeidsplaats aanvragen"), *ask, "primary"),
            Link(_("Niet nodig"), leave_url(line), "ban", "secondary"),
        ]
    if line.position is None or state != ("assigning" if green else "checking"):
        return []
    found: list[Link | Button] = []
    if not line.checked_at:
        url = reverse("positions:check-lines", args=[line.onboarding.organisation.uid])
        may = check_lines.check(by, line.onboarding, lines=[line])
        fields = {"rij": line.uid}
        found.append(Button(_("Klopt"), url, fields, "primary", "check", decision=may))
    if green:
        look = "secondary" if found else "primary"
        url = line_url(line, "assign-line")
        found.append(Link(_("Toewijzen"), url, "link", look))  # type: ignore[arg-type]
    correct = line_url(line, "correct-line")
    return [*found, Link(_("Verbeteren"), correct, "pencil", "secondary")]


def _personnel(line: OnboardingLine) -> Section:
    """What Vlimpers says of the arbeidsrelatie."""
    row: EmploymentSlice | None = latest_slice(line.employment_id)
    told = [
        Fact(_("Vlimpersnummer"), line.employment.employee.number),
        Fact(_("Arbeidsrelatie"), line.employment.number),
    ]
    if row is not None:
        told += [
            Fact(_("Status"), status_pill(row)),
            Fact(_("Soort"), row.get_kind_display()),
            Fact(_("Functie"), row.function.title if row.function else ""),
            Fact(_("Graad"), str(row.grade or "")),
            Fact(_("VTE"), looks.number(row.fte)),
            Fact(_("Statuut"), row.get_statute_display()),
        ]
    return Section(_("Wat Vlimpers zegt"), [Facts(told)])


def _made(line: OnboardingLine, row: PositionSlice) -> Section:
    assert line.position is not None
    number = Link(line.position.number, looks.url_of(line.position))
    told = [
        Fact(_("Nummer"), number),
        *_content(row.function.title, row.unit_name, row),  # type: ignore[attr-defined]
        Fact(_("Stand"), line_looks.state_pill(line)),
    ]
    if line.colour == LineColour.GREEN:
        told.append(Fact(_("Oranje: Vlimpersnummer"), _number_of(line)))
        told.append(Fact(_("Oranje: arbeidsrelatie"), line_looks.holder_text(line)))
    return Section(_("De arbeidsplaats"), [Facts(told)])


def _number_of(line: OnboardingLine) -> str:
    return line.holder.employee.number if line.holder else ""


def _asked(line: OnboardingLine) -> Section:
    request = line.request
    told = [
        Fact(_("Vanaf"), day_text(request.first)),
        *_content(request.function.title, request.unit.code, request),
    ]
    return Section(_("Wat gevraagd is"), [Facts(told)])


def _content(title: str, unit: str, row: object) -> list[Fact]:
    """What slices and requests have in common."""
    told = vars(row)
    grade = row.grade  # type: ignore[attr-defined]
    return [
        Fact(_("Functie"), title),
        Fact(_("Eenheid"), unit),
        Fact(_("Graad"), " / ".join([str(grade), *told["other_grades"]])),
        Fact(_("Behoefte"), _t("%s VTE") % looks.number(told["fte"])),
        Fact(_("Statuut"), row.get_statute_display()),  # type: ignore[attr-defined]
        Fact(_("Standplaats"), told["workplace"]),
        Fact(_("In het PEP"), yes_or_no(told["in_plan"]), told["outside_reason"]),
    ]


def _others(line: OnboardingLine) -> list[Part]:
    """The lines of the same person, of the other colour mostly: a mandate and its fallback."""
    rows = [
        [
            Link(_t("Relatie %s") % other.employment.number, line_url(other)),
            line_looks.colour_pill(other),
            other.position.number if other.position else "",
            line_looks.state_pill(other),
        ]
        for other in others_of(line)
    ]
    if not rows:
        return []
    headings = [_("Arbeidsrelatie"), _("Soort lijn"), _("Arbeidsplaats"), _("Stand")]
    sentence = _("Deze persoon heeft meer dan één arbeidsrelatie.")
    return [Section(_("Andere lijnen van deze persoon"), [Listing(headings, rows)],
                    sentence=sentence)]  # fmt: skip


def _questions(by: Actor, line: OnboardingLine) -> Section:
    rows = line.questions.select_related("asked_by").order_by("-asked_at")
    happenings = [
        Happening(
            row.asked_at, row.text, row.asked_by.name,
            _t("Antwoord: %s") % row.answer if row.answer else _t("Nog geen antwoord"),
            "ok" if row.answer else "warn", _answer_url(by, row),
        )
        for row in rows
    ]  # fmt: skip
    ask = None
    if ask_question.check(by, line, text=""):
        url = line_url(line, "ask-question")
        ask = Link(_("Vraag stellen"), url, "message-square", "secondary")
    timeline = Timeline(happenings, empty=_("Over deze lijn is niets gevraagd."))
    return Section(_("Vragen"), [timeline], action=ask)


def _answer_url(by: Actor, question: LineQuestion) -> str:
    if question.answered_at or not answer_question.check(by, question, text=""):
        return ""
    return reverse("positions:answer-question", args=[question.uid])


@page(
    "arbeidsplaatsen/lijnen/<uuid:uid>/vraag",
    name="ask-question",
    title=_("Vraag stellen"),
    door=roles.is_hr_somewhere,
    does=ask_question,
    reveals=PURPOSE,
)
def ask(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One question to the expert team."""
    line = line_of(request, uid)
    if not roles.is_hr(request.actor, line.onboarding.organisation_id):
        raise Http404
    form = QuestionForm.of(request)

    def do(form: QuestionForm) -> str:
        ask_question.keyed(form.key, request.actor, line, text=form.cleaned_data["text"])
        show.toast(request, _("Uw vraag is gesteld. U krijgt een mail bij het antwoord."))
        return line_url(line)

    head = Head(
        _("Vraag stellen"),
        _("Het expertenteam antwoordt bij de lijn."),
        kicker=line.employment.employee.name,
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Vraag stellen"), back_url=line_url(line),
        crumbs=line_crumbs(line, Crumb(_("Vraag"))),
    )  # fmt: skip


@page(
    "arbeidsplaatsen/vragen/<uuid:uid>",
    name="answer-question",
    title=_("Antwoorden"),
    door=roles.is_expert,
    does=answer_question,
    reveals=PURPOSE,
)
def answer(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The answer of the expert team."""
    question = one(questions_for(request.actor), uid)
    line = line_of(request, question.line.uid)
    form = AnswerForm.of(request)

    def do(form: AnswerForm) -> str:
        answer_question.keyed(form.key, request.actor, question, text=form.cleaned_data["text"])
        show.toast(request, _t("%s kreeg een mail met uw antwoord.") % question.asked_by.name)
        return line_url(line)

    head = Head(_("Antwoorden"), question.text, kicker=line.employment.employee.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Antwoorden"), back_url=line_url(line),
        crumbs=line_crumbs(line, Crumb(_("Antwoord"))),
    )  # fmt: skip
