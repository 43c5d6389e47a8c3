"""The questions of the wizard: who, which right, which roles, from when to when."""

from __future__ import annotations

from datetime import date

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries
from sleutelbos.access.actions.checks import check_period
from sleutelbos.access.actions.grants import check_length, check_within
from sleutelbos.access.pages import terms
from sleutelbos.access.pages.course import RELATION, RIGHT, ROLE, TERM, WHO, Course
from sleutelbos.access.pages.forms_quick_grant import (
    Asks,
    NewcomerForm,
    RightForm,
    RoleForm,
    TermForm,
    WhoForm,
)
from sleutelbos.access.pages.who import look_up
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import masked_insz
from sleutelbos.web import show, words
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import reveal
from sleutelbos.web.parts import (
    Button,
    Disclosure,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
)


def who(course: Course) -> HttpResponseBase:
    """Somebody by number: known here, known to the Rijksregister, or to nobody yet."""
    request, draft = course.request, course.draft
    if draft.insz and "insz" not in request.POST and "ander" not in request.GET:
        if not draft.family_name or "family_name" in request.POST:
            return newcomer(course)
    form = WhoForm.of(request)

    def do(form: WhoForm) -> str:
        looked = look_up(request.actor, form.cleaned_data["insz"])
        looked.into(draft)
        course.keep()
        if looked.person is not None:
            reveal(request, [looked.person.pk])
        return course.after(WHO) if draft.who_is_known else course.url(WHO)

    title = _("Wie krijgt een recht?") if course.kind == "grant" else _("Wie voegt u toe?")
    sentence = _("U hebt het rijksregisternummer van uw collega nodig.")
    return handle(request, form, do) or _ask(
        course, WHO, form, Head(title, sentence, kicker=course.organisation.name),
        parts=_chosen(course),
    )  # fmt: skip


def _chosen(course: Course) -> list[Part]:
    """Who was chosen already, with a way on and a way to begin anew."""
    if not course.draft.who_is_known:
        return []
    on = Link(_("Verder"), course.after(WHO), look="primary", about=course.name)
    note = Note(
        _t("U koos %s. Vul hieronder een ander nummer in voor iemand anders.") % course.name,
        "info", "", on,
    )  # fmt: skip
    return [note, Button(_("Begin opnieuw"), course.start_url, look="quiet", icon="rotate-cw")]


def newcomer(course: Course) -> HttpResponseBase:
    """The names of somebody whom no register knows, and why he is added."""
    request, draft = course.request, course.draft
    initial = {
        "given_name": draft.given_name,
        "family_name": draft.family_name,
        "reason": draft.reason,
    }
    form = NewcomerForm.of(request, initial=initial)

    def do(form: NewcomerForm) -> str:
        for name, text in form.values().items():
            setattr(draft, name, " ".join(text.split()) if name != "reason" else text.strip())
        course.keep()
        return course.after(WHO)

    parts: list[Part] = [
        Note(draft.note, "warn") if draft.note else Note(_("Vul zelf de naam in."), "info"),
        Facts([Fact(_("Nummer"), masked_insz(draft.insz),
                    change_url=f"{course.url(WHO)}?ander=1")]),
    ]  # fmt: skip
    head = Head(_("Hoe heet deze persoon?"), _("Schrijf de naam zoals op de identiteitskaart."),
                kicker=course.organisation.name)  # fmt: skip
    return handle(request, form, do) or _ask(course, WHO, form, head, parts=parts)


def right(course: Course) -> HttpResponseBase:
    """Choice cards with the rights that the actor may give out here; and why others not."""
    request, draft = course.request, course.draft
    rights = course.rights
    head = Head(_t("Welk recht krijgt %s?") % course.name,
                _("Een recht geeft toegang tot één toepassing."),
                kicker=course.organisation.name)  # fmt: skip
    near = _near(course)
    if not rights:
        empty = Empty(
            _("Er is geen recht dat u hier kunt toekennen"),
            _("Welke rechten er zijn, hangt af van de doelgroep van de organisatie."),
            None, "key-round",
        )  # fmt: skip
        return _ask(course, RIGHT, None, head, parts=[*_note(course), empty, *near])
    initial = {"right": draft.right or (rights[0].code if len(rights) == 1 else "")}
    form = RightForm.of(request, rights=rights, initial=initial)

    def do(form: RightForm) -> str:
        chosen = form.cleaned_data["right"]
        if chosen != draft.right:
            draft.right, draft.roles = chosen, []
            _forget_term_that_is_too_long(course)
            course.keep()
        return course.after(RIGHT)

    return handle(request, form, do) or _ask(
        course, RIGHT, form, head, parts=[*_note(course), *near]
    )


def _forget_term_that_is_too_long(course: Course) -> None:
    days = course.draft.days
    if course.right is None or days is None:
        return
    try:
        check_length(course.right, days)
    except Invalid:
        course.draft.first = course.draft.length = course.draft.until = ""


def _note(course: Course) -> list[Part]:
    """What the look-up said, e.g. that the number was replaced."""
    typed_himself = bool(course.draft.reason)  # then the note was shown where he typed the name
    return [Note(course.draft.note, "warn")] if course.draft.note and not typed_himself else []


def _near(course: Course) -> list[Part]:
    """Rights that one may look for here in vain: why, and what to do (G12)."""
    near = queries.near_rights(course.organisation)
    if not near:
        return []
    notes: list[Part] = [Note(reason, "info", str(right)) for right, reason in near]
    summary = _t("Staat een recht er niet bij? (%s)") % len(near)
    return [Disclosure(summary, notes, open=course.in_education)]


