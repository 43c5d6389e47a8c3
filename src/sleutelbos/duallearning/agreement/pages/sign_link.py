"""What who has to sign sees: the document, a code by mail, and his answer; no sign-in (W24)."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.signing import (
    WRONG,
    ask_signature_code,
    refuse_signature,
    sign_by_link,
    try_signature_code,
)
from sleutelbos.duallearning.agreement.models import Addendum, Signature
from sleutelbos.duallearning.agreement.pages.base import page
from sleutelbos.duallearning.agreement.pages.forms_signing import SIGN, CodeForm
from sleutelbos.duallearning.agreement.pages.signature_parts import told
from sleutelbos.duallearning.agreement.queries.signing import (
    document_of,
    problem_now,
    signature_behind,
)
from sleutelbos.duallearning.agreement.rules.signing import DEAD
from sleutelbos.duallearning.recognition.pages.papers import stored
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Link as Bearer
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import Actions, Fact, Facts, Head, Link, Note, Part, Section

ROUTE = "duaal/tekenen/<slug:secret>"
TITLE = _("Een document tekenen")
PURPOSE = Reveals(_("Een overeenkomst voor duaal leren lezen en tekenen"))


def bearer(row: Signature) -> Bearer:
    """Who holds the link, as actor."""
    return Bearer(ref=f"link:signature-{row.uid.hex}", label=str(row.get_party_display()))


def dead_link(request: PageRequest, sentence: str) -> HttpResponseBase:
    """A link that leads nowhere (any more)."""
    head = Head(_t("Deze link werkt niet"))
    return private(show.page(request, head, Note(sentence, "warn"), status=404))


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Nothing keeps the page."""
    response["Cache-Control"] = "no-store"
    return response


def _url(secret: str, page: str = "sign-link") -> str:
    return reverse(f"duallearning:{page}", args=[secret])


@page(ROUTE, name="sign-link", title=TITLE, public=True, does=ask_signature_code, reveals=PURPOSE)
def sign_link(request: PageRequest, secret: str) -> HttpResponseBase:
    """The document with its main facts in words; from here one asks a code."""
    row = signature_behind(secret)
    if row is None:
        return dead_link(request, str(DEAD))
    problem = problem_now(row)
    if problem and row.state != "signed":
        tone = "info" if row.state == "refused" else "warn"
        return private(show.page(request, _head(row), Note(problem, tone), _school(row)))
    reveal(request, [row.agreement.person_id])
    facts = [_paper(secret), *told(document_of(row))]
    if problem:
        parts = [Note(problem, "ok"), *facts, _school(row)]
        return private(show.page(request, _head(row), *parts))
    form = Form.of(request)

    def do(form: Form) -> str:
        ask_signature_code.keyed(form.key, bearer(row), row, secret=secret)
        return _url(secret, "sign-code")

    return private(
        handle(request, form, do)
        or show.form(
            request, form, _head(row), submit=_("Stuur mij een code"),
            before=[*facts, Note(_t("U tekent met een code. U krijgt ze op %s.") % row.email)],
            after=[_school(row)],
        )
    )  # fmt: skip


def _head(row: Signature) -> Head:
    document = document_of(row)
    what = _t("Addendum %s") if isinstance(document, Addendum) else _t("Overeenkomst %s")
    party = _t("U tekent als: %(party)s, %(name)s.") % {
        "party": str(row.get_party_display()).lower(),
        "name": row.name,
    }
    return Head(what % document.number, party, kicker=row.agreement.learner.person.name)


def _paper(secret: str) -> Part:
    url = _url(secret, "sign-document")
    return Actions([Link(_("Lees het hele document (PDF)"), url, "file-text", "secondary")])


def _school(row: Signature) -> Part:
    guide, school = row.agreement.guide, row.agreement.learner.school
    facts = [Fact(_("Trajectbegeleider"), guide.name, guide.email), Fact(_("School"), school.name)]
    return Section(_("Vragen?"), [Facts(facts)])


@page(
    f"{ROUTE}/code",
    name="sign-code",
    title=_("Tekenen met een code"),
    public=True,
    does=(try_signature_code, sign_by_link, refuse_signature),
)
def sign_code(request: PageRequest, secret: str) -> HttpResponseBase:
    """The code of the mail, and whether one signs or not."""
    row = signature_behind(secret)
    if row is None:
        return dead_link(request, str(DEAD))
    if problem_now(row) or row.code_at is None:
        return see_other(_url(secret))
    form = CodeForm.of(request)

    def do(form: CodeForm) -> str:
        try:
            _answer(form, row, secret)
        except (Invalid, Refused):
            row.refresh_from_db()
            if row.state == "open":
                raise
        return _url(secret)  # a second click ends on the same page

    head = Head(TITLE, _t("We stuurden een code naar %s.") % row.email, kicker=_head(row).title)
    again = Link(_("Geen mail gekregen? Vraag een nieuwe code"), _url(secret))
    return private(
        handle(request, form, do)
        or show.form(
            request, form, head, submit=_("Versturen"), back_url=_url(secret),
            before=[_paper(secret)], after=[Actions([again])],
        )
    )  # fmt: skip


def _answer(form: CodeForm, row: Signature, secret: str) -> None:
    by, given = bearer(row), form.cleaned_data
    code = given["code"]
    if not try_signature_code(by, row, secret=secret, code=code):
        raise Invalid({"code": WRONG})
    if given["answer"] == SIGN:
        sign_by_link.keyed(form.key, by, row, secret=secret, code=code)
    else:
        reason = given["reason"]
        refuse_signature.keyed(form.key, by, row, secret=secret, code=code, reason=reason)


@page(
    f"{ROUTE}/document",
    name="sign-document",
    title=_("Document om te tekenen"),
    public=True,
    shows="duallearning.agreement-document",
    reveals=PURPOSE,
)
def sign_document(request: PageRequest, secret: str) -> HttpResponseBase:
    """The document as it was presented, while the link works or once it was signed with it."""
    row = signature_behind(secret)
    if row is None or (problem_now(row) and row.state != "signed"):
        raise Http404
    document = document_of(row)
    if document.document is None:
        raise Http404
    reveal(request, [row.agreement.person_id])
    return private(stored(document.document, document.number))
