"""Load an application from its file: see what would change, then do it (G11, G24)."""

from __future__ import annotations

import hashlib

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import manifest
from sleutelbos.access.actions.catalogue import load_manifest
from sleutelbos.access.manifest import Manifest, ManifestFault
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.clients_parts import crumbs, help_box
from sleutelbos.access.pages.forms_clients import ManifestFile, ManifestText
from sleutelbos.access.queries import manifests
from sleutelbos.access.queries.manifests import Difference
from sleutelbos.access.rules import manages_clients
from sleutelbos.kernel.actions import Invalid
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Code, Crumb, Disclosure, Head, Listing, Note, Part, Pill

KINDS = {
    "application": _("Toepassing"),
    "right": _("Recht"),
    "role": _("Rol"),
    "client": _("Client"),
}
EFFECTS = {
    "new": Pill(_("Nieuw"), "ok"),
    "changed": Pill(_("Verandert"), "info"),
    "ends": Pill(_("Wordt niet meer toegekend"), "warn"),
    "stays": Pill(_("Blijft zoals hij is"), "neutral"),
}
EXAMPLE = """[application]
code = "voorbeeld"
name = "Voorbeeld"
owner = "Gemeente Voorbeeld"
description = "Wat de toepassing doet."
scope = "gem_voorbeeld"
claim = "gem_voorbeeld_rol_3d"
claim_form = "3d"
knows_sites = false

[[rights]]
code = "VoorbeeldGebruiker"
name = "Voorbeeld gebruiker"
description = "Toegang tot de toepassing."
target_groups = ["LB"]
granted_by = ["hoofd-lokale-beheerder", "lokale-beheerder"]

[[rights.roles]]
code = "lezer"
name = "lezer"
description = "Raadpleegt dossiers."

[[clients]]
name = "Voorbeeld (productie)"
redirect_uris = ["https://voorbeeld.example.be/terug"]
scopes = ["openid", "profile", "vo", "gem_voorbeeld"]
"""


@page(
    "platform/toepassing-laden",
    name="load-application",
    title=_("Toepassing laden"),
    door=manages_clients,
    does=load_manifest,
)
def load(request: PageRequest) -> HttpResponseBase:
    """Choose the file; what would change; do it."""
    if "text" in request.POST:
        return _second_step(request)
    form = ManifestFile.of(request)

    def do(form: ManifestFile) -> HttpResponseBase:
        text = _read(form.cleaned_data["file"].read(manifest.LARGEST * 4 + 1))
        return _dry_run(request, text, _parsed(text, "file"))

    head = Head(
        _("Toepassing laden"),
        _("Eerst ziet u wat er zou veranderen. Er verandert nog niets."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=reverse("access:clients"),
        before=[Disclosure(_("Hoe zo'n bestand eruitziet"), [Code(EXAMPLE, "application.toml")])],
        crumbs=crumbs(None, Crumb(_("Toepassing laden"))),
        aside=[help_box(request)],
    )


def _read(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Invalid({"file": _t("Dit bestand is geen tekst in UTF-8.")}) from None


def _parsed(text: str, field: str) -> Manifest:
    """The manifest. Raises Invalid with what is wrong with it, also beside other applications."""
    try:
        found = manifest.parse(text)
    except ManifestFault as fault:
        raise Invalid({field: str(fault)}) from None
    if clashes := manifests.clashes(found):
        raise Invalid({field: " ".join(clashes)})
    return found


def _digest(text: str, found: list[Difference]) -> str:
    """The file and what was shown of it, as one short text."""
    lines = [text, *(f"{one.kind}\t{one.what}\t{one.effect}\t{one.detail}" for one in found)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _dry_run(
    request: PageRequest, text: str, found: Manifest, *, again: bool = False
) -> HttpResponseBase:
    """What would change, with the button that does it."""
    changes = manifests.differences(found)
    trail = crumbs(None, Crumb(_("Toepassing laden"), reverse("access:load-application")))
    effective = [one for one in changes if one.effect != "stays"]
    rows = [[one.what, KINDS[one.kind], EFFECTS[one.effect], one.detail] for one in changes]
    listing = Listing([_("Naam"), _("Soort"), _("Wat er gebeurt"), _("Velden")], rows)
    head = Head(found.name, _counted(len(effective)), kicker=_("Nog niet geladen"))
    decision = load_manifest.check(request.actor, found)
    if not effective or not decision:
        note = Note(str(decision.reason), "stop") if not decision else None
        return show.page(
            request, head, *([note] if note else []), listing, crumbs=trail,
            aside=[help_box(request)],
        )  # fmt: skip
    form = ManifestText(initial={"text": text, "shown": _digest(text, changes)})
    before: list[Part] = [listing, *_notes(found, again=again)]
    return show.form(
        request,
        form,
        head,
        submit=_("Toepassing laden"),
        back_url=reverse("access:load-application"),
        before=before,
        crumbs=trail,
        aside=[help_box(request)],
    )


def _counted(count: int) -> str:
    if not count:
        return _t("Er verandert niets: alles staat er al zo.")
    return ngettext("%(n)s ding verandert.", "%(n)s dingen veranderen.", count) % {"n": count}


def _notes(found: Manifest, *, again: bool) -> list[Part]:
    notes: list[Part] = []
    if again:
        text = _("Ondertussen veranderde er iets. Dit is wat er nu zou gebeuren.")
        notes.append(Note(text, "warn"))
    if found.clients:
        text = _("Rechten gelden meteen. Clients zijn eerst in opmaak: leg ze daarna voor.")
        notes.append(Note(text))
    return notes


def _second_step(request: PageRequest) -> HttpResponseBase:
    """Do what was shown; show it again when it is no longer the same."""
    form = ManifestText.of(request)
    if not form.is_valid():
        return _start_again(request)
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    try:
        found = _parsed(text, "")
    except Invalid:
        return _start_again(request)
    if _digest(text, manifests.differences(found)) != form.cleaned_data["shown"]:
        return _dry_run(request, text, found, again=True)

    def do(form: ManifestText) -> str:
        application = load_manifest.keyed(form.key, request.actor, found)
        show.toast(request, _t("%s is geladen.") % application.name)
        return f"{reverse('access:clients')}?toepassing={application.code}"

    return handle(request, form, do) or _start_again(request)


def _start_again(request: PageRequest) -> HttpResponseBase:
    """The file can't be loaded as it came: back to the first step."""
    form = ManifestFile()
    head = Head(_("Toepassing laden"), _("Dit bestand kon niet geladen worden. Kies het opnieuw."))
    return show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=reverse("access:clients"),
        crumbs=crumbs(None, Crumb(_("Toepassing laden"))),
    )