def role(course: Course) -> HttpResponseBase:
    """Tick boxes with what each role lets one do."""
    request, draft, chosen = course.request, course.draft, course.right
    assert chosen is not None
    held = {}
    for grant in course.held(chosen):
        if grant.role.right_id == chosen.pk:
            last = periods.last_day(grant.valid)
            until = _t("tot en met %s") % words.day_text(last) if last else _t("zonder einddatum")
            held[grant.role.code] = _t("(%(who)s heeft deze rol al, %(until)s.)") % {
                "who": course.name, "until": until,
            }  # fmt: skip
    roles = queries.roles_for(chosen, course.organisation)
    form = RoleForm.of(request, roles=roles, held=held, initial={"roles": draft.roles})

    def do(form: RoleForm) -> str:
        draft.roles = form.cleaned_data["roles"]
        course.keep()
        return course.after(ROLE)

    head = Head(_t("Welke rol krijgt %s?") % course.name,
                _t("In %(application)s bepaalt de rol wat iemand kan.")
                % {"application": chosen.application}, kicker=course.organisation.name)  # fmt: skip
    return handle(request, form, do) or _ask(course, ROLE, form, head)


def term(course: Course) -> HttpResponseBase:
    """From when to when; and what a new werkrelatie or a missing address needs."""
    request, draft = course.request, course.draft
    step = TERM if course.kind == "grant" else RELATION
    first = _first_day(course)
    relation = course.relation_from(first) if course.kind == "grant" else None
    ends = terms.choices(first, course.right, relation, school=course.in_education)
    limited = course.limited and not (relation and relation.site)
    asks = Asks(
        ends=ends,
        sites=() if relation and relation.site else course.sites,
        limited=limited,
        new=relation is None,
        email=not (course.person and course.person.email),
    )
    form = TermForm.of(request, asks=asks, initial=_term_initial(course, ends))

    def do(form: TermForm) -> str:
        given = form.cleaned_data
        last = given["until"] if given["length"] == terms.OWN else ends[given["length"]]
        _check_term(course, given["start"], last)
        draft.first = given["start"].isoformat()
        draft.length, draft.until = given["length"], last.isoformat() if last else ""
        draft.site = given.get("site", "")
        draft.kind = given.get("kind", draft.kind)
        draft.email = given.get("email", draft.email)
        course.keep()
        return course.after(step)

    return handle(request, form, do) or _ask(
        course, step, form, _term_head(course), parts=_ends_with(course, first)
    )


def _first_day(course: Course) -> date:
    """The first day as typed, else as chosen before, else today."""
    typed = words.parse_day(course.request.POST.get("start", ""))
    if typed is not None and 1900 <= typed.year <= 2199:
        return typed
    if course.draft.first:
        return max(date.fromisoformat(course.draft.first), clock.today())
    return clock.today()


def _term_initial(course: Course, ends: dict[str, date | None]) -> dict[str, object]:
    draft = course.draft
    preferred: tuple[str, ...] = (
        terms.SCHOOL,
        terms.RELATION,
        terms.YEAR,
        terms.LONGEST,
        terms.OPEN,
    )
    if course.kind == "user":
        preferred = (terms.OPEN, *preferred)
    length = draft.length or next((code for code in preferred if code in ends), terms.OWN)
    return {
        "start": date.fromisoformat(draft.first) if draft.first else clock.today(),
        "length": length,
        "until": date.fromisoformat(draft.until) if draft.until and length == terms.OWN else None,
        "site": draft.site,
        "kind": course.kind_of_relation,
        "email": draft.email,
    }


def _check_term(course: Course, first: date, last: date | None) -> None:
    """What the action will check too, said here at the right field."""
    period = check_period(periods.of_days(first, last))
    if course.right is not None:
        check_length(course.right, period)
    relation = course.relation_from(first) if course.kind == "grant" else None
    if relation is not None:
        check_within(relation, period)


def _term_head(course: Course) -> Head:
    if course.kind == "user":
        return Head(_t("Wat doet %s bij u?") % course.name,
                    _("De werkrelatie verbindt iemand met uw organisatie."),
                    kicker=course.organisation.name)  # fmt: skip
    return Head(_t("Hoe lang krijgt %s dit recht?") % course.name,
                _("Het recht stopt vanzelf na de laatste dag."),
                kicker=course.organisation.name)  # fmt: skip


def _ends_with(course: Course, first: date) -> list[Part]:
    """Say it when the werkrelatie ends before the right may."""
    most = terms.longest(course.right, first)
    relation = course.relation_from(first) if course.kind == "grant" else None
    end = periods.last_day(relation.valid) if relation else None
    if end is None or (most is not None and most <= end):
        return []
    text = _t("De werkrelatie eindigt op %s. Een recht kan niet langer duren.")
    return [Note(text % words.day_text(end))]


def _ask(
    course: Course, step: str, form: Form | None, head: Head, *, parts: list[Part] | None = None
) -> HttpResponseBase:
    if course.person is not None:
        reveal(course.request, [course.person.pk])
    return show.wizard(
        course.request, form, head, course.steps(step), back_url=course.before(step),
        parts=parts or [], crumbs=course.crumbs(), aside=[course.help()],
    )  # fmt: skip
